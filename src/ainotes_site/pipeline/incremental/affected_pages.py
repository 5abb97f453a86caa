"""Which pages an edit may have changed; every other page is the same as before.

A page that has changed must never be left out; one page too many only costs a comparison of its fingerprint. Terms are
the same as before, and so are the names of people and of other sources (see `relations.revise`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from typing import TypeVar

from ainotes_site.link.library import SourceRecord
from ainotes_site.link.names.keys import parents
from ainotes_site.model import Entry, EntryId, Span, TopicId
from ainotes_site.pipeline.incremental.relations import Changes
from ainotes_site.render.page import PageKey, PageKind
from ainotes_site.render.pages.first_reads import lines
from ainotes_site.render.pages.full_topic import part_name
from ainotes_site.render.pages.timeline import has_year_pages
from ainotes_site.render.pagination import list_name, sentences
from ainotes_site.render.site import UNDATED, Site
from ainotes_site.urls import folder_name, tag_path

Item = TypeVar("Item")


def affected_pages(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> frozenset[PageKey]:
    """Pages of `after` that may differ from those of `before`. `restyled` are the new entries, and the edited ones that
    lists show differently.
    """
    overviews = _overviews(before, after, changes, restyled)
    lists = (*_lists(before, after, changes, restyled), *_rows(before, after, changes))
    return frozenset((*overviews, *lists, *_entries(before, after, changes, restyled)))


def _overviews(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> Iterator[PageKey]:
    """Pages of which there is one."""
    yield PageKey(PageKind.SOURCES)
    mentions_differ = _mentioned(before, changes) != _mentioned(after, changes)
    if restyled or changes.gone:
        yield from map(PageKey, (PageKind.TOPICS, PageKind.TIMELINE, PageKind.PEOPLE))
    is_other = restyled or changes.gone or changes.backlinks or mentions_differ
    if is_other or len(before.library.sources) != len(after.library.sources):
        yield from map(PageKey, (PageKind.HOME, PageKind.SEARCH))
    if any(_tagged(before, after, changes)):
        yield PageKey(PageKind.TAGS)
    if changes.related_terms or mentions_differ:
        yield PageKey(PageKind.GRAPH)


def _changed(site: Site, changes: Changes) -> list[Entry]:
    """Entries of the site that were edited, or are gone from the new one."""
    entries = site.library.entry
    return [entries[entry] for entry in sorted(changes.edited | changes.gone) if entry in entries]


def _mentioned(site: Site, changes: Changes) -> list[tuple[object, ...]]:
    """Topics of each changed entry, and the terms that it mentions."""
    compiled = site.library.compiled
    return [
        (entry.topics, sorted(mention.term for mention in compiled[entry.id].mentions))
        for entry in _changed(site, changes)
    ]


def _lists(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> Iterator[PageKey]:
    """Topics, years, terms and people: pages that list entries, and count which terms they mention."""
    changed = {*restyled, *changes.gone}
    libraries = (before.library, after.library)
    listed = [library.entry[entry] for library in libraries for entry in changed if entry in library.entry]
    regarded = {*changes.backlinks, *_resized(before, after, changes)}
    read = [after.library.entry[entry] for entry in regarded if entry in after.library.entry]
    owners = [
        *_topics(before, after, listed, read),
        *_years(before, after, listed),
        *_terms(before, after, changes, changed),
        *_people(before, after, changed | regarded),
        *_tags(before, after, changes, [*listed, *read]),
    ]
    yield from owners
    for owner in owners:
        yield from _list_parts(before, after, owner, changed)


def _topics(before: Site, after: Site, listed: Iterable[Entry], read: Iterable[Entry]) -> Iterator[PageKey]:
    """Topics of changed entries, those above these, topics whose counts of terms differ, and topics of entries that may be ones
    to begin with now, or no longer.
    """
    topics = {topic for entry in listed for topic in entry.topics}
    above = {parent for topic in topics for parent in _above(after, topic)}
    old, new = before.library.topic_terms, after.library.topic_terms
    counted = {topic for topic in old.keys() | new if old.get(topic) != new.get(topic)}
    begun = {topic for entry in read for topic in entry.topics}
    return (PageKey(PageKind.TOPIC, topic) for topic in topics | above | counted | begun)


def _resized(before: Site, after: Site, changes: Changes) -> Iterator[EntryId]:
    """The entries that have another number of lines."""
    old, new = before.library.entry, after.library.entry
    for entry in changes.edited | changes.moved:
        if entry in old and entry in new and lines(old[entry]) != lines(new[entry]):
            yield entry


def _above(site: Site, topic: TopicId) -> Iterator[TopicId]:
    """The topics above a topic, the nearest first."""
    parents = {one.id: one.parent for one in site.library.taxonomy}
    while (parent := parents.get(topic)) is not None:
        yield parent
        topic = parent


def _years(before: Site, after: Site, listed: Iterable[Entry]) -> Iterator[PageKey]:
    """Years of changed entries; every year where another year, or pages for years at all, came or went."""
    years = {entry.stated_date[:4] or UNDATED for entry in listed}
    if list(after.years) != list(before.years) or has_year_pages(before) != has_year_pages(after):
        years.update(after.years)
    return (PageKey(PageKind.YEAR, year) for year in years)


def _terms(before: Site, after: Site, changes: Changes, changed: Set[EntryId]) -> Iterator[PageKey]:
    """Terms with other mentions, with mentions in changed entries, or with other related terms."""
    old, new = before.library.mentions, after.library.mentions
    terms = {
        term
        for term in changes.mentions
        if old.get(term) != new.get(term) or any(quote.entry in changed for quote in new.get(term, ()))
    }
    return (PageKey(PageKind.TERM, term) for term in terms | changes.related_terms)


def _people(before: Site, after: Site, changed: Set[EntryId]) -> Iterator[PageKey]:
    """People whose record differs, or who wrote changed entries."""
    for person in after.library.people:
        if before.person.get(person.slug) != person or not changed.isdisjoint(person.entries):
            yield PageKey(PageKind.PERSON, person.slug)


def _tags(before: Site, after: Site, changes: Changes, listed: Iterable[Entry]) -> Iterator[PageKey]:
    """Tags of entries that lists show differently, and those that came to an entry or left it."""
    differ = (entry for pair in _tagged(before, after, changes) for entry in pair if entry is not None)
    found = {slug for entry in (*listed, *differ) for tag in entry.tags for slug, _ in tag_path(tag)}
    return (PageKey(PageKind.TAG, slug) for slug in sorted(found) if slug in after.tags)


def _tagged(before: Site, after: Site, changes: Changes) -> Iterator[tuple[Entry | None, Entry | None]]:
    """The changed entries whose tags are other ones now, before and after."""
    for entry in changes.edited | changes.gone:
        then, now = before.library.entry.get(entry), after.library.entry.get(entry)
        if (then.tags if then else ()) != (now.tags if now else ()):
            yield then, now


def _list_parts(before: Site, after: Site, owner: PageKey, changed: Set[EntryId]) -> Iterator[PageKey]:
    """Parts of the list on a page. `changed` are entries that lists show differently, or that are gone."""
    if len(after.listed(owner)) < 2:
        return
    now, then = ([_listed_fields(site, owner, part) for part in site.listed(owner)] for site in (after, before))
    items = {item for part in now for item in part if item[0] in changed}
    yield from (PageKey(PageKind.LIST, list_name(owner, at + 1)) for at in _parts(then, now, items))


def _listed_fields(site: Site, owner: PageKey, part: Sequence[Entry]) -> list[tuple[EntryId, tuple[str, str], str]]:
    """Id, date and quoted sentence of each entry of a list: equal fields mean the same place in the same list."""
    quoted = sentences(site, owner.name) if owner.kind is PageKind.TERM else {}
    return [(entry.id, entry.age, quoted.get(entry.id, "")) for entry in part]


def _rows(before: Site, after: Site, changes: Changes) -> Iterator[PageKey]:
    """Topics in full and sources: pages that show all there is, in parts where it is much."""
    yield from _full_topics(before, after, changes)
    others = _other_sources(before, after, changes)
    for record in after.library.sources:
        if record.path in others:
            yield PageKey(PageKind.SOURCE, record.slug)
            yield from _source_parts(before, after, record, changes)
    then, now = [[[record.path for record in part] for part in site.source_parts] for site in (before, after)]
    yield from (PageKey(PageKind.FILES, str(at + 1)) for at in _parts(then, now, others))
    yield from _folders(before, after, others)


def _folders(before: Site, after: Site, others: Collection[str]) -> Iterator[PageKey]:
    """Folders of sources that differ from before, came or went, and the folders above them, which count them."""
    changed = {*others, *(before.source.keys() ^ after.source.keys())}
    names = {folder_name(parent) for path in changed for parent in parents(path)}
    return (PageKey(PageKind.FOLDER, name) for name in sorted(names) if name in after.folders)


def _source_parts(before: Site, after: Site, record: SourceRecord, changes: Changes) -> Iterator[PageKey]:
    """Parts of a long source that may differ: those of edited entries, and of entries that are on other lines now."""
    now = _placed(after, record)
    was = before.source.get(record.path)
    is_framed_alike = was is not None and (was.skipped, was.title) == (record.skipped, record.title)
    then = _placed(before, was) if was is not None and is_framed_alike else []
    items = {item for part in now for item in part if item[0] in changes.edited}
    yield from (PageKey(PageKind.SOURCE_PART, f"{record.slug}.{at + 1}") for at in _parts(then, now, items))


def _placed(site: Site, record: SourceRecord) -> list[list[tuple[EntryId, Span]]]:
    """Entries of a source with their lines, by the parts that it is read in."""
    entry = site.library.entry
    return [[(one, entry[one].span) for one in part.entries] for part in site.parts_of_source(record)]


def _full_topics(before: Site, after: Site, changes: Changes) -> Iterator[PageKey]:
    """Topics in full, with those of their parts that may differ."""
    changed = [entry for site in (before, after) for entry in _changed(site, changes)]
    edited = {(entry.id, entry.age) for entry in changed}
    for topic in {topic for entry in changed for topic in entry.topics}:
        yield PageKey(PageKind.READ, topic)
        for at in _parts(_full_topic_parts(before, topic), _full_topic_parts(after, topic), edited):
            yield PageKey(PageKind.PART, part_name(topic, at + 1))


def _full_topic_parts(site: Site, topic: TopicId) -> list[list[tuple[EntryId, tuple[str, str]]]]:
    """Id and date of the entries of a topic, by the parts that its full page is split into."""
    return [[(entry.id, entry.age) for entry in part] for part in site.reading(topic)]


def _parts(then: Sequence[Sequence[Item]], now: Sequence[Sequence[Item]], changed: Set[Item]) -> Iterator[int]:
    """Positions of the parts of a long list that may differ. A part shows its items, and the first and last items of the
    parts beside it.
    """
    if len(now) < 2:
        return
    moved = [at >= len(then) or part != then[at] for at, part in enumerate(now)]
    for at, part in enumerate(now):
        is_new_last = at + 1 == len(now) < len(then)
        if is_new_last or any(moved[max(0, at - 1) : at + 2]) or not changed.isdisjoint(part):
            yield at


def _other_sources(before: Site, after: Site, changes: Changes) -> frozenset[str]:
    """Paths of the sources of `after` that differ from before."""
    here = {after.library.entry[entry].span.path for entry in changes.edited | changes.moved}
    here.update(problem.path for problem in {*before.library.problems} ^ {*after.library.problems})
    was = before.source
    return frozenset(
        record.path
        for record in after.library.sources
        if record.path in here or (was.get(record.path) is not record and was.get(record.path) != record)
    )


def _entries(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> Iterator[PageKey]:
    affected = {*changes.edited, *changes.moved, *changes.related, *changes.backlinks, *changes.duplicates}
    near = after.library.duplicates
    affected.update(entry for entry, others in near.items() if any(other in restyled for other in others))
    for record in after.library.sources:
        if before.source.get(record.path) is not record:
            affected.update(record.entries)
    affected.update(_beside(before, after, changes, restyled))
    if changes.edited or changes.gone or changes.moved:
        affected.update(after.library.queries)
    return (PageKey(PageKind.ENTRY, entry) for entry in affected)


def _beside(before: Site, after: Site, changes: Changes, restyled: Collection[EntryId]) -> Iterator[EntryId]:
    """Entries that lead on to a changed one, or led to one: in the source, or by date."""
    ways = [after.neighbours.get(entry, ()) for entry in restyled]
    for site in (before, after):
        ways += [site.by_date(entry) for entry in (*restyled, *changes.gone) if entry in site.library.entry]
    return (other for pair in ways for other in pair if other is not None and other in after.library.entry)
