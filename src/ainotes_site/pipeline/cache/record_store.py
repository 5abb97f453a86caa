"""The cache on disk: files of checked records, each a stream of MessagePack (https://msgpack.org).

A file is the text `ainotes-cache-1` and then any number of records: arrays of a key (16 bytes), a keyed checksum of key and
blob (16 bytes, see `secret_key`), and a blob, mostly MessagePack itself. Lengths have a fixed size, so that ten thousand
records are found without reading them. Appending never touches what is there, so a build that is killed leaves at worst a
torn last record, which the next one cuts off. A record that is damaged, or that no build of this user wrote, is as good
as absent: the work is done again.

Why no database: SQLite runs triggers and views that a file brings with it, and a journal beside a file can have it delete
another one; a file would have to be vouched for as a whole before it is opened.
"""

from __future__ import annotations

import errno
import mmap
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from struct import Struct
from typing import Generic, NamedTuple, TypeVar

from ainotes_site.pipeline.cache.secret_key import mac
from ainotes_site.pipeline.cache.serialise import pack, unpacked

Value = TypeVar("Value")

_NAME = b"ainotes-cache-1"
_MAGIC = bytes([0xA0 | len(_NAME)]) + _NAME
"""As MessagePack: a text of fewer than 32 bytes."""
_HEAD = Struct(">3x16s2x16sxI")
"""Of a record: its key, its checksum and the length of its blob, without the marks of MessagePack before each of them."""
_MARKS = ((0, b"\x93\xc4\x10"), (19, b"\xc4\x10"), (37, b"\xc6"))
"""These, and where they are: an array of three, 16 bytes, 16 bytes, and bytes with their length in four."""
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
        """The file at `path` is read at the first access."""
        self.path = path

    def get(self, key: bytes) -> bytes | None:
        """The blob of `key`, or None when it is absent or damaged."""
        view = self._view(key)
        return None if view is None else bytes(view)

    def load(self, kind: type[Value], key: bytes) -> Value | None:
        """The value of type `kind` that was packed for `key`, or None when it is absent or damaged. What of it is not
        unpacked goes on using the file.
        """
        return unpacked(kind, self._view(key))

    def keys(self) -> Iterable[bytes]:
        """Of all blobs."""
        return self._loaded.places

    def __contains__(self, key: bytes) -> bool:
        return key in self._loaded.places

    def save(self, wanted: Iterable[bytes], fresh: Mapping[bytes, bytes]) -> None:
        """Append `fresh`; when too much of the file is neither wanted nor fresh, write it anew without the rest."""
        _, places, end = self._loaded
        retained = {key: places[key] for key in wanted if key in places and key not in fresh}
        useful = sum(length + _HEAD.size for _, length, _ in retained.values())
        new = b"".join(self._record(key, blob) for key, blob in sorted(fresh.items()))
        if not new and len(retained) == len(places):
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if end == 0 or end - useful > _GARBAGE_SHARE * end:
            self._rewrite(retained, new)
        elif new:
            with naming(self.path), open(self.path, "r+b", opener=_no_link) as file:
                file.truncate(end)
                file.seek(end)
                file.write(new)

    def _rewrite(self, retained: Mapping[bytes, tuple[int, int, bytes]], new: bytes) -> None:
        """Write the file anew: the `retained` records, which are in it, and the `new` ones."""
        data = self._loaded.data
        # What is damaged is left out: copied as it is, it would be given a valid checksum.
        old = [
            data[start - _HEAD.size : start + size]
            for key, (start, size, _) in retained.items()
            if self._view(key) is not None
        ]
        if self.path.is_dir() and not self.path.is_symlink():  # no build has made that
            shutil.rmtree(self.path)
        write_atomically(self.path, _MAGIC, *old, new)

    def _view(self, key: bytes) -> memoryview | None:
        """The blob of `key` where it lies, checked; None when it is absent or damaged."""
        place = self._loaded.places.get(key)
        if place is None:
            return None
        start, length, checksum = place
        blob = memoryview(self._loaded.data)[start : start + length]
        return blob if self._mac(key, blob) == checksum else None

    def _record(self, key: bytes, blob: bytes) -> bytes:
        head = bytearray(_HEAD.pack(key, self._mac(key, blob), len(blob)))
        for place, mark in _MARKS:
            head[place : place + len(mark)] = mark
        return bytes(head) + blob

    def _mac(self, key: bytes, blob: bytes | memoryview) -> bytes:
        return mac(os.fsencode(self.path.name), key, blob)

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
            key, checksum, length = _HEAD.unpack_from(data, place)
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

    def save(self, wanted: Iterable[bytes], fresh: Mapping[bytes, bytes]) -> None:
        """Forget."""

    @cached_property
    def _loaded(self) -> _Loaded:
        return _Loaded()


class Single(Generic[Value]):
    """One value in a file of its own, under a key of 16 bytes."""

    def __init__(self, kind: type[Value], path: Path | None) -> None:
        """Its type and its file; None keeps nothing."""
        self._kind = kind
        self._path = path

    def load(self, key: bytes) -> Value | None:
        """The value saved under `key`; None where there is none, or it is damaged."""
        return None if self._path is None else RecordStore(self._path).load(self._kind, key)

    def save(self, key: bytes, value: Value) -> None:
        """Save `value` in place of the one before."""
        if self._path is not None:
            RecordStore(self._path).save((), {key: pack(value)})


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name `path` in errors of the system that are raised inside: those of writing name no file."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def write_atomically(path: Path, *data: bytes) -> None:
    """Replace the file at `path` in one step; an interrupted write leaves the old one whole."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")  # a name that nobody can have put a link at
    try:
        with naming(path), open(draft, "xb") as file:
            file.writelines(data)
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


CAN_REPLACE_MAPPED = os.name != "nt"
"""Whether a file can be written anew while it is mapped; Windows refuses."""


def mapped(path: Path) -> bytes | mmap.mmap:
    """The bytes of the file at `path`, without reading them where that can be. Raises OSError where it cannot be read,
    FileNotFoundError also where something else than a file is there.
    """
    try:
        with open(path, "rb", opener=_no_link) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
            if not CAN_REPLACE_MAPPED:
                return file.read()
            try:
                return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except (OSError, ValueError):  # a file system that maps no files; an empty file
                return file.read()
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
        raise


def _no_link(path: str, flags: int) -> int:
    """How files of the cache are opened: a link that came with somebody's repository leads nowhere, a pipe keeps nobody."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
