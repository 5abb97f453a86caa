"""Who wrote or is quoted: the list, and a person's page."""

from __future__ import annotations

from collections import Counter

from ainotes_site.i18n import text
from ainotes_site.render.charts import bars
from ainotes_site.render.feeds.addresses import person_feed
from ainotes_site.render.page import About, PageData, PageKey, PageKind
from ainotes_site.render.pagination import first_part, part_links
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Tally
from ainotes_site.urls import PEOPLE, person_url

_TOPICS = 6


def people_page(site: Site, _: str) -> PageData:
    """Draft of the list, those with most entries first."""
    records = sorted(site.library.people, key=lambda record: (-len(record.entries), record.slug))
    people = tuple(
        (
            person_url(record.slug),
            record.person.name or f"@{record.person.handle}",
            record.person.handle or "",
            len(record.entries),
            _topics(site, record.slug)[:3],
        )
        for record in records
    )
    return PageData(
        url=PEOPLE,
        title=text("nav.people", site.lang),
        kind=PageKind.PEOPLE,
        nav="people",
        values={"people": people},
        description=text("people.lead", site.lang, total=len(people)),
        lang=site.lang,
    )


def person_page(site: Site, name: str) -> PageData:
    """Draft of the page of the person with the slug `name`. Raises KeyError when there is none."""
    record = site.person[name]
    called = record.person.name or f"@{record.person.handle}"
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
            "topics": _topics(site, name),
            "bars": bars(entries, site.lang),
            "entries": tuple(site.card(entry.id) for entry in first_part(site, key)),
            "parts": part_links(site, key),
        },
        description=text("person.lead", site.lang, name=called, total=len(entries)),
        lang=site.lang,
        about=About("WebPage", ((text("nav.people", site.lang), PEOPLE),), feed=person_feed(site, record) or ""),
    )


def _topics(site: Site, slug: str) -> tuple[Tally, ...]:
    if not site.settings.topics:
        return ()
    library = site.library
    counted = Counter(
        topic for entry in site.person[slug].entries for topic in library.entry[entry].topics if topic in library.topic
    )
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOPICS]
    return tuple(Tally(*site.topic_anchor(topic), total) for topic, total in ranked)
