"""What the notes were linked from, kept at the head of the snapshot: enough to tell whether the rest is worth loading."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from struct import Struct
from struct import error as StructError  # noqa: N812
from typing import Any, NamedTuple

from ainotes_site.model import EntryId, TopicId
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import mapped, write_atomically
from ainotes_site.pipeline.cache.serialise import pack, unpack
from ainotes_site.pipeline.stages.git_log import changed_since, commit_of
from ainotes_site.pipeline.stages.scan import Scan, SourceFile, digest

MOST_SOURCES = 32
"""Changed sources above which linking as a whole pays: it leaves a new snapshot, from which nothing differs yet."""

_MAGIC = b"ainotes-linked-3"
_HEAD = Struct("<16sQ32s")
"""What it is, bytes of the ground, and their SHA-256."""


class SnapshotInputs(NamedTuple):
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


def snapshot_inputs_key(topics_yml: str | None, glossary: bool) -> bytes:
    """The key of a `SnapshotInputs`."""
    told = (topics_yml or "").encode("utf-8", "surrogatepass")
    return digest(code_key(), told, b"" if topics_yml is None else b"own", b"glossary" if glossary else b"")


def taxonomy_text(found: Scan) -> str | None:
    """The notes' own taxonomy, as text; None where there is none. Undecodable bytes are left for YAML to refuse."""
    for name in found.control:
        from ainotes_site.readers.decode import Decoded, decode  # brings all readers with it

        decoded = decode((found.notes / name).read_bytes())
        return "\n".join(decoded.lines) if isinstance(decoded, Decoded) else "\0"
    return None


class Difference(NamedTuple):
    """In what the notes differ from those that were linked on a ground."""

    changed: tuple[SourceFile, ...]
    """Sources that are new or not as they were, or of which version control may say something else."""
    gone: frozenset[str]
    """Paths of those that are there no more."""


def difference(inputs: SnapshotInputs, found: Scan, glossary: bool) -> Difference | None:
    """How the notes differ from those that were linked on this ground; None where it is by more than a few sources."""
    if inputs.key != snapshot_inputs_key(taxonomy_text(found), glossary):
        return None
    affected_pages: frozenset[str] | None = frozenset()
    if inputs.history is not None and inputs.history != commit_of(found.notes):
        affected_pages = changed_since(found.notes, inputs.history)
    if affected_pages is None:
        return None
    known = inputs.sources
    changed = tuple(
        source for source in found.sources if known.get(source.path) != source.digest or source.path in affected_pages
    )
    gone = frozenset(known.keys() - {source.path for source in found.sources})
    return Difference(changed, gone) if len(changed) + len(gone) <= MOST_SOURCES else None


class SnapshotBasis(NamedTuple):
    """What the notes may be revised from."""

    snapshot_file: SnapshotFile
    since: Difference


class SnapshotFile:
    """A snapshot of which only the ground has been read."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError when there is none, or it is damaged."""
        try:
            with open(path, "rb") as file:
                magic, length, check = _HEAD.unpack(file.read(_HEAD.size))
                whole = magic == _MAGIC and length < os.fstat(file.fileno()).st_size
                inputs = file.read(length) if whole else b""
        except (OSError, StructError) as error:
            raise ValueError(path) from error
        if sha256(inputs).digest() != check:
            raise ValueError(path)
        self._path = path
        self._start = _HEAD.size + length
        self.inputs: SnapshotInputs = unpack(inputs)

    def rest(self) -> Any | None:
        """What follows the ground; None when it is damaged."""
        from ainotes_site.pipeline.cache.memory_mapped import unpack_apart

        return unpack_apart(memoryview(mapped(self._path))[self._start :])


def write_snapshot_file(path: Path, inputs: SnapshotInputs, rest: object) -> None:
    """Write a snapshot."""
    from ainotes_site.pipeline.cache.memory_mapped import ALIGNED, pack_apart

    told = pack(inputs)
    told += bytes(-(_HEAD.size + len(told)) % ALIGNED)  # pickle ignores what follows a value
    write_atomically(path, _HEAD.pack(_MAGIC, len(told), sha256(told).digest()), told, pack_apart(rest))
