"""Numbers for the small charts: entries by month, and by day of a year."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ainotes_site.model import Entry, Lang
from ainotes_site.render.view_models import day

MOST_BARS = 36
"""Bars that can be told apart on a phone; a longer time is drawn in years."""


class Bar(NamedTuple):
    """A month or a year, and how many entries fall in it."""

    iso: str
    words: str
    total: int
    height: int
    """Per cent of the highest bar."""


class Cell(NamedTuple):
    """A day of a heat map."""

    iso: str
    week: int
    """Column, from 0."""
    weekday: int
    """Row: 0 is Monday."""
    total: int
    shade: int
    """0 (none) to 4 (most)."""


def bars(entries: Iterable[Entry], lang: Lang) -> tuple[Bar, ...]:
    """Entries by month from the first to the last, empty months included; by year when that is too many to draw."""
    dates = [entry.date[:7] for entry in entries if entry.date]
    counted = Counter(date for date in dates if len(date) == 7)
    if not dates:
        return ()
    names = _months(min(counted), max(counted)) if counted else ()
    if not names or len(names) > MOST_BARS:
        counted = _by_year(Counter(dates))
        names = tuple(str(year) for year in range(int(min(counted)), int(max(counted)) + 1))
    highest = max(counted.values())
    return tuple(
        Bar(name, day(name, lang).words, counted[name], round(100 * counted[name] / highest)) for name in names
    )


def _by_year(months: Counter[str]) -> Counter[str]:
    years: Counter[str] = Counter()
    for month, total in months.items():
        years[month[:4]] += total
    return years


def _months(first: str, last: str) -> tuple[str, ...]:
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return tuple(f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1))


def heat(year: int, entries: Iterable[Entry]) -> tuple[Cell, ...]:
    """Every day of `year`; entries without a day are left out."""
    counted = Counter(entry.date for entry in entries if entry.date and len(entry.date) == 10)
    highest = max((total for iso, total in counted.items() if iso.startswith(f"{year:04d}-")), default=0)
    first = datetime.date(year, 1, 1)
    offset = first.weekday()
    cells: list[Cell] = []
    for number in range((datetime.date(year, 12, 31) - first).days + 1):
        iso = (first + datetime.timedelta(days=number)).isoformat()
        total = counted[iso]
        shade = -(-4 * total // highest) if total else 0
        cells.append(Cell(iso, (number + offset) // 7, (number + offset) % 7, total, shade))
    return tuple(cells)
