"""The line of a source that something in an entry is on."""

from __future__ import annotations

from collections.abc import Iterable

from ainotes_site.model import Entry


def line_of(entry: Entry, words: Iterable[str]) -> int:
    """The line of the source on which one of `words` occurs first; 0 when none does."""
    wanted = [word for word in words if word]
    for number, line in enumerate(entry.body.splitlines()):
        if any(word in line for word in wanted):
            return first_line(entry) + number
    return 0


def first_line(entry: Entry) -> int:
    """The line of the source on which the body begins, reckoned from the end: a body ends where its span does."""
    lines = entry.body.rstrip("\n").count("\n") if entry.body.strip() else entry.span.end_line
    return max(entry.span.start_line, entry.span.end_line - lines)
