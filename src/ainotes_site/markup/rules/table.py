"""Tables of GitHub, with every cell: GitHub drops the cells of a row that has more of them than the header."""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as gfm_table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.token import Token


def table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: GitHub's, then the surplus cells of each row of the body."""
    first = len(state.tokens)
    if not gfm_table(state, start_line, end_line, silent):
        return False
    if not silent:
        columns = sum(token.type == "th_open" for token in state.tokens[first:])
        kept: list[Token] = []
        for token in state.tokens[first:]:
            if token.type == "tr_open":
                row = token
            elif token.type == "tr_close" and row.map and row.map[0] > start_line:
                kept.extend(_surplus(state, row.map[0], columns, token.level + 1))
            kept.append(token)
        state.tokens[first:] = kept
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
