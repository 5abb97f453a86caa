"""The new site replaces the old one in one step.

A draft is made beside the site; files that did not change are hard links to the old ones. Then the two folders change
places: with one system call where the system has it (renameat2 of Linux, renamex_np of macOS), else with two renames
and a way back that the next build takes when the first one was killed between them.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ainotes_site.errors import BuildError
from ainotes_site.pipeline.publish.manifest import walk
from ainotes_site.pipeline.publish.outputs import FolderTarget

OWN_FOLDER = "assets/ainotes"
"""Every site has this folder: a folder without it is somebody else's and is not replaced."""

SITE = "site"
"""Folder of the attic with the site that was replaced last."""

_AT_FDCWD = -100
_SWAP = 2  # RENAME_EXCHANGE in linux/fs.h and RENAME_SWAP in macOS's stdio.h


class SiteDraft(FolderTarget):
    """A site in the making, beside the published one. Used under the build's lock."""

    def __init__(self, site: Path, previous_site: Path | None = None) -> None:
        """`previous_site` is where a replaced site may lie until the next draft begins with it or it is swept away."""
        super().__init__(site.with_name(f".{site.name}.new"))
        self.site = site
        self._attic = previous_site
        self._begun: frozenset[str] = frozenset()
        """What the draft began with: files of the published site."""
        self._sure: set[str] = set()
        """Those of them that nobody can have written to since without saying so."""

    def begin(self, published: Mapping[str, int] | None = None) -> None:
        """Take up what a killed build left, and start empty; or, where the `published` files are given (see
        `manifest.intact`), with those of them that the site has which was replaced last. Raises BuildError where the site
        may not be replaced.
        """
        old = _retired(self.site)
        if old.exists():
            if self.site.exists():
                shutil.rmtree(old)
            else:
                old.rename(self.site)
        if self.site.exists() and not self.site.is_dir():
            raise BuildError(str(self.site), "不是文件夹 (not a folder)", "name another folder with --site-dir")
        if self.site.is_dir() and any(self.site.iterdir()) and not (self.site / OWN_FOLDER).is_dir():
            fact = "里面不是 ainotes 生成的站点 (holds something that is no site of ainotes)"
            raise BuildError(str(self.site), fact, "empty the folder, or name another one with --site-dir")
        if self.root.exists():
            shutil.rmtree(self.root)
        if published is None or not self._take_up(published):
            self._sweep()
            self.root.mkdir(parents=True)

    def _take_up(self, published: Mapping[str, int]) -> bool:
        """Begin with the replaced site. What is not the same file as in the published one is taken out: a link does."""
        if self._attic is None:
            return False
        try:
            (self._attic / SITE).rename(self.root)
        except OSError:
            return False
        there = {path: item.inode() for path, item in walk(self.root)}
        self._sure = {path for path, inode in there.items() if published.get(path) == inode}
        self._begun = frozenset(self._sure)
        for path in there.keys() - self._sure:
            self._drop(path)
        return True

    def recheck(self, folder: str) -> None:
        """What is in this folder may have been written in another process, for a site that has come to nothing."""
        self._sure = {path for path in self._sure if not path.startswith(f"{folder}/")}

    def within(self, folder: str) -> SiteDraft:
        """What it takes to write this folder in another process."""
        own = SiteDraft(self.site)
        own._sure = {path for path in self._sure if path.startswith(f"{folder}/")}
        return own

    def place(self, path: str) -> str:
        """Where the file `path` goes; its folder exists afterwards. A file of the site may be in the way of that."""
        try:
            return super().place(path)
        except OSError:
            for parent in Path(path).parents:
                if (self.root / parent).is_file():
                    os.unlink(self.root / parent)
            return super().place(path)

    def spare(self, paths: Iterable[str]) -> None:
        """Let the next draft begin with these files of this one, so that an edit finds most of its site made."""
        if self._attic is not None:
            other = FolderTarget(self._attic / SITE)
            with suppress(OSError):  # without hard links there is nothing to gain
                for path in paths:
                    os.link(f"{self.root}/{path}", other.place(path))

    def published(self, path: str) -> Path:
        """Where the file is in the published site."""
        return self.site / path

    def keep(self, paths: Iterable[str]) -> None:
        """Take these files over from the published site."""
        old = f"{self.site}/"
        new = f"{self.root}/"
        folder = None
        for path in paths:
            if path in self._sure:
                continue
            if folder != (folder := path.rpartition("/")[0]):
                self.place(path)
            try:
                os.link(old + path, new + path)
            except FileExistsError:
                os.unlink(new + path)
                self.keep([path])
            except OSError:  # a file system without hard links
                shutil.copy2(old + path, new + path)

    @property
    def is_begun(self) -> bool:
        """Whether it began with most of the site: then there is little to keep."""
        return bool(self._begun)

    def publish(self, files: Collection[str], *, sweep: bool = True) -> None:
        """Put the draft, which consists of `files`, in the site's place. Until this returns, the old site stands; it is
        put into the attic afterwards, which takes no time, and no room where most files are links to the new ones; or it is
        removed, if they are not.
        """
        for path in self._begun.difference(files):
            self._drop(path)
        if not self.site.exists():
            self.root.rename(self.site)
            return
        old = _retired(self.site)
        if _swap(self.root, self.site):
            self.root.rename(old)
        else:
            self.site.rename(old)
            self.root.rename(self.site)
        if sweep or not self._put_away(old):
            shutil.rmtree(old, ignore_errors=True)

    def _drop(self, path: str) -> None:
        """Take out a file, and the folders that are empty then. It may be gone: a folder, or a file, is in its place."""
        if not (self.root / path).is_dir():
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(self.root / path)
        with suppress(OSError):  # not empty
            for parent in list(Path(path).parents)[:-1]:
                os.rmdir(self.root / parent)

    def _put_away(self, old: Path) -> bool:
        if self._attic is None:
            return False
        self._sweep()
        try:
            self._attic.mkdir(parents=True, exist_ok=True)
            old.rename(self._attic / SITE)
        except OSError:  # another file system
            return False
        return True

    def _sweep(self) -> None:
        if self._attic is not None:
            shutil.rmtree(self._attic, ignore_errors=True)

    def discard(self) -> None:
        """Forget the draft; the published site was never touched."""
        shutil.rmtree(self.root, ignore_errors=True)
        self._sweep()


def _retired(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def _swap(one: Path, other: Path) -> bool:
    """Whether the system could let the two folders change places in one step."""
    names = (os.fsencode(one), os.fsencode(other))
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            return bool(libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _SWAP) == 0)
        if sys.platform == "darwin":  # pragma: no cover
            return bool(libc.renamex_np(names[0], names[1], _SWAP) == 0)
    except (AttributeError, OSError):
        pass
    return False
