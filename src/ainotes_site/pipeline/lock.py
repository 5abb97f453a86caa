"""One build at a time in one knowledge base."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of

_POLL_SECONDS = 0.1


@contextmanager
def exclusive(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file at `path`; while another process holds it, call `waiting` once and wait for it to end.

    The operating system frees the lock when its holder dies, so a killed build blocks nobody.
    Raises BuildError when the lock file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():  # somebody's, who would have a file made elsewhere
            path.unlink()
        file = open(path, "a+b")  # noqa: SIM115
    except OSError as error:
        raise error_of(BuildError, str(path.parent), "cache.read_only", why=error.strerror) from error
    with file:
        if not _try_lock(file):
            waiting()
            while not _try_lock(file):
                time.sleep(_POLL_SECONDS)
        yield


if os.name == "nt":  # pragma: no cover - no Windows machine in the tests
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
