"""The folder that the cache is in: it says what it is, git leaves it alone, and only what the builder wrote is believed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ainotes_site.bounded_read import read_bounded
from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.pipeline.publish.work_folder import remove_tree

_TAG = "CACHEDIR.TAG"
_TAG_TEXT = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# This folder is a cache of ainotes and can be deleted at any time; see https://bford.info/cachedir/\n"
)
_IGNORE = ".gitignore"

LOCK = "lock"
"""File that a build holds locked."""

_DEPTH = 2
"""Folders in folders that are looked through for files of others: what lies deeper is compared with digests when used."""


def prepare_cache(folder: Path) -> None:
    """Make the folder, or see that it is one of ours. Raises BuildError where it is not, or cannot be written."""
    tag = folder / _TAG
    if folder.is_symlink() and not _is_tagged(tag) and _holds_something(folder):
        raise error_of(BuildError, str(folder), "cache.link")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in ((folder / _IGNORE, b"*\n"), (tag, _TAG_TEXT)):
            if not os.path.lexists(path):
                path.write_bytes(text)
    except OSError as error:
        raise error_of(BuildError, str(folder), "cache.read_only", why=error.strerror) from error


def _is_tagged(tag: Path) -> bool:
    """Whether a folder is a cache of ours: other programs' caches have a tag of that name, too."""
    try:
        return not tag.is_symlink() and read_bounded(tag, len(_TAG_TEXT)) == _TAG_TEXT
    except OSError:
        return False


def forget_others(folder: Path) -> None:
    """Remove what another user has written into the cache, and links: what they hold would be believed.

    Raises BuildError for what cannot be removed. A build beside this one, by MkDocs alone, may remove files at the same time.
    """
    for path in list(_of_others(folder)):
        try:
            if path.is_dir() and not path.is_symlink():
                remove_tree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise error_of(BuildError, str(path), "cache.stranger", folder=folder) from error


def _of_others(folder: Path, depth: int = _DEPTH) -> Iterator[Path]:
    if not hasattr(os, "geteuid"):  # pragma: no cover - files have no owner of that kind there
        return
    with suppress(NotADirectoryError, FileNotFoundError), os.scandir(folder) as items:
        for item in items:
            try:
                status = item.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if item.name == LOCK and depth == _DEPTH:  # holds nothing
                continue
            if status.st_uid != os.geteuid() or item.is_symlink():
                yield Path(item.path)
            elif depth > 1 and item.is_dir(follow_symlinks=False):
                yield from _of_others(Path(item.path), depth - 1)


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
