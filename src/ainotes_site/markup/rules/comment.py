"""`%%comments%%` of Obsidian, which are for their author only. One that is never closed is text: nothing is lost."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline


def comment_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: a line that begins with `%%`, up to the line that ends with `%%`."""
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("%%", begin):
        return False
    close = state.src.find("%%", begin + 2)
    if close < 0:
        return False
    last = start_line
    while last < end_line and state.eMarks[last] < close + 2:
        last += 1
    if last >= end_line or state.src[close + 2 : state.eMarks[last]].strip():
        return False  # text follows on the same line: the inline rule's work
    if not silent:
        state.line = last + 1
    return True


def comment_inline(state: StateInline, silent: bool) -> bool:
    """Inline rule: `%%` … `%%` within a paragraph."""
    if not state.src.startswith("%%", state.pos):
        return False
    close = state.src.find("%%", state.pos + 2, state.posMax)
    if close < 0:
        return False
    state.pos = close + 2
    return True
