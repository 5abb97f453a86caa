"""An edit to a few notes: they alone are read and compiled, and the snapshot of the last linking is revised."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ainotes_site.link.fingerprint import entry_fingerprint
from ainotes_site.link.library import Library
from ainotes_site.link.merge import Links
from ainotes_site.link.name_resolution import ambiguous
from ainotes_site.link.relations import unknown_topics
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.markup.compile import compile_entry
from ainotes_site.model import EntryId, Problem, Reading
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.incremental.catalogue import revise_catalogue
from ainotes_site.pipeline.incremental.names import changed_name_keys
from ainotes_site.pipeline.incremental.relations import Changes, Edit, resettle, revisable, revise
from ainotes_site.pipeline.incremental.snapshot import Snapshot, load_snapshot
from ainotes_site.pipeline.incremental.snapshot_inputs import MOST_SOURCES, SnapshotBasis, SnapshotInputs
from ainotes_site.pipeline.report import Stopwatch
from ainotes_site.pipeline.stages.git_dates import dated
from ainotes_site.pipeline.stages.link import Linked, load_cached_taxonomy
from ainotes_site.pipeline.stages.scan import Scan, SourceFile, taxonomy_text
from ainotes_site.readers import read

OnRelinked = Callable[[Library, bytes, Iterable[EntryId]], None]
"""Is given a library as soon as all is known that search asks for: with the state of the build that it was relinked from,
and which entries were edited, came or went since."""

MOST_ENTRIES = 300
"""Edited entries above which it pays to have several processes compile them."""


@dataclass(frozen=True, slots=True)
class Relinked(Linked):
    """All notes, linked from a snapshot and what was edited since; `readings` are those of the edited sources."""

    changes: Changes
    """How the library differs from the snapshot."""
    snapshot: Snapshot


def relink(
    found: Scan, basis: SnapshotBasis, caches: Caches, watch: Stopwatch, on_searchable: OnRelinked
) -> Relinked | None:
    """What `link_sources` would give, made from a snapshot; None when more has changed than a few entries. Most of the
    snapshot is loaded only where what was read may be all.
    """
    inputs = basis.snapshot_file.inputs
    sources, left, assets = basis.since
    watch.begin("read", len(sources))
    readings = _read(sources, found, caches)
    snapshot = None if readings is None else load_snapshot(basis.snapshot_file, caches.compiled)
    if readings is None or snapshot is None:
        return None
    if not left.union(source.path for source in sources).isdisjoint(inputs.private):
        return None
    old = snapshot.library
    keys = changed_name_keys(old, readings, left, assets)
    entries_by_name_key = {entry for key in keys for entry in snapshot.asked.get(key, ())}
    paths = {old.entry[entry].span.path for entry in entries_by_name_key}.difference(
        left, (reading.path for reading in readings)
    )
    more = [source for source in found.sources if source.path in paths] if paths else []
    others = _read(more, found, caches) if len(more) <= MOST_SOURCES else None
    if others is None:
        return None
    readings += others
    if not _only_entries((*left, *(reading.path for reading in readings)), inputs, old):
        return None
    amended = revise_catalogue(
        old,
        snapshot.links,
        readings,
        left,
        inputs.declared,
        keys,
        entries_by_name_key,
        found.linkable,
        (*inputs.private, *found.withheld),
    )
    if amended is None or len(amended.edited) > MOST_ENTRIES or not revisable(old, amended):
        return None
    watch.begin("compile", len(amended.edited))
    links, edited = amended.links, amended.edited
    taxonomy, _ = load_cached_taxonomy(taxonomy_text(found), caches.taxonomy)
    compiled = {entry.id: compile_entry(entry.body, links.context_for(entry)) for entry in edited}
    edits = {entry.id: Edit(entry, compiled[entry.id], entry_fingerprint(entry, taxonomy)) for entry in edited}
    watch.begin("relate")
    library = resettle(old, amended, edits)
    on_searchable(library, inputs.state, amended.gone.union(edits))
    library, changes = revise(old, library, snapshot.relations, edits, amended)
    library = replace(library, problems=_problems(library, readings, left, links, taxonomy))
    everything = tuple(sorted({*snapshot.problems, *library.problems}))
    fresh = len(sources) + len(more)
    return Relinked(tuple(readings), library, everything, links, inputs.private, fresh, len(edits), changes, snapshot)


def _read(sources: Sequence[SourceFile], found: Scan, caches: Caches) -> list[Reading] | None:
    """The sources, read; None where some have more than entries."""
    as_read = [read(source.path, source.data, source.hints, is_page=source.is_page) for source in sources]
    if any(reading.format == "page" or reading.terms or reading.published is not None for reading in as_read):
        return None
    return list(dated(as_read, sources, found.notes, caches.blames, are_all=False))


def _only_entries(paths: Collection[str], inputs: SnapshotInputs, old: Library) -> bool:
    """Whether the sources at these paths had entries only, and no other source has a problem because of one of them."""
    if not set(inputs.pages).isdisjoint(paths) or any(r.terms for r in old.sources if r.path in paths):
        return False
    return not any(
        problem.path not in paths and any(f"{path}:" in problem.message for path in paths) for problem in old.problems
    )


def _problems(
    library: Library, readings: Sequence[Reading], left: Iterable[str], links: Links, taxonomy: Taxonomy
) -> tuple[Problem, ...]:
    """Those of other sources as they were, and all of the sources that were read."""
    ours = {*left, *(reading.path for reading in readings)}
    entries = [entry for reading in readings for entry in reading.entries]
    found = {problem for problem in library.problems if problem.path not in ours}
    found.update(problem for reading in readings for problem in reading.problems)
    found.update(problem for entry in entries for problem in library.compiled[entry.id].problems)
    found.update(ambiguous(entries, links.resolve), unknown_topics(entries, taxonomy))
    return tuple(sorted(found))
