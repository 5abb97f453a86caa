"""Puts a link around a run of text that may begin and end inside other markup."""

from __future__ import annotations

from typing import NamedTuple

from markdown_it.token import Token


class TokenText(NamedTuple):
    """A token's part of the plain text of its block."""

    start: int
    end: int
    token: int
    """Index among the children of the block."""
    text: str
    linkable: bool


def wrap(children: list[Token], pieces: list[TokenText], start: int, end: int, opening: Token) -> bool:
    """Put `opening` and its close around the text from `start` to `end`, in place.

    Markup that begins or ends with the run is taken in: the link goes around the bold part of `**向量**数据库`. Where
    that would cross markup, nothing is done and the answer is no. Wrap runs from the last one to the first.
    """
    first = next(piece for piece in pieces if piece.start <= start < piece.end)
    last = next(piece for piece in pieces if piece.start < end <= piece.end)
    begin, stop = first.token, last.token + 1
    head, tail = start - first.start, end - last.start
    if first is not last:
        widened = _widened(children, begin, stop, head == 0, tail == last.end - last.start)
        if widened is None:
            return False
        begin, stop = widened
    inner = children[begin:stop]
    before, after = [], []
    if tail < last.end - last.start:
        inner[-1], rest = _cut(inner[-1], tail)
        after.append(rest)
    if head:
        skipped, inner[0] = _cut(inner[0], head)
        before.append(skipped)
    closing = Token("term_close", opening.tag, -1)
    children[begin:stop] = [*before, opening, *inner, closing, *after]
    return True


def _widened(children: list[Token], begin: int, stop: int, to_left: bool, to_right: bool) -> tuple[int, int] | None:
    """The smallest balanced range around the tokens from `begin` to `stop`; None when there is none."""
    while True:
        depth, lowest = _nesting(children[begin:stop])
        if lowest == 0 and depth == 0:
            return begin, stop
        if lowest < 0 and to_left and begin > 0 and _takes(children[begin - 1], 1):
            begin -= 1
        elif depth > 0 and to_right and stop < len(children) and _takes(children[stop], -1):
            stop += 1
        else:
            return None


def _nesting(tokens: list[Token]) -> tuple[int, int]:
    """How many levels deeper the tokens end than they begin, and the lowest level on the way."""
    depth = lowest = 0
    for token in tokens:
        depth += token.nesting
        lowest = min(lowest, depth)
    return depth, lowest


def _takes(token: Token, nesting: int) -> bool:
    """May the range grow over `token`? Over markup of that direction, and over the empty text beside it."""
    return token.nesting == nesting or (token.type == "text" and not token.content)


def _cut(token: Token, place: int) -> tuple[Token, Token]:
    head, tail = token.content[:place], token.content[place:]
    return Token("text", "", 0, content=head, level=token.level), Token("text", "", 0, content=tail, level=token.level)
