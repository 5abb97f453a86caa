"""A floor under nesting: what lies deeper is shown as text, so that no note can exhaust the stack or lose lines."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

DEEPEST = 60
"""Levels of tokens (a quote is one, a list and its item are two) below which nothing is parsed any more."""


def rest_as_text(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule, first in the chain: at the floor, the remaining lines of the container are one paragraph."""
    if state.level < DEEPEST or silent:
        return False
    last = start_line
    while last < end_line and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent):
        last += 1
    last = max(last, start_line + 1)
    state.push("paragraph_open", "p", 1).map = [start_line, last]
    text = state.push("inline", "", 0)
    text.content = state.getLines(start_line, last, state.blkIndent, False).strip()
    text.map, text.children = [start_line, last], []
    state.push("paragraph_close", "p", -1)
    state.line = last
    return True
