"""A line break in the source between two Chinese characters is no space on the page."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ainotes_site.markup.cjk import is_cjk


def join_lines(state: StateCore) -> None:
    """Hide each soft break that has a CJK character on both sides, past any markup in between."""
    for block in state.tokens:
        children = block.children
        if block.type == "inline" and children and "\n" in block.content:
            for place, token in enumerate(children):
                if token.type == "softbreak":
                    before = _text(children, range(place - 1, -1, -1))[-1:]
                    after = _text(children, range(place + 1, len(children)))[:1]
                    token.hidden = is_cjk(before) and is_cjk(after)


def _text(tokens: Sequence[Token], places: range) -> str:
    for place in places:
        token = tokens[place]
        if token.nesting == 0 and (token.content or token.type not in _TEXTUAL):
            return token.content if token.type in _TEXTUAL else ""
    return ""


_TEXTUAL = frozenset(("text", "text_special", "tag", "wikilink"))
