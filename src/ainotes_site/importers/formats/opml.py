"""OPML 2.0, a list of feeds (https://opml.org/spec2.opml): `<outline type="rss" text="…" xmlUrl="…" htmlUrl="…"/>` in folders.

A document type is refused: entities that name each other can take all memory there is, and no list of feeds has one.
"""

from __future__ import annotations

from xml.parsers import expat

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.importers.export_files import Export
from ainotes_site.importers.html_text import web_address
from ainotes_site.importers.items import Form, Imported, ImportedItem, Left
from ainotes_site.importers.plain_text import link_to, markdown_of, plain_line
from ainotes_site.model import Kind
from ainotes_site.readers.detect.dates import find_date

_MOST_BYTES = 32_000_000
_MOST_DEPTH = 64


def recognise(export: Export) -> bool:
    """Whether a file begins as OPML does."""
    return any(_is_opml(export, name) for name in export.names)


def _is_opml(export: Export, name: str) -> bool:
    return name.lower().endswith((".opml", ".xml")) and b"<opml" in export.start(name).lower().replace(b"\0", b"")


def read(export: Export) -> Imported:
    """A list of bookmarks: the site of each feed, the address of the feed below it, its folders as tags."""
    items: list[ImportedItem] = []
    left: list[Left] = []
    for name in export.names:
        if _is_opml(export, name):
            reader = _Reader(name)
            reader.read(export.read(name, _MOST_BYTES))
            items += reader.items
            left += reader.left
        else:
            left.append(Left("file", name))
    return Imported(tuple(items), left=tuple(left))


class _Reader:
    """One file on its way through the parser."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.items: list[ImportedItem] = []
        self.left: list[Left] = []
        self._folders: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise error_of(BuildError, self._name, "import.damaged", why=error) from error

    def _refuse(self, *_: object) -> None:
        raise error_of(BuildError, self._name, "import.doctype")

    def _start(self, element: str, values: dict[str, str]) -> None:
        if element.lower() != "outline":
            return
        if len(self._folders) >= _MOST_DEPTH:
            raise error_of(BuildError, self._name, "import.deep", most=_MOST_DEPTH)
        self._folders.append(self._take({name.lower(): value.strip() for name, value in values.items()}))

    def _take(self, said: dict[str, str]) -> str:
        """Keep the bookmark that an outline is; the name of the folder that it is instead."""
        name = plain_line(said.get("text") or said.get("title") or "")
        feed = web_address(said.get("xmlurl", ""))
        site = web_address(said.get("htmlurl", "") or said.get("url", ""))
        if feed or site:
            self.items.append(self._bookmark(said, name, feed, site))
            return ""
        if said.get("xmlurl") or said.get("type"):
            self.left.append(Left("row", f"{self._name}:{self._parser.CurrentLineNumber}"))
        return name

    def _end(self, element: str) -> None:
        if element.lower() == "outline":
            self._folders.pop()

    def _bookmark(self, said: dict[str, str], name: str, feed: str, site: str) -> ImportedItem:
        about = markdown_of(said.get("description", ""))
        address = f"RSS: {link_to(feed, feed)}" if feed and site else ""
        tags = [*self._folders, *(part.strip(" /") for part in said.get("category", "").split(","))]
        return ImportedItem(
            key=feed or site,
            form=Form.LISTED,
            place="feeds",
            title=name or feed or site,
            text="\n\n".join(filter(None, (about, address))),
            date=find_date(said.get("created", "")) or "",
            url=site or feed,
            tags=tuple(dict.fromkeys(filter(None, tags))),
            kind=Kind.BOOKMARK,
        )
