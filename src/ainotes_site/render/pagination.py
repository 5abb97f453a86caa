"""Long lists of entries: a page shows the newest of them and leads to all others, in parts of which each is a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.markup.result import EntryHeading
from ainotes_site.model import Entry, EntryId, Lang, TermSlug, TopicId
from ainotes_site.render.page import PageKey, PageKind
from ainotes_site.render.site import UNDATED, Site
from ainotes_site.render.view_models import Anchor, EntryCard, Excerpt, Tally, day, month_words
from ainotes_site.urls import Url, person_url, tag_url, term_url, topic_url

NEWEST = 30
"""Entries that a page shows of a list that is in parts."""


class Paging(NamedTuple):
    """The way to the parts of a list."""

    total: int
    """Entries in all of them."""
    years: tuple[tuple[str, tuple[Tally, ...]], ...]
    """Newest first; the undated ones last, under an empty year. Empty where the list is in one piece."""


def first_part(site: Site, owner: PageKey) -> tuple[Entry, ...]:
    """What the page itself lists, newest first: all, or the newest where they are in parts."""
    parts = site.listed(owner)
    if len(parts) == 1:
        return tuple(parts[0][::-1])
    newest = (entry for part in reversed(parts) for entry in reversed(part))
    return tuple(entry for entry, _ in zip(newest, range(NEWEST), strict=False))


def part_links(site: Site, owner: PageKey) -> Paging:
    """The links to the parts of the list on a page."""
    parts = site.listed(owner)
    years: dict[str, list[Tally]] = {}
    if len(parts) > 1:
        for number, part in reversed([*enumerate(parts, 1)]):
            words = period(part, number, site.lang)
            link = Tally(list_url(list_name(owner, number)), words, len(part))
            years.setdefault(part[-1].stated_date[:4], []).append(link)
    return Paging(sum(map(len, parts)), tuple((year, tuple(links)) for year, links in years.items()))


def year_toc(years: Sequence[str]) -> tuple[EntryHeading, ...]:
    """Headings of a list by year, where there are several."""
    return tuple(EntryHeading(2, year, f"y{year}") for year in years if year) if len(years) > 1 else ()


def by_month(site: Site, entries: Sequence[Entry]) -> tuple[tuple[str, str, tuple[EntryCard, ...]], ...]:
    """(month, its name, entries) in their order; the undated ones under an empty month."""
    found: dict[str, list[EntryCard]] = {}
    for entry in entries:
        found.setdefault(entry.stated_date[:7], []).append(site.card(entry.id))
    return tuple(
        (month, month_words(month, site.lang) or text("timeline.undated", site.lang), tuple(cards))
        for month, cards in found.items()
    )


def sentences(site: Site, term: str) -> Mapping[EntryId, str]:
    """What entries say of a term; each says it once. Kept until another term is asked for: a term may be in many parts."""
    last = site.last_sentences
    if term not in last:
        last.clear()
        last[term] = {quote.entry: quote.sentence for quote in site.library.mentions.get(TermSlug(term), ())}
    return last[term]


def first_dated(entries: Iterable[Entry]) -> Entry | None:
    """The oldest of the entries that state a date."""
    dated = (entry for entry in entries if entry.stated_date)
    return min(dated, key=lambda entry: (entry.stated_date, entry.id), default=None)


def quoted(site: Site, term: str, entries: Sequence[Entry]) -> tuple[Excerpt, ...]:
    """Entries with what they say of a term."""
    said = sentences(site, term)
    cards = map(site.card, (entry.id for entry in entries))
    return tuple(Excerpt(card.url, card.title, said[EntryId(card.id)], card.stated_day) for card in cards)


def list_name(owner: PageKey, number: int) -> str:
    """Name of a part, by its number from 1: the oldest entries are in the first."""
    return f"{owner.kind}/{owner.name}.{number}"


def part_of(name: str) -> tuple[PageKey, int]:
    """The page whose list a part is of, and its number."""
    stem, _, number = name.rpartition(".")
    kind, _, owner = stem.partition("/")
    return PageKey(PageKind(kind), owner), int(number)


def list_url(name: str) -> Url:
    """Page of a part."""
    (kind, owner), number = part_of(name)
    page = {
        PageKind.TOPIC: topic_url(TopicId(owner)),
        PageKind.TERM: term_url(TermSlug(owner)),
        PageKind.PERSON: person_url(owner),
        PageKind.TAG: tag_url(owner),
        PageKind.YEAR: f"timeline/{owner}.html",
    }[kind]
    return Url(f"{page.removesuffix('.html')}.list.{number}.html")


def pieces(site: Site, known: Mapping[PageKey, int] = MappingProxyType({})) -> dict[PageKey, int]:
    """In how many parts the list of each topic, term, person, tag and year is. What is `known` is not looked at: the
    mentions of a term take long to load.
    """
    library, settings = site.library, site.settings
    owners = [PageKey(PageKind.YEAR, year) for year in (*site.years, UNDATED)]
    owners += (PageKey(PageKind.TOPIC, topic.id) for topic in library.taxonomy if settings.topics)
    owners += (PageKey(PageKind.TERM, term.slug) for term in library.terms if settings.glossary)
    owners += (PageKey(PageKind.PERSON, record.slug) for record in library.people)
    owners += (PageKey(PageKind.TAG, tag) for tag in site.tags)
    return {owner: known.get(owner) or len(site.listed(owner)) for owner in owners}


def list_names(counts: Mapping[PageKey, int]) -> Iterator[str]:
    """All parts of the lists that are in so many, if in several."""
    for owner, count in counts.items():
        yield from (list_name(owner, number) for number in range(1, count + 1) if count > 1)


def turn(site: Site, owner: PageKey, number: int) -> tuple[Anchor | None, Anchor | None]:
    """The newer and the older part beside one."""
    parts = dict(enumerate(site.listed(owner), 1))
    newer, older = (
        Anchor(list_url(list_name(owner, one)), period(parts[one], one, site.lang)) if one in parts else None
        for one in (number + 1, number - 1)
    )
    return newer, older


def period(part: Sequence[Entry], number: int, lang: Lang) -> str:
    """From when to when a part is that goes from old to new: in months; within one month, in days. A part that is of one
    day, or of none, is told from others by its number.
    """
    first, last = (entry.stated_date for entry in (part[0], part[-1]))
    if first[:7] != last[:7]:
        first, last = first[:7], last[:7]
    words = [day(date, lang).words or text("timeline.undated", lang) for date in (first, last)]
    if first == last:
        return f"{words[0]} · {number}"
    if lang == "zh":
        words[1] = _without(first, last, words[1])
    return " – ".join(words)


def _without(first: str, last: str, words: str) -> str:
    """`words` of the last date without the year, or the year and the month, that it has in common with the first."""
    alike = 0
    for one, other in zip(first.split("-"), last.split("-"), strict=False):
        if one != other:
            break
        alike += 1
    units = ("年 ", "月 ")[:alike]
    for unit in units:
        words = words.partition(unit)[2]
    return words
