"""The new site replaces the old one in one step, and what the owner has put into the old one is in the new one.

A draft is made in a work folder beside the site; files that did not change are hard links to the old ones, and so are the
owner's. Then the two folders change places: with one system call where the system has it (renameat2 of Linux,
renamex_np of macOS), else with two renames and a way back that the next build takes when the first one was killed
between them. What the owner has written into the old folder in that moment is moved over afterwards.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.pipeline.publish.manifest import walk
from ainotes_site.pipeline.publish.outputs import FolderTarget
from ainotes_site.pipeline.publish.ownership import (
    MARKER,
    Clash,
    Foreign,
    Owned,
    folders_of,
    is_unaltered,
    owned_files,
    survey,
)
from ainotes_site.pipeline.publish.work_folder import WorkFolder, remove_tree
from ainotes_site.urls import NO_JEKYLL, ROBOTS

SITE = "site"
"""Subfolder with the site that was replaced last."""

_OURS = ("assets/ainotes", "search/manifest.js")
"""What every site has. It proves nothing: without a marker, files of a site cannot be distinguished from those of the owner."""

_NEEDED = ("assets/ainotes/", "search/")
"""Folders of which a site needs every file: none of these can give way to a file of the owner."""

_REPOSITORY = (".git", ".hg", ".svn", ".jj", ".bzr")
"""What is at the root of a folder under version control."""

_WEB = frozenset(("index.html", "404.html", "CNAME", ".nojekyll", "robots.txt"))
"""What says of the root of such a folder that it is one of a web site, as the branch `gh-pages` of a repository."""

_AT_FDCWD = -100
_SWAP = 2  # RENAME_EXCHANGE in linux/fs.h and RENAME_SWAP in macOS's stdio.h


HOSTS_FILES = frozenset((ROBOTS, NO_JEKYLL))
"""What hosts read: an owner's own takes its place without a word, and a site of pages has its own or none."""


