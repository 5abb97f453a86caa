"""Entries that cannot be placed: no topic, a date to come, or the same text twice."""

from __future__ import annotations

from collections.abc import Iterator

from ainotes_site.link.checks.notes import Notes, problem
from ainotes_site.link.fingerprint import similarity
from ainotes_site.model import Problem


def topics(notes: Notes) -> Iterator[Problem]:
    """Entries that no word of the taxonomy speaks for."""
    for entry in notes.in_order():
        if not entry.topics:
            fact = f"没有主题 (entry without a topic): {entry.title}"
            yield problem(entry, fact, 'write "topics: [llm]" in the front matter, or add its words to topics.yml')


def dates(notes: Notes) -> Iterator[Problem]:
    """Dates after today. A month counts as its first day."""
    for entry in notes.in_order():
        for date in (entry.date, entry.updated):
            if date and date > notes.today[: len(date)]:
                yield problem(entry, f"日期在将来 (date in the future): {date}", "correct the date", (date,))


def duplicates(notes: Notes) -> Iterator[Problem]:
    """Entries nearly the same as one before them in the files."""
    known = notes.library.entry
    place = {entry.id: number for number, entry in enumerate(notes.in_order())}
    for entry in notes.in_order():
        for other in notes.library.duplicates.get(entry.id, ()):
            if place[other] < place[entry.id]:
                span = known[other].span
                share = round(100 * similarity(entry, known[other]))
                fact = f"与另一条 {share}% 相同 (near-duplicate): {span.path}:{span.start_line}"
                yield problem(entry, fact, "join the two, or let one link to the other")
