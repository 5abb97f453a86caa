"""The first page."""

from __future__ import annotations

from itertools import islice

from ainotes_site.link.library import PersonRecord
from ainotes_site.model import Entry, Term
from ainotes_site.render.charts import bars
from ainotes_site.render.page import PageData, PageKind
from ainotes_site.render.pages.first_reads import most_linked
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Tally
from ainotes_site.urls import HOME, person_url, term_url

_LATEST = 8
_FEW = 4
"""Entries with a date of their own, below which those without one are listed too."""
_DAILY_TERMS = 31
"""Terms to choose the term of the day from: those most spoken of, one for each day of a month."""
_PEOPLE = 12


def home_page(site: Site, _: str) -> PageData:
    """Draft of the first page."""
    library = site.library
    newest = latest(site)
    return PageData(
        url=HOME,
        title=site.settings.site_name,
        kind=PageKind.HOME,
        nav="home",
        values={
            "site_name": site.settings.site_name,
            "site_description": site.settings.site_description,
            "has_search": site.settings.search,
            "totals": (
                len(library.entries),
                len(library.terms) if site.settings.glossary else 0,
                len(library.by_topic) if site.settings.topics else 0,
                len(library.sources),
            ),
            "topics": topics_by_size(site),
            "starting": most_linked(site, library.entries),
            "latest": tuple(site.card(entry.id) for entry in newest),
            "others": tuple(site.card(entry.id) for entry in _others(site, newest)),
            "terms": _terms(site),
            "bars": bars(library.entries, site.lang),
            "people": _people(site),
        },
        description=site.settings.site_description,
        lang=site.lang,
    )


def latest(site: Site) -> tuple[Entry, ...]:
    """The newest entries that say when they were written."""
    own = (entry for entry in site.library.entries if entry.stated_date)
    return tuple(islice(own, _LATEST))


def _others(site: Site, newest: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries without a date of their own, where few have one: they are no news, but what there is."""
    if len(newest) >= _FEW:
        return ()
    others = (entry for entry in site.library.entries if not entry.stated_date)
    return tuple(islice(others, _LATEST - len(newest)))


def topics_by_size(site: Site) -> tuple[Tally, ...]:
    """Topics that have entries, the largest first."""
    if not site.settings.topics:
        return ()
    library = site.library
    found = [(len(library.by_topic.get(topic.id, ())), topic) for topic in library.taxonomy]
    found.sort(key=lambda pair: -pair[0])
    return tuple(Tally(*site.topic_anchor(topic.id), total) for total, topic in found if total)


def _terms(site: Site) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """(url, name, definition, aliases) of the terms that most entries speak of."""
    if not site.settings.glossary:
        return ()

    def weight(term: Term) -> tuple[int, str]:
        return -site.library.mention_totals.get(term.slug, 0), term.slug

    defined = sorted((term for term in site.library.terms if term.definitions), key=weight)
    return tuple(
        (term_url(term.slug), term.name, site.definition(term), term.aliases) for term in defined[:_DAILY_TERMS]
    )


def _people(site: Site) -> tuple[Tally, ...]:
    return tuple(
        Tally(person_url(record.slug), record.person.name or f"@{record.person.handle}", len(record.entries))
        for record in people_by_size(site)[:_PEOPLE]
    )


def people_by_size(site: Site) -> list[PersonRecord]:
    """People, those of most entries first."""
    return sorted(site.library.people, key=lambda record: (-len(record.entries), record.slug))
