"""Who wrote or is quoted: the list, and a person's page."""

from __future__ import annotations

from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.link.library import PersonRecord
from ainotes_site.render.feeds.addresses import person_feed
from ainotes_site.render.page import About, PageData, PageKey, PageKind
from ainotes_site.render.pages.overview import overview, person_name, topics_of
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import PEOPLE, entry_url, person_url

_TOPICS = 3
"""Topics that the list names of each person."""


class Listed(NamedTuple):
    """A person in the list."""

    url: str
    name: str
    handle: str
    total: int
    """Entries."""
    topics: tuple[Tally, ...]
    only: Anchor | None
    """The entry, where there is just one."""


def people_page(site: Site, _: str) -> PageData:
    """Draft of the list, those with most entries first."""
    records = sorted(site.library.people, key=lambda record: (-len(record.entries), record.slug))
    people = [_listed(site, record) for record in records]
    return PageData(
        url=PEOPLE,
        title=text("nav.people", site.lang),
        kind=PageKind.PEOPLE,
        nav="people",
        values={
            "total": len(people),
            "people": tuple(person for person in people if not person.only),
            "once": tuple(person for person in people if person.only),
        },
        description=text("people.lead", site.lang, total=len(people)),
        lang=site.lang,
    )


def person_page(site: Site, name: str) -> PageData:
    """Draft of the page of the person with the slug `name`. Raises KeyError when there is none."""
    record = site.person[name]
    called = person_name(site, name)
    entries = tuple(site.library.entry[entry] for entry in record.entries)
    key = PageKey(PageKind.PERSON, name)
    return PageData(
        url=person_url(name),
        title=called,
        kind=PageKind.PERSON,
        nav="",
        values={
            "name": called,
            "handle": record.person.handle or "",
            "profile": record.url,
            "other_names": tuple(other for other in record.names if other and other != called),
            "topics": topics_of(site, entries),
            **overview(site, key, entries),
        },
        description=text("person.lead", site.lang, name=called, total=len(entries)),
        lang=site.lang,
        about=About("WebPage", ((text("nav.people", site.lang), PEOPLE),), feed=person_feed(site, record) or ""),
    )


def _listed(site: Site, record: PersonRecord) -> Listed:
    entries = [site.library.entry[entry] for entry in record.entries]
    only = Anchor(entry_url(entries[0].id), entries[0].title) if len(entries) == 1 else None
    topics = () if only else topics_of(site, entries)[:_TOPICS]
    name, handle = person_name(site, record.slug), record.person.handle or ""
    return Listed(person_url(record.slug), name, handle if handle not in name else "", len(entries), topics, only)
