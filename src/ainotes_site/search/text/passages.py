"""Long texts in pieces: the passages that search ranks and shows."""

from __future__ import annotations

import re

from ainotes_site.lazy_regex import pattern

TARGET = 600
"""Length in characters that a passage should not pass: a long entry is ranked by its best part."""
LIMIT = 4000
"""Length at which text without any break is cut by force."""
OVERLAP = 100
"""What two pieces that were cut by force share, so that no run of this length is lost."""

_BREAK = pattern(r"(?<=[。！？；!?;])|(?<=\.)(?=\s)")
_WEAK_BREAK = pattern(r"(?<=[，、,：:\s])")


def passages(text: str) -> list[str]:
    """`text` in pieces of at most about `TARGET` characters, cut at the end of a line, else of a sentence, else of a
    clause.

    Joined they are `text`, but for the overlap where there was no place to cut within `LIMIT` characters.
    """
    if len(text) <= TARGET:
        return [text]
    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        for sentence in _cut(line, _BREAK):
            for clause in _cut(sentence, _WEAK_BREAK):
                _append(pieces, clause)
    return pieces


def _cut(text: str, place: re.Pattern[str]) -> list[str]:
    return [text] if len(text) <= TARGET else [part for part in place.split(text) if part]


def _append(pieces: list[str], text: str) -> None:
    if pieces and len(pieces[-1]) + len(text) <= TARGET:
        pieces[-1] += text
        return
    while len(text) > LIMIT:
        pieces.append(text[:LIMIT])
        text = text[LIMIT - OVERLAP :]
    pieces.append(text)
