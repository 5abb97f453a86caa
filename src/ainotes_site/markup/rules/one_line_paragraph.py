"""A short cut for the commonest block: one line of prose, alone or as the whole of a list item.

No other rule can want such a line, so none is asked; this halves the time that a note of such lines takes.
"""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

_MARKERS = frozenset("#>-+*_=`~<[{$%|:!?\\0123456789")
_BULLETS = ("- ", "* ", "+ ")


def line_of_prose(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: a line that begins with no marker, before a blank line, the end of the text or the next item."""
    after = start_line + 1
    if silent or not _ends(state, after) or state.is_code_block(start_line):
        return False
    begin, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if state.src[begin] in _MARKERS:
        return False
    state.line = after
    state.push("paragraph_open", "p", 1).map = [start_line, after]
    text = state.push("inline", "", 0)
    text.content, text.map, text.children = mdTrim(state.src[begin:end]), [start_line, after], []
    state.push("paragraph_close", "p", -1)
    return True


def _ends(state: StateBlock, after: int) -> bool:
    """Does a paragraph end before line `after` whatever it holds? An item of a list around it ends it too."""
    if after >= state.lineMax or state.isEmpty(after):
        return True
    indent = state.sCount[after]
    if not state.listIndent <= indent < min(state.blkIndent, state.listIndent + 4) or state.listIndent < 0:
        return False
    return state.src.startswith(_BULLETS, state.bMarks[after] + state.tShift[after])
