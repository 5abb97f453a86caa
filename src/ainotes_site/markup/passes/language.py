"""What is in another language than its entry says so, for fonts, hyphenation and screen readers: paragraphs, and words that
are emphasised, which are slanted where Chinese has dots below.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.cjk import has_han, has_kana
from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.token_text import inline_text

_WORD = pattern(r"(?<![\w/.@-])[A-Za-z][a-z’']+(?!\.?[\w/@-])")
_FEWEST_WORDS = 3
_MARKED = frozenset(("paragraph_open", "list_item_open", "heading_open", "td_open", "th_open", "callout_title_open"))


def language(tokens: list[Token], work: Work) -> list[Token]:
    """Set `lang` on each block in another language: `en` for words without any Han, `zh`, and `ja` for kana."""
    if not work.chinese:
        return tokens
    own = work.context.lang
    for place, token in enumerate(tokens):
        if token.type == "inline" and token.children:
            opening = tokens[place - 1]
            if opening.hidden:
                opening = _only_item(tokens, place) or opening
            if opening.type in _MARKED and (found := _language(token)) not in ("", own):
                opening.attrs["lang"] = found
            elif own == "zh":
                _mark_emphasis(token.children)
    return tokens


def _mark_emphasis(children: Sequence[Token]) -> None:
    """Emphasised words without Han, however few, are English in a Chinese entry."""
    for start, token in enumerate(children):
        if token.type == "em_open":
            stop = next(at for at in range(start, len(children)) if children[at].level == token.level and at > start)
            text = inline_text(children[start:stop])
            if _WORD.search(text) and not has_han(text) and not has_kana(text):
                token.attrs["lang"] = "en"


def _only_item(tokens: list[Token], place: int) -> Token | None:
    """The list item whose only block is the one at `place`."""
    item = tokens[place - 2]
    return item if item.type == "list_item_open" and tokens[place + 2].type == "list_item_close" else None


def _language(block: Token) -> str:
    if has_kana(block.content):
        return "ja"
    if has_han(block.content):
        return "zh"
    prose = inline_text(token for token in block.children or () if token.type in ("text", "softbreak"))
    return "en" if sum(1 for _ in _WORD.finditer(prose)) >= _FEWEST_WORDS else ""
