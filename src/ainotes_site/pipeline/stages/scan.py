"""What lies in the notes folder: Markdown sources with their bytes, other files as assets."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from ainotes_site.errors import BuildError
from ainotes_site.model import Problem
from ainotes_site.pipeline.cache.stat_cache import EntryBody, StatCache
from ainotes_site.pipeline.theme.handwritten import is_page
from ainotes_site.source_hints import NO_HINTS, Hints, Outline, hints_by_path, outline
from ainotes_site.source_rules import SourceRule

SUFFIXES = (".md", ".markdown")
"""Endings of the files that are read as notes; any other file is an asset."""

CONTROL_FILES = ("topics.yml",)
"""Files at the top of the notes that steer the build and are not published."""


class SourceFile(NamedTuple):
    """A Markdown file of the notes. There may be many thousands, and this is the quickest of values to make."""

    path: str
    """POSIX path relative to the notes folder."""
    content: bytes | str
    """The bytes, or the file that they are read from when they are needed."""
    digest: bytes
    """BLAKE2b digest of the bytes, 16 bytes."""
    is_page: bool = False
    """Whether it is a page for MkDocs."""
    outline: Outline = ()
    """Its headings, as `source_hints` gives them."""
    hints: Hints = NO_HINTS
    """What the files beside it and the configuration say about it."""

    @property
    def key(self) -> bytes:
        """Tells it from any source that may be read differently: `digest`, and the hints where there are any."""
        return self.digest if self.hints is NO_HINTS else digest(self.digest, repr(self.hints).encode())

    @property
    def data(self) -> bytes:
        """The bytes. Raises BuildError when the file does not hold any more what it held."""
        if isinstance(self.content, bytes):
            return self.content
        try:
            data = Path(self.content).read_bytes()
        except OSError:
            data = b""
        if digest(data) != self.digest:
            raise BuildError(self.path, "正在构建时被改动 (changed while it was built)", "build again")
        return data


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

    def fresh(self) -> list[bytes]:
        """The sources that were read, not known: what has changed since the last look at them, and a little more."""
        return [source.content for source in self.sources if isinstance(source.content, bytes)]


def digest(*parts: bytes) -> bytes:
    """A 16-byte digest of `parts`, each delimited by its length."""
    hasher = blake2b(digest_size=16)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "little"))
        hasher.update(part)
    return hasher.digest()


def scan(notes: Path, seen: StatCache | None = None, rules: Sequence[SourceRule] = ()) -> Scan:
    """Look through the notes folder. Hidden files and folders are not part of it; a link that leaves it is a Problem.

    Files that `seen` knows are not read; `rules` are those of the configuration for how sources are read. Raises BuildError when the folder is missing or cannot be listed.
    """
    known = seen or StatCache(0)
    if not notes.is_dir():
        fact = "不是文件夹 (not a folder)" if notes.exists() else "笔记文件夹不存在 (no such folder)"
        raise BuildError(str(notes), fact, 'name the notes with "--notes DIR", or make them with "ainotes init DIR"')
    sources: list[SourceFile] = []
    digests: dict[str, bytes] = {}
    problems: list[Problem] = []
    root = os.path.realpath(notes)
    for relative, item in sorted(_files(notes, problems), key=itemgetter(0)):
        absolute = item.path
        if not is_text(relative):
            fact = "文件名不是 UTF-8，未读 (a file name that is not UTF-8, not read)"
            problems.append(Problem(os.fsencode(relative).decode("utf-8", "replace"), 0, fact, "rename the file"))
            continue
        if item.is_symlink() and os.path.commonpath((root, os.path.realpath(absolute))) != root:
            fact = "链接指向笔记文件夹之外，未读 (a link out of the notes folder, not read)"
            problems.append(Problem(relative, 0, fact, "copy the file into the notes"))
            continue
        try:
            stat = item.stat()
            content = known.get(relative, stat)
            if relative.lower().endswith(SUFFIXES):
                source = _source(relative, absolute, content)
                sources.append(source)
                read = source.digest, source.is_page, source.outline
            else:
                read = content or (_digest_of(absolute), False, ())
                digests[relative] = read[0]
            if content is None:
                known.note(relative, stat, read)
        except OSError as error:
            fact = f"读不了：{error.strerror} (cannot be read)"
            problems.append(Problem(relative, 0, fact, "check the file and its permissions"))
    control = tuple(name for name in CONTROL_FILES if name in digests)
    assets = tuple(name for name in digests if name not in CONTROL_FILES)
    return Scan(notes, with_hints(sources, rules), assets, control, digests, tuple(problems))


def is_text(name: str) -> bool:
    """Whether a name can be written in a page: one in another encoding has no characters there."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _source(relative: str, absolute: str, known: EntryBody | None) -> SourceFile:
    if known is not None:
        return SourceFile(relative, absolute, *known)
    with open(absolute, "rb", buffering=0) as file:
        data = file.read()
    return source_file(relative, data)


def source_file(path: str, data: bytes) -> SourceFile:
    """A source of these bytes, before anything else is known of it."""
    return SourceFile(path, data, digest(data), is_page(data), outline(data))


def with_hints(sources: Sequence[SourceFile], rules: Sequence[SourceRule]) -> tuple[SourceFile, ...]:
    """The sources, each with what the others and the configuration say about it."""
    hints = hints_by_path(((source.path, source.outline) for source in sources), rules)
    return tuple(source._replace(hints=hints[source.path]) if source.path in hints else source for source in sources)


def _digest_of(absolute: str) -> bytes:
    """Digest of a file, read in pieces so that a large one costs no memory."""
    hasher = blake2b(digest_size=16)
    with open(absolute, "rb", buffering=0) as file:
        while piece := file.read(1 << 20):
            hasher.update(piece)
    return hasher.digest()


def _files(notes: Path, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Each file with its path in the notes."""
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
            elif item.is_symlink() or item.is_file():  # asked the other way round, links in a circle raise
                yield f"{prefix}{item.name}", item
