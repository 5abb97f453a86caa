"""Short cuts change nothing but the time: the one for lines of prose, and what inline rules are not asked for."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import inline as ask_for_all_text

from ainotes_site.markup.parser import new_parser, parser
from ainotes_site.markup.rules.emphasis import CjkFriendlyInline
from ainotes_site.markup.token_text import sentence_spans

_WORDS = "汉字 word - * + 1. > # ``` | --- === $$ %% [^1]: [a]: /u <b> : ~~~ \\"
_LINES = st.tuples(
    st.sampled_from(["", "", " ", "  ", "   ", "    ", "      ", "\t"]),
    st.lists(st.sampled_from(_WORDS.split()), max_size=3).map(" ".join),
    st.sampled_from(["", "", "  ", "\u3000"]),
).map("".join)

_PLAIN = new_parser()
_PLAIN.block.ruler.disable("prose")


@settings(max_examples=500)
@given(st.lists(_LINES, max_size=10).map("\n".join))
def test_the_page_is_the_same_without_the_short_cut_for_prose(text: str) -> None:
    assert parser().render(text) == _PLAIN.render(text)


class _AsksAll(CjkFriendlyInline):
    """Asks every rule at every character, as the parser does by itself."""

    tokenize = ParserInline.tokenize
    skipToken = ParserInline.skipToken  # noqa: N815


def _asking_all() -> MarkdownIt:
    md = new_parser()
    asked = _AsksAll({"": ()})
    md.core.ruler.at("inline", ask_for_all_text)
    asked.ruler, asked.ruler2 = md.inline.ruler, md.inline.ruler2
    md.inline = asked
    return md


_ALL = _asking_all()
_MARKS = (
    "\\",
    "[",
    "](",
    "!",
    "[[",
    "]]",
    "https",
    "://a.b",
    "$",
    "$$",
    "%%",
    "==",
    "=",
    "~~",
    "~",
    "*",
    "**",
    "_",
    "`",
    "``",
    "<",
    "<b>",
    ">",
)
_TEXTS = st.lists(
    st.sampled_from((*_MARKS, "&", "&amp;", "#", "^", "+", "-", "@", "{", "}", "|", "\n", "a", "字", "。", " ", ":")),
    max_size=25,
)


@settings(max_examples=300)
@given(_TEXTS.map("".join))
@example("[" * 120 + "a")
@example("GPT-4: 3+1 > 2 @a {b} ^c ]")
def test_the_tokens_are_the_same_if_all_rules_are_asked_at_every_character(text: str) -> None:
    assert parser().parse(text, {}) == _ALL.parse(text, {})


_SENTENCE_END = re.compile(r"[。！？!?…]+[”’」』）)\"'\]]*|\.[”’)\"'\]]*(?=\s|$)|\n+")


@settings(max_examples=500)
@given(st.text("。！？!?….\n”’」）)\"'] a字\r", max_size=25))
def test_sentences_end_where_the_plain_expression_ends_them(text: str) -> None:
    ends = [found.end() for found in _SENTENCE_END.finditer(text)] + [len(text)]
    places = [0, *ends]
    spoken = [end for begin, end in pairwise(places) if text[begin:end].strip()]
    assert [end for _, end in sentence_spans(text)] == spoken
