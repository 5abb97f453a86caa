"""Files that a site generator sets in: mdBook's `{{#include a.md}}`, VitePress' `<<< a.py` and `<!--@include: a.md-->`, and
the `--8<-- "a.md"` of Python-Markdown's snippets.

They are embeds: a note is shown as a passage, any other file is a link, also where it would be the whole of a fence of code.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.rules.foreign.callout_block import line_text, paragraph

_PATH = r"(?:@/)?([^\s\"'{}<>:#\[\]|]{1,300})"
_INCLUDE = pattern(
    rf"(?:\{{\{{[ \t]*#(?:include|rustdoc_include|playground|playpen)[ \t]+{_PATH}[^{{}}\n]{{0,200}}\}}\}}"
    rf"|<<<[ \t]*{_PATH}[^\n]{{0,200}}|<!--[ \t]*@include:[ \t]*{_PATH}[^\n]{{0,200}}-->"
    rf"|-{{1,2}}8<-{{1,2}}[ \t]+[\"']{_PATH}[^\n\"']{{0,200}}[\"'])[ \t]*$"
)
_BEGINNINGS = ("{{", "<<<", "<!--", "-8<-", "--8<--", "```", "~~~")


def include(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: a line that is nothing else, or the only one of a fence."""
    if not state.src.startswith(_BEGINNINGS, state.bMarks[start_line] + state.tShift[start_line]):
        return False
    if state.is_code_block(start_line):
        return False
    line, stop = start_line, start_line + 1
    fence = line_text(state, start_line)[:3]
    if fence in ("```", "~~~"):
        line, stop = start_line + 1, start_line + 3
        if stop > end_line or line_text(state, start_line + 2).rstrip() != fence:
            return False
    found = _INCLUDE.match(line_text(state, line))
    if found is None:
        return False
    if not silent:
        paragraph(state, start_line, f"![[{next(filter(None, found.groups()))}]]")
        state.line = stop
    return True
