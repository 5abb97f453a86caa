"""Blocks that other programs fence in: a run of lines as a callout, whatever marks its ends."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock


def line_text(state: StateBlock, number: int) -> str:
    """A line without its indentation."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def is_outside(state: StateBlock, number: int) -> bool:
    """Whether at a line the item is over that the block stands in."""
    return bool(line_text(state, number)) and state.sCount[number] < state.blkIndent


def callout(state: StateBlock, begin: int, first: int, stop: int, mark: str) -> None:
    """A quotation of the lines `first` to `stop`, that without; its first line is the callout's `mark`, or there is none where that
    is empty. It begins on the line `begin`, and ends with the line `stop`.
    """
    state.push("blockquote_open", "blockquote", 1).map = [begin, stop + 1]
    if mark:
        paragraph(state, begin, mark)
    content(state, first, stop, "blockquote")
    state.push("blockquote_close", "blockquote", -1)
    state.line = stop + 1


def paragraph(state: StateBlock, line: int, text: str) -> None:
    """A paragraph of one line of Markdown."""
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [line, line + 1], []
    state.push("paragraph_close", "p", -1)


def content(state: StateBlock, first: int, stop: int, parent: str) -> None:
    """The blocks of the lines `first` to `stop`, that without."""
    around, last = state.parentType, state.lineMax
    state.parentType, state.lineMax = parent, stop
    state.md.block.tokenize(state, first, stop)
    state.parentType, state.lineMax = around, last
    state.line = stop + 1
