"""Days without a year in headings (6月3日, 06-03, 6/3), or without a month (3, 3 日 周一): which are days, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.dates import (
    LEAP_YEAR,
    SLASHED,
    circumstances,
    date_line,
    day_of_year,
    diary_day,
    named_period,
    slashed_date,
    span_of_year,
)
from ainotes_site.readers.detect.headings.headings import Heading
from ainotes_site.readers.detect.titles.titles import Title, read_title
from ainotes_site.readers.source import Source

DAYS_SHARE = 0.8
"""Share of the headings of a level that must be days before 6/3 is one: 3/4 can be a part, 1.5 a version."""

LARGEST_STEP = 2
"""From one part of a chapter to the next: a number may have been left out."""

TITLE_LENGTH = 3
"""Characters of the shortest title beside a day: what is shorter says when (上午), or little without the day."""

_YEAR = pattern(r"(?<!\d)20\d\d(?!\d)")
_CHAPTER = pattern(r"\s*(?:[^\W\d_]{1,8}\s?)?(\d{1,2})(?![\d月])")
"""What has the number of a chapter: Q2, Step 2, 第 2 章."""
_NUMERIC = pattern(r"\s*\d{1,2}\s?([-/.])\s?\d")
_MONTH = pattern(r"(?<!\d)(20\d\d)(?:年?/|\s?[-_.年]\s?)(\d{1,2})(?![\d/])\s?月?(?![-_./]?\s?\d)")
_DAY_ONLY = pattern(r"\s*(\d{1,2})\s?([日号號])?(?:\s*[:：,，(（\s]\s*(.*))?$")
_DIARY = pattern(r"日[记記志誌]|周记|週記|\bdiary\b|\bjournals?\b|\bdaily\b", re.IGNORECASE)


def numeric_levels(marks: Sequence[Heading]) -> frozenset[int]:
    """Levels at which numbers such as 6/3 are days: nearly all headings are, written alike, in the order of time."""
    parts = set(_parts(marks))
    levels = {heading.level for heading in marks if heading not in parts and _NUMERIC.match(heading.text)}
    return frozenset(level for level in levels if _are_days([h.text for h in marks if h.level == level]))


def _parts(marks: Sequence[Heading]) -> Iterator[Heading]:
    """Headings such as 2-1 that count the parts of what stands under the heading above, which has that number: Q2, Step 2, 2. …,
    no year or month."""
    above: list[Heading] = []
    for heading in marks:
        while above and above[-1].level >= heading.level:
            above.pop()
        chapter = _CHAPTER.match(above[-1].text) if above and _NUMERIC.match(heading.text) else None
        if chapter is not None and heading.text.split("-")[0].strip() == chapter[1]:
            yield heading
        above.append(heading)


def _are_days(texts: Sequence[str]) -> bool:
    undated = [title.text for title in map(read_title, texts) if title.date is None]
    days = [(text, day[0]) for text in undated if (day := day_of_year(text, LEAP_YEAR))]
    marks = {match[1] for text, _ in days if (match := _NUMERIC.match(text))}
    enough = len(texts) - len(undated) + len(days) >= DAYS_SHARE * len(texts)
    return enough and len(marks) == 1 and len(days) > 1 and _are_in_order([day[5:] for _, day in days], marks.pop())


def _are_in_order(days: Sequence[str], mark: str) -> bool:
    """Whether days (05-04) follow each other in time; those with points (1.1, 1.2) only if they count no parts of chapters."""
    return list(days) in (sorted(days), sorted(days, reverse=True)) and not (mark == "." and _are_sections(days))


def _are_sections(days: Sequence[str]) -> bool:
    """Whether 1.1, 1.2, 2.1 count the parts of chapters: each chapter begins at 1, and hardly a number is left out."""
    parts = [tuple(map(int, day.split("-"))) for day in days]
    steps = [b[1] - a[1] if b[0] == a[0] else b[1] for a, b in pairwise(parts)]
    firsts = [b[1] for a, b in pairwise([(0, 0), *parts]) if b[0] != a[0]]
    return set(firsts) == {1} and all(1 <= step <= LARGEST_STEP for step in steps) and steps.count(1) * 2 > len(steps)


def is_day(text: str, numeric: bool) -> bool:
    """Whether a heading begins with a day; one in mere numbers only where these are days."""
    return day_of_year(text, LEAP_YEAR) is not None and (numeric or not _NUMERIC.match(text))


def dated(title: Title, year: str, numeric: bool) -> Title:
    """`title` with the date that it means by a day without a year."""
    if not year or title.date is not None:
        return title
    found = day_of_year(title.text, year) if is_day(title.text, numeric) else None
    if found is None:
        first = span_of_year(title.text, year)
        return replace(title, date=first) if first else title
    date, rest = found
    bare = date if not rest and _NUMERIC.match(title.text) else title.text  # 10-03 alone tells no year
    return replace(title, date=date, text=rest if _says_more(rest) else bare)


def _says_more(rest: str) -> bool:
    """Whether what follows a day is more than its weekday and its weather."""
    return len(rest) >= TITLE_LENGTH and not circumstances(rest)


def year_in(text: str) -> str | None:
    """The year that `text` states; empty when it states two, so that neither is the year of a day; None without one."""
    years = set(_YEAR.findall(text))
    return None if not years else years.pop() if len(years) == 1 else ""


def year_of(source: Source, level: int) -> str:
    """The year that the file states once for all: in its title, front matter, name or folders. A dated note is no title."""
    first = source.headings[0] if source.headings else None
    above = first.text if first and (first.level < level or read_title(first.text).date is None) else ""
    years = (year_in(text) for text in (source.front.title, above, source.front.date or "", source.stem))
    said = next((year for year in years if year is not None), None)
    return (named_period(source.path) or "")[: len(LEAP_YEAR)] if said is None else said


def _year_near(text: str, last: str | None) -> str:
    """The year in which a day without one is nearest to a whole day; empty where there is no such day."""
    if last is None or len(last) != len("2024-03-01"):
        return ""
    near = date.fromisoformat(last)
    years = [str(near.year + n) for n in (0, -1, 1)]
    days = ((year, found[0]) for year in years if (found := day_of_year(text, year)))
    return min(days, key=lambda day: abs(date.fromisoformat(day[1]) - near), default=("", ""))[0]


def month_of(source: Source) -> str:
    """The month (2024-06) that the file's title, front matter, name or folders state; empty without one."""
    title = source.headings[0].text if source.headings and source.headings[0].level == 1 else ""
    for text in (source.front.title, title, source.path.rpartition(".")[0]):
        match = _MONTH.search(text)
        if match is not None:
            return date_line(f"{match[1]}-{match[2]}") or ""
    return ""


