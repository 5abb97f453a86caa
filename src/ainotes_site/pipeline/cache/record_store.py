"""The cache on disk: an append-only file of checked records per stage.

A record is `key (16 bytes) · length (4, little endian) · checksum (8, BLAKE2b of key and blob) · blob`. Appending never
touches what is there, so a build that is killed leaves at worst a torn last record, which the next one cuts off. A
record whose checksum fails is as good as absent: the work is done again.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from struct import Struct
from typing import NamedTuple

_MAGIC = b"ainotes-store-1\n"
_HEAD = Struct("<16sI8s")
_GARBAGE_SHARE = 0.5
"""A file is written anew when more than this share of its bytes is of no use any more."""


class _Loaded(NamedTuple):
    data: bytes | mmap.mmap = b""
    """The file, mapped: of ten thousand records an edit asks for a few."""
    places: Mapping[bytes, tuple[int, int, bytes]] = {}
    """Per key where the blob begins, its length, and its checksum."""
    end: int = 0
    """Where the whole records end; 0 where there is no file to add to."""


class RecordStore:
    """Blobs by 16-byte key. `get`, then `save` with the keys that are still wanted and the new blobs."""

    def __init__(self, path: Path) -> None:
        """The file at `path` is read when something is asked for."""
        self.path = path

    def get(self, key: bytes) -> bytes | None:
        """The blob of `key`, or None when it is absent or damaged."""
        place = self._loaded.places.get(key)
        if place is None:
            return None
        start, length, checksum = place
        blob = self._loaded.data[start : start + length]
        return blob if _checksum(key, blob) == checksum else None

    def keys(self) -> Iterable[bytes]:
        """Of all blobs."""
        return self._loaded.places

    def __contains__(self, key: bytes) -> bool:
        return key in self._loaded.places

    def save(self, wanted: Iterable[bytes], fresh: dict[bytes, bytes]) -> None:
        """Append `fresh`; when too much of the file is neither wanted nor fresh, write it anew without the rest."""
        data, places, end = self._loaded
        kept = {key: places[key] for key in wanted if key in places and key not in fresh}
        useful = sum(length + _HEAD.size for _, length, _ in kept.values())
        new = b"".join(_record(key, blob) for key, blob in sorted(fresh.items()))
        if not new and len(kept) == len(places):
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if end == 0 or end - useful > _GARBAGE_SHARE * end:
            old = b"".join(_record(key, data[start : start + size]) for key, (start, size, _) in kept.items())
            write_atomically(self.path, _MAGIC, old, new)
        elif new:
            with naming(self.path), open(self.path, "r+b") as file:
                file.truncate(end)
                file.seek(end)
                file.write(new)

    @cached_property
    def _loaded(self) -> _Loaded:
        try:
            data = mapped(self.path)
        except FileNotFoundError:
            return _Loaded()
        if data[: len(_MAGIC)] != _MAGIC:
            return _Loaded(data)
        places = {}
        place = len(_MAGIC)
        while place + _HEAD.size <= len(data):
            key, length, checksum = _HEAD.unpack_from(data, place)
            start = place + _HEAD.size
            if start + length > len(data):
                break
            places[key] = (start, length, checksum)
            place = start + length
        return _Loaded(data, places, place)


class MemoryStore(RecordStore):
    """A store that starts empty and keeps nothing."""

    def __init__(self) -> None:
        super().__init__(Path())

    def save(self, wanted: Iterable[bytes], fresh: dict[bytes, bytes]) -> None:
        """Forget."""

    @cached_property
    def _loaded(self) -> _Loaded:
        return _Loaded()


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Errors of the system inside speak of `path`: where it refuses to write into a file, it names none."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def write_atomically(path: Path, *data: bytes) -> None:
    """Replace the file at `path` in one step; an interrupted write leaves the old one whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with naming(path), open(draft, "wb") as file:
            file.writelines(data)
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def mapped(path: Path) -> bytes | mmap.mmap:
    """The bytes of the file at `path`, without reading them where that can be. Raises OSError where it cannot be read."""
    with open(path, "rb") as file:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):  # a file system that maps no files; an empty file
            return file.read()


def _record(key: bytes, blob: bytes) -> bytes:
    return _HEAD.pack(key, len(blob), _checksum(key, blob)) + blob


def _checksum(key: bytes, blob: bytes) -> bytes:
    return blake2b(blob, digest_size=8, key=key).digest()
