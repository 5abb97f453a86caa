"""The keys under which the names in links are found, and those that an edit changes.

A name and a note share a key when the one may mean the other. An edit of a note is of no consequence for links that look up
none of its keys.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, normpath, splitext
from urllib.parse import unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.fragments import fragment_key, target_keys
from ainotes_site.markup.passes.block_ids import given_ids
from ainotes_site.model import Entry

NOTE_SUFFIXES = (".md", ".markdown", ".mdown", ".mdx")

FOLDER_NOTES = ("readme", "index", "_index")
"""Stems of notes that a link to their folder leads to; the first that exists."""

_WIKILINK = pattern(r"\[\[([^\[\]|#\n]{1,200})")
_DATE = pattern(r"(?:.*/)?(\d{4})_(\d\d)_(\d\d)$")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATED = pattern(r"\d{4}-\d\d-\d\d-(?=.)")
"""What Jekyll puts in front of the name of a post."""
_DAY_NAME = pattern(
    r"(?:[^\W\d_]+[,，]? )?(\d{4})[-/._年](\d{1,2})[-/._月](\d{1,2})日?(?:[,，]? ?(?:[^\W\d_]+|[(（][^\W\d_]+[)）]))?$"
)
"""A day as the name of a page, in a form that the owner of a journal may have chosen, with or without a weekday."""
_PLACE_PREFIX = pattern(r"(?:_+|\d{1,3}[-_.]+[ ]*)(?=[^\W\d_])")
"""What a site leaves out of the name of a file or folder: Docusaurus a number that it is sorted by, Jekyll the mark of a
collection."""
_ID_FIRST = pattern(r"(\d{12}|\d{14})[ _-]+\S")
_ID_LAST = pattern(r".*[ _-]([0-9a-f]{32})$")
_ID = pattern(r"[0-9a-f]{32}$")
_GAP = pattern(r"[\s_-]+")


def name_key(name: str) -> str:
    """A name as names compare: its Unicode form, case and spaces folded."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return " ".join(name.casefold().split())


def path_key(name: str) -> str:
    """A path from the notes folder, without `.md`: how the names of files compare."""
    path = normpath(unquote(name).replace("\\", "/").strip().lstrip("/") or ".")
    stem, suffix = splitext(path)
    return name_key(stem if suffix.lower() in NOTE_SUFFIXES else path)


def loose_key(key: str) -> str:
    """A key that names share which differ only in spaces, hyphens and underscores."""
    return f"~{_GAP.sub('-', key)}"


def folder_key(path: str) -> str:
    """A key for the note of a folder, whose path is a key itself: by the last part alone, as those of files are."""
    return f"{last_part(path)}/"


def last_part(key: str) -> str:
    """The name of a file or a folder without what it lies in."""
    return key.rpartition("/")[2]


def parents(path: str) -> Iterator[str]:
    """The folders that a path lies in, the nearest first; of a path outside the notes also the root."""
    while (parent := dirname(path)) and parent != path:
        yield parent
        path = parent


def fragment_splits(name: str) -> Iterator[tuple[str, str]]:
    """`a#b#c` as (`a#b`, `c`), then (`a`, `b#c`): a name may have a # in it."""
    at = name.rfind("#")
    while at > 0:
        yield name[:at], name[at + 1 :]
        at = name.rfind("#", 0, at)


def day_key(key: str) -> str:
    """The key of the day that a name is, whatever way it is written in; empty where it is none."""
    found = _DAY_NAME.match(key)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""


def display_path(path_or_key: str) -> str:
    """The path without what a site leaves out of it."""
    return "/".join(_PLACE_PREFIX.sub("", part, count=1) for part in path_or_key.split("/"))


def file_names(path: str) -> Iterator[tuple[str, str]]:
    """Key of the stem and of the whole path: of the file, of the folder that it is the note of, of the page that Logseq
    means by its name, and of the id that it begins with, as in a Zettelkasten, or ends with, as Notion exports it.
    """
    key = path_key(path)
    stem = last_part(key)
    yield stem, key
    yield loose_key(stem), key
    marked = _ID_FIRST.match(stem) or _ID_LAST.match(stem)
    if marked:
        yield marked[1], marked[1]
    if stem in FOLDER_NOTES and "/" in key:
        yield folder_key(dirname(key)), dirname(key)
    if "___" in stem:
        page = key.replace("___", "/")
        yield last_part(page), page
    day = _DATE.match(key)
    if day:
        year, month, number = day.groups()
        yield f"{year}-{month}-{number}", f"{year}-{month}-{number}"
        if 1 <= int(month) <= 12:
            written = name_key(f"{_MONTHS[int(month) - 1]} {_ordinal(int(number))}, {year}")
            yield written, written


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def asset_names(path: str) -> Iterator[str]:
    """Keys of a file that is no note: of its name, and of its stem where that is an id, as Joplin exports it."""
    name = name_key(last_part(path))
    yield name
    stem = name.rpartition(".")[0]
    if _ID.match(stem):
        yield stem


