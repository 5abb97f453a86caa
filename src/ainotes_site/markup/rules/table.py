"""Tables of GitHub, with every cell: GitHub drops the cells of a row that has more of them than the header."""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as gfm_table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern

_WIKILINK = pattern(r"\[\[[^\[\]\n]*\]\]")
_DELIMITER_ROW = pattern(r"[|:-][|: \t-]*+$")
_BAR = "\ufdd0"
"""Stands for a bar in a wikilink while cells are told apart; no text has it, as it is no character."""


def table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: GitHub's, then the surplus cells of each row of the body."""
    if start_line + 2 > end_line or not _DELIMITER_ROW.match(getLine(state, start_line + 1)):
        return (
            False  # said here, before bars are hidden: that copies the source, and a list has wikilinks on every line
        )
    source = state.src
    try:
        _hide_pipes(state, start_line, start_line + 1)
        if not gfm_table(state, start_line, end_line, True):
            return False
        if silent:
            return True
        _hide_pipes(state, start_line, _end_of_block(state, start_line, end_line))
        return _table(state, start_line, end_line)
    finally:
        state.src = source


def _end_of_block(state: StateBlock, start_line: int, end_line: int) -> int:
    last = start_line
    while last < end_line and not state.isEmpty(last):
        last += 1
    return last


def _hide_pipes(state: StateBlock, start_line: int, stop: int) -> None:
    """A bar within the brackets of a wikilink ends no cell, escaped or not."""
    begin, end = state.bMarks[start_line], state.eMarks[stop - 1]
    text = state.src[begin:end]
    if "[[" in text:
        lines = _WIKILINK.sub(lambda found: found.group().replace("|", _BAR), text)
        state.src = state.src[:begin] + lines + state.src[end:]


def _table(state: StateBlock, start_line: int, end_line: int) -> bool:
    first = len(state.tokens)
    gfm_table(state, start_line, end_line, False)
    columns = sum(token.type == "th_open" for token in state.tokens[first:])
    output: list[Token] = []
    for token in state.tokens[first:]:
        if token.type == "tr_open":
            row = token
        elif token.type == "tr_close" and row.map and row.map[0] > start_line:
            output.extend(_surplus(state, row.map[0], columns, token.level + 1))
        output.append(token)
    for token in output:
        if token.type == "inline" and _BAR in token.content:
            token.content = token.content.replace(_BAR, "|")
    state.tokens[first:] = output
    return True


def _surplus(state: StateBlock, line: int, columns: int, level: int) -> list[Token]:
    cells = escapedSplit(mdTrim(getLine(state, line)))
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    tokens: list[Token] = []
    for cell in cells[columns:]:
        tokens += (
            Token("td_open", "td", 1, level=level, block=True),
            Token(
                "inline", "", 0, content=mdTrim(cell), children=[], map=[line, line + 1], level=level + 1, block=True
            ),
            Token("td_close", "td", -1, level=level, block=True),
        )
    return tokens
