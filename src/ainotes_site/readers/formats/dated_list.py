"""Lists and paragraphs that begin with their days, as a log of what was read or done is kept: one entry each.

- 2024-05-01 read …
  - what belongs to it
- 2024-05-03: …

**2024-05-01** read …

what belongs to it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import dedent

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Skipped
from ainotes_site.readers.detect.dates import (
    LEAP_YEAR,
    beside_day,
    circumstances,
    date_line,
    dates_in,
    day_of_year,
    opening_day,
)
from ainotes_site.readers.detect.headings.day_headings import year_in, year_of
from ainotes_site.readers.detect.headings.heading_heuristics import is_period
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.titles.titles import Title, first_line_title, plain
from ainotes_site.readers.formats import note
from ainotes_site.readers.make_entry import body_text, compose
from ainotes_site.readers.proposal import Piece, Proposal
from ainotes_site.readers.source import Parts, Source

ITEMS, DATED, ORDERED = 3, 0.8, 0.8
"""How many items make such a list, the share of all items that must begin with a day, and the share in order of time."""

PARAGRAPHS = 0.6
"""The share of the paragraphs that must begin with a day: some have another below."""

BY_DAYS = 0.35
"""How much as the parts of a text between rules such items are apart: what happened on some days may be one account."""

SHORT = 40
"""Characters up to which an item says hardly more than that something took place on its day."""

_ITEM = pattern(r" {0,1}(?:[-*+]|\d{1,4}[.)、])[ \t]+(?:\[[ xX]\][ \t]+)?(?P<text>[*_\[(（【]{0,3}\d\S.*)?")
_MAY_BE_DATED = pattern(r"\n ?(?:[-*+]|\d{1,4}[.、)])[ \t]+(?:\[[ xX]\][ \t]+)?[*_\[(（【]{0,3}\d\S")
_PARAGRAPH = pattern(r"(?P<text>[*_\[(（【`]{1,3}\d\S.*|(?:19|20)\d\d[-./]\d\S*[\s:：].*)")
_MAY_BEGIN_DATED = pattern(r"\n(?:[*_\[(（【`]{1,3}\d|(?:19|20)\d\d[-./]\d)")
"""Set off, or in figures: with a day in words begins many a sentence."""
_SET_OFF = pattern(
    r"(?:(?P<mark>\*\*|__|`|【|\[)(?P<day>\d{1,2}(?:[/.-]|\s?月\s?)\d{1,2}[^*_`】\]\n]{0,12})(?:(?P=mark)|[】\]])|(?P<words>\d{1,2}\s?月\s?\d{1,2}\s?[日号號])(?=\W))"
)
"""A day without a year, which says nothing else, at the beginning of an item; in words it needs no marks."""
_AFTER = pattern(r"(?:[ \t]*\d{1,2}[:：]\d\d)?[\s\])）】*_:：,，、|·—–`-]*")


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of the list that begins with a day."""

    line: int
    day: str
    """ISO 8601; in a leap year where nothing says the year."""
    date: str | None
    text: str
    """What stands behind the day; all of it where nothing says the year."""
    listed: bool


def propose(source: Source) -> list[Proposal]:
    """The items, where nearly all begin with a day and hardly any text is none of theirs."""
    items = _items(source)
    if items is None:
        return []
    pieces = tuple(Piece(item.line, item.line, stop) for item, stop, _ in _spans(source, items))
    sizes = [sum(len(line.strip()) for line in source.lines[piece.first : piece.stop]) for piece in pieces]
    marks = {"short items": sum(size <= SHORT for size in sizes) / len(sizes), "parted": BY_DAYS}
    if not items[0].listed or any(_heads_period(source, piece.first) for piece in pieces):
        marks["dated"] = 1.0
    return [Proposal("items", pieces, read, marks=marks)]


