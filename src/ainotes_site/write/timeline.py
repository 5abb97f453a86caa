"""Entries in time: a heat map for each year, and lists by month and day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ainotes_site.i18n import text
from ainotes_site.markup.result import Heading
from ainotes_site.model import Entry
from ainotes_site.urls import TIMELINE, Url
from ainotes_site.write.charts import Cell, heat
from ainotes_site.write.page import Draft, PageKind
from ainotes_site.write.parts import Anchor, Card, Day, Tally, day, month_words
from ainotes_site.write.site import Site

MOST_ENTRIES = 400
"""Entries that one page lists; where there are more, each year has a page of its own."""


def timeline_page(site: Site, _: str) -> Draft:
    """Draft of the whole time: everything, or the newest year and the way to the others."""
    years = by_year(site)
    whole = not has_year_pages(site)
    shown = tuple(years) if whole else tuple(years)[:1]
    undated = tuple(site.card(entry.id) for entry in site.library.entries if not entry.date)
    total = sum(map(len, years.values()))
    links = tuple(Tally(year_url(year), _year(site, year), len(entries)) for year, entries in years.items())
    lead = text("timeline.lead", site.lang, total=total)
    title = text("nav.timeline", site.lang)
    return _draft(site, TIMELINE, PageKind.TIMELINE, title, lead, shown, undated, () if whole else links)


def year_page(site: Site, name: str) -> Draft:
    """Draft of one year. Raises KeyError when no entry is of that year.

    Of other years it shows that there are some, not how many entries they have, so that a new one does not change them all.
    """
    years = by_year(site)
    lead = text("timeline.year.lead", site.lang, total=len(years[name]))
    links = tuple(Anchor(year_url(year), _year(site, year)) for year in years)
    title = text("timeline.year", site.lang, year=name)
    return _draft(site, year_url(name), PageKind.YEAR, title, lead, (name,), (), links)


def year_url(year: str) -> Url:
    """Page of a year, where years have pages."""
    return Url(f"timeline/{year}.html")


def has_year_pages(site: Site) -> bool:
    """Whether there is too much for one page."""
    return len(site.library.entries) > MOST_ENTRIES and len({month[:4] for month in site.months}) > 1


def by_year(site: Site) -> Mapping[str, tuple[Entry, ...]]:
    """Dated entries by year, newest first."""
    found: dict[str, list[Entry]] = {}
    for month, entries in site.months.items():
        found.setdefault(month[:4], []).extend(entries)
    return {year: tuple(entries) for year, entries in found.items()}


def _draft(
    site: Site,
    url: Url,
    kind: PageKind,
    title: str,
    lead: str,
    shown: Sequence[str],
    undated: tuple[Card, ...],
    links: tuple[Tally | Anchor, ...],
) -> Draft:
    years = by_year(site)
    blocks = tuple((year, _heat(site, year, years[year]), _months(site, year)) for year in shown)
    toc = [Heading(2, _year(site, year), f"y{year}") for year in shown]
    if undated:
        toc.append(Heading(2, text("timeline.undated", site.lang), "undated"))
    return Draft(
        url=url,
        title=title,
        kind=kind,
        nav="timeline",
        values={
            "title": title,
            "root": "../" if "/" in url else "",
            "blocks": blocks,
            "undated": undated,
            "years": links,
            "lead": lead,
        },
        description=lead,
        toc=tuple(toc),
        lang=site.lang,
    )


def _year(site: Site, year: str) -> str:
    return day(year, site.lang).words


def _heat(site: Site, year: str, entries: Sequence[Entry]) -> tuple[tuple[Cell, ...], str, int]:
    """(days, what a screen reader says, weeks); no days for a year of which only months are known."""
    cells = heat(int(year), entries)
    busy = sum(1 for cell in cells if cell.total)
    if not busy:
        return (), "", 0
    label = text("timeline.heat", site.lang, year=year, total=len(entries), days=busy)
    return cells, label, cells[-1].week + 1


def _months(site: Site, year: str) -> tuple[tuple[str, str, int, tuple[tuple[Day, tuple[Card, ...]], ...]], ...]:
    """(month, its name, number of entries, days with their entries), newest first."""
    found: list[tuple[str, str, int, tuple[tuple[Day, tuple[Card, ...]], ...]]] = []
    for month, entries in site.months.items():
        if month.startswith(year):
            days: dict[Day, list[Card]] = {}
            for entry in entries:
                days.setdefault(day(entry.date, site.lang), []).append(site.card(entry.id))
            listed = tuple((when, tuple(cards)) for when, cards in days.items())
            found.append((month, month_words(month, site.lang), len(entries), listed))
    return tuple(found)
