"""Which files an import makes: what is new of it, at places that are free. A pure function; `write_import` does it."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

from ainotes_site.importers.items import Form, Imported, ImportedItem, Left
from ainotes_site.importers.render_items import page_file, shared_file, title_of
from ainotes_site.model import Lang
from ainotes_site.portable_names import file_name, folded
from ainotes_site.readers import read

_FILES = "files"
"""Folder of pictures and attachments."""
_LONGEST_NAME = 180
"""Bytes of a name: file systems take 255, and an ending and a number are added."""
_DEEPEST = 8
"""Folders within each other, as Windows takes 260 characters of a path."""


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """What an earlier import wrote, of one item or file."""

    digest: str
    """Of its content."""
    path: str
    """Of the file, in the folder of the import."""


@dataclass(frozen=True, slots=True)
class ImportFolder:
    """The folder that is imported into."""

    paths: frozenset[str]
    """Of all files in it, folded."""
    known: Mapping[str, EarlierImport]
    """By key, as `key_digest` makes it."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written."""

    path: str
    """In the folder of the import."""
    content: bytes
    """What is in it, unless it is a copy."""
    member: str
    """File of the export that it is a copy of; else empty."""
    items: int
    """How many notes are in it."""
    records: tuple[tuple[str, EarlierImport], ...]
    """What is known once it is written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import is to do, and what it leaves."""

    files: tuple[NewFile, ...]
    known: int
    """Items that were imported before."""
    changed: tuple[str, ...]
    """Those of them that the export has otherwise now: places of the notes that are left as they are."""
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """How notes are to be written."""

    format: str
    """Name of the format of the export."""
    lang: Lang
    private: bool
    """Whether they are not to be published."""


