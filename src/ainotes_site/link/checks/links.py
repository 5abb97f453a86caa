"""Links to files that are not there, and to headings that no entry has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.checks.notes import Notes, problem
from ainotes_site.model import Entry, EntryId, Problem
from ainotes_site.urls import entry_url

# The HTML is our own, sanitised and serialised: attributes are always quoted so.
_ADDRESS = pattern(r'\s(?:href|src)="(?:\.\./|(?=[\w%-]+\.html#))([^"?#]*)(?:\?[^"#]*)?(?:#([^"]*))?"')
_ID = pattern(r'\sid="([^"]*)"')
_PAGES = ("entries/", "terms/", "sources/", "topics/", "people/")


def links(notes: Notes) -> Iterator[Problem]:
    """Broken relative links and anchors. What the compiler has already named is not named again."""
    anchors = _anchors(notes)
    for entry in notes.in_order():
        compiled = notes.library.compiled.get(entry.id)
        for path, fragment in dict.fromkeys(_ADDRESS.findall(compiled.html)) if compiled else ():
            yield from _link(entry, unescape(unquote(path)), unescape(unquote(fragment)), notes, anchors)


def _link(entry: Entry, path: str, fragment: str, notes: Notes, anchors: _Anchors) -> Iterator[Problem]:
    if not path.startswith(_PAGES):
        if path not in notes.assets:
            name = path.rpartition("/")[2]
            fact = f"链接的文件不存在 (no such file): {path}"
            yield problem(
                entry, fact, "correct the path, or add the file to the notes", (name, name.replace(" ", "%20"))
            )
        return
    known = anchors.of(path)
    if fragment and known is not None and fragment not in known:
        fact = f"锚点不存在 (no such heading): {path}#{fragment}"
        yield problem(entry, fact, "link to a heading that the entry has", (fragment, "#"))


class _Anchors:
    """Ids of the elements of each entry's page, found when they are first asked for."""

    def __init__(self, notes: Notes) -> None:
        self.compiled = notes.library.compiled
        self.entries = {entry_url(entry): entry for entry in self.compiled}
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, path: str) -> frozenset[str] | None:
        entry: EntryId | None = self.entries.get(
            entry_url(EntryId(path.removeprefix("entries/").removesuffix(".html")))
        )
        return None if entry is None else frozenset(map(unescape, _ID.findall(self.compiled[entry].html)))


def _anchors(notes: Notes) -> _Anchors:
    return _Anchors(notes)
