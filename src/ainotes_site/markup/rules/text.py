"""Runs the inline rules over each block, and leaves alone the blocks that nobody wrote by hand."""

from __future__ import annotations

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern

# Where an inline rule may take more than text, looked for by first characters. The other marks at which the parser stops
# are text, as is a ! without a bracket after it.
_MARK = pattern(r"[\n#$&*<\[\\_`~:=%{](?:(?<![:=%{])|(?<=:)//|(?<==)=|(?<=%)%|(?<=\{)[{%])")

LONGEST = 50_000
"""Characters of one paragraph beyond which it is shown as plain text: minified or encoded data, not prose."""


def inline(state: StateCore) -> None:
    """Core rule: fill the children of each inline token."""
    parse, md, env = state.md.inline.parse, state.md, state.env
    for token in state.tokens:
        if token.type != "inline":
            continue
        if len(token.content) > LONGEST:
            token.children = [Token("text", "", 0, content=token.content)]
            token.meta["unparsed"] = True
        elif _MARK.search(token.content) is None:
            token.children = [Token("text", "", 0, content=token.content)] if token.content else []
        else:
            token.children = []
            parse(token.content, md, env, token.children)
