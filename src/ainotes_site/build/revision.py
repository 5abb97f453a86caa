"""An edit to a few notes: they alone are read and compiled, and the snapshot of the last linking is revised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from ainotes_site.build.caches import Caches
from ainotes_site.build.dating import dated
from ainotes_site.build.ground import Ground, changed, taxonomy_text
from ainotes_site.build.library import Linked, Settled, load_kept_taxonomy
from ainotes_site.build.report import Stopwatch
from ainotes_site.build.scan import Scan
from ainotes_site.build.snapshot import Snapshot
from ainotes_site.build.store import MemoryStore
from ainotes_site.link.catalogue import Links, source_title
from ainotes_site.link.library import Library, SourceRecord
from ainotes_site.link.relate import unknown_topics
from ainotes_site.link.resolve import ambiguous
from ainotes_site.link.revise import Edit, resettle, revise
from ainotes_site.link.sketch import sketch
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.markup import compile_entry
from ainotes_site.model import Entry, EntryId, Problem, Reading, Span
from ainotes_site.readers import read

MOST_ENTRIES = 300
"""Edited entries above which it pays to have several processes compile them."""

_FACE = attrgetter("id", "title", "date", "date_inferred", "authors", "aliases")
"""What other entries, and pages that list none of its text, know of an entry."""


def revised_sources(
    found: Scan, snapshot: Snapshot, caches: Caches, watch: Stopwatch, settled: Settled = lambda *_: None
) -> Linked | None:
    """What `link_sources` would give, made from a snapshot whose ground fits; None when more has changed than the text of
    some entries.
    """
    ground, old, links = snapshot.ground, snapshot.library, snapshot.links
    sources = changed(ground, found)
    watch.begin("read", len(sources))
    as_read = [read(source.path, source.data) for source in sources]
    if ground.history is None and any(entry.date is None for reading in as_read for entry in reading.entries):
        return None
    readings = dated(as_read, sources, found.notes, MemoryStore())
    if not all(_same_face(reading, ground, old) for reading in readings):
        return None
    edited, moved = _told_apart(readings, ground, old)
    if len(edited) > MOST_ENTRIES:
        return None
    watch.begin("compile", len(edited))
    taxonomy, _ = load_kept_taxonomy(taxonomy_text(found), caches.taxonomy)
    compiled = {entry.id: compile_entry(entry.body, links.context_for(entry)) for entry in edited}
    edits = {entry.id: Edit(entry, compiled[entry.id], sketch(entry, taxonomy)) for entry in edited}
    watch.begin("relate")
    library = replace(resettle(old, edits, moved), sources=_sources(old, readings))
    settled(library, ground.identity, edits)
    library, changes = revise(old, library, snapshot.web, edits, moved)
    library = replace(library, problems=_problems(library, readings, links, taxonomy))
    everything = tuple(sorted({*snapshot.problems, *library.problems}))
    return Linked(readings, library, everything, links, len(sources), len(edits), changes, snapshot)


def _same_face(reading: Reading, ground: Ground, old: Library) -> bool:
    """Whether all that is not the text of its entries is as it was."""
    record = _record(old, reading.path)
    if reading.path in ground.pages or reading.format == "page" or reading.terms or record.terms:
        return False
    if tuple(entry.id for entry in reading.entries) != record.entries or source_title(reading) != record.title:
        return False
    if any(problem.path != reading.path and f"{reading.path}:" in problem.message for problem in old.problems):
        return False  # it names a line of this source
    before = [old.entry[entry] for entry in record.entries]
    return list(map(_FACE, before)) == list(map(_FACE, reading.entries)) and _order(before) == _order(reading.entries)


def _order(entries: Sequence[Entry]) -> list[EntryId]:
    """In the order in which names are given: by line."""
    return [entry.id for entry in sorted(entries, key=lambda entry: (entry.span.start_line, entry.id))]


def _record(library: Library, path: str) -> SourceRecord:
    return next(record for record in library.sources if record.path == path)


def _told_apart(readings: Sequence[Reading], ground: Ground, old: Library) -> tuple[list[Entry], dict[EntryId, Span]]:
    """The entries that were edited, and those that only stand on other lines."""
    edited: list[Entry] = []
    moved: dict[EntryId, Span] = {}
    for entry in (entry for reading in readings for entry in reading.entries):
        before = replace(old.entry[entry.id], topics=ground.declared.get(entry.id, ()), span=entry.span)
        if before == entry and not old.compiled[entry.id].problems:
            moved[entry.id] = entry.span
        else:
            edited.append(entry)
    return edited, moved


def _sources(old: Library, readings: Sequence[Reading]) -> tuple[SourceRecord, ...]:
    fresh = {reading.path: reading for reading in readings}
    return tuple(_now(record, fresh.get(record.path)) for record in old.sources)


def _now(record: SourceRecord, reading: Reading | None) -> SourceRecord:
    if reading is None:
        return record
    return replace(
        record, format=reading.format, encoding=reading.encoding, lines=reading.lines, skipped=reading.skipped
    )


def _problems(library: Library, readings: Sequence[Reading], links: Links, taxonomy: Taxonomy) -> tuple[Problem, ...]:
    """Those of other sources as they were, and all of the sources that were read."""
    ours = {reading.path for reading in readings}
    entries = [entry for reading in readings for entry in reading.entries]
    found = {problem for problem in library.problems if problem.path not in ours}
    found.update(problem for reading in readings for problem in reading.problems)
    found.update(problem for entry in entries for problem in library.compiled[entry.id].problems)
    found.update(ambiguous(entries, links.resolve), unknown_topics(entries, taxonomy))
    return tuple(sorted(found))
