"""A short cut for the commonest block: one line of prose with nothing after it.

No other rule can want such a line, so none is asked; this halves the time that a note of such paragraphs takes.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

_MARKERS = frozenset("#>-+*_=`~<[$%|:\\0123456789")


def line_of_prose(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: a line that begins with no marker and is followed by a blank line or the end of the text."""
    after = start_line + 1
    if silent or (after < state.lineMax and not state.isEmpty(after)) or state.is_code_block(start_line):
        return False
    begin, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if state.src[begin] in _MARKERS:
        return False
    state.line = after
    state.push("paragraph_open", "p", 1).map = [start_line, after]
    text = state.push("inline", "", 0)
    text.content, text.map, text.children = state.src[begin:end].rstrip(), [start_line, after], []
    state.push("paragraph_close", "p", -1)
    return True