def month_levels(source: Source) -> frozenset[int]:
    """Levels at which mere numbers are days of the file's month.

    They stand in order, hardly any heading there is another, and a weekday or 日 or the name of the file says what they
    are: the numbers of a digest look the same.
    """
    if not month_of(source):
        return frozenset()
    diary = any(map(_DIARY.search, (source.path, source.front.title, *(h.text for h in source.headings[:1]))))
    levels = {heading.level for heading in source.headings if _DAY_ONLY.match(heading.text)}
    return frozenset(n for n in levels if _number_days([h.text for h in source.headings if h.level == n], diary))


def _number_days(texts: Sequence[str], diary: bool) -> bool:
    found = [match for match in map(_DAY_ONLY.match, texts) if match]
    numbers = [int(match[1]) for match in found]
    said = sum(bool(match[2] or (match[3] and circumstances(match[3]))) for match in found)
    up, down = sorted(set(numbers)), sorted(set(numbers), reverse=True)
    enough = len(found) > 1 and len(found) >= DAYS_SHARE * len(texts)
    return enough and numbers in (up, down) and (diary or said * 2 >= len(found))


def dated_in_month(title: Title, month: str) -> Title:
    """`title`, which begins with the number of a day, with the day of `month`; as it is where the month has none such."""
    match = _DAY_ONLY.match(title.text) if title.date is None else None
    day = date_line(f"{month}-{match[1]}") if match else None
    if match is None or day is None:
        return title
    rest = match[3] or ""
    return replace(title, date=day, text=rest if _says_more(rest) else title.text if rest else day)


def month_first(texts: Iterable[str]) -> bool | None:
    """Whether 3/2/2025 is the 2nd of March, as one among `texts` shows by a number that can be no month; None where none
    does, or two contradict each other."""
    slashed = [match for text in texts if "/" in text and (match := SLASHED.match(text))]
    shown = {int(match[2]) > 12 for match in slashed if int(match[1]) > 12 or int(match[2]) > 12}
    return shown.pop() if len(shown) == 1 else None


def begin_with_days(texts: Sequence[str]) -> bool:
    """Whether the first two of `texts` are days."""
    return len(texts) > 1 and all(map(diary_day, texts[:2]))


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the headings of a file, its title and its name say about the days in its headings."""

    year: str
    numeric: frozenset[int]
    """Levels at which 6/3 is a day."""
    month: str
    numbers: frozenset[int]
    """Levels at which a mere number is a day of `month`."""
    month_first: bool | None

    @classmethod
    def of(cls, source: Source, level: int) -> Calendar:
        """The calendar of a file whose notes stand under headings of `level`."""
        marks = source.marks
        order = month_first(heading.text for heading in marks)
        return cls(year_of(source, level), numeric_levels(marks), month_of(source), month_levels(source), order)

    def dated(self, title: Title, level: int, above: Iterable[str], last: str | None = None) -> Title:
        """`title`, of a heading of `level` under sections of which `above` says when they are, innermost first; in the year
        that is the nearest to the `last` day before it where nothing says another."""
        stated = (year_in(text) for text in above)
        year = next((year for year in stated if year is not None), self.year)
        title = dated(title, year or _year_near(title.text, last), level in self.numeric)
        if level in self.numbers:
            title = dated_in_month(title, self.month)
        if title.date is None and self.month_first is not None and (day := slashed_date(title.text, self.month_first)):
            title = replace(title, date=day, text=day)
        return title