def _heads_period(source: Source, at: int) -> bool:
    """Whether the last heading above a line is that of a month, whose days are no less notes than the months are."""
    above = next((heading for heading in reversed(source.headings) if heading.line < at), None)
    return above is not None and is_period(plain(above.text))


def read(source: Source) -> Parts:
    """One entry an item; headings between them are sections, other words frame the list."""
    items = _items(source)
    if items is None:
        return note.read(source)
    title, skipped = _above(source, items[0].line)
    heads = {heading.line for heading in source.headings}
    entries = []
    for item, stop, after in _spans(source, items):
        section = next((h for h in reversed(source.headings) if h.line < item.line and h.level > 1), None)
        entries.append(_entry(source, item, stop, (plain(section.text),) if section else ()))
        for at in range(stop, after):
            skipped += source.skip(_reason(source, at, heads), at, at + 1)
    return Parts(tuple(entries), skipped=tuple(skipped), title=title)


def _items(source: Source) -> list[_Item] | None:
    """The items or the paragraphs with a day; None where they are too few, too many have none, or they are not in order."""
    if len(_MAY_BE_DATED.findall(source.text)) >= ITEMS:
        return _dated(source, list(_listed(source)), DATED)
    if len(_MAY_BEGIN_DATED.findall(source.text)) >= ITEMS:
        return _dated(source, list(_paragraphs(source)), PARAGRAPHS)
    return None


def _dated(source: Source, found: Sequence[_Item | None], share: float) -> list[_Item] | None:
    items = [item for item in found if item is not None]
    if len(items) < ITEMS or len(items) < share * len(found):
        return None
    return items if _are_in_order(source, items) and _is_all(source, items) else None


def _are_in_order(source: Source, items: Sequence[_Item]) -> bool:
    """Whether the items below each heading are in the order of time."""
    heads = [heading.line for heading in source.headings]
    steps = [(a.day, b.day) for a, b in pairwise(items) if not any(a.line < line < b.line for line in heads)]
    return max(sum(a <= b for a, b in steps), sum(a >= b for a, b in steps)) >= ORDERED * len(steps)


def _listed(source: Source) -> Iterator[_Item | None]:
    """All items at the left margin, None for those without a day."""
    for at in range(source.start, len(source.lines)):
        line = source.lines[at]
        match = _ITEM.match(line) if len(line) < 5000 and at not in source.code else None
        if match is not None:
            yield _item(source, at, match["text"] or "", listed=True)


def _paragraphs(source: Source) -> Iterator[_Item | None]:
    """All paragraphs at the left margin from the first with a day on, None for those without one, or with a title above, no month."""
    headings = {heading.line for heading in source.headings if not is_period(plain(heading.text))}
    begun = 0
    for at, above in _beginnings(source):
        match = _PARAGRAPH.match(source.lines[at]) if len(source.lines[at]) < 5000 else None
        item = _item(source, at, match["text"], listed=False) if match else None
        begun += item is not None
        if begun:
            yield item if begun == 1 or above not in headings else None


def _beginnings(source: Source) -> Iterator[tuple[int, int]]:
    """Where the paragraphs at the left margin begin, with the last line of text above each."""
    passed = {heading.line for heading in source.headings} | source.code
    above = source.start - 2
    for at in range(source.start, len(source.lines)):
        line = source.lines[at]
        if line[:1].strip() and at > above + 1 and at not in passed and not is_rule(line):
            yield at, above
        above = at if line.strip() else above


def _item(source: Source, at: int, said: str, *, listed: bool) -> _Item | None:
    day = opening_day(said.replace("`", "*"))
    if day is None:
        return _without_year(source, at, said, listed=listed)
    start, end, _ = dates_in(said)[0]
    if not listed:
        start, end = beside_day(said, start, end, day)
    rest = said[end:]
    text = _behind(rest)
    goes_on = bool(text) and ":" not in said[start:end] and not rest.startswith("](")
    return _Item(at, day, day, text, listed) if listed or goes_on else None


