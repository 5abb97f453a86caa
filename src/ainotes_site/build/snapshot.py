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

from ainotes_site.build.blocks import Blocks, Packed
from ainotes_site.build.ground import Ground, Shelved, shelve
from ainotes_site.build.kept import Content, Facts, Kept, parted, placed
from ainotes_site.build.packing import pack, unpack
from ainotes_site.link.catalogue import Links
from ainotes_site.link.library import Library
from ainotes_site.link.relate import Web
from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Compiled
from ainotes_site.model import EntryId, Problem

if TYPE_CHECKING:
    from ainotes_site.write import Shown  # an edit's notes are linked before anything of that is needed


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Linked notes."""

    ground: Ground
    library: Library
    links: Links
    web: Web
    problems: tuple[Problem, ...]
    """Those of the taxonomy."""
    asked: Mapping[str, tuple[EntryId, ...]] = field(default_factory=dict)
    """See `link.renamed.asking`."""
    shown: Packed[Shown] | None = None
    """What its pages show; None before it has been kept."""


Load = Callable[[bytes], bytes | None]
"""Gives a packed content by its key; None when the cache has it no more."""


class _Compiled(Mapping[EntryId, Compiled]):
    """Compiled entries of a snapshot. Their contents are in the cache, or are compiled again."""

    def __init__(
        self, facts: Mapping[EntryId, tuple[Facts, bytes]], library: Library, links: Links, load: Load
    ) -> None:
        self._facts = facts
        self._library = library
        self._links = links
        self._load = load
        self._made: dict[EntryId, Kept] = {}

    def __getitem__(self, entry: EntryId) -> Compiled:
        made = self._made.get(entry)
        if made is None:
            facts, key = self._facts[entry]
            load = partial(_content, self._load, key, self._library, entry, self._links)  # no way back to this mapping
            problems = placed(facts.problems, self._links.context_for, self._library.entry[entry])
            made = self._made[entry] = Kept(facts, problems, load)
        return made

    def __contains__(self, entry: object) -> bool:
        return entry in self._facts

    def __iter__(self) -> Iterator[EntryId]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _content(load: Load, key: bytes, library: Library, entry_id: EntryId, links: Links) -> Content:
    blob = load(key)
    if blob is not None:
        return unpack(blob)  # type: ignore[no-any-return]
    entry = library.entry[entry_id]
    return parted(compile_entry(entry.body, links.context_for(entry)))[1]


def save_snapshot(path: Path, snapshot: Snapshot, shown: Shown, facts: Mapping[EntryId, bytes]) -> None:
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
    shelve(path, snapshot.ground, (told, Blocks.joined(facts)))


def load_snapshot(shelved: Shelved, load: Load) -> Snapshot | None:
    """The snapshot; None when it is damaged."""
    rest = shelved.rest()
    if rest is None:
        return None
    snapshot, facts = rest
    compiled = _Compiled(facts, snapshot.library, snapshot.links, load)
    made: Snapshot = replace(snapshot, library=replace(snapshot.library, compiled=compiled))
    return made
