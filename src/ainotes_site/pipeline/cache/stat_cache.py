"""Which content files had when they were read last, so that a file that has not changed since need not be read again.

A file counts as unchanged while its size, its inode and the times of its last change are what they were: the time of a
change of the inode (ctime) cannot be set by a program. A file that had changed just before it was read is not noted,
since the next change may fall into the same tick of the clock (see "racy git" in git's documentation).
"""

from __future__ import annotations

import os
from pathlib import Path

from ainotes_site.pipeline.cache.record_store import Single

_KEY = b"notes as read 04"
"""Key of the one record of the file."""
_JUST_NOW = 2_000_000_000
"""Nanoseconds: the times of some file systems have steps of two seconds."""

_WORD = (1 << 64) - 1
"""Some file systems number files with more bits than a number in the cache has."""

_Stamp = tuple[int, int, int, int]

FileContent = tuple[bytes, bool, tuple[int, ...], bytes]
"""What the cache holds of the content of a file: its digest; of a note, whether it claims to be a page for MkDocs, of any other file,
whether a browser would run it; and the outline of a note (see `source_hints`), or the size of a picture; and the edges of a note."""

_Known = dict[str, tuple[_Stamp, FileContent]]


class StatCache:
    """What the files held, by path relative to the notes."""

    def __init__(self, now: int, known: _Known | None = None) -> None:
        """`now` is the time at which files are looked at, in nanoseconds."""
        self._before = now - _JUST_NOW
        self._known = known or {}
        self._found: _Known = {}

    @classmethod
    def load(cls, path: Path, now: int) -> StatCache:
        """As `save` left it; knowing nothing where that is missing or damaged."""
        return cls(now, Single(_Known, path).load(_KEY))

    def get(self, relative: str, stat: os.stat_result) -> FileContent | None:
        """The content of a file that has not changed since it was noted."""
        known = self._known.get(relative)
        if known is None or known[0] != _stamp(stat):
            return None
        self._found[relative] = known
        return known[1]

    def note(self, relative: str, stat: os.stat_result, content: FileContent) -> None:
        """Keep what a file was found to hold; `stat` is from before it was read."""
        if max(stat.st_mtime_ns, stat.st_ctime_ns) < self._before:
            self._found[relative] = (_stamp(stat), content)

    def save(self, path: Path) -> None:
        """Write what was looked up and noted, where that is something new."""
        if self._found != self._known:
            Single(_Known, path).save(_KEY, self._found)


def _stamp(stat: os.stat_result) -> _Stamp:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino & _WORD
