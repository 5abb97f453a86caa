"""The caches of a project: results of the stages between builds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ainotes_site.pipeline.cache.record_store import MemoryStore, RecordStore

IMAGES = "images"
"""Subfolder of the cache with copies of images on other hosts."""


SNAPSHOT = "linked.snapshot"
"""File of the cache with the notes as they were linked last."""
INDEX = "index.columns"
"""File of the cache with what the search index was made from."""
WORDS = "index.words"
"""File of the cache with what has been worked out of new words since."""


@dataclass(frozen=True, slots=True)
class Caches:
    """Where results are kept between builds."""

    readings: RecordStore
    compiled: RecordStore
    entry_fingerprints: RecordStore
    tokens: RecordStore
    blames: RecordStore
    taxonomy: RecordStore
    changes: RecordStore
    snapshot: Path | None = field(default=None, kw_only=True)
    """File with the linked notes."""
    index: Path | None = field(default=None, kw_only=True)
    """File with what the search index was made from."""
    words: Path | None = field(default=None, kw_only=True)
    """File with what has been worked out of new words since."""
    links: RecordStore = field(default_factory=MemoryStore, kw_only=True)
    """What became of links to other sites."""
    images: Path | None = field(default=None, kw_only=True)
    """Folder with copies of images on other hosts."""

    @classmethod
    def at(cls, folder: Path) -> Caches:
        """Caches in a folder."""
        names = ("readings", "compiled", "fingerprints", "tokens", "blames", "taxonomy", "changes")
        stores = (RecordStore(folder / f"{name}.store") for name in names)
        snapshot, index, words, images = (folder / name for name in (SNAPSHOT, INDEX, WORDS, IMAGES))
        links = RecordStore(folder / "links.store")
        return cls(*stores, links=links, snapshot=snapshot, index=index, words=words, images=images)

    @classmethod
    def none(cls) -> Caches:
        """Caches that keep nothing."""
        return cls(*(MemoryStore() for _ in range(7)))
