"""Entries in time: a heat map for each year, and lists by month and day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ainotes_site.i18n import text
from ainotes_site.markup.result import EntryHeading
from ainotes_site.model import Entry
from ainotes_site.render import list_parts
from ainotes_site.render.charts import Cell, busy_months, heat
from ainotes_site.render.page import PageData, PageKey, PageKind
from ainotes_site.render.pagination import Paging, first_part, part_links
from ainotes_site.render.site import UNDATED, Site
from ainotes_site.render.view_models import Anchor, Day, EntryCard, Tally, day, month_name, month_words
from ainotes_site.urls import TIMELINE, Url

_FEW = 8
"""Entries below which all can be seen at once, so that nothing is to be narrowed."""
_MOST_MONTHS = 36
"""Months that the contents list names; of more it names the years alone."""
_FEW_DAYS = 3
"""Days with entries, below which a year has no map of days."""

Months = tuple[tuple[str, str, int, tuple[tuple[Day, tuple[EntryCard, ...]], ...]], ...]
"""(month, its name, number of entries, days with their entries) of each month."""
Block = tuple[str, tuple[tuple[Cell, ...], str, int], Months, Paging]
"""(year, heat map, the months that are listed, the way to all others)."""


def timeline_page(site: Site, _: str) -> PageData:
    """Draft of the whole time: everything, or the newest year and the way to the others."""
    years = site.years
    whole = not has_year_pages(site)
    listed = tuple(years) if whole else tuple(years)[:1]
    total = sum(map(len, years.values()))
    links = tuple(Tally(year_url(year), _year(site, year), len(entries)) for year, entries in years.items())
    lead = text("timeline.lead", site.lang, total=total)
    title = text("nav.timeline", site.lang)
    return _draft(site, TIMELINE, PageKind.TIMELINE, title, lead, listed, () if whole else links)


def year_page(site: Site, name: str) -> PageData:
    """Draft of one year. Raises KeyError when no entry is of that year.

    Of other years it shows that there are some, not how many entries they have, so that a new one does not change them all.
    """
    lead = text("timeline.year.lead", site.lang, total=len(site.years[name]))
    links = tuple(Anchor(year_url(year), _year(site, year)) for year in site.years)
    title = text("timeline.year", site.lang, year=name)
    return _draft(site, year_url(name), PageKind.YEAR, title, lead, (name,), links)


def year_url(year: str) -> Url:
    """Page of a year, where years have pages."""
    return Url(f"timeline/{year}.html")


def has_year_pages(site: Site) -> bool:
    """Whether there is too much for one page."""
    return len(site.library.entries) > list_parts.MOST_LINES


def _draft(
    site: Site,
    url: Url,
    kind: PageKind,
    title: str,
    lead: str,
    listed: Sequence[str],
    links: tuple[Tally | Anchor, ...],
) -> PageData:
    blocks = tuple(_block(site, year) for year in listed)
    named = sum(len(months) for _, _, months, _ in blocks) <= _MOST_MONTHS
    toc = [heading for block in blocks for heading in _headings(site, block, named)]
    undated = PageKey(PageKind.YEAR, UNDATED)
    has_undated = kind is PageKind.TIMELINE and bool(site.undated)
    if has_undated:
        toc.append(EntryHeading(2, text("timeline.undated", site.lang), UNDATED))
    return PageData(
        url=url,
        title=title,
        kind=kind,
        nav="timeline",
        values={
            "title": title,
            "root": "../" if "/" in url else "",
            "blocks": blocks,
            "months_in_toc": named,
            "choices": _choices(site, (*listed, UNDATED) if has_undated else listed),
            "query": _query(site, listed),
            "undated": tuple(site.card(entry.id) for entry in first_part(site, undated)) if has_undated else (),
            "undated_parts": part_links(site, undated) if has_undated else None,
            "years": links,
            "lead": lead,
        },
        description=lead,
        toc=tuple(toc),
        lang=site.lang,
    )


def _query(site: Site, listed: Sequence[str]) -> str:
    """What to search for to narrow a list that is in parts, by the filters of the search; empty where the page narrows it itself,
    and where there is no search."""
    if not site.settings.search or all(len(site.listed(PageKey(PageKind.YEAR, year))) < 2 for year in listed):
        return ""
    return f"after:{listed[-1]} before:{int(listed[0]) + 1}"


def _choices(site: Site, listed: Sequence[str]) -> tuple[tuple[str, tuple[Tally, ...]], ...]:
    """By what the list can be narrowed: (word for it, topics or people with the number of entries), those of most first.

    By nothing where all can be seen at once, and where a year shows only the newest of its entries.
    """
    keys = [PageKey(PageKind.YEAR, year) for year in listed]
    cards = [site.card(entry.id) for key in keys for entry in first_part(site, key)]
    if len(cards) < _FEW or any(len(site.listed(key)) > 1 for key in keys):
        return ()
    chosen = (("nav.topics", _topics(cards)), ("nav.people", _people(cards)))
    return tuple((text(key, site.lang), items) for key, items in chosen if len(items) > 1)


def _topics(cards: Iterable[EntryCard]) -> tuple[Tally, ...]:
    return _ranked(topic for card in cards for topic in card.topics)


def _people(cards: Iterable[EntryCard]) -> tuple[Tally, ...]:
    return _ranked(Anchor(author.url, author.name) for card in cards for author in card.authors if author.url)


def _ranked(anchors: Iterable[Anchor]) -> tuple[Tally, ...]:
    ranked = sorted(Counter(anchors).items(), key=lambda pair: (-pair[1], pair[0].url))
    return tuple(Tally(*anchor, total) for anchor, total in ranked)


def _headings(site: Site, block: Block, named: bool) -> Iterator[EntryHeading]:
    year, _, months, parts = block
    yield EntryHeading(2, _year(site, year), f"y{year}")
    if named and len(months) > 1 and not parts.years:
        for month, _, _, _ in months:
            yield EntryHeading(3, short_month(site, month), f"m{month}")


def short_month(site: Site, month: str) -> str:
    """A month where its year is plain from the place."""
    return month_name(month, site.lang) if len(month) > 4 else text("timeline.nomonth", site.lang)


def _block(site: Site, year: str) -> Block:
    """(year, heat map, the months that are listed, the way to all others)."""
    key = PageKey(PageKind.YEAR, year)
    return year, _heat(site, year, site.years[year]), months(site, first_part(site, key)), part_links(site, key)


def _year(site: Site, year: str) -> str:
    return day(year, site.lang).words


def _heat(site: Site, year: str, entries: Sequence[Entry]) -> tuple[tuple[Cell, ...], str, int]:
    """(days, what a screen reader says, weeks); no days for a year of which few are known: a map of them would say less than the
    list."""
    cells = busy_months(heat(int(year), entries))
    busy = [cell.total for cell in cells if cell.total]
    if len(busy) < _FEW_DAYS:
        return (), "", 0
    label = text("timeline.heat", site.lang, year=year, total=sum(busy), days=len(busy))
    return cells, label, cells[-1].week + 1


def months(site: Site, entries: Sequence[Entry]) -> Months:
    """(month, its name, number of entries, days with their entries) of dated entries, in their order."""
    found: dict[str, dict[Day, list[EntryCard]]] = {}
    for entry in entries:
        days = found.setdefault((entry.date or "")[:7], {})
        days.setdefault(day(entry.date, site.lang), []).append(site.card(entry.id))
    return tuple(
        (
            month,
            month_words(month, site.lang) if len(month) > 4 else text("timeline.nomonth", site.lang),
            sum(map(len, days.values())),
            tuple((when, tuple(cards)) for when, cards in days.items()),
        )
        for month, days in found.items()
    )
