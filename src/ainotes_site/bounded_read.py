"""Reading files of strangers: plain files alone, and none larger than what it is read for can need."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MOST_NOTE_BYTES = 24_000_000
"""Of a note. Readers take 6,000,000 characters of one (`readers.bounds`), and no encoding needs more than four bytes for each."""
MOST_CONFIG_BYTES = 4_000_000
"""Of a configuration, and of other files with settings."""


_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class NoPlainFileError(OSError):
    """What was to be read is a pipe, a device or the like: reading might wait for ever, or never end."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(errno.EINVAL, "not a plain file", str(path))


class TooLargeError(OSError):
    """A file of more bytes than are read."""

    def __init__(self, path: str | Path, size: int, most: int) -> None:
        super().__init__(errno.EFBIG, f"{megabytes(size)} MB, more than {megabytes(most)} MB", str(path))
        self.size = size
        self.most = most


def read_bounded(path: str | Path, most: int) -> bytes:
    """The bytes of a plain file, or of the one that a link leads to. Raises TooLargeError where there are more than `most`,
    NoPlainFileError where it is no file, and OSError as opening does.
    """
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        check_plain(path, status, most)
        # Some file systems say 0 of files that have bytes, and a file may grow while it is read.
        data = os.read(descriptor, status.st_size + 1)
        while data and (piece := os.read(descriptor, max(len(data), 1 << 12))):
            data += piece
            if len(data) > most:
                raise TooLargeError(path, len(data), most)
        return data
    except OSError as error:
        error.filename = error.filename or str(path)  # the system names no file where it refuses to read one
        raise
    finally:
        os.close(descriptor)


def check_plain(path: str | Path, status: os.stat_result, most: int | None = None) -> None:
    """Raise NoPlainFileError or TooLargeError where `read_bounded` would, by what the system says of the file; None for any
    size.
    """
    if not stat.S_ISREG(status.st_mode):
        raise NoPlainFileError(path)
    if most is not None and status.st_size > most:
        raise TooLargeError(path, status.st_size, most)


def megabytes(size: int) -> str:
    """A number of bytes in MB (10⁶), with one decimal where that tells something."""
    return f"{size / 1e6:,.1f}".removesuffix(".0")
