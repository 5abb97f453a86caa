"""Large values for files that are mapped, not read: what nobody asks for of their arrays and blocks is not even copied.

A value is pickled with its buffers apart (PEP 574), each at a multiple of 64 bytes from the beginning.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from pickle import PickleBuffer, loads
from struct import Struct
from typing import Any

import numpy as np

from ainotes_site.pipeline.cache.record_store import mapped, write_atomically
from ainotes_site.pipeline.cache.serialise import pack

ALIGNED = 64
"""Bytes at a multiple of which a packed value is to begin."""
_HEAD = Struct("<16sQ")
"""Check of all that follows it, and the number of parts."""
_LENGTH = Struct("<Q")
_ROW = 1024
"""Words of eight bytes that are summed up together."""


def pack_apart(value: object) -> bytes:
    """`value` as bytes, to be read with `unpack_apart` by the same version of the code."""
    buffers: list[PickleBuffer] = []
    parts = [pack(value, buffers.append)]
    parts += [bytes(buffer.raw()) for buffer in buffers]
    body = [_LENGTH.pack(len(parts)), *(_LENGTH.pack(len(part)) for part in parts)]
    body[-1] += bytes(-(_HEAD.size + _LENGTH.size * len(parts)) % ALIGNED)
    for part in parts:
        body += (part, bytes(-len(part) % ALIGNED))
    told = b"".join(body)
    return checksum(told) + told


def unpack_apart(data: memoryview) -> Any | None:
    """The value that `pack_apart` wrote, which goes on using `data`; None where it is damaged."""
    if len(data) < _HEAD.size or bytes(data[:16]) != checksum(data[16:]):
        return None
    count = _HEAD.unpack_from(data)[1]
    start = _HEAD.size + _LENGTH.size * count
    start += -start % ALIGNED
    parts = []
    for at in range(count):
        (length,) = _LENGTH.unpack_from(data, _HEAD.size + _LENGTH.size * at)
        parts.append(data[start : start + length])
        start += length + -length % ALIGNED
    return loads(parts[0], buffers=parts[1:])


def checksum(data: bytes | memoryview) -> bytes:
    """16 bytes by which accidents are noticed, ten times as fast as by hashing all of it: words summed up by rows, each
    with its own place, and by columns.
    """
    whole = len(data) // (8 * _ROW) * (8 * _ROW)
    words = np.frombuffer(data[:whole], dtype="<u8").reshape(-1, _ROW)
    sums = (words.sum(axis=1, dtype="<u8"), words.sum(axis=0, dtype="<u8"))
    told = (len(data).to_bytes(8, "little"), *(own.tobytes() for own in sums), data[whole:])
    return blake2b(b"".join(told), digest_size=16).digest()


class MappedFile:
    """One value, kept under a key of 16 bytes."""

    def __init__(self, path: Path | None) -> None:
        """Its file; None keeps nothing."""
        self._path = path

    def load(self, key: bytes) -> Any | None:
        """The value that was kept under `key`; None where there is none, or it is damaged."""
        try:
            data = memoryview(mapped(self._path)) if self._path else memoryview(b"")
        except FileNotFoundError:
            return None
        return unpack_apart(data[ALIGNED:]) if data[: len(key)] == key else None

    def save(self, key: bytes, value: object) -> None:
        """Keep `value` in the place of what was kept."""
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, key.ljust(ALIGNED, b"\0"), pack_apart(value))
