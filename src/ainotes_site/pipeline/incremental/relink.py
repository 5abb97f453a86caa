"""Link after an edit to a few notes: only these are read and compiled, and the snapshot of the last linking is revised."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ainotes_site.link.library import Library
from ainotes_site.link.merge import Links
from ainotes_site.link.merge_terms import may_lead_elsewhere
from ainotes_site.link.names.resolver import ambiguous
from ainotes_site.link.relations import unknown_topics
from ainotes_site.link.similarity.fingerprint import entry_fingerprint
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.markup.compile import compile_entry
from ainotes_site.model import EntryId, Problem, Reading
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.incremental.catalogue import RevisedCatalogue, revise_catalogue
from ainotes_site.pipeline.incremental.names import changed_name_keys
from ainotes_site.pipeline.incremental.relations import Changes, Edit, resettle, revisable, revise
from ainotes_site.pipeline.incremental.snapshot import Snapshot, load_snapshot
from ainotes_site.pipeline.incremental.snapshot_inputs import MOST_SOURCES, SnapshotBasis, SnapshotInputs
from ainotes_site.pipeline.report import Stopwatch
from ainotes_site.pipeline.stages.assign_addresses import (
    Addressed,
    with_addresses_after_edit,
    with_page_addresses,
    with_redirects_after_edit,
)
from ainotes_site.pipeline.stages.git_dates import dated
from ainotes_site.pipeline.stages.link import Linked, load_cached_taxonomy
from ainotes_site.pipeline.stages.name_pairs import are_same_after_edit
from ainotes_site.pipeline.stages.scan import Scan, SourceFile, by_address, permalinks_text, taxonomy_text
from ainotes_site.pipeline.stages.tag_lessons import taught_after_edit
from ainotes_site.readers import read

OnRelinked = Callable[[Library, bytes, Iterable[EntryId]], None]
"""Called with a library as soon as it has all that the search index needs, with the state of the build that the snapshot
is of, and with the entries that were edited, came or went since."""

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
    snapshot is loaded only after the edited sources turn out to hold nothing but entries.
    """
    edit = _read_edit(found, basis, caches, watch)
    amended = None if edit is None else _amended(edit, found)
    if edit is None or amended is None:
        return None
    taxonomy = _taught(edit, amended, load_cached_taxonomy(taxonomy_text(found), caches.taxonomy)[0])
    if taxonomy is None:
        return None
    watch.begin("compile", len(amended.edited))
    edits = _compiled(amended, taxonomy)
    if not _are_named_alike(edit, amended, edits):
        return None
    watch.begin("relate")
    old = edit.snapshot.library
    library = resettle(old, amended, edits)
    on_searchable(library, edit.inputs.state, amended.gone.union(edits))
    library, changes = revise(old, library, edit.snapshot.relations, edits, amended)
    library = replace(library, problems=_problems(library, edit.readings, edit.left, amended.links, taxonomy))
    addressed = with_page_addresses(edit.addressed, library)
    library = with_redirects_after_edit(library, addressed)
    return Relinked(
        tuple(edit.readings),
        library,
        tuple(sorted({*edit.snapshot.problems, *library.problems})),
        amended.links,
        edit.inputs.private,
        len(edit.readings),
        len(edits),
        addressed.text({entry: one.entry_fingerprint for entry, one in edits.items()}),
        changes,
        edit.snapshot,
    )


@dataclass(frozen=True, slots=True)
class _EditedSources:
    """The sources to be relinked, and the snapshot of the last linking."""

    inputs: SnapshotInputs
    snapshot: Snapshot
    addressed: Addressed
    """Of the edited and new sources, and of those with links to names that have another target now."""
    left: Collection[str]
    """Paths of the sources that are gone."""
    name_keys: frozenset[str]
    """Keys under which another target may be found now."""
    dependent: Collection[EntryId]
    """Entries with links to one of these."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The sources that were read, with the addresses of their entries."""
        return self.addressed.readings


def _read_edit(found: Scan, basis: SnapshotBasis, caches: Caches, watch: Stopwatch) -> _EditedSources | None:
    """The edited sources, read; None where they concern more than entries, or too many other sources."""
    sources = basis.since.changed
    watch.begin("read", len(sources))
    readings = _read(sources, found, caches)
    snapshot = None if readings is None else load_snapshot(basis.snapshot_file, caches.compiled)
    if readings is None or snapshot is None:
        return None
    return _with_dependent(readings, basis, snapshot, found, caches)


