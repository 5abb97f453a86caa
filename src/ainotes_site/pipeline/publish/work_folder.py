"""The folder beside a site in which the next one is made, and the old one lies for a moment: provably ours.

It has a name that depends on the site's path, belongs to the user who builds, and holds a file that says for which site
it is. What only has the name is somebody else's: it is neither used nor removed, and another name is taken.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.pipeline.stages.scan import digest

_PROOF = "ainotes-work-folder"
_DRAFT = "draft"
"""File with the number of the draft's folder: what has another number under the draft's name is a site that was replaced."""
_MOST_NAMES = 50
_POLL_SECONDS = 0.1


class WorkFolder:
    """At most one process at a time holds a site's work folder."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._lock: int | None = None
        self.path = self._named(0)

    @property
    def draft(self) -> Path:
        """Where the next site is made."""
        return self.path / "new"

    @property
    def retired(self) -> Path:
        """Where the site lies that was replaced."""
        return self.path / "old"

    @property
    def is_there(self) -> bool:
        """Whether an interrupted build may have left something."""
        return os.path.lexists(self._named(0))

    def acquire(self, waiting: Callable[[], None] = lambda: None) -> None:
        """Take it, or make it; while another process holds it, call `waiting` once and wait.

        Raises OSError where the folder that the site is in cannot be written.
        """
        self._site.parent.mkdir(parents=True, exist_ok=True)
        for number in range(_MOST_NAMES):
            self.path = self._named(number)
            if self._take(waiting):
                return
        raise error_of(BuildError, str(self.path), "work.taken")

    def release(self) -> None:
        """Remove it, but for what could not be removed from it, and let others have it."""
        if self._lock is None:
            return
        for name in (_DRAFT, _PROOF):
            if set(os.listdir(self.path)) <= {_DRAFT, _PROOF}:
                (self.path / name).unlink(missing_ok=True)
        with suppress(OSError):  # not empty: the next build sees to it
            self.path.rmdir()
        self._let_go()

    def note_draft(self, folder: Path) -> None:
        """Say that `folder` is, or is about to be, the draft."""
        (self.path / _DRAFT).write_text(_number(folder))

    def is_draft(self, folder: Path) -> bool:
        """Whether this is a draft, as opposed to a site that had the place of the draft when the two were exchanged."""
        try:
            noted = (self.path / _DRAFT).read_text()
            return noted in ("", _number(folder))
        except FileNotFoundError:  # nothing is there, or nothing was exchanged, since before that it is noted
            return True

    def _named(self, number: int) -> Path:
        name = digest(os.fsencode(self._site)).hex()[:12]
        return self._site.parent / f".ainotes-work-{name}{f'-{number}' if number else ''}"

    def _take(self, waiting: Callable[[], None]) -> bool:
        """Whether the folder at `path` is ours, and now held."""
        while True:
            with suppress(FileExistsError):
                self.path.mkdir(mode=0o700)
            status = self.path.lstat()
            if not stat.S_ISDIR(status.st_mode) or (hasattr(os, "geteuid") and status.st_uid != os.geteuid()):
                return False
            self._hold(waiting)
            if not self._is_the_same():  # who held it has removed it
                self._let_go()
                continue
            if self._prove():
                return True
            self._let_go()
            return False

    def _prove(self) -> bool:
        proof = self.path / _PROOF
        content = b"ainotes work folder of " + digest(os.fsencode(self._site)).hex().encode() + b"\n"
        names = set(os.listdir(self.path))
        if not names or (names == {_PROOF} and proof.lstat().st_size == 0):  # nothing in it to lose
            proof.write_bytes(content)
            return True
        return _PROOF in names and not proof.is_symlink() and proof.is_file() and proof.read_bytes() == content

    if os.name == "nt":  # pragma: no cover - folders cannot be locked there

        def _hold(self, waiting: Callable[[], None]) -> None:
            self._lock = -1

        def _is_the_same(self) -> bool:
            return self.path.is_dir()

        def _let_go(self) -> None:
            self._lock = None

    else:

        def _hold(self, waiting: Callable[[], None]) -> None:
            import fcntl

            self._lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            said = False
            while True:
                try:
                    return fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    if not said:
                        waiting()
                    said = True
                    time.sleep(_POLL_SECONDS)

        def _is_the_same(self) -> bool:
            assert self._lock is not None
            try:
                return os.path.samestat(os.fstat(self._lock), self.path.lstat())
            except FileNotFoundError:
                return False

        def _let_go(self) -> None:
            if self._lock is not None:
                os.close(self._lock)
            self._lock = None


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, also where folders in it may not be written to."""
    if not os.path.lexists(folder):
        return
    try:
        shutil.rmtree(folder)
    except PermissionError:
        os.chmod(folder, stat.S_IRWXU)
        for path, folders, _ in os.walk(folder):
            for name in folders:
                inside = os.path.join(path, name)
                if not os.path.islink(inside):
                    os.chmod(inside, stat.S_IRWXU)
        shutil.rmtree(folder)


def _number(folder: Path) -> str:
    status = folder.lstat()
    return f"{status.st_dev} {status.st_ino}"