def key_digest(key: str) -> str:
    """A key as the record has it: of one length, and saying nothing of the note."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(slots=True)
class _Plan:
    """A plan that is being made."""

    there: ImportFolder
    wish: Wish
    taken: set[str]
    paths: dict[str, str] = field(default_factory=dict)
    """Where each item is, by key."""
    copies: dict[str, str] = field(default_factory=dict)
    """Where each file of the export is to be."""
    known: int = 0
    changed: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def free(self, place: str, ending: str) -> str:
        """A path that nothing has, and takes it. Numbers come after `_`, so that older files are read first."""
        path, number = f"{place}{ending}", 1
        while folded(path) in self.taken:
            number += 1
            path = f"{place}_{number}{ending}"
        self.taken.add(folded(path))
        return path

    def copy(self, member: str, place: str) -> str:
        """Where a file of the export is, or will be."""
        if member not in self.copies:
            known = self.there.known.get(key_digest(f"file:{member}"))
            if known is not None and folded(known.path) in self.there.paths:
                return known.path
            stem, ending = posixpath.splitext(place)
            self.copies[member] = self.free(_portable(stem), _ending(ending))
        return self.copies[member]


def plan(imported: Imported, members: Callable[[str], int | None], there: ImportFolder, wish: Wish) -> Plan:
    """What is new of an export. `members` says of a file of the export how many bytes it has, and None of one that is not in it."""
    work = _Plan(there, wish, set(there.paths))
    work.left.extend(imported.left)
    new = list(_new_items(imported.items, work))
    groups = _grouped(new)
    places = [_place_of(group, work) for group in groups]
    for group, path in zip(groups, places, strict=True):
        work.paths.update((item.key, path) for item in group)
    files = [_file(group, path, members, work) for group, path in zip(groups, places, strict=True)]
    files += _as_they_are(imported, members, work)
    files += [
        NewFile(path, b"", member, 0, ((key_digest(f"file:{member}"), EarlierImport(str(members(member)), path)),))
        for member, path in work.copies.items()
    ]
    return Plan(tuple(files), work.known, tuple(work.changed), tuple(work.left))


def _new_items(items: Sequence[ImportedItem], work: _Plan) -> Iterator[ImportedItem]:
    """Those that no earlier import wrote, each once."""
    seen: set[str] = set()
    for item in items:
        if item.key in seen:
            work.left.append(Left("double", item.title or item.url))
            continue
        seen.add(item.key)
        known = work.there.known.get(key_digest(item.key))
        parts = tuple(part for part in item.parts if key_digest(part.key) not in work.there.known)
        if parts or known is None:
            yield replace(item, parts=parts)
            continue
        work.known += 1
        work.paths[item.key] = known.path
        if known.digest != _digest(item):
            work.changed.append(known.path)


def _digest(item: ImportedItem) -> str:
    """Of what an item says; of one of parts, which have keys of their own, none of that counts."""
    said = "\0".join(() if item.parts else (item.title, item.date, item.url, item.text, *item.tags))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _grouped(items: Sequence[ImportedItem]) -> list[list[ImportedItem]]:
    """The items of each file, in the order of time."""
    groups: dict[tuple[object, ...], list[ImportedItem]] = {}
    for item in items:
        groups.setdefault((item.key,) if item.form is Form.PAGE else (item.form, item.place, item.kind), []).append(
            item
        )
    return [
        sorted(group, key=lambda item: (item.date, len(item.key), item.key) if item.form is Form.POST else (item.date,))
        for group in groups.values()
    ]


def _place_of(group: Sequence[ImportedItem], work: _Plan) -> str:
    return work.free(_portable(group[0].place), ".md")


def _portable(place: str) -> str:
    """A path without its ending that every system can have."""
    parts = [_short(file_name(part)) for part in place.split("/") if part.strip(". ")] or ["note_"]
    return "/".join([*parts[: _DEEPEST - 1], parts[-1]] if len(parts) > _DEEPEST else parts)


def _short(name: str) -> str:
    return name.encode("utf-8", "replace")[:_LONGEST_NAME].decode("utf-8", "ignore").rstrip(". ") or "note_"


def _ending(ending: str) -> str:
    return ending if re.fullmatch(r"\.\w{1,16}", ending, re.ASCII) else ""


def _file(group: Sequence[ImportedItem], path: str, members: Callable[[str], int | None], work: _Plan) -> NewFile:
    """A file with its items, read once to see that the readers find what is in it."""
    folder = posixpath.dirname(path)

    def address(kind: str, named: str) -> str:
        name = unquote(named)
        if kind == "note":
            to = work.paths.get(name, "")
        else:
            to = work.copy(name, f"{_FILES}/{name.rpartition('/')[2]}") if members(name) is not None else ""
        return quote(posixpath.relpath(to, folder or ".")) if to else ""

    item = group[0]
    if item.form is Form.PAGE:
        written = page_file(item, address, private=work.wish.private)
    else:
        title = title_of(work.wish.format, item.place, work.wish.lang)
        number = 1 + (_written_before(item.place, work.there) if item.form is Form.POST else 0)
        written = shared_file(group, title, number, work.wish.lang, address, private=work.wish.private)
    content = written.encode("utf-8", "replace")
    _check(path, content, len(group), work)
    records = [(key_digest(one.key), EarlierImport(_digest(one), path)) for one in group]
    records += [(key_digest(part.key), EarlierImport("", path)) for one in group for part in one.parts]
    return NewFile(path, content, "", len(group), tuple(records))


def _check(path: str, content: bytes, items: int, work: _Plan) -> None:
    """Say where the readers find another number of entries in a file than were put into it."""
    found = len(read(path, content.replace(b"\nprivate: true\n", b"\n", 1)).entries)
    if found != items:
        work.left.append(Left("unlike", f"{path}: {found}/{items}"))


def _written_before(place: str, there: ImportFolder) -> int:
    """How many posts of this file, and of those that went on from it, there have been: their numbers are in their ids."""
    goes_on = re.compile(rf"{re.escape(_portable(place))}(?:_\d+)?\.md")
    return sum(goes_on.fullmatch(known.path) is not None for known in there.known.values())


def _as_they_are(imported: Imported, members: Callable[[str], int | None], work: _Plan) -> Iterator[NewFile]:
    """The notes of an export that stay as they are, and what lies beside them at the place that they say."""
    for copy in imported.copies:
        key = key_digest(f"file:{copy.member}")
        known, size = work.there.known.get(key), str(members(copy.member))
        if known is not None:
            work.known += 1
            work.changed.extend([known.path] if known.digest != size else [])
            continue
        stem, ending = posixpath.splitext(copy.place)
        place = "/".join(part for part in stem.split("/") if part not in ("", ".", ".."))
        path = work.free(place, ending)
        yield NewFile(
            path, b"", copy.member, int(ending.lower() in (".md", ".markdown")), ((key, EarlierImport(size, path)),)
        )
