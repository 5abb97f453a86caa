"""Paragraphs in another language than their entry say so, for fonts, hyphenation and screen readers."""

from __future__ import annotations

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
    return tokens


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