def _with_dependent(
    readings: Sequence[Reading], basis: SnapshotBasis, snapshot: Snapshot, found: Scan, caches: Caches
) -> _EditedSources | None:
    """The edited sources as they were read, with those whose links have another target now."""
    inputs = basis.snapshot_file.inputs
    sources, left, assets = basis.since
    edited = left.union(source.path for source in sources)
    permalinks = permalinks_text(found)
    addressed = with_addresses_after_edit(readings, left, permalinks)
    if addressed is None or not edited.isdisjoint(inputs.private):
        return None
    name_keys = changed_name_keys(snapshot.library, addressed.readings, left, assets)
    dependent = {entry for key in name_keys for entry in snapshot.entries_by_name_key.get(key, ())}
    others = _read_dependent(dependent, snapshot.library, edited, found, caches)
    if others is None or not _only_entries((*edited, *(one.path for one in others)), inputs, snapshot.library):
        return None
    addressed = with_addresses_after_edit([*readings, *others], left, permalinks) if others else addressed
    return addressed and _EditedSources(inputs, snapshot, addressed, left, name_keys, dependent)


def _read_dependent(
    dependent: Iterable[EntryId], old: Library, edited: Collection[str], found: Scan, caches: Caches
) -> list[Reading] | None:
    """The sources of these entries, read, without the `edited` paths; None where they are too many."""
    paths = {old.entry[entry].span.path for entry in dependent}.difference(edited)
    sources = [source for source in found.sources if source.path in paths] if paths else []
    return _read(sources, found, caches) if len(sources) <= MOST_SOURCES else None


def _amended(edit: _EditedSources, found: Scan) -> RevisedCatalogue | None:
    """The catalogue with the edit; None where the edit is too large, or changes what other entries are called, or perhaps where
    the links of definitions lead.
    """
    if may_lead_elsewhere(edit.snapshot.library.terms, edit.name_keys):
        return None
    amended = revise_catalogue(
        edit.snapshot.library,
        replace(edit.snapshot.links, picture_sizes=by_address(found.picture_sizes)),
        edit.readings,
        edit.left,
        edit.inputs.declared,
        edit.name_keys,
        edit.dependent,
        found.linkable,
        (*edit.inputs.private, *found.withheld),
        edit.inputs.private_keys,
    )
    if amended is None or len(amended.edited) > MOST_ENTRIES or not revisable(edit.snapshot.library, amended):
        return None
    return amended


def _are_named_alike(edit: _EditedSources, amended: RevisedCatalogue, edits: Mapping[EntryId, Edit]) -> bool:
    """Whether the brackets of the notes still say the same names to be of one thing."""
    old = edit.snapshot.library
    before = (old.entry[one] for one in {*amended.gone, *edits} if one in old.entry)
    after = ((one.entry, one.entry_fingerprint.pairs) for one in edits.values())
    return are_same_after_edit(edit.snapshot.bracketed, old.name_pairs, before, after)


def _taught(edit: _EditedSources, amended: RevisedCatalogue, taxonomy: Taxonomy) -> Taxonomy | None:
    """The taxonomy with what the owner's tags teach; None where that is something else since the edit."""
    old, declared = edit.snapshot.library.entry, edit.inputs.declared
    ids = {*amended.gone, *(entry.id for entry in amended.edited)}
    before = (replace(old[one], topics=declared.get(one, ())) for one in sorted(ids) if one in old)
    return taught_after_edit(edit.snapshot.lessons, before, amended.edited, taxonomy)


def _compiled(amended: RevisedCatalogue, taxonomy: Taxonomy) -> dict[EntryId, Edit]:
    compiled = {entry.id: compile_entry(entry.body, amended.links.context_for(entry)) for entry in amended.edited}
    return {entry.id: Edit(entry, compiled[entry.id], entry_fingerprint(entry, taxonomy)) for entry in amended.edited}


def _read(sources: Sequence[SourceFile], found: Scan, caches: Caches) -> list[Reading] | None:
    """The sources, read; None where some have more than entries, or say which paths lead to them."""
    as_read = [read(source.path, source.data, source.hints, is_page=source.is_page) for source in sources]
    if any(one.format == "page" or one.terms or one.published is not None or one.redirect_from for one in as_read):
        return None
    return list(dated(as_read, sources, found.notes, caches.blames, are_all=False))


def _only_entries(paths: Collection[str], inputs: SnapshotInputs, old: Library) -> bool:
    """Whether the sources at these paths had entries only, none said which paths lead to it, and no other source has a problem
    because of one of them.
    """
    if any(redirect.source in paths for redirect in old.redirects):
        return False
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
