"""What the notes were linked from, stored before the rest of a snapshot: enough to tell whether that is worth loading."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ainotes_site.model import EntryId, PictureSize, TopicId
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import pack
from ainotes_site.pipeline.stages.git_log import changed_since, commit_of
from ainotes_site.pipeline.stages.scan import (
    PERMALINKS,
    Scan,
    SourceFile,
    digest,
    line_breaks,
    people_text,
    taxonomy_text,
)

MOST_SOURCES = 32
"""Changed sources above which linking as a whole pays: it leaves a new snapshot, from which nothing differs yet."""

if TYPE_CHECKING:
    from ainotes_site.pipeline.cache.caches import Caches
    from ainotes_site.pipeline.theme.theme_render import ThemeRender
    from ainotes_site.settings import Settings

Value = TypeVar("Value")

_INPUTS = digest(b"snapshot inputs")
"""Key of the record of the inputs; the rest of the snapshot has their identity as its key."""


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
    assets: tuple[str, ...]
    """Paths of the files that are no notes."""
    picture_sizes: Mapping[str, PictureSize]
    """Of those of them that are pictures."""
    private: tuple[str, ...]
    """Paths of the sources that are not published."""
    private_keys: tuple[str, ...]
    """Keys of what their entries are called."""
    state: bytes
    """Digest of all that the build that linked them was made from. The index of the same build has it, too."""

    @property
    def identity(self) -> bytes:
        """Tells them from any others; equal inputs give equal libraries."""
        return digest(pack(self))


def snapshot_key(found: Scan, settings: Settings) -> bytes:
    """The `key` of the inputs of a build."""
    text = taxonomy_text(found)
    choices = (
        sorted(line_breaks(found, settings)),
        settings.edit_base,
        found.withheld,
        found.sites,
        settings.publish,
        settings.topics_from_tags,
        settings.glossary,
        settings.directory_urls,
        settings.placed_pages,
        text is None,
        people_text(found),
        PERMALINKS in found.control,
    )
    return digest(
        code_key(), (text or "").encode("utf-8", "surrogatepass"), repr(choices).encode("utf-8", "surrogatepass")
    )


class Difference(NamedTuple):
    """In what the notes differ from those of a snapshot."""

    changed: tuple[SourceFile, ...]
    """Sources that are new or not as they were, or of which version control may say something else."""
    gone: frozenset[str]
    """Paths of those that are there no more."""
    assets: tuple[str, ...] = ()
    """Paths of the files that are no notes and came or went, or are pictures of another size."""


def difference(inputs: SnapshotInputs, found: Scan, settings: Settings) -> Difference | None:
    """How the notes differ from those of a snapshot; None where it is by more than a few sources."""
    if inputs.key != snapshot_key(found, settings):
        return None
    recommitted: frozenset[str] | None = frozenset()
    if inputs.history is not None and inputs.history != commit_of(found.notes):
        recommitted = changed_since(found.notes, inputs.history)
    if recommitted is None:
        return None
    known, pages = inputs.sources, frozenset(inputs.pages)
    changed = tuple(
        source
        for source in found.sources
        if known.get(source.path) != source.key
        or source.path in recommitted
        or source.is_page != (source.path in pages)
    )
    gone = frozenset(known.keys() - {source.path for source in found.sources})
    if len(changed) + len(gone) > MOST_SOURCES:
        return None
    resized = {path for path, _ in inputs.picture_sizes.items() ^ found.picture_sizes.items()}
    return Difference(changed, gone, tuple(sorted(set(inputs.assets) ^ set(found.linkable) | resized)))


class SnapshotBasis(NamedTuple):
    """What the notes may be revised from."""

    snapshot_file: SnapshotFile
    since: Difference


class SnapshotFile:
    """A snapshot of which only the inputs have been read."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError when there is none, or it is damaged."""
        self._store = RecordStore(path)
        inputs = self._store.load(SnapshotInputs, _INPUTS)
        if inputs is None:
            raise ValueError(path)
        self.inputs: SnapshotInputs = inputs

    def rest(self, kind: type[Value]) -> Value | None:
        """The rest of the snapshot; None when it is damaged."""
        return self._store.load(kind, self.inputs.identity)


def write_snapshot_file(path: Path, inputs: SnapshotInputs, rest: object) -> None:
    """Write a snapshot."""
    RecordStore(path).save((), {_INPUTS: pack(inputs), inputs.identity: pack(rest)})


def usable_snapshot(found: Scan, theme: ThemeRender, caches: Caches, permalinks: bytes) -> SnapshotBasis | None:
    """The snapshot, where there is one that fits. A build that fetches images goes through all entries anyway, and so does
    one whose file of addresses, of which the last build has left one with the digest `permalinks`, is another one.
    """
    if caches.snapshot is None or theme.settings.fetch_images or found.digests.get(PERMALINKS, b"") != permalinks:
        return None
    try:
        snapshot_file = SnapshotFile(caches.snapshot)
    except ValueError:
        return None
    since = difference(snapshot_file.inputs, found, theme.settings)
    return None if since is None else SnapshotBasis(snapshot_file, since)
