"""Numbers for the small charts: entries by month, and by day of a year."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ainotes_site.model import Entry, Lang
from ainotes_site.render.view_models import day

MOST_BARS = 36
"""Bars that can be told apart on a phone; a longer time is drawn in years."""


_MOST_YEARS = 8
"""Years that can be named each at its bar; of more, every few."""
_FEW_YEARS = 4
"""One in so many dates may be no more than a year where months are drawn, which leave it out."""
_NAMED_APART = 5
"""Bars of months that a year's name takes, about."""


class Bar(NamedTuple):
    """A month or a year, and how many entries fall in it."""

    iso: str
    words: str
    total: int
    height: int
    """Per cent of the highest bar."""
    label: str = ""
    """The year, where it is written at the bar."""


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
    """Entries by month from the first to the last, empty months included; by year when that is too many to draw.

    Dates that come from version control say when files were moved: they count only where no entry has one of its own. A
    single bar says nothing, and is not drawn.
    """
    dates = _dates(entries)
    if not dates:
        return ()
    names, counted = _columns(dates)
    if len(names) < 2:
        return ()
    highest = max(counted.values())
    labels = _labels(names)
    return tuple(
        Bar(name, day(name, lang).words, counted[name], round(100 * counted[name] / highest), labels.get(name, ""))
        for name in names
    )


def _dates(entries: Iterable[Entry]) -> list[str]:
    """The month of each dated entry, or its year where it states no month."""
    dated = [entry for entry in entries if entry.date]
    stated = [entry for entry in dated if entry.stated_date]
    return [entry.date[:7] for entry in stated or dated if entry.date]


def _columns(dates: Sequence[str]) -> tuple[tuple[str, ...], Counter[str]]:
    """Months or years from the first to the last, and how many of the dates are in each."""
    by_month = Counter(date for date in dates if len(date) == 7)
    names = _months(min(by_month), max(by_month)) if by_month else ()
    only_years = len(dates) - by_month.total()
    if names and len(names) <= MOST_BARS and only_years * _FEW_YEARS <= len(dates):
        return names, by_month
    by_year = _by_year(Counter(dates))
    return tuple(str(year) for year in range(int(min(by_year)), int(max(by_year)) + 1)), by_year


def _labels(names: tuple[str, ...]) -> dict[str, str]:
    """The years that are written at bars: at each January and at the first month, where there is room; of many years, some."""
    if len(names[0]) == 4:
        step = -(-len(names) // _MOST_YEARS)
        return {name: name for place, name in enumerate(reversed(names)) if place % step == 0}
    found = {name: name[:4] for name in names if name.endswith("-01")}
    if not any(name in found for name in names[:_NAMED_APART]):
        found[names[0]] = names[0][:4]
    return found


def _by_year(months: Counter[str]) -> Counter[str]:
    years: Counter[str] = Counter()
    for month, total in months.items():
        years[month[:4]] += total
    return years


def _months(first: str, last: str) -> tuple[str, ...]:
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return tuple(f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1))


def busy_months(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells from the first month with an entry to the last, beginning at column 0."""
    months = [cell.iso[:7] for cell in cells if cell.total]
    if not months:
        return ()
    found = [cell for cell in cells if months[0] <= cell.iso[:7] <= months[-1]]
    first = found[0].week
    return tuple(cell._replace(week=cell.week - first) for cell in found)


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
