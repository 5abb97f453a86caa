"""Entries in time: a heat map for each year, and lists by month and day."""

from __future__ import annotations

from collections.abc import Sequence

from ainotes_site.i18n import text
from ainotes_site.markup.result import Heading
from ainotes_site.model import Entry
from ainotes_site.render import list_parts
from ainotes_site.render.charts import Cell, busy_months, heat
from ainotes_site.render.page import PageData, PageKey, PageKind
from ainotes_site.render.pagination import first_part, part_links
from ainotes_site.render.site import UNDATED, Site
from ainotes_site.render.view_models import Anchor, Day, EntryCard, Tally, day, month_words
from ainotes_site.urls import TIMELINE, Url

_FEW_DAYS = 3
"""Days with entries, below which a year has no map of days."""


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
    toc = [Heading(2, _year(site, year), f"y{year}") for year in listed]
    undated = PageKey(PageKind.YEAR, UNDATED)
    has_undated = kind is PageKind.TIMELINE and bool(site.undated)
    if has_undated:
        toc.append(Heading(2, text("timeline.undated", site.lang), UNDATED))
    return PageData(
        url=url,
        title=title,
        kind=kind,
        nav="timeline",
        values={
            "title": title,
            "root": "../" if "/" in url else "",
            "blocks": blocks,
            "undated": tuple(site.card(entry.id) for entry in first_part(site, undated)) if has_undated else (),
            "undated_parts": part_links(site, undated) if has_undated else None,
            "years": links,
            "lead": lead,
        },
        description=lead,
        toc=tuple(toc),
        lang=site.lang,
    )


def _block(site: Site, year: str) -> tuple[object, ...]:
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


def months(
    site: Site, entries: Sequence[Entry]
) -> tuple[tuple[str, str, int, tuple[tuple[Day, tuple[EntryCard, ...]], ...]], ...]:
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
