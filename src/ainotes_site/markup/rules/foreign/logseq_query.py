"""Queries of Logseq are code under their name, for `render/queries` to answer: `{{query (task TODO)}}`, `#+BEGIN_QUERY`.

One amid a sentence is code within it, of this language: `passes/pictures/embeds.py` parts the paragraph there.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.rules.foreign.callout_block import is_outside, line_text

LANGUAGE = "logseq-query"
_MACRO = r"\{\{[ \t]*(?:query|namespace)\b[^{}\n]{0,2000}\}\}"
_INLINE = pattern(_MACRO)
_WHOLE = pattern(rf"{_MACRO}[ \t]*$")
_BEGIN = pattern(r"#\+BEGIN_QUERY[ \t]*$")
_END = pattern(r"#\+END_QUERY[ \t]*$")


def logseq_query(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule."""
    if not state.src.startswith(("{{", "#+BEGIN_QUERY"), state.bMarks[start_line] + state.tShift[start_line]):
        return False
    text = line_text(state, start_line)
    if state.is_code_block(start_line):
        return False
    stop = start_line if _WHOLE.match(text) else _end(state, start_line, end_line) if _BEGIN.match(text) else None
    if stop is None:
        return False
    if not silent:
        fence = state.push("fence", "code", 0)
        fence.info, fence.markup, fence.map = LANGUAGE, "```", [start_line, stop + 1]
        fence.content = state.getLines(start_line, stop + 1, state.blkIndent, True)
        state.line = stop + 1
    return True


def _end(state: StateBlock, start_line: int, end_line: int) -> int | None:
    for number in range(start_line + 1, end_line):
        if is_outside(state, number):
            return None
        if _END.match(line_text(state, number)):
            return number
    return None


def query_inline(state: StateInline, silent: bool) -> bool:
    """Inline rule: a query amid a sentence."""
    found = _INLINE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("code_inline", "code", 0)
        token.content, token.markup, token.info = found[0], "`", LANGUAGE
    state.pos = found.end()
    return True
