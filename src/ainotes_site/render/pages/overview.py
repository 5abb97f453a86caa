"""What a page says of the entries that it lists: by year and kind, with which to begin, whose they are, what they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ainotes_site.model import Entry
from ainotes_site.render.charts import bars
from ainotes_site.render.page import PageKey
from ainotes_site.render.pages.first_reads import first_reads
from ainotes_site.render.pagination import first_part, part_links
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import KINDS, EntryCard, Tally
from ainotes_site.urls import person_url

_PEOPLE = 10
_TOPICS = 8


def overview(site: Site, key: PageKey, entries: Sequence[Entry]) -> dict[str, object]:
    """Values of the page `key` that lists `entries`, newest first: for `entries_by_year` and what stands beside it."""
    listed = first_part(site, key)
    kinds = Counter(str(entry.kind) for entry in entries)
    return {
        "starting": first_reads(site, entries),
        "kinds": tuple((kind, kinds[kind]) for kind in KINDS if kinds[kind]),
        "years": _years(site, listed),
        "parts": part_links(site, key),
        "shown": len(listed),
        "total": len(entries),
        "bars": bars(entries, site.lang),
    }


def topics_of(site: Site, entries: Iterable[Entry]) -> tuple[Tally, ...]:
    """The topics that most of the entries have; none where the site has no topics."""
    if not site.settings.topics:
        return ()
    counted = Counter(topic for entry in entries for topic in entry.topics if topic in site.library.topic)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOPICS]
    return tuple(Tally(*site.topic_anchor(topic), total) for topic, total in ranked)


def people_of(site: Site, entries: Iterable[Entry]) -> tuple[Tally, ...]:
    """The people who wrote most of the entries."""
    slugs = site.library.author_slug
    counted = Counter(slugs[person] for entry in entries for person in entry.authors if person in slugs)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_PEOPLE]
    return tuple(Tally(person_url(slug), person_name(site, slug), total) for slug, total in ranked)


def person_name(site: Site, slug: str) -> str:
    """How a person is called in lists."""
    person = site.person[slug].person
    return person.name or f"@{person.handle}"


def _years(site: Site, entries: Iterable[Entry]) -> tuple[tuple[str, tuple[EntryCard, ...]], ...]:
    """Entries by year, newest first, those without a date of their own last, under an empty year."""
    found: dict[str, list[EntryCard]] = {}
    for entry in entries:
        found.setdefault(entry.stated_date[:4], []).append(site.card(entry.id))
    return tuple((year, tuple(cards)) for year, cards in found.items())