def address_key(address: str) -> str:
    """A key for a path, or the end of one, at which a note is published on another site."""
    return f"@{path_key(address)}"


def address_keys(path: str) -> Iterator[str]:
    """The keys that a path from the root of another site is looked up under: the whole path, then its ends."""
    parts = path_key(path).removesuffix(".html").split("/")
    for first in range(len(parts)):
        yield f"@{'/'.join(parts[first:])}"


def addresses(entry: Entry) -> Iterator[str]:
    """The keys of the addresses of an entry: those that its owner states, its path as a site shows it, and the name of a post
    without its day.
    """
    yield from map(address_key, entry.addresses)
    key = path_key(entry.span.path)
    place = display_path(key)
    if place != key:
        yield f"@{place}"
        if last_part(place) in FOLDER_NOTES:
            yield f"@{dirname(place)}"
    stem = last_part(key)
    if _DATED.match(stem):
        yield address_key(_DATED.sub("", stem, count=1))


def wikilinks(entry: Entry) -> Iterable[str]:
    """The texts in double brackets in an entry, once each; also in code."""
    return dict.fromkeys(name.rstrip("\\") for name in _WIKILINK.findall(entry.body)) if "[[" in entry.body else ()


def keys_of(name: str) -> Iterator[str]:
    """The keys under which a name is looked up, from any origin."""
    yield from _name_keys(name)
    for head, fragment in fragment_splits(name):
        yield from _name_keys(head)
        for part in fragment.split("#"):
            yield fragment_key(part)


def _name_keys(name: str) -> Iterator[str]:
    plain = name_key(name)
    yield plain
    yield loose_key(plain)
    yield last_part(path_key(name))
    yield folder_key(path_key(name))
    yield last_part(name_key(normpath(name.strip().rstrip("/") or ".")))
    day = day_key(plain)
    if day:
        yield day
    if name.startswith("/"):
        yield from address_keys(name)


def file_keys(name: str) -> tuple[str, ...]:
    """The same for the name, or the path, of a file that is no note."""
    written = name.replace("\\", "/").strip()
    return tuple(f"/{key}" for key in asset_names(written))


def passage_keys(name: str) -> Iterator[str]:
    """The same for a passage: it changes with the text of the note."""
    for key in (*_name_keys(name), *(key for head, _ in fragment_splits(name) for key in _name_keys(head))):
        yield key
        yield f"!{key}"
    for _, fragment in fragment_splits(name):
        for part in fragment.split("#"):
            yield fragment_key(part)


def entry_keys(entry: Entry) -> Iterator[str]:
    """Under which keys an entry is found."""
    for name in (entry.id, entry.title, *entry.aliases):
        yield name_key(name)
    yield from addresses(entry)
    yield fragment_key(entry.title)


def names_of_private(entry: Entry) -> Iterator[str]:
    """The keys of what an entry is called that is not published."""
    yield from map(name_key, filter(None, (entry.title, *entry.aliases)))
    yield from block_names(entry)


def block_names(entry: Entry) -> Iterator[str]:
    """The names of those blocks of an entry that have one among all notes, as keys: Logseq's `((id))`."""
    for name in given_ids(entry.body):
        yield f"(({name_key(name)}))"


def source_keys(path: str) -> Iterator[str]:
    """Under which keys a source is found, and the folders that it is in."""
    for stem, key in file_names(path):
        yield stem
        yield key
    yield from folder_keys(path)


def folder_keys(path: str) -> Iterator[str]:
    """Under which keys the folders are found that a file is in."""
    yield "."
    for parent in parents(path):
        yield last_part(name_key(parent))


def text_keys(before: Entry | None, after: Entry | None) -> Iterator[str]:
    """Keys of what may be found elsewhere in an entry, or says something else, because its text has changed."""
    old = target_keys(before.body) if before else {}
    new = target_keys(after.body) if after else {}
    yield from (key for key in {**old, **new} if old.get(key) != new.get(key))
    for entry in filter(None, (before, after)):
        yield from map(fragment_key, entry.section)
        blocks = tuple(block_names(entry))
        yield from blocks
        for key in (*blocks, *entry_keys(entry), *source_keys(entry.span.path)):
            yield f"!{key}"


@dataclass(frozen=True, slots=True)
class Requests:
    """What the compiling of an entry asked the others for."""

    names: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()

    def all_keys(self) -> Iterator[str]:
        """Under which keys the answers are found."""
        for name in self.names:
            yield from keys_of(name)
        for name in self.files:
            yield from file_keys(name)
        for name in self.passages:
            yield from passage_keys(name)
