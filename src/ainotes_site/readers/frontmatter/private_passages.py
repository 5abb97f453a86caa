"""Passages that stay at home: from `%%private%%` to `%%/private%%`, or from `<!-- private -->` to `<!-- /private -->`.

They leave the text before anything else reads it, so that no title, excerpt, index or copy can have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.headings.headings import fenced

_WORD = r"(?i:private)|私密"
_MARK = pattern(rf"(?<!`)(?:%%[ \t]*(/?)(?:{_WORD})[ \t]*%%|<!--[ \t]*(/?)(?:{_WORD})[ \t]*-->)")


class PublicLines(NamedTuple):
    """Lines of a file without its private passages; each line keeps its place."""

    lines: tuple[str, ...]
    hidden: frozenset[int]
    """Indices of the lines that have lost all or some of their text."""
    unclosed: int | None
    """Index of the line of a mark whose passage never ends: it hides the rest of the file."""


def without_private_passages(lines: tuple[str, ...]) -> PublicLines:
    """`lines` with private passages blanked out. Marks in code open none, but end one that is open."""
    if not _may_have(lines):
        return PublicLines(lines, frozenset(), None)
    code, _ = fenced(lines)
    public: list[str] = []
    hidden: set[int] = set()
    depth = 0
    opened: int | None = None
    for at, line in enumerate(lines):
        marks = _MARK.finditer(line) if depth or at not in code else ()
        kept, depth, begins = _outside(line, marks, depth)
        if begins:
            opened = at
        if kept != line:
            hidden.add(at)
        public.append(kept)
    return PublicLines(tuple(public), frozenset(hidden), opened if depth else None)


def _outside(line: str, marks: Iterable[re.Match[str]], depth: int) -> tuple[str, int, bool]:
    """What of `line` is in no passage, how many are open after it, and whether one begins in it that is in no other."""
    kept, place, begins = "", 0, False
    for mark in marks:
        closes = bool(mark[1] or mark[2])
        if not depth:
            if closes:
                continue
            kept += line[place : mark.start()]
            begins = True
        depth += -1 if closes else 1
        place = mark.end()
    return kept + ("" if depth else line[place:]), depth, begins


def _may_have(lines: Sequence[str]) -> bool:
    text = "\n".join(lines)
    return ("%%" in text or "<!--" in text) and _MARK.search(text) is not None
