"""Which pages a revised library may have changed. All others show what they showed.

It must never leave a page out that has changed; one too many costs the looking at its mark. Dates, authors, titles and
terms are what they were (see `link.revise`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ainotes_site.link.revise import Changes
from ainotes_site.model import EntryId, TopicId
from ainotes_site.write.page import PageKey, PageKind
from ainotes_site.write.site import Site


def touched(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> frozenset[PageKey]:
    """Pages of `after` that may differ from those of `before`. `restyled` are edited entries that lists show otherwise."""
    overviews = _overviews(before, after, changes, restyled)
    return frozenset((*overviews, *_lists(before, after, changes), *_entries(after, changes, restyled)))


def _overviews(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> Iterator[PageKey]:
    """Pages of which there is one."""
    yield PageKey(PageKind.SOURCES)
    speak_otherwise = _spoken(before, changes) != _spoken(after, changes)
    if restyled:
        yield from map(PageKey, (PageKind.TOPICS, PageKind.TIMELINE, PageKind.PEOPLE))
    if restyled or speak_otherwise:
        yield PageKey(PageKind.HOME)
    if changes.related_terms or speak_otherwise:
        yield PageKey(PageKind.GRAPH)


def _spoken(site: Site, changes: Changes) -> list[tuple[object, ...]]:
    """Under which topics edited entries speak of which terms."""
    library = site.library
    return [
        (library.entry[entry].topics, sorted(mention.term for mention in library.compiled[entry].mentions))
        for entry in sorted(changes.edited)
    ]


def _lists(before: Site, after: Site, changes: Changes) -> Iterator[PageKey]:
    """Topics, years, terms, people and sources."""
    topics: set[TopicId] = set()
    for site in (before, after):
        for entry in (site.library.entry[entry] for entry in changes.edited):
            topics.update(entry.topics)
            yield PageKey(PageKind.YEAR, (entry.date or "")[:4])
    parents = {topic.parent for topic in after.library.taxonomy if topic.id in topics and topic.parent}
    yield from (PageKey(PageKind.TOPIC, topic) for topic in topics | parents)
    yield from (PageKey(PageKind.READ, topic) for topic in topics)
    yield from (PageKey(PageKind.TERM, term) for term in changes.mentions | changes.related_terms)
    for person in after.library.people:
        if not changes.edited.isdisjoint(person.entries):
            yield PageKey(PageKind.PERSON, person.slug)
    here = {after.library.entry[entry].span.path for entry in changes.edited | changes.moved}
    was, now = before.library.sources, after.library.sources
    moved = {new.path for old, new in zip(was, now, strict=True) if new.path in here or old != new}
    yield from (PageKey(PageKind.SOURCE, record.slug) for record in now if record.path in moved)
    for number, part in enumerate(after.source_parts, 1):
        if any(record.path in moved for record in part):
            yield PageKey(PageKind.FILES, str(number))


def _entries(after: Site, changes: Changes, restyled: Collection[EntryId]) -> Iterator[PageKey]:
    shown = {*changes.edited, *changes.moved, *changes.related, *changes.backlinks, *changes.duplicates}
    near = after.library.duplicates
    shown.update(entry for entry, others in near.items() if any(other in restyled for other in others))
    for entry in restyled:
        shown.update(other for other in after.neighbours.get(entry, ()) if other)
    return (PageKey(PageKind.ENTRY, entry) for entry in shown)