class SiteDraft(FolderTarget):
    """A site in the making, beside the published one. Used under the build's lock."""

    def __init__(self, site: Path, previous_site: Path | None = None) -> None:
        """`previous_site` is where a replaced site may lie until the next draft begins with it or it is swept away."""
        self._work = WorkFolder(site)
        super().__init__(self._work.draft)
        self.site = site
        self._previous_site = previous_site
        self._owned: Owned = {}
        """Files of the published site that builds have made, with digests of what they wrote."""
        self._intact: Collection[str] = ()
        """Those of them that certainly are unchanged."""
        self._foreign: Foreign | None = None
        self._begun: frozenset[str] = frozenset()
        """What the draft began with: files of the published site."""
        self._sure: set[str] = set()
        """Those of them that nobody can have written to since without saying so."""

    def begin(
        self,
        published: Mapping[str, int] | None = None,
        intact: Collection[str] = (),
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        """Take up what a killed build left, and start empty; or, where the `published` files are given (see
        `manifest.intact`), with those of them that the site has which was replaced last. `intact` are files that are as
        the last build wrote them. Raises BuildError where the site may not be replaced.
        """
        self._work.acquire(waiting)
        try:
            self.root = self._work.draft
            _recover(self._work, self.site)
            self._owned = _ownership(self.site)
            self._intact = intact
            if published is None or not self._take_up(published):
                self._sweep()
                self.root.mkdir()
                self._work.note_draft(self.root)
            if self.site.is_dir():
                _take_access(self.site, self.root)
        except BaseException:
            self.discard()
            raise

    def _take_up(self, published: Mapping[str, int]) -> bool:
        """Begin with the replaced site. What is not the same file as in the published one is taken out: a link does."""
        if self._previous_site is None:
            return False
        try:
            self._work.note_draft(self._previous_site / SITE)
            (self._previous_site / SITE).rename(self.root)
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
        own.root = self.root
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

    def seed_next(self, paths: Iterable[str]) -> None:
        """Let the next draft begin with these files of this one, so that an edit finds most of its site made."""
        if self._previous_site is not None:
            other = FolderTarget(self._previous_site / SITE)
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

    def clashes(self, paths: Collection[str]) -> list[Clash]:
        """Which of `paths` cannot be published, as files of the owner are in their places. They are taken out of the draft.

        Raises BuildError where the site cannot be without one of them.
        """
        found = self._looked_at(paths).clashes(paths)
        for clash in found:
            if clash.path.startswith(_NEEDED) or clash.path == MARKER:
                raise error_of(BuildError, str(self.site / clash.foreign), "site.in_the_way", path=clash.path)
        for path in {clash.path for clash in found}:
            self._begun -= {path}
            self._sure.discard(path)
            self._drop(path)
        return found

    def publish(self, files: Collection[str], *, sweep: bool = True) -> None:
        """Put the draft, which consists of `files`, in the site's place, together with what the owner has put into it.
        Until this returns, the old site is in its place; it is moved to `previous_site` afterwards, which takes no time, and no room
        where most files are links to the new ones; or it is removed, if they are not.
        """
        for path in self._begun.difference(files):
            self._drop(path)
        if not self.site.exists():
            self.root.rename(self.site)
            self._work.release()
            return
        foreign = self._foreign or self._looked_at(files)
        _carry(foreign, self.site, self.root)
        retired = self._work.retired
        if _swap(self.root, self.site):
            self.root.rename(retired)
        else:
            self.site.rename(retired)
            self.root.rename(self.site)
        _put_back(retired, self.site, self._owned.keys() - set(foreign.files))
        if sweep or not self._put_away(retired):
            remove_tree(retired)
        self._work.release()

    @property
    def is_published(self) -> bool:
        """Whether the draft has taken the site's place."""
        return not os.path.lexists(self.root) or not self._work.is_draft(self.root)

    def _looked_at(self, files: Collection[str]) -> Foreign:
        """What is the owner's in the published site: what no build has made, what was altered and is not to be made, and files
        for hosts that were altered.
        """
        owned = self._owned.keys()
        ours = ((owned & set(files)) - set(HOSTS_FILES)) | (owned & set(self._intact))
        ours.update(path for path in owned - ours if is_unaltered(self.site, path, self._owned[path]))
        self._foreign = survey(self.site, ours, folders_of(self._owned)) if self.site.is_dir() else Foreign()
        return self._foreign

    def _drop(self, path: str) -> None:
        """Take out a file or a link, and the folders that are empty then. It may be gone: a folder, or a file, is in its place."""
        place = self.root / path
        if place.is_symlink() or not place.is_dir():
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(place)
        with suppress(OSError):  # not empty
            for parent in list(Path(path).parents)[:-1]:
                os.rmdir(self.root / parent)

    def _put_away(self, old: Path) -> bool:
        if self._previous_site is None:
            return False
        self._sweep()
        try:
            self._previous_site.mkdir(parents=True, exist_ok=True)
            old.rename(self._previous_site / SITE)
        except OSError:  # another file system
            return False
        return True

    def _sweep(self) -> None:
        if self._previous_site is not None:
            shutil.rmtree(self._previous_site, ignore_errors=True)

    def discard(self) -> None:
        """Forget the draft; the published site was never touched, or is whole already."""
        if not os.path.lexists(self.site) and self._work.retired.is_dir():
            self._work.retired.rename(self.site)
        if not self.is_published:
            remove_tree(self.root)
        self._sweep()
        self._work.release()


def recover(site: Path, waiting: Callable[[], None] = lambda: None) -> None:
    """Take up what a killed build has left beside the site; usually nothing. Raises OSError and BuildError as a build does."""
    work = WorkFolder(site)
    if work.is_there:
        work.acquire(waiting)
        try:
            _recover(work, site)
        finally:
            work.release()


def _recover(work: WorkFolder, site: Path) -> None:
    retired = [work.retired, *([] if work.is_draft(work.draft) else [work.draft])]
    for old in retired:
        if not old.is_dir():
            continue
        if not os.path.lexists(site):
            old.rename(site)
            continue
        _put_back(old, site, owned_files(old) or {})
        remove_tree(old)
    remove_tree(work.draft)


def _ownership(site: Path) -> Owned:
    """The files of the site that builds have made. Raises BuildError where it may not be replaced, OSError where it cannot
    be looked at.
    """
    if not os.path.lexists(site):
        return {}
    if not site.is_dir():
        raise error_of(BuildError, str(site), "site.not_folder")
    if not os.access(site, os.W_OK | os.X_OK):
        raise error_of(BuildError, str(site), "site.read_only")
    owned = owned_files(site)
    if owned is not None:
        return owned
    if any((site / path).exists() for path in _OURS):
        raise error_of(BuildError, str(site), "site.unmarked", site=site)
    repository = _repository(survey(site, ()), set(os.listdir(site)))
    if repository is not None:
        raise error_of(BuildError, str(site), "site.holds_repository", repository=repository)
    return {}


def _repository(found: Foreign, top: set[str]) -> str | None:
    """What says that a folder without a site is, or holds, a project under version control, not a checkout to publish."""
    if {"HEAD", "objects", "refs"} <= top:
        return "HEAD"
    roots = [path for path in (*found.files, *found.folders) if path.rpartition("/")[2] in _REPOSITORY]
    below = [path for path in roots if "/" in path and not path.startswith(tuple(f"{name}/" for name in _REPOSITORY))]
    if below:
        return below[0]
    return roots[0] if roots and not top & _WEB and top - set(_REPOSITORY) else None


def _take_access(site: Path, draft: Path) -> None:
    """Give the draft the rights of the folder that it is to replace."""
    status = site.stat()
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # of a group that is not the builder's
            os.chown(draft, -1, status.st_gid)
    shutil.copymode(site, draft)


def _carry(foreign: Foreign, site: Path, draft: Path) -> None:
    """Have the draft hold all that is the owner's: the same files where the file system can, else copies.

    Raises OSError, or BuildError for what can neither be linked nor copied.
    """
    for path in foreign.folders:
        os.makedirs(draft / path, exist_ok=True)
    for path in foreign.files:
        there, here = f"{site}/{path}", f"{draft}/{path}"
        os.makedirs(os.path.dirname(here), exist_ok=True)
        try:
            os.link(there, here, follow_symlinks=False)
        except FileNotFoundError:  # taken away since
            continue
        except FileExistsError as error:  # where names differ by case alone, they are one
            if os.path.samefile(there, here):
                continue
            raise error_of(BuildError, there, "site.same_place") from error
        except OSError:
            if not (os.path.isfile(there) or os.path.islink(there)):
                raise error_of(BuildError, there, "site.no_file") from None
            shutil.copy2(there, here, follow_symlinks=False)
    for path in reversed(foreign.folders):
        shutil.copystat(site / path, draft / path)


def _put_back(retired: Path, site: Path, owned: Collection[str]) -> None:
    """Empty a replaced site of what is the owner's: that is in the new one already, but for what was written meanwhile.

    Raises BuildError where something cannot be moved over; it then stays where it is.
    """
    foreign = survey(retired, owned)
    for path in foreign.folders:
        if not os.path.lexists(site / path):
            os.makedirs(site / path)
            shutil.copystat(retired / path, site / path)
    for path in foreign.files:
        old, new = retired / path, site / path
        if not os.path.lexists(new):
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
        elif os.path.samestat(old.lstat(), new.lstat()) or old.lstat().st_mtime_ns < new.lstat().st_mtime_ns:
            old.unlink()
        elif new.is_dir() and not new.is_symlink():
            raise error_of(BuildError, str(old), "site.not_put_back", new=new)
        else:
            old.replace(new)
    for path in reversed(foreign.folders):
        with suppress(OSError):
            (retired / path).rmdir()


def _swap(one: Path, other: Path) -> bool:
    """Whether the system could let the two folders change places in one step."""
    names = (os.fsencode(one), os.fsencode(other))
    if sys.platform == "win32":  # has no such call, and no library without a name
        return False
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            return bool(libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _SWAP) == 0)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(names[0], names[1], _SWAP) == 0)
    except (AttributeError, OSError):
        pass
    return False
