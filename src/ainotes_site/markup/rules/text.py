"""Runs the inline rules over each block, and leaves alone the blocks that nobody wrote by hand."""

from __future__ import annotations

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LONGEST = 50_000
"""Characters of one paragraph beyond which it is shown as plain text: minified or encoded data, not prose."""


def inline(state: StateCore) -> None:
    """Core rule: fill the children of each inline token."""
    parse, md, env = state.md.inline.parse, state.md, state.env
    marker = md.inline.terminator_re
    for token in state.tokens:
        if token.type != "inline":
            continue
        if len(token.content) > LONGEST:
            token.children = [Token("text", "", 0, content=token.content)]
            token.meta["unparsed"] = True
        elif marker.search(token.content) is None:
            token.children = [Token("text", "", 0, content=token.content)] if token.content else []
        else:
            token.children = []
            parse(token.content, md, env, token.children)
