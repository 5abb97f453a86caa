"""Lists that their author indented by four spaces or a tab without a list around them.

CommonMark takes such a list for code after a blank line, and for more of the paragraph when it directly follows one. A
line of code seldom begins with a bullet and a space, and a diff has two kinds of them; a list always has one.
"""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, list_block

from ainotes_site.lazy_regex import pattern

_ITEM = pattern(r"(?:([-*+])|\d{1,3}([.)]))[ \t]+(?![=>|+*/-])\S")

_LOOK_AHEAD = 40
"""Lines that decide; a fixed number keeps the time linear."""


def indented_list(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule, before `code`: an indented run of lines whose outermost lines are all list items."""
    if silent or not state.is_code_block(start_line) or not _is_list(state, start_line, end_line):
        return False
    indent = state.blkIndent
    state.blkIndent = state.sCount[start_line]
    try:
        return list_block(state, start_line, end_line, False)
    finally:
        state.blkIndent = indent


def paragraph(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule, last in the chain: lines up to a blank one, another block, or an indented list."""
    next_line, end_line = start_line + 1, state.lineMax
    terminators = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    while next_line < end_line and not state.isEmpty(next_line):
        if state.sCount[next_line] - state.blkIndent > 3:
            if _is_list(state, next_line, end_line):
                break
        elif state.sCount[next_line] >= 0 and any(rule(state, next_line, end_line, True) for rule in terminators):
            break
        next_line += 1
    state.line = next_line
    state.push("paragraph_open", "p", 1).map = [start_line, next_line]
    text = state.push("inline", "", 0)
    text.content = mdTrim(state.getLines(start_line, next_line, state.blkIndent, False))
    text.map, text.children = [start_line, next_line], []
    state.push("paragraph_close", "p", -1)
    state.parentType = parent
    return True


def _is_list(state: StateBlock, start_line: int, end_line: int) -> bool:
    """Does each line of the indented run that begins at `start_line` start an item of one list, or continue one?"""
    outermost, markers = state.sCount[start_line], set()
    for line in range(start_line, min(end_line, start_line + _LOOK_AHEAD)):
        if state.isEmpty(line):
            continue
        if state.sCount[line] - state.blkIndent < 4:
            break
        if state.sCount[line] > outermost + 1:
            continue
        item = _ITEM.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
        markers.add(item and (item[1] or item[2]))
    return len(markers) == 1 and None not in markers
