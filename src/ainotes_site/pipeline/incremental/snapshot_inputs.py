"""What the notes were linked from, kept at the head of the snapshot: enough to tell whether the rest is worth loading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from ainotes_site.model import EntryId, TopicId
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import pack
from ainotes_site.pipeline.stages.git_log import changed_since, commit_of
from ainotes_site.pipeline.stages.scan import Scan, SourceFile, digest

MOST_SOURCES = 32
"""Changed sources above which linking as a whole pays: it leaves a new snapshot, from which nothing differs yet."""

Value = TypeVar("Value")

_GROUND = digest(b"ground")
"""Key of the record of the ground; what follows it has the ground's identity as its key."""


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
    assets: tuple[str, ...] = ()
    """Paths of the files that are no notes."""
    private: tuple[str, ...] = ()
    """Paths of the sources that are not published."""

    @property
    def identity(self) -> bytes:
        """Tells it from any other; equal grounds give equal libraries."""
        return digest(pack(self))


def snapshot_inputs_key(
    topics_yml: str | None,
    glossary: bool,
    line_breaks: Iterable[str] = (),
    publish_only: bool = False,
    withheld: Iterable[str] = (),
) -> bytes:
    """The key of a `SnapshotInputs`."""
    told = (topics_yml or "").encode("utf-8", "surrogatepass")
    return digest(
        code_key(),
        told,
        b"" if topics_yml is None else b"own",
        b"glossary" if glossary else b"",
        repr((sorted(line_breaks), publish_only, tuple(withheld))).encode(),
    )


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
    assets: tuple[str, ...] = ()
    """Paths of the files that are no notes and came or went."""


def difference(
    inputs: SnapshotInputs, found: Scan, glossary: bool, line_breaks: Iterable[str] = (), publish_only: bool = False
) -> Difference | None:
    """How the notes differ from those that were linked on this ground; None where it is by more than a few sources."""
    if inputs.key != snapshot_inputs_key(taxonomy_text(found), glossary, line_breaks, publish_only, found.withheld):
        return None
    affected_pages: frozenset[str] | None = frozenset()
    if inputs.history is not None and inputs.history != commit_of(found.notes):
        affected_pages = changed_since(found.notes, inputs.history)
    if affected_pages is None:
        return None
    known, pages = inputs.sources, frozenset(inputs.pages)
    changed = tuple(
        source
        for source in found.sources
        if known.get(source.path) != source.digest
        or source.path in affected_pages
        or source.is_page != (source.path in pages)
    )
    gone = frozenset(known.keys() - {source.path for source in found.sources})
    if len(changed) + len(gone) > MOST_SOURCES:
        return None
    return Difference(changed, gone, tuple(sorted(set(inputs.assets) ^ set(found.linkable))))


class SnapshotBasis(NamedTuple):
    """What the notes may be revised from."""

    snapshot_file: SnapshotFile
    since: Difference


class SnapshotFile:
    """A snapshot of which only the ground has been read."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError when there is none, or it is damaged."""
        self._store = RecordStore(path)
        inputs = self._store.load(SnapshotInputs, _GROUND)
        if inputs is None:
            raise ValueError(path)
        self.inputs: SnapshotInputs = inputs

    def rest(self, kind: type[Value]) -> Value | None:
        """What follows the ground; None when it is damaged."""
        return self._store.load(kind, self.inputs.identity)


def write_snapshot_file(path: Path, inputs: SnapshotInputs, rest: object) -> None:
    """Write a snapshot."""
    RecordStore(path).save((), {_GROUND: pack(inputs), inputs.identity: pack(rest)})
