"""The linked notes as a build left them, so that the next one can revise them after an edit instead of linking anew.

It is written after notes were linked as a whole, and read by every build after that until too much has changed. What
an edit does not touch stays packed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ainotes_site.link.library import Library
from ainotes_site.link.merge import Links
from ainotes_site.link.relations import RelationState
from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Compiled
from ainotes_site.model import EntryId, Problem
from ainotes_site.pipeline.cache.lazy_entry import EntryBody, EntrySummary, LazyEntry, parted, placed
from ainotes_site.pipeline.cache.lazy_mapping import Blocks, Packed
from ainotes_site.pipeline.cache.serialise import pack, unpack
from ainotes_site.pipeline.incremental.snapshot_inputs import SnapshotFile, SnapshotInputs, write_snapshot_file

if TYPE_CHECKING:
    from ainotes_site.render import ShownDigests  # an edit's notes are linked before anything of that is needed


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Linked notes."""

    inputs: SnapshotInputs
    library: Library
    links: Links
    web: RelationState
    problems: tuple[Problem, ...]
    """Those of the taxonomy."""
    asked: Mapping[str, tuple[EntryId, ...]] = field(default_factory=dict)
    """See `link.renamed.entries_by_name_key`."""
    shown: Packed[ShownDigests] | None = None
    """What its pages show; None before it has been kept."""


Load = Callable[[bytes], bytes | None]
"""Gives a packed content by its key; None when the cache has it no more."""


class _Compiled(Mapping[EntryId, Compiled]):
    """Compiled entries of a snapshot. Their contents are in the cache, or are compiled again."""

    def __init__(
        self, facts: Mapping[EntryId, tuple[EntrySummary, bytes]], library: Library, links: Links, load: Load
    ) -> None:
        self._facts = facts
        self._library = library
        self._links = links
        self._load = load
        self._made: dict[EntryId, LazyEntry] = {}

    def __getitem__(self, entry: EntryId) -> Compiled:
        made = self._made.get(entry)
        if made is None:
            facts, key = self._facts[entry]
            load = partial(_content, self._load, key, self._library, entry, self._links)  # no way back to this mapping
            problems = placed(facts.problems, self._links.context_for, self._library.entry[entry])
            made = self._made[entry] = LazyEntry(facts, problems, load)
        return made

    def __contains__(self, entry: object) -> bool:
        return entry in self._facts

    def __iter__(self) -> Iterator[EntryId]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _content(load: Load, key: bytes, library: Library, entry_id: EntryId, links: Links) -> EntryBody:
    blob = load(key)
    if blob is not None:
        return unpack(blob)  # type: ignore[no-any-return]
    entry = library.entry[entry_id]
    return parted(compile_entry(entry.body, links.context_for(entry)))[1]


def save_snapshot(path: Path, snapshot: Snapshot, shown: ShownDigests, facts: Mapping[EntryId, bytes]) -> None:
    """Write `snapshot`, of a library that was linked as a whole. `facts` are those of its compiled entries, each packed
    with a key for `Load`.
    """
    library = snapshot.library
    lazy = replace(
        library,
        compiled={},
        topic_scores=Blocks.packed(library.topic_scores),
        related=Blocks.packed(library.related),
        mentions=Blocks.packed(library.mentions, together=1),
    )
    told = replace(snapshot, library=lazy, shown=Packed(pack(shown)))
    write_snapshot_file(path, snapshot.inputs, (told, Blocks.joined(facts)))


def load_snapshot(snapshot_file: SnapshotFile, load: Load) -> Snapshot | None:
    """The snapshot; None when it is damaged."""
    rest = snapshot_file.rest()
    if rest is None:
        return None
    snapshot, facts = rest
    compiled = _Compiled(facts, snapshot.library, snapshot.links, load)
    made: Snapshot = replace(snapshot, library=replace(snapshot.library, compiled=compiled))
    return made
