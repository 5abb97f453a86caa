"""Whose the files of a site folder are: ours where the site's marker lists them, the owner's all others.

The marker lies in the site itself, so that it goes where the site goes, and a lost cache or another project's cache says
nothing about what may be removed. It is text: a line `ainotes-site 1 D`, then a line for each file, sorted: the digest of
its content, a space, its path. D is the digest of all that follows the first line. Digests are BLAKE2b with 16 bytes, in
hexadecimal digits; in paths, `\\` and ends of lines are written `\\\\` and `\\n`, and bytes that are not UTF-8 stay.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ainotes_site.pipeline.stages.scan import digest, digest_file

MARKER = ".ainotes-site"
"""File at the root of every published site."""

_OFFLINE_LIST, _OFFLINE_WORKER = "offline.json", "sw.js"
"""Sites of versions that wrote no marker are known by the list for offline reading, whose version their worker names."""

Owned = Mapping[str, str]
"""Paths of files that a build made, with digests of what it wrote."""


class Clash(NamedTuple):
    """A file that was to be published and one of the owner's that is in its place, or in the place of its folder."""

    path: str
    foreign: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """What lies in a site folder and is the owner's: paths relative to it, sorted; folders before what they hold."""

    files: tuple[str, ...] = ()
    """Also links and whatever else is no folder."""
    folders: tuple[str, ...] = ()
    """Those that hold nothing of ours."""

    def clashes(self, paths: Collection[str]) -> list[Clash]:
        """Which of `paths` cannot be published beside these."""
        if not self.files and not self.folders:
            return []
        theirs = set(self.files)
        holding = {**dict.fromkeys(self.folders), **{parent: path for path in self.files for parent in parents(path)}}
        in_place = {*theirs, *holding}.intersection(paths)
        found = [Clash(path, path if path in theirs else holding[path] or path) for path in in_place]
        if theirs.intersection(folders_of(paths)):
            found += _below(theirs, set(paths) - in_place)
        return sorted(found)


def _below(theirs: Collection[str], paths: Iterable[str]) -> Iterator[Clash]:
    """Those of `paths` whose folder would be in the place of one of their files."""
    for path in paths:
        yield from (Clash(path, parent) for parent in parents(path) if parent in theirs)


def marker(files: Mapping[str, bytes]) -> bytes:
    """The marker of a site that consists of `files`, which map paths to digests."""
    paths = sorted(path for path in files if path != MARKER)
    listed = "".join([f"{files[path].hex()} {_escaped(path)}\n" for path in paths]).encode("utf-8", "surrogateescape")
    return b"%b%b\n%b" % (_FIRST, digest(listed).hex().encode(), listed)


def _escaped(path: str) -> str:
    return path.replace("\\", "\\\\").replace("\n", "\\n") if "\\" in path or "\n" in path else path


def _unescaped(path: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else "\\", path)


_FIRST = b"ainotes-site 1 "
_ESCAPE = re.compile(r"\\(.)")
_DOUBTFUL = (" /", " ../", "/../", " ..\n", "/..\n", " \n", "\0")
"""What a list has of which a path may lead out of the site."""
_OFFLINE = re.compile(rb'\{"version":"([0-9a-f]{16})","files":(\{.*\})\}', re.DOTALL)


def owned_files(site: Path) -> Owned | None:
    """The files of a site that builds have made; None where nothing proves that any has published into this folder."""
    listed = _listed(site)
    return _listed_for_offline(site) if listed is None else listed


def _listed(site: Path) -> Owned | None:
    first, _, listed = _bytes(site / MARKER).partition(b"\n")
    if first != _FIRST + digest(listed).hex().encode():
        return None
    text = listed.decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    if any(doubtful in text for doubtful in _DOUBTFUL):  # it may have come from anywhere
        lines = [line for line in lines if _is_inside(line[33:])]
    owned = {line[33:]: line[:32] for line in lines if line}
    return {_unescaped(path): content for path, content in owned.items()} if "\\" in text else owned


def _listed_for_offline(site: Path) -> Owned | None:
    """Of a site without a marker: the listed files that are to the letter what a build wrote."""
    written, worker = _bytes(site / _OFFLINE_LIST), _bytes(site / _OFFLINE_WORKER)
    found = _OFFLINE.fullmatch(written)
    first, _, script = worker.partition(b"\n")
    if found is None or first != b'const VERSION = "%b";' % found[1]:
        return None
    listed = json.dumps(script.decode("utf-8", "replace"), ensure_ascii=False, separators=(",", ":")).encode()
    if sha256(b"[%b,%b]" % (found[2], listed)).hexdigest()[:16].encode() != found[1]:
        return None
    from urllib.parse import unquote_to_bytes

    owned = {_OFFLINE_LIST: digest(written).hex(), _OFFLINE_WORKER: digest(worker).hex()}
    for url, (content, *_) in json.loads(found[2]).items():
        path = os.fsdecode(unquote_to_bytes(url))
        if _is_inside(path) and is_unaltered(site, path, content):
            owned[path] = content
    return owned


def _is_inside(path: str) -> bool:
    """Whether a path from a file that may have come from anywhere stays in the site."""
    return bool(path) and not os.path.isabs(path) and ".." not in path.split("/") and "\0" not in path


def is_unaltered(site: Path, path: str, content: str) -> bool:
    """Whether the file still is what a build wrote, by the digest of that."""
    place = site / path
    try:
        return place.is_file() and not place.is_symlink() and digest_file(place).hex() == content
    except OSError:
        return False


def survey(site: Path, owned: Collection[str], ours: Collection[str] = ()) -> Foreign:
    """What is in the folder besides the `owned` files and the folders `ours`, by default those that these files are in.

    Raises OSError where a part of it cannot be looked at.
    """
    ours = ours or folders_of(owned)
    files: list[str] = []
    folders: list[str] = []
    stack = [("", str(site))]
    while stack:
        prefix, folder = stack.pop()
        with os.scandir(folder) as items:
            for item in items:
                path = prefix + item.name
                if item.is_dir(follow_symlinks=False):
                    stack.append((f"{path}/", item.path))
                    if path not in ours:
                        folders.append(path)
                elif path not in owned:
                    files.append(path)
    if MARKER in files and _bytes(site / MARKER).startswith(_FIRST):  # ours, if damaged
        files.remove(MARKER)
    return Foreign(tuple(sorted(files)), tuple(sorted(folders)))


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders that files with these paths lie in."""
    inner = {path.rpartition("/")[0] for path in paths} - {""}
    return inner.union(*map(parents, inner))


def parents(path: str) -> Iterable[str]:
    """The folders that a file lies in, the innermost first."""
    while path := path.rpartition("/")[0]:
        yield path


def _bytes(path: Path) -> bytes:
    """Of a plain file; nothing where there is none, or where it is a link."""
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    except OSError:
        return b""
