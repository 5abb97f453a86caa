"""Emoji in the place of their names, in text alone: code, formulas and addresses stay as they are."""

from __future__ import annotations

from markdown_it.token import Token

from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.emoji_names import with_emoji


def emoji(tokens: list[Token], _: Work) -> list[Token]:
    """The pass."""
    for token in tokens:
        if token.type == "inline" and token.content.count(":") > 1:
            for child in token.children or ():
                if child.type == "text":
                    child.content = with_emoji(child.content)
    return tokens
