"""Which pages a revised library may have changed. All others show what they showed.

It must never leave a page out that has changed; one too many costs the looking at its mark. Terms are what they were, and
so is what people and other sources are called (see `link.revise`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set
from typing import TypeVar

from ainotes_site.model import Entry, EntryId
from ainotes_site.pipeline.incremental.relations import Changes
from ainotes_site.render.page import PageKey, PageKind
from ainotes_site.render.pages.full_topic import part_name
from ainotes_site.render.pages.timeline import has_year_pages
from ainotes_site.render.pagination import list_name, sentences
from ainotes_site.render.site import UNDATED, Site

Item = TypeVar("Item")


def affected_pages(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> frozenset[PageKey]:
    """Pages of `after` that may differ from those of `before`. `restyled` are edited entries that lists show otherwise, and
    those that are new.
    """
    overviews = _overviews(before, after, changes, restyled)
    lists = (*_lists(before, after, changes, restyled), *_rows(before, after, changes))
    return frozenset((*overviews, *lists, *_entries(before, after, changes, restyled)))


def _overviews(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> Iterator[PageKey]:
    """Pages of which there is one."""
    yield PageKey(PageKind.SOURCES)
    speak_otherwise = _spoken(before, changes) != _spoken(after, changes)
    if restyled or changes.gone:
        yield from map(PageKey, (PageKind.TOPICS, PageKind.TIMELINE, PageKind.PEOPLE))
    is_other = restyled or changes.gone or changes.backlinks or speak_otherwise
    if is_other or len(before.library.sources) != len(after.library.sources):
        yield PageKey(PageKind.HOME)
    if changes.related_terms or speak_otherwise:
        yield PageKey(PageKind.GRAPH)


def _changed(site: Site, changes: Changes) -> list[Entry]:
    """Entries of the site that are not the same in the other one."""
    known = site.library.entry
    return [known[entry] for entry in sorted(changes.edited | changes.gone) if entry in known]


def _spoken(site: Site, changes: Changes) -> list[tuple[object, ...]]:
    """Under which topics changed entries speak of which terms."""
    compiled = site.library.compiled
    return [
        (entry.topics, sorted(mention.term for mention in compiled[entry.id].mentions))
        for entry in _changed(site, changes)
    ]


def _lists(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> Iterator[PageKey]:
    """Topics, years, terms and people: pages that list entries, and say who speaks of what."""
    libraries = (before.library, after.library)
    otherwise = {*restyled, *changes.gone}
    listed = [library.entry[entry] for library in libraries for entry in otherwise if entry in library.entry]
    spoken = [library.topic_terms for library in libraries]
    topics = {topic for entry in listed for topic in entry.topics}
    parents = {topic.parent for topic in after.library.taxonomy if topic.id in topics and topic.parent}
    counted = {topic for topic in spoken[0].keys() | spoken[1] if spoken[0].get(topic) != spoken[1].get(topic)}
    known = after.library.entry
    linked = {topic for entry in changes.backlinks if entry in known for topic in known[entry].topics}
    owners = [PageKey(PageKind.TOPIC, topic) for topic in topics | parents | counted | linked]
    years, years_before = list(after.years), list(before.years)
    asked = {entry.date[:4] if entry.date else UNDATED for entry in listed}
    asked.update(years if years != years_before or has_year_pages(before) != has_year_pages(after) else ())
    owners += (PageKey(PageKind.YEAR, year) for year in asked)
    was, quoted = [library.mentions for library in libraries]
    terms = {
        term
        for term in changes.mentions
        if was.get(term) != quoted.get(term) or any(quote.entry in otherwise for quote in quoted.get(term, ()))
    }
    owners += (PageKey(PageKind.TERM, term) for term in terms | changes.related_terms)
    for person in after.library.people:
        if before.person.get(person.slug) != person or not otherwise.isdisjoint(person.entries):
            owners.append(PageKey(PageKind.PERSON, person.slug))
    yield from owners
    for owner in owners:
        yield from _list_parts(before, after, owner, otherwise)


def _list_parts(before: Site, after: Site, owner: PageKey, otherwise: Set[EntryId]) -> Iterator[PageKey]:
    """Parts of the list on a page. `otherwise` are entries that are shown otherwise, or are gone."""
    now, then = ([_told(site, owner, part) for part in site.listed(owner)] for site in (after, before))
    changed = {item for part in now for item in part if item[0] in otherwise}
    yield from (PageKey(PageKind.LIST, list_name(owner, at + 1)) for at in _parts(then, now, changed))


def _told(site: Site, owner: PageKey, part: Sequence[Entry]) -> list[tuple[EntryId, str | None, str]]:
    """What tells an entry in a list from what it was."""
    said = sentences(site, owner.name) if owner.kind is PageKind.TERM else {}
    return [(entry.id, entry.date, said.get(entry.id, "")) for entry in part]


def _rows(before: Site, after: Site, changes: Changes) -> Iterator[PageKey]:
    """Topics in full and sources: pages that show all there is, in parts where it is much."""
    changed = [entry for site in (before, after) for entry in _changed(site, changes)]
    edited = {(entry.id, entry.date) for entry in changed}
    for topic in {topic for entry in changed for topic in entry.topics}:
        yield PageKey(PageKind.READ, topic)
        was, own = [
            [[(e.id, e.date) for e in part] for part in site.readings.get(topic, ())] for site in (before, after)
        ]
        for at in _parts(was, own, edited):
            yield PageKey(PageKind.PART, part_name(topic, at + 1))
    others = _other_sources(before, after, changes)
    yield from (PageKey(PageKind.SOURCE, record.slug) for record in after.library.sources if record.path in others)
    then, now = [[[record.path for record in part] for part in site.source_parts] for site in (before, after)]
    yield from (PageKey(PageKind.FILES, str(at + 1)) for at in _parts(then, now, others))


def _parts(then: Sequence[Sequence[Item]], now: Sequence[Sequence[Item]], changed: Set[Item]) -> Iterator[int]:
    """Which parts of a long row may not be as they were, by their places. Each shows what its items say, and which ones
    its neighbours begin and end with.
    """
    if len(now) < 2:
        return
    moved = [at >= len(then) or part != then[at] for at, part in enumerate(now)]
    for at, part in enumerate(now):
        is_new_last = at + 1 == len(now) < len(then)
        if is_new_last or any(moved[max(0, at - 1) : at + 2]) or not changed.isdisjoint(part):
            yield at


def _other_sources(before: Site, after: Site, changes: Changes) -> frozenset[str]:
    """Paths of the sources of `after` that are not as they were."""
    here = {after.library.entry[entry].span.path for entry in changes.edited | changes.moved}
    was = before.source
    return frozenset(
        record.path
        for record in after.library.sources
        if record.path in here or (was.get(record.path) is not record and was.get(record.path) != record)
    )


def _entries(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> Iterator[PageKey]:
    shown = {*changes.edited, *changes.moved, *changes.related, *changes.backlinks, *changes.duplicates}
    near = after.library.duplicates
    shown.update(entry for entry, others in near.items() if any(other in restyled for other in others))
    for record in after.library.sources:
        if before.source.get(record.path) is not record:
            shown.update(record.entries)
    for entry in restyled:
        shown.update(other for other in after.neighbours.get(entry, ()) if other)
    return (PageKey(PageKind.ENTRY, entry) for entry in shown)
