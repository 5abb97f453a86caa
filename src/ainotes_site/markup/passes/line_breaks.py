"""The lines of a block: its inline tokens, parted by breaks."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

BREAKS = frozenset(("softbreak", "hardbreak"))
"""Types of tokens that end a line."""


def lines_of(children: Iterable[Token] | None) -> list[list[Token]]:
    """Inline tokens by line, each line with the break that ends it; a break inside emphasis or a link ends none."""
    lines: list[list[Token]] = [[]]
    for token in children or ():
        lines[-1].append(token)
        if token.type in BREAKS and token.level == 0:
            lines.append([])
    return lines


def drop_last_breaks(children: list[Token]) -> None:
    """Take the breaks off the end of inline tokens."""
    while children and children[-1].type in BREAKS:
        children.pop()
