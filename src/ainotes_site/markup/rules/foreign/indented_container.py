"""Containers whose content is indented, as Material for MkDocs has them: `!!! note "标题"`, `??? tip`, tabs `=== "甲"`."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.rules.callout_names import mark_of
from ainotes_site.markup.rules.foreign.callout_block import callout, content, line_text, paragraph

_CALLOUT = pattern(
    r"(?P<fold>!!!|\?\?\?\+?)[ \t]+(?P<name>[A-Za-z][\w-]{0,30})(?:[ \t]+[\w-]{1,30}){0,4}(?:[ \t]+\"(?P<title>[^\"\n]{0,200})\")?[ \t]*$"
)
_TAB = pattern(r"===[+!]{0,2}[ \t]+\"(?P<title>[^\"\n]{1,200})\"[ \t]*$")
_FOLDS = {"???": "-", "???+": "+"}
_INDENT = 4


def indented_container(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule. One without a line that is indented below it is text."""
    if not state.src.startswith(("!!!", "???", "==="), state.bMarks[start_line] + state.tShift[start_line]):
        return False
    text = line_text(state, start_line)
    found = None if state.is_code_block(start_line) else _CALLOUT.match(text) or _TAB.match(text)
    stop = _end(state, start_line, end_line)
    if found is None or stop == start_line + 1:
        return False
    if silent:
        return True
    state.blkIndent += _INDENT
    title = (found["title"] or "").strip()
    if found.re.groupindex.get("name"):
        fold = _FOLDS.get(found["fold"], "")
        mark = mark_of(found["name"].lower(), fold)
        said = f"{mark} {title}" if mark else f"[!note]{fold} {title or found['name']}"
        callout(state, start_line, start_line + 1, stop, said.rstrip())
    else:
        paragraph(state, start_line, f"**{title}**")
        content(state, start_line + 1, stop, "container")
    state.blkIndent -= _INDENT
    state.line = stop
    return True


def _end(state: StateBlock, start_line: int, end_line: int) -> int:
    """The line behind the last one that is indented."""
    stop = start_line + 1
    for number in range(start_line + 1, end_line):
        if state.isEmpty(number):
            continue
        if state.sCount[number] < state.blkIndent + _INDENT:
            break
        stop = number + 1
    return stop
