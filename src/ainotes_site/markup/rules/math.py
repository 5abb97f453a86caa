"""`$…$` and `$$…$$`: TeX by pandoc's rule, with prices kept out.

Pandoc (https://pandoc.org/MANUAL.html#math): the opening `$` has a character other than a space to its right; the
closing one has one to its left, and no digit to its right. Here no Latin letter may touch the pair from outside either,
so that `${HOME}/$USER` stays text.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from ainotes_site.lazy_regex import pattern

# After an amount, words mean money: `$5 一个月，$`. TeX would have a command or an operator.
_MONEY = pattern(r"[\d.,]+(?![^$]*[\\^_={}])(?:[^$]*(?:[A-Za-z]{3}|[\u3000-\u9fff\uff00-\uffef])|[^$]*[\s,/~-]$)")
_TEX = pattern(r"\\[A-Za-z]|[\^=]|\w_[\w{]")
_LONGEST = 2_000
_BRACE = pattern(r"[{}]")


def math_inline(state: StateInline, silent: bool) -> bool:
    """Inline rule: `$…$`, and `$$…$$` inside a paragraph. The token's content is the TeX."""
    source, start = state.src, state.pos
    if source[start] != "$":
        return False
    markup = "$$" if source.startswith("$$", start) else "$"
    begin = start + len(markup)
    end = _closing(source, begin, state.posMax, markup)
    if end < 0 or (markup == "$" and not _is_tex(source, start, end, state.posMax)) or not source[begin:end].strip():
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = source[begin:end].strip(), markup
    state.pos = end + len(markup)
    return True


def math_brackets(state: StateInline, silent: bool) -> bool:
    r"""Inline rule, before `escape`: `\(…\)` and `\[…\]`, as chat programs write TeX.

    CommonMark reads these as escaped brackets; what is plainly TeX inside tells the two apart.
    """
    close = {"\\(": "\\)", "\\[": "\\]"}.get(state.src[state.pos : state.pos + 2])
    end = state.src.find(close, state.pos + 2, min(state.posMax, state.pos + _LONGEST)) if close else -1
    if close is None or end < 0 or _TEX.search(state.src, state.pos + 2, end) is None:
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = state.src[state.pos + 2 : end].strip(), "$$" if close == "\\]" else "$"
    state.pos = end + 2
    return True


def math_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: `$$` at the start of a line, up to a line that ends with `$$`."""
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("$$", begin) or state.src.startswith("$$$", begin):
        return False
    line, begin = start_line, begin + 2
    while line < end_line:
        text = state.src[begin : state.eMarks[line]].rstrip()
        if text.endswith("$$"):
            break
        if "$$" in text or (line > start_line and not text and state.isEmpty(line)):
            return False
        line += 1
        begin = state.bMarks[line] + state.tShift[line]
    else:
        return False
    if silent:
        return True
    lines = state.getLines(start_line, line + 1, state.blkIndent, False).strip()
    token = state.push("math_block", "math", 0)
    token.content, token.map, token.markup = lines[2:-2].strip(), [start_line, line + 1], "$$"
    state.line = line + 1
    return True


def _closing(source: str, begin: int, end: int, markup: str) -> int:
    """Place of the next unescaped marker; -1 when there is none before `end`."""
    place = source.find(markup, begin, end)
    while place > 0 and source[place - 1] == "\\":
        place = source.find(markup, place + 1, end)
    return place


def _is_tex(source: str, start: int, end: int, maximum: int) -> bool:
    content = source[start + 1 : end]
    before, after = source[start - 1 : start], source[end + 1 : min(end + 2, maximum)]
    is_variable = (before.isascii() and before.isalnum()) or (after.isascii() and (after.isalnum() or after == "{"))
    return (
        bool(content)
        and not content[0].isspace()
        and not content[-1].isspace()
        and not is_variable
        and _MONEY.match(content) is None
        and ("\\" in content or _is_balanced(content))
    )


def _is_balanced(content: str) -> bool:
    """Do the braces pair up? In a template such as `{$FAQ} {$QUESTION}` they do not."""
    depth = 0
    for brace in _BRACE.findall(content):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
