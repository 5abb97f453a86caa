"""An edit to a few notes: they alone are read and compiled, and the snapshot of the last linking is revised."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from ainotes_site.build.caches import Caches
from ainotes_site.build.dating import dated
from ainotes_site.build.ground import MOST_SOURCES, Difference, Ground, taxonomy_text
from ainotes_site.build.library import Linked, Settled, load_kept_taxonomy
from ainotes_site.build.report import Stopwatch
from ainotes_site.build.scan import Scan, SourceFile
from ainotes_site.build.snapshot import Snapshot
from ainotes_site.link.amend import amend
from ainotes_site.link.catalogue import Links
from ainotes_site.link.library import Library
from ainotes_site.link.relate import unknown_topics
from ainotes_site.link.renamed import renamed_keys
from ainotes_site.link.resolve import ambiguous
from ainotes_site.link.revise import Edit, resettle, revisable, revise
from ainotes_site.link.sketch import sketch
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.markup.compile import compile_entry
from ainotes_site.model import Problem, Reading
from ainotes_site.readers import read

MOST_ENTRIES = 300
"""Edited entries above which it pays to have several processes compile them."""


def revised_sources(
    found: Scan,
    ground: Ground,
    since: Difference,
    load: Callable[[], Snapshot | None],
    caches: Caches,
    watch: Stopwatch,
    settled: Settled = lambda *_: None,
) -> Linked | None:
    """What `link_sources` would give, made from a snapshot from whose ground the notes differ so; None when more has changed
    than a few entries. The snapshot is loaded only where what was read may be all.
    """
    sources, left = since
    watch.begin("read", len(sources))
    readings = _read(sources, found, caches)
    snapshot = None if readings is None else load()
    if readings is None or snapshot is None:
        return None
    old = snapshot.library
    keys = renamed_keys(old, readings, left)
    asking = {entry for key in keys for entry in snapshot.asked.get(key, ())}
    paths = {old.entry[entry].span.path for entry in asking}.difference(left, (reading.path for reading in readings))
    more = [source for source in found.sources if source.path in paths] if paths else []
    others = _read(more, found, caches) if len(more) <= MOST_SOURCES else None
    if others is None:
        return None
    readings += others
    if not _only_entries((*left, *(reading.path for reading in readings)), ground, old):
        return None
    amended = amend(old, snapshot.links, readings, left, ground.declared, keys, asking)
    if amended is None or len(amended.edited) > MOST_ENTRIES or not revisable(old, amended):
        return None
    watch.begin("compile", len(amended.edited))
    links, edited = amended.links, amended.edited
    taxonomy, _ = load_kept_taxonomy(taxonomy_text(found), caches.taxonomy)
    compiled = {entry.id: compile_entry(entry.body, links.context_for(entry)) for entry in edited}
    edits = {entry.id: Edit(entry, compiled[entry.id], sketch(entry, taxonomy)) for entry in edited}
    watch.begin("relate")
    library = resettle(old, amended, edits)
    settled(library, ground.identity, amended.gone.union(edits))
    library, changes = revise(old, library, snapshot.web, edits, amended)
    library = replace(library, problems=_problems(library, readings, left, links, taxonomy))
    everything = tuple(sorted({*snapshot.problems, *library.problems}))
    fresh = len(sources) + len(more)
    return Linked(tuple(readings), library, everything, links, fresh, len(edits), changes, snapshot)


def _read(sources: Sequence[SourceFile], found: Scan, caches: Caches) -> list[Reading] | None:
    """The sources, read; None where some have more than entries."""
    as_read = [read(source.path, source.data) for source in sources]
    if any(reading.format == "page" or reading.terms for reading in as_read):
        return None
    return list(dated(as_read, sources, found.notes, caches.blames, are_all=False))


def _only_entries(paths: Collection[str], ground: Ground, old: Library) -> bool:
    """Whether the sources at these paths had entries only, and no other source has a problem because of one of them."""
    if not set(ground.pages).isdisjoint(paths) or any(r.terms for r in old.sources if r.path in paths):
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
