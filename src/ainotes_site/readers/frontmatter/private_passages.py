"""Passages that stay at home: from `%%private%%` to `%%/private%%`, or from `<!-- private -->` to `<!-- /private -->`.

They leave the text before anything else reads it, so that no title, excerpt, index or copy can have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.headings.headings import fenced

_WORD = r"(?i:private)|私密"
_MARK = pattern(rf"(?<!`)(?:%%[ \t]*(/?)(?:{_WORD})[ \t]*%%|<!--[ \t]*(/?)(?:{_WORD})[ \t]*-->)")
_WORDS = ("private", "私密")


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
    depth, opened = 0, None
    for at, line in enumerate(lines):
        kept, place = "", 0
        for mark in _MARK.finditer(line) if depth or at not in code else ():
            closes = bool(mark[1] or mark[2])
            if not depth:
                if closes:
                    continue
                kept += line[place : mark.start()]
                opened = at
            depth += -1 if closes else 1
            place = mark.end()
        kept += "" if depth else line[place:]
        if kept != line:
            hidden.add(at)
        public.append(kept)
    return PublicLines(tuple(public), frozenset(hidden), opened if depth else None)


def _may_have(lines: Sequence[str]) -> bool:
    text = "\n".join(lines)
    return ("%%" in text or "<!--" in text) and any(word in text or word in text.lower() for word in _WORDS)