def _without_year(source: Source, at: int, said: str, *, listed: bool) -> _Item | None:
    """An item that begins with a day in the year that the heading above it states, or the file."""
    found = _set_off_day(said)
    if found is None:
        return None
    day, end = found
    above = next((heading for heading in reversed(source.headings) if heading.line < at), None)
    year = (year_in(plain(above.text)) if above else None) or year_of(source, len(source.lines))
    date = date_line(f"{year}{day[len(LEAP_YEAR) :]}") if year else None
    text = _behind(said[end:])
    return _Item(at, date or day, date, text if date else said, listed) if text or listed else None


def _set_off_day(said: str) -> tuple[str, int] | None:
    """The day, in a leap year, that a text begins with and sets off, and where it ends."""
    match = _SET_OFF.match(said)
    found = day_of_year(match["day"] or match["words"], LEAP_YEAR) if match else None
    is_day = found is not None and (not found[1] or circumstances(found[1]))
    return (found[0], match.end()) if match and found and is_day else None


def _behind(rest: str) -> str:
    """What stands behind a day."""
    return rest[_AFTER.match(rest).end() :]  # type: ignore[union-attr]


def _is_all(source: Source, items: Sequence[_Item]) -> bool:
    """Whether hardly any text stands below the first item that is of no item."""
    headings = {heading.line for heading in source.headings}
    loose = sum(
        bool(source.lines[n].strip()) and n not in headings
        for _, stop, after in _spans(source, items)
        for n in range(stop, after)
    )
    return loose <= len(items) // 4


def _spans(source: Source, items: Sequence[_Item]) -> Iterator[tuple[_Item, int, int]]:
    """Each item with the indices after its lines, and of the next item."""
    headings = [heading.line for heading in source.headings]
    for item, after in zip(items, [*(item.line for item in items[1:]), len(source.lines)], strict=True):
        end = next((line for line in headings if item.line < line < after), after)
        yield item, _stop(source, item.line, after) if item.listed else source.trimmed(item.line, end)[1], after


def _stop(source: Source, first: int, stop: int) -> int:
    """Index after the lines of the item at `first`: those indented below it, or right below it without a blank line."""
    lines = source.lines
    at = first + 1
    while at < stop:
        text, above = lines[at], lines[at - 1]
        belongs = not text.strip() or text[0] in " \t" or at in source.code
        lazy = bool(above.strip()) and text[:1] not in "#" and not is_rule(text)
        if not (belongs or lazy):
            break
        at += 1
    return source.trimmed(first, at)[1]


def _above(source: Source, stop: int) -> tuple[str, list[Skipped]]:
    """The title above the list and what introduces it, named as left out."""
    first, end = source.trimmed(source.start, stop)
    if first == end:
        return source.front.title, []
    titled = [heading for heading in source.headings if heading.line == first]
    body = titled[0].stop if titled else first
    last = next((heading.line for heading in source.headings if first < heading.line < stop), end)
    skipped = list(source.title_and_introduction(first, body, last))
    heads = {heading.line for heading in source.headings}
    for at in range(last, end):
        skipped += source.skip(_reason(source, at, heads), at, at + 1)
    return source.front.title or (plain(titled[0].text) if titled else ""), skipped


def _reason(source: Source, at: int, headings: set[int]) -> str:
    if at in headings:
        return "section-heading"
    return "rule" if is_rule(source.lines[at]) else "introduction"


def _entry(source: Source, item: _Item, stop: int, section: tuple[str, ...]) -> Entry:
    below = dedent("\n".join(source.lines[item.line + 1 : stop])).split("\n")
    body = body_text([item.text, *(["", *below] if any(map(str.strip, below)) else [])])
    title = Title(first_line_title(body) or item.day, item.date)
    entry = compose(source, title, body, source.span(item.line, stop - 1), date=item.date, section=section)
    return replace(entry, date=item.date)
