"""Entries that cannot be placed: no topic, a date to come or older than the text, or the same text twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as calendar_date

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.checks.notes import Notes, problem
from ainotes_site.link.similarity.fingerprint import similarity
from ainotes_site.model import Entry, Problem

_ARXIV = pattern(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|arxiv[\s:：]{0,2}|\[)(?P<id>(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])\.\d{4,5})(?!\d)",
    re.IGNORECASE,
)
"""A paper by its number, which begins with the year and the month in which it was submitted (since April 2007)."""
_DAY = pattern(
    r"(?:[（(]\s?|https?://\S{1,200}?/)(?P<year>20\d\d)(?P<mark>[-/])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
"""A day in brackets, which says when something was, or in the address of a page. A day in a sentence may be a plan."""
_TASK = pattern(r"\s*(?:[-*+]|\d+[.)])\s+\[.\]\s")
_FENCE = pattern(r"\s*(?:```|~~~)")
_DAYS_AHEAD = 7
"""How many days a text may look ahead before its date is doubted: time zones, and what is due this week."""

_SENTENCE = pattern(r"[^\n。！？!?]+[。！？!?]?")
_SHOWN = 60
"""Characters of a sentence that are shown."""


def topics(notes: Notes) -> Iterator[Problem]:
    """Entries that no word of the taxonomy speaks for."""
    for entry in notes.in_order():
        if not entry.topics:
            yield problem(entry, "entry.no_topic", title=entry.title)


def dates(notes: Notes) -> Iterator[Problem]:
    """Dates after today. A month counts as its first day."""
    for entry in notes.in_order():
        for date in (entry.date, entry.updated):
            if date and date > notes.today[: len(date)]:
                yield problem(entry, "entry.future", (date,), date=date)


def anachronisms(notes: Notes) -> Iterator[Problem]:
    """Entries that name a paper or a past day younger than their own date: the date is likely that of something else."""
    for entry in notes.in_order():
        written = max(entry.date or "", entry.updated or "")
        if not written or entry.date_inferred:
            continue
        younger = max(_named_days(entry, notes.today), default=None)
        if younger is not None and _later(younger[0], written):
            yield problem(entry, "entry.younger", (younger[1],), date=written, younger=younger[1])


def _named_days(entry: Entry, today: str) -> Iterator[tuple[str, str]]:
    """What the text dates itself by, as (ISO 8601 month or day, the words): papers, and days up to `today`, which are no plans."""
    fenced = False
    for line in entry.body.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or _TASK.match(line):
            continue
        for match in _ARXIV.finditer(line):
            if f"20{match['year']}-{match['month']}" <= today[:7]:
                yield f"20{match['year']}-{match['month']}", match["id"]
        for match in _DAY.finditer(line):
            day = f"{match['year']}-{match['month']}-{match['day']}"
            if day <= today:
                yield day, match["mark"].join(day.split("-"))


def _later(day: str, written: str) -> bool:
    """Whether `day` is after `written` as far as both are known, and by more than a text may look ahead."""
    known = min(len(day), len(written))
    if day[:known] <= written[:known]:
        return False
    if known < len("2024-04-01"):
        return True
    try:
        return (calendar_date.fromisoformat(day) - calendar_date.fromisoformat(written)).days > _DAYS_AHEAD
    except ValueError:
        return False  # 2024-02-31 is no day


def duplicates(notes: Notes) -> Iterator[Problem]:
    """Entries nearly the same as one before them in the files."""
    known = notes.library.entry
    place = {entry.id: number for number, entry in enumerate(notes.in_order())}
    for entry in notes.in_order():
        for other in notes.library.duplicates.get(entry.id, ()):
            if place[other] < place[entry.id]:
                yield _duplicate(entry, known[other])


def _duplicate(entry: Entry, other: Entry) -> Problem:
    """The two, with the first sentence that only one of them has."""
    place = f"{other.span.path}:{other.span.start_line}"
    differing = _first_new(entry, other) or _first_new(other, entry)
    if not differing:
        return problem(entry, "entry.copy", place=place)
    share = min(99, round(100 * similarity(entry, other)))
    passage = differing if len(differing) <= _SHOWN else f"{differing[: _SHOWN - 1]}…"
    return problem(entry, "entry.duplicate", (differing,), share=share, place=place, passage=passage)


def _first_new(one: Entry, other: Entry) -> str:
    """The first sentence of `one` that `other` has not; empty where it has all of them."""
    known = set(_SENTENCE.findall(other.body))
    return next((text.strip() for text in _SENTENCE.findall(one.body) if text not in known and text.strip()), "")
