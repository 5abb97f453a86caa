"""What the published site consists of, so that the next build can tell what it need not make again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ainotes_site.pipeline.cache.record_store import Single

_KEY = b"site manifest 09"
"""Key of the one record of the file."""


class Made(NamedTuple):
    """One file of the site."""

    key: bytes
    """Digest of everything that it was made from."""
    content: bytes
    """Digest of its bytes."""
    size: int
    mtime_ns: int
    """Only to notice that somebody else has written to it since."""
    parts: bytes = b""
    """Of a page: a check of each thing that it depends on, to say which of them has changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a site, and what the site as a whole was made from."""

    state: bytes = b""
    files: Mapping[str, Made] = field(default_factory=dict)
    problems: tuple[tuple[str, int, str, str, bool, tuple[str, str] | None], ...] = ()
    """What the build had to say about the notes, said again by a build that finds nothing changed."""
    missing: tuple[tuple[str, str], ...] = ()
    """Of the images on other hosts: those that could not be had, and why."""
    counts: tuple[int, ...] = ()
    inputs: bytes = b""
    """Digest of the snapshot and of all else that the pages stand on, but for those that are `affected`."""
    affected: tuple[str, ...] = ()
    """Paths of pages that may show something else than the notes of that snapshot would."""
    notes: bytes = b""
    """Digest of all that the notes folder held."""
    permalinks: bytes = b""
    """Digest of the file that remembers addresses, as the build left it; empty where there is none."""

    def save(self, path: Path) -> None:
        """Write it in one step."""
        Single(Manifest, path).save(_KEY, self)


def load_manifest(path: Path) -> Manifest:
    """The manifest at `path`; an empty one when it is missing or damaged, so that everything is made again."""
    return Single(Manifest, path).load(_KEY) or Manifest()


def intact(site: Path, manifest: Manifest) -> dict[str, int]:
    """The files of the site that are as the build left them, and which file of the file system each is."""
    found: dict[str, int] = {}
    for name, item in walk(site):
        made = manifest.files.get(name)
        if made is not None:
            stat = item.stat(follow_symlinks=False)
            if stat.st_size == made.size and stat.st_mtime_ns == made.mtime_ns:
                found[name] = stat.st_ino
    return found


def walk(site: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All that is in a folder but the folders, by path."""
    stack = [("", str(site))]
    while stack:
        prefix, folder = stack.pop()
        try:
            items = list(os.scandir(folder))
        except OSError:
            continue
        for item in items:
            if item.is_dir(follow_symlinks=False):
                stack.append((f"{prefix}{item.name}/", item.path))
            else:
                yield prefix + item.name, item
