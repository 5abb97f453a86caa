"""Days without a year in headings (6月3日, 06-03, 6/3): which of them are days, and in which year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ainotes_site.patterns import pattern
from ainotes_site.readers.blocks import Heading
from ainotes_site.readers.dates import day_of_year
from ainotes_site.readers.source import Source
from ainotes_site.readers.titles import Title, read_title

DAYS_SHARE = 0.8
"""Share of the headings of a level that must be days before 6/3 is one: 3/4 can be a part, 1.5 a version."""

LEAP_YEAR = "2024"
"""A year that has every day."""

WEEKDAY_LENGTH = 4
"""Up to how many characters after a day are its weekday (周一) and no title."""

_YEAR = pattern(r"(?<!\d)20\d\d(?!\d)")
_NUMERIC = pattern(r"\s*\d{1,2}\s?([-/.])\s?\d")


def numeric_levels(marks: Sequence[Heading]) -> frozenset[int]:
    """Levels at which numbers such as 6/3 are days: nearly all headings are, written alike, in the order of time."""
    levels = {heading.level for heading in marks if _NUMERIC.match(heading.text)}
    return frozenset(level for level in levels if _are_days([h.text for h in marks if h.level == level]))


def _are_days(texts: Sequence[str]) -> bool:
    titles = [read_title(text) for text in texts]
    days = [title.date or (found[0] if (found := day_of_year(title.text, LEAP_YEAR)) else None) for title in titles]
    bare = [title.text for title, day in zip(titles, days, strict=True) if day and not title.date]
    marks = {match[1] for text in bare if (match := _NUMERIC.match(text))}
    order = [day[5:] for title, day in zip(titles, days, strict=True) if day and not title.date]
    ordered = order in (sorted(order), sorted(order, reverse=True))
    return len(marks) == 1 and ordered and len(order) > 1 and sum(map(bool, days)) >= DAYS_SHARE * len(texts)


def is_day(text: str, numeric: bool) -> bool:
    """Whether a heading begins with a day; one in mere numbers only where these are days."""
    return day_of_year(text, LEAP_YEAR) is not None and (numeric or not _NUMERIC.match(text))


def dated(title: Title, year: str, numeric: bool) -> Title:
    """`title` with the date that it means by a day without a year."""
    known = year and title.date is None and is_day(title.text, numeric)
    found = day_of_year(title.text, year) if known else None
    if found is None:
        return title
    date, rest = found
    return replace(title, date=date, text=rest if len(rest) > WEEKDAY_LENGTH else title.text)


def year_in(text: str) -> str | None:
    """The year that `text` states; empty when it states two, so that neither is the year of a day; None without one."""
    years = set(_YEAR.findall(text))
    return None if not years else years.pop() if len(years) == 1 else ""


def year_of(source: Source, level: int) -> str:
    """The year that the file states once for all: in its title, front matter or name. A dated note is no title."""
    first = source.headings[0] if source.headings else None
    above = first.text if first and (first.level < level or read_title(first.text).date is None) else ""
    years = (year_in(text) for text in (source.front.title, above, source.front.date or "", source.stem))
    return next((year for year in years if year is not None), "")
