"""The catalogue after a few sources were edited, came or went: equal to merging all readings again, at less cost.

Terms must be unchanged. Where the edit would change the id of another entry, or the name of another source or person, all
is left to `merge`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.library import Library, PersonRecord, SourceRecord
from ainotes_site.link.merge import Links, newest_first, source_name, source_record
from ainotes_site.link.names.resolver import NameResolver, resolver
from ainotes_site.link.person_names import people
from ainotes_site.link.unique_names import base_name, fingerprint
from ainotes_site.model import Entry, EntryId, Reading, Span, TopicId
from ainotes_site.pipeline.incremental.names import ChangedNames

_SUFFIXED = pattern(r"(.+)-([0-9a-f]{4})(?:-\d+)?$")
"""An id that another entry had first; see `merge`."""


@dataclass(frozen=True, slots=True)
class RevisedCatalogue:
    """The catalogue after an edit, and how it differs from before."""

    entries: tuple[Entry, ...]
    """All of them, newest first. `topics` are the declared ones of those that were edited, of others the assigned ones."""
    edited: tuple[Entry, ...]
    """Those that must be compiled: edited or new, or asking for a name that may lead elsewhere."""
    moved: Mapping[EntryId, Span]
    """New lines of those that only moved within their source."""
    gone: frozenset[EntryId]
    sources: tuple[SourceRecord, ...]
    people: tuple[PersonRecord, ...]
    links: Links


def revise_catalogue(
    old: Library,
    links: Links,
    readings: Sequence[Reading],
    left: Collection[str],
    declared: Mapping[EntryId, tuple[TopicId, ...]],
    keys: frozenset[str],
    entries_by_name_key: Collection[EntryId],
    assets: Iterable[str] = (),
    private: Iterable[str] = (),
    private_keys: Iterable[str] = (),
) -> RevisedCatalogue | None:
    """`old`, with these sources read so and those at the paths `left` gone; None where other names have to change.

    `declared` are the topics that entries of `old` declared, `keys` those under which something else may be found now
    (`changed_name_keys`), and `entries_by_name_key` the entries that ask for one of these. The sources of all those must have been read.
    `assets` are the paths of the files that are no notes, `private` those of sources that are not published,
    `private_keys` the keys of what their entries are called.
    """
    before = _entries_of(old, {*left, *(reading.path for reading in readings)})
    fresh = _fresh_entries(readings, old, before)
    if fresh is None or _would_be_renamed(old, before - fresh.keys()):
        return None
    gone = frozenset(before - fresh.keys())
    edited, moved = _edited_and_moved(fresh.values(), old, declared, entries_by_name_key)
    entries = _entries(old, fresh, gone, {entry.id for entry in edited}, moved)
    sources = _sources(old, readings, left)
    persons = people(entries)
    if sources is None or not _same_people(old.people, persons):
        return None
    names: NameResolver = links.resolve
    if keys:
        titles = {source.path: (source.slug, source.title) for source in sources}
        anew = partial(resolver, entries, old.terms, titles, assets, private, private_keys=private_keys)
        names = ChangedNames(names, keys, anew)
    return RevisedCatalogue(entries, tuple(edited), moved, gone, sources, persons, replace(links, resolve=names))


def _entries_of(library: Library, paths: Collection[str]) -> set[EntryId]:
    """The entries of the sources at these paths."""
    return {entry for record in library.sources if record.path in paths for entry in record.entries}


def _fresh_entries(
    readings: Sequence[Reading], old: Library, before: Collection[EntryId]
) -> dict[EntryId, Entry] | None:
    """The entries as read, by their ids; None where two have the same id, or an entry that is not among those that the
    sources had `before`.
    """
    fresh = {entry.id: entry for reading in readings for entry in reading.entries}
    if len(fresh) < sum(len(reading.entries) for reading in readings):
        return None
    return None if any(entry in old.entry and entry not in before for entry in fresh) else fresh


def _would_be_renamed(old: Library, gone: Collection[EntryId]) -> bool:
    """Whether an entry bears a suffix because one that is gone had its id."""
    if not gone:
        return False
    for entry in old.entries:
        suffixed = _SUFFIXED.match(entry.id)
        if suffixed and suffixed[1] in gone and suffixed[2] == fingerprint(entry.span.path, 4):
            return True
    return False


def _edited_and_moved(
    fresh: Iterable[Entry],
    old: Library,
    declared: Mapping[EntryId, tuple[TopicId, ...]],
    entries_by_name_key: Collection[EntryId],
) -> tuple[list[Entry], dict[EntryId, Span]]:
    """The entries that must be compiled, and those that only moved to other lines."""
    edited: list[Entry] = []
    moved: dict[EntryId, Span] = {}
    for entry in fresh:
        existing = old.entry.get(entry.id)
        before = existing and replace(existing, topics=declared.get(entry.id, ()), span=entry.span)
        same_source = existing is not None and existing.span.path == entry.span.path
        if (
            before == entry
            and same_source
            and entry.id not in entries_by_name_key
            and not old.compiled[entry.id].problems
        ):
            moved[entry.id] = entry.span
        else:
            edited.append(entry)
    return edited, moved


def _entries(
    old: Library,
    fresh: Mapping[EntryId, Entry],
    gone: Collection[EntryId],
    edited: Collection[EntryId],
    moved: Mapping[EntryId, Span],
) -> tuple[Entry, ...]:
    known = old.entry
    now = {entry: fresh[entry] for entry in edited}
    now |= {entry: replace(known[entry], span=span) for entry, span in moved.items()}
    current = [now.get(entry.id, entry) for entry in old.entries if entry.id not in gone]
    came = [entry for entry in now.values() if entry.id not in known]
    if came or any(known[entry.id].age != entry.age for entry in now.values()):
        current = newest_first([*current, *came])
    return tuple(current)


def _sources(old: Library, readings: Sequence[Reading], left: Collection[str]) -> tuple[SourceRecord, ...] | None:
    """The records; None where the slug of one depends on another that came or went."""
    known = {record.path for record in old.sources}
    came = [reading.path for reading in readings if reading.path not in known]
    slugs = {path: base_name(source_name(path), "source") for path in (*came, *left)}
    bases = frozenset(slugs.values())
    if len(bases) < len(slugs) or _shares_name(old.sources, bases, left):
        return None
    fresh = {reading.path: reading for reading in readings}
    current = [_now(record, fresh.get(record.path)) for record in old.sources if record.path not in left]
    current += [source_record(slugs[path], fresh[path], fresh[path].entries) for path in came]
    return tuple(sorted(current, key=lambda record: record.path)) if came else tuple(current)


def _shares_name(records: Iterable[SourceRecord], bases: Collection[str], left: Collection[str]) -> bool:
    """Whether one of the records that stay would have one of these names if it shared it with no other."""
    near = tuple(bases)
    return any(
        record.slug.startswith(near)
        and record.path not in left
        and base_name(source_name(record.path), "source") in bases
        for record in records
    )


def _now(record: SourceRecord, reading: Reading | None) -> SourceRecord:
    return record if reading is None else source_record(record.slug, reading, reading.entries)


def _same_people(old: Sequence[PersonRecord], new: Sequence[PersonRecord]) -> bool:
    """Whether everybody who was there before and is there now is called what they were."""
    before = {record.slug: replace(record, entries=()) for record in old}
    return all(before.get(record.slug) in (None, replace(record, entries=())) for record in new)
