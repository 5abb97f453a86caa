"""What lies in the notes folder: Markdown sources with their bytes, other files as assets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import IO

from ainotes_site.errors import BuildError
from ainotes_site.model import Problem

SUFFIXES = (".md", ".markdown")
"""Endings of the files that are read as notes; any other file is an asset."""

CONTROL_FILES = ("topics.yml",)
"""Files at the top of the notes that steer the build and are not published."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file of the notes."""

    path: str
    """POSIX path relative to the notes folder."""
    data: bytes
    digest: bytes
    """BLAKE2b digest of `data`, 16 bytes."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The notes folder at one moment. Everything is sorted by path."""

    notes: Path
    sources: tuple[SourceFile, ...]
    assets: tuple[str, ...]
    """Files that are published as they are."""
    control: tuple[str, ...]
    """The control files that there are."""
    digests: Mapping[str, bytes]
    """Of the assets and control files."""
    problems: tuple[Problem, ...]


def digest(*parts: bytes) -> bytes:
    """A 16-byte digest of `parts`, each delimited by its length."""
    hasher = blake2b(digest_size=16)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "little"))
        hasher.update(part)
    return hasher.digest()


def scan(notes: Path) -> Scan:
    """Read the notes folder. Hidden files and folders are not part of it; a link that leaves it is a Problem.

    Raises BuildError when the folder is missing or cannot be listed.
    """
    if not notes.is_dir():
        fact = "不是文件夹 (not a folder)" if notes.exists() else "笔记文件夹不存在 (no such folder)"
        raise BuildError(str(notes), fact, 'name the notes with "--notes DIR", or make them with "ainotes init DIR"')
    sources: list[SourceFile] = []
    digests: dict[str, bytes] = {}
    problems: list[Problem] = []
    root = os.path.realpath(notes)
    for relative, absolute, is_link in sorted(_files(notes, problems)):
        if is_link and os.path.commonpath((root, os.path.realpath(absolute))) != root:
            fact = "链接指向笔记文件夹之外，未读 (a link out of the notes folder, not read)"
            problems.append(Problem(relative, 0, fact, "copy the file into the notes"))
        elif relative.lower().endswith(SUFFIXES):
            data = _opened(relative, absolute, problems, lambda file: file.read())
            if data is not None:
                sources.append(SourceFile(relative, data, digest(data)))
        else:
            made = _opened(relative, absolute, problems, digest_of)
            if made is not None:
                digests[relative] = made
    control = tuple(name for name in CONTROL_FILES if name in digests)
    assets = tuple(name for name in digests if name not in CONTROL_FILES)
    return Scan(notes, tuple(sources), assets, control, digests, tuple(problems))


def digest_of(file: IO[bytes]) -> bytes:
    """Digest of an open file, read in pieces so that a large one costs no memory."""
    hasher = blake2b(digest_size=16)
    while piece := file.read(1 << 20):
        hasher.update(piece)
    return hasher.digest()


def _opened(relative: str, absolute: str, problems: list[Problem], use: Callable[[IO[bytes]], bytes]) -> bytes | None:
    try:
        with open(absolute, "rb", buffering=0) as file:
            return use(file)
    except OSError as error:
        fact = f"读不了：{error.strerror} (cannot be read)"
        problems.append(Problem(relative, 0, fact, "check the file and its permissions"))
        return None


def _files(notes: Path, problems: list[Problem]) -> Iterator[tuple[str, str, bool]]:
    """Path in the notes, path in the system, and whether it is a link, of each file."""
    stack = [("", str(notes))]
    while stack:
        prefix, folder = stack.pop()
        try:
            with os.scandir(folder) as items:
                found = list(items)
        except OSError as error:
            if not prefix:
                raise BuildError(
                    str(notes), f"打不开：{error.strerror} (cannot be listed)", "check its permissions"
                ) from error
            fact = f"文件夹打不开：{error.strerror} (folder cannot be listed)"
            problems.append(Problem(prefix.rstrip("/"), 0, fact, "check its permissions"))
            continue
        for item in found:
            if item.name.startswith("."):
                continue
            if item.is_dir(follow_symlinks=False):
                stack.append((f"{prefix}{item.name}/", item.path))
            elif item.is_file() or item.is_symlink():
                yield f"{prefix}{item.name}", item.path, item.is_symlink()
