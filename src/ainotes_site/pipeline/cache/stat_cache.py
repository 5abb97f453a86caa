"""Which content files had when they were read last, so that a file that has not changed since need not be read again.

A file counts as unchanged while its size, its inode and the times of its last change are what they were: the time of a
change of the inode (ctime) cannot be set by a program. A file that had changed just before it was read is not noted,
since the next change may fall into the same tick of the clock (see "racy git" in git's documentation).
"""

from __future__ import annotations

import marshal
import os
from hashlib import blake2b
from pathlib import Path

from ainotes_site.pipeline.cache.record_store import write_atomically

_MAGIC = b"ainotes-seen-1"
_JUST_NOW = 2_000_000_000
"""Nanoseconds: the times of some file systems have steps of two seconds."""

_Stamp = tuple[int, int, int, int]

EntryBody = tuple[bytes, bool]
"""What is known of a file's content: its digest, and whether it is a page for MkDocs."""


class StatCache:
    """What is known of files, by path relative to the notes."""

    def __init__(self, now: int, known: dict[str, tuple[_Stamp, EntryBody]] | None = None) -> None:
        """`now` is the time at which files are looked at, in nanoseconds."""
        self._before = now - _JUST_NOW
        self._known = known or {}
        self._found: dict[str, tuple[_Stamp, EntryBody]] = {}

    @classmethod
    def load(cls, path: Path, now: int) -> StatCache:
        """As `save` left it; knowing nothing where that is missing or damaged."""
        try:
            data = path.read_bytes()
        except OSError:
            return cls(now)
        start = len(_MAGIC) + 16
        if not data.startswith(_MAGIC) or data[len(_MAGIC) : start] != _check(data[start:]):
            return cls(now)
        return cls(now, marshal.loads(data[start:]))

    def get(self, relative: str, stat: os.stat_result) -> EntryBody | None:
        """The content of a file that has not changed since it was noted."""
        known = self._known.get(relative)
        if known is None or known[0] != _stamp(stat):
            return None
        self._found[relative] = known
        return known[1]

    def note(self, relative: str, stat: os.stat_result, content: EntryBody) -> None:
        """Keep what a file was found to hold; `stat` is from before it was read."""
        if max(stat.st_mtime_ns, stat.st_ctime_ns) < self._before:
            self._found[relative] = (_stamp(stat), content)

    def save(self, path: Path) -> None:
        """Write what was looked up and noted, where that is something new."""
        if self._found != self._known:
            body = marshal.dumps(self._found, 4)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, _MAGIC + _check(body) + body)


def _check(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).digest()


def _stamp(stat: os.stat_result) -> _Stamp:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
