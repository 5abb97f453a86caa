"""How much of one source is read: beyond that it is left out, and its owner is told, so that no file keeps a build busy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from ainotes_site.i18n import problem_of
from ainotes_site.model import Entry, Problem, Reading, Skipped, Span

MOST_CHARACTERS = 6_000_000
"""Of a source: more than any book has."""
MOST_VALUES = 1_000
"""Of each list that an entry has: tags, aliases, authors, topics."""

_LISTS = ("tags", "aliases", "authors", "topics")


def readable(lines: Sequence[str]) -> int:
    """How many of the first lines are read."""
    if sum(map(len, lines)) <= MOST_CHARACTERS:
        return len(lines)
    return sum(end <= MOST_CHARACTERS for end in accumulate(map(len, lines)))


def bounded(reading: Reading, lines: int) -> Reading:
    """`reading`, which is of the first lines of a source that has so many in all, with what was left out."""
    problems: list[Problem] = []
    skipped: tuple[Skipped, ...] = ()
    if reading.lines < lines:
        rest = Span(reading.path, reading.lines + 1, lines)
        skipped = (Skipped("too-long", rest),)
        problems.append(problem_of(reading.path, rest.start_line, "reading.long", most=MOST_CHARACTERS))
    entries = reading.entries
    if any(len(getattr(entry, name)) > MOST_VALUES for entry in entries for name in _LISTS):
        entries = tuple(_shortened(entry, problems) for entry in entries)
    if not problems:
        return reading
    return replace(
        reading,
        lines=lines,
        entries=entries,
        skipped=(*reading.skipped, *skipped),
        problems=(*reading.problems, *problems),
    )


def _shortened(entry: Entry, problems: list[Problem]) -> Entry:
    for name in _LISTS:
        values = getattr(entry, name)
        if len(values) > MOST_VALUES:
            problems.append(
                problem_of(
                    entry.span.path,
                    entry.span.start_line,
                    "reading.values",
                    name=name,
                    count=len(values),
                    most=MOST_VALUES,
                )
            )
            entry = replace(entry, **{name: values[:MOST_VALUES]})
    return entry
