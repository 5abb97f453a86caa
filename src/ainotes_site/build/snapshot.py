"""The linked notes as a build left them, so that the next one can revise them after an edit instead of linking anew.

It is written after notes were linked as a whole, and read by every build after that until too much has changed. What
an edit does not touch stays packed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from struct import Struct
from struct import error as StructError  # noqa: N812
from typing import NamedTuple

from ainotes_site.build.blocks import Blocks
from ainotes_site.build.code import code_key
from ainotes_site.build.kept import Content, Facts, Kept, facts_of, parted
from ainotes_site.build.packing import pack, unpack
from ainotes_site.build.scan import digest
from ainotes_site.build.store import write_atomically
from ainotes_site.link.catalogue import Links
from ainotes_site.link.library import Library
from ainotes_site.link.relate import Web
from ainotes_site.markup import compile_entry
from ainotes_site.markup.result import Compiled
from ainotes_site.model import EntryId, Problem, TopicId

_MAGIC = b"ainotes-linked-1"
_HEAD = Struct("<16sQ16s16s")
"""What it is, bytes of the ground, digests of the ground and of the rest."""


class Ground(NamedTuple):
    """What the notes were linked from, beside the texts of the entries."""

    key: bytes
    """Digest of all that must be the same for the snapshot to be of use."""
    sources: Mapping[str, bytes]
    """Digest of each source, by path."""
    declared: Mapping[EntryId, tuple[TopicId, ...]]
    """Topics that entries declare; those that declare none have no place here."""
    pages: tuple[str, ...]
    """Sources that are published as pages of their own."""
    history: str | None
    """Commit that the dates of entries without one are from; None where every entry states its date."""

    @property
    def identity(self) -> bytes:
        """Tells it from any other; equal grounds give equal libraries."""
        return digest(pack(self))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Linked notes."""

    ground: Ground
    library: Library
    links: Links
    web: Web
    problems: tuple[Problem, ...]
    """Those of the taxonomy."""
    cards: Mapping[EntryId, bytes] = field(default_factory=dict)
    """What lists show of each entry, see `write.marks`."""


def ground_key(topics_yml: str | None, glossary: bool) -> bytes:
    """The key of a `Ground`."""
    told = (topics_yml or "").encode("utf-8", "surrogatepass")
    return digest(code_key(), told, b"" if topics_yml is None else b"own", b"glossary" if glossary else b"")


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
            made = self._made[entry] = Kept(facts, facts.problems, partial(self._content, entry, key))
        return made

    def __contains__(self, entry: object) -> bool:
        return entry in self._facts

    def __iter__(self) -> Iterator[EntryId]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def _content(self, entry_id: EntryId, key: bytes) -> Content:
        blob = self._load(key)
        if blob is not None:
            return unpack(blob)  # type: ignore[no-any-return]
        entry = self._library.entry[entry_id]
        return parted(compile_entry(entry.body, self._links.context_for(entry)))[1]


def save_snapshot(path: Path, snapshot: Snapshot, contents: Mapping[EntryId, bytes]) -> None:
    """Write `snapshot`, of a library that was linked as a whole. `contents` are keys for `Load`."""
    library = snapshot.library
    facts = {entry: (facts_of(compiled), contents[entry]) for entry, compiled in library.compiled.items()}
    lazy = replace(
        library,
        compiled={},
        topic_scores=Blocks.packed(library.topic_scores),
        related=Blocks.packed(library.related),
        mentions=Blocks.packed(library.mentions),
    )
    ground, body = pack(snapshot.ground), pack((replace(snapshot, library=lazy), Blocks.packed(facts)))
    write_atomically(path, _HEAD.pack(_MAGIC, len(ground), digest(ground), digest(body)) + ground + body)


class Shelved:
    """A snapshot of which only the ground has been read."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError when there is none, or it is damaged."""
        try:
            with open(path, "rb") as file:
                magic, length, check, self._check = _HEAD.unpack(file.read(_HEAD.size))
                whole = magic == _MAGIC and length < os.fstat(file.fileno()).st_size
                ground = file.read(length) if whole else b""
        except (OSError, StructError) as error:
            raise ValueError(path) from error
        if digest(ground) != check:
            raise ValueError(path)
        self._path = path
        self._start = _HEAD.size + length
        self.ground: Ground = unpack(ground)

    def load(self, load: Load) -> Snapshot | None:
        """All of it; None when it is damaged."""
        with open(self._path, "rb") as file:
            file.seek(self._start)
            body = file.read()
        if digest(body) != self._check:
            return None
        snapshot, facts = unpack(body)
        compiled = _Compiled(facts, snapshot.library, snapshot.links, load)
        made: Snapshot = replace(snapshot, library=replace(snapshot.library, compiled=compiled))
        return made
