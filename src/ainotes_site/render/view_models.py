"""The small values that several pages show: links, entry cards, counts. Plain, so that drafts can be fingerprinted."""

from __future__ import annotations

from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.model import Kind, Lang


class Anchor(NamedTuple):
    """A link inside the site."""

    url: str
    """Relative to the root of the site."""
    text: str


class Tally(NamedTuple):
    """A link with a number behind it."""

    url: str
    text: str
    total: int


class Byline(NamedTuple):
    """A person as an entry names them."""

    name: str
    handle: str
    url: str
    """Their page, relative to the root of the site; empty when they have none."""


class Day(NamedTuple):
    """A date as written for machines and for people; both empty when there is none."""

    iso: str
    words: str


class EntryCard(NamedTuple):
    """An entry in a list."""

    id: str
    url: str
    title: str
    kind: str
    day: Day
    inferred: bool
    excerpt: str
    lang: str
    authors: tuple[Byline, ...]
    topics: tuple[Anchor, ...]

    @property
    def stated_day(self) -> Day:
        """The date that the entry itself gives."""
        return Day("", "") if self.inferred else self.day


class Excerpt(NamedTuple):
    """An entry with the sentence of it that matters here."""

    url: str
    title: str
    sentence: str
    day: Day


class Outward(NamedTuple):
    """A link to another site, drawn as a card."""

    url: str
    text: str
    host: str


KINDS: tuple[str, ...] = tuple(str(kind) for kind in Kind)
"""Kinds of entry in the order in which pages list them."""


def day(date: str | None, lang: Lang) -> Day:
    """An ISO 8601 date, or year and month, as people write it in `lang`."""
    if not date:
        return Day("", "")
    numbers = date.split("-")
    if lang == "en":
        return Day(date, date)
    units = ("年", "月", "日")
    words = "".join(f" {int(number)} {unit}" for number, unit in zip(numbers, units, strict=False))
    return Day(date, words.strip())


def month_words(month: str, lang: Lang) -> str:
    """`2024-04` as people write it."""
    return day(month, lang).words


def month_name(month: str, lang: Lang) -> str:
    """`2024-04` where the year is plain from the place: short, for a chart or a chip."""
    return text("timeline.month.names", lang).split()[int(month[5:7]) - 1]


def kind_words(kind: str, lang: Lang) -> str:
    """Name of a kind of entry."""
    return text(f"kind.{kind}", lang)
