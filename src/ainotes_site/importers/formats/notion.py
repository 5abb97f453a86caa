"""Notion: pages as Markdown and CSV, or as HTML, in an archive (https://www.notion.com/help/export-your-content).

A page is `Title ID.md` (or `.html`), the ID 32 hexadecimal digits, with the pages and files within it in a folder of that name;
a database is `Title ID.csv` (its view) and `Title ID_all.csv`. In Markdown the title is the first heading, the properties follow
as lines `Name: value`; in HTML they are a table. Links are relative paths. Large exports are archives within the archive.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bs4 import Tag

from ainotes_site.importers.csv_rows import table_of
from ainotes_site.importers.export_files import Export
from ainotes_site.importers.html_text import attribute, html_of, markdown_of_html, page_of, text_of, web_address
from ainotes_site.importers.items import Form, Imported, ImportedItem, Left, file_address, note_address
from ainotes_site.importers.linked_files import member_of
from ainotes_site.importers.plain_text import markdown_of, plain_line, safe_in_link
from ainotes_site.model import Kind, Person
from ainotes_site.readers.decode import Undecodable, decode
from ainotes_site.readers.detect.dates import find_date
from ainotes_site.readers.detect.field_names import fields_of
from ainotes_site.readers.detect.headings.headings import fenced
from ainotes_site.readers.frontmatter.values import list_of

_ID = re.compile(r"[ -]?([0-9a-f]{32})(?=$|[._/])")
_NAMED = re.compile(r" [0-9a-f]{32}(?:_all)?\.(?:md|html|csv)$")
_TOP = re.compile(r"^(?:Export-[0-9a-f-]{36}|Private & Shared|ExportBlock-[0-9a-f-]{36}(?:-Part-\d+)?)$")
_PAGE = (".md", ".html")
_DESTINATION = re.compile(r"(?<=\]\()(?:<([^<>\n]+)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))(?=[\s)])")
_PROPERTY = re.compile(r"([^:\n]{1,60}): ?(.*)$")


def recognise(export: Export) -> bool:
    """Whether pages are named with their ids."""
    return any(_NAMED.search(name) for name in export.names)


@dataclass(slots=True)
class _Work:
    """One export on its way."""

    export: Export
    left: list[Left] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)

    def key(self, name: str) -> str:
        """What the page or database of a file is known by."""
        found = _ID.findall(name.rpartition("/")[2].replace("_all.csv", ".csv"))
        return found[-1] if found else _place(name)

    def address(self, page: str) -> Callable[[str], str]:
        """Addresses on a page as an item has them: other pages, files, the web."""

        def address(href: str) -> str:
            member = member_of(self.export, page, href)
            if not member:
                return web_address(href)
            if member.lower().endswith((*_PAGE, ".csv")):
                return note_address(self.key(member))
            self.shown.add(member)
            return file_address(member)

        return address


def read(export: Export) -> Imported:
    """A page of each page and of each database, in the same folders."""
    work = _Work(export)
    items: list[ImportedItem] = []
    pages = {name for name in export.names if _ending(name) in _READERS}
    for name in sorted(pages - _lists(export)):
        item = _READERS[_ending(name)](work, name)
        if item is None:
            work.left.append(Left("empty", name))
        else:
            items.append(item)
    work.left += [Left("unused", name) for name in export.names if name not in pages and name not in work.shown]
    return Imported(tuple(items), left=tuple(work.left))


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1].lower()


def _lists(export: Export) -> set[str]:
    """The list of all pages, and views of databases that are there as a whole."""
    whole = {name.replace("_all.csv", ".csv") for name in export.names if name.endswith("_all.csv")}
    return {name for name in export.names if name in whole or name.rpartition("/")[2] == "index.html"}


def _place(name: str) -> str:
    """Where a page is in the export, without ids and without the folders that every export has."""
    parts = posixpath.splitext(name)[0].removesuffix("_all").split("/")
    named = [_ID.sub("", part).strip() or part for part in parts]
    kept = [part for at, part in enumerate(named) if at == len(named) - 1 or not _TOP.match(parts[at])]
    return "/".join(kept)


def _lines(work: _Work, name: str) -> Sequence[str]:
    text = decode(work.export.read(name))
    if isinstance(text, Undecodable):
        work.left.append(Left("format", name))
        return ()
    return text.lines


def _markdown_page(work: _Work, name: str) -> ImportedItem:
    lines = _trimmed(_lines(work, name))
    title = plain_line(lines[0][2:]) if lines and lines[0].startswith("# ") else ""
    lines = _trimmed(lines[1:] if title else lines)
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    found = [match for line in lines[:end] if (match := _PROPERTY.match(line))]
    if len(found) < end or lines[:1] == ["---"]:
        found, end = [], 0
    properties = [(match[1].strip(), match[2].strip()) for match in found]
    return _item(work, name, title, properties, _relinked("\n".join(lines[end:]), work.address(name)))


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    """`lines` from the first that is not blank."""
    return lines[next((at for at, line in enumerate(lines) if line.strip()), len(lines)) :]


def _relinked(text: str, address: Callable[[str], str]) -> str:
    """Markdown whose links lead to items and files of the export; code and what leads nowhere in it stay as they are."""
    lines = text.split("\n")
    code, _ = fenced(lines)

    def relinked(found: re.Match[str]) -> str:
        to = address(found[1] or found[2])
        return safe_in_link(to) if to else found[0]

    return "\n".join(line if at in code else _DESTINATION.sub(relinked, line) for at, line in enumerate(lines)).strip()


def _html_page(work: _Work, name: str) -> ImportedItem:
    page = page_of(name, html_of(name, work.export.read(name)))
    body = page.find(class_="page-body")
    title = text_of(page.find(class_="page-title")) or text_of(page.find("title"))
    properties: list[tuple[str, str]] = []
    for row in page.select("table.properties tr"):
        cell = row.find("td")
        values = [text_of(one) for one in row.select("td .selected-value")] or [text_of(cell)]
        link = cell.find("a") if isinstance(cell, Tag) else None
        said = attribute(link, "href") if web_address(attribute(link, "href")) else ", ".join(values)
        properties.append((text_of(row.find("th")), said))
    text = markdown_of_html(name, body, work.address(name), work.left) if isinstance(body, Tag) else ""
    return _item(work, name, title, properties, text)


def _item(work: _Work, name: str, title: str, properties: Sequence[tuple[str, str]], text: str) -> ImportedItem:
    said = _Said()
    rest = [
        f"- {markdown_of(label)}: {markdown_of(value)}"
        for label, value in properties
        if value and not said.take(label, value)
    ]
    body = "\n\n".join(piece for piece in ("\n".join(rest), text) if piece)
    place = _place(name)
    return ImportedItem(
        key=work.key(name),
        form=Form.PAGE,
        place=place,
        title=title or place.rpartition("/")[2],
        text=body,
        date=said.date or said.created,
        url=said.url,
        authors=tuple(Person(plain_line(author)) for author in said.authors),
        tags=said.tags,
        fields={"updated": said.updated},
    )


@dataclass(slots=True)
class _Said:
    """What the properties of a page say that front matter has a field for."""

    date: str = ""
    created: str = ""
    updated: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def take(self, label: str, value: str) -> bool:
        """Whether a property is taken; one whose name stands for something that was said before is not."""
        fields = fields_of(label)
        for name, field_name, read in _FIELDS:
            found = read(value) if field_name in fields and not getattr(self, name) else None
            if found:
                setattr(self, name, found)
                return True
        return False


def _one_url(value: str) -> str:
    url = web_address(value)
    return url if url.startswith("http") and " " not in url else ""


_FIELDS: Sequence[tuple[str, str, Callable[[str], object]]] = (
    ("date", "date", find_date),
    ("created", "created", find_date),
    ("updated", "updated", find_date),
    ("url", "origin", _one_url),
    ("tags", "tags", list_of),
    ("authors", "author", list_of),
)
"""What may be said, the field that says it, and how its value is read."""


def _database(work: _Work, name: str) -> ImportedItem | None:
    """A database as a table; the name in its first column leads to the page of the row, which lies in the folder beside it."""
    table = table_of(name, work.export.read(name))
    if not table.columns:
        return None
    folder = posixpath.splitext(name)[0].removesuffix("_all")
    places = {_place(page).rpartition("/")[2]: page for page in _pages_in(work, folder)}
    rows = [_row(work, row, table.columns, places) for row in table.rows]
    head = [f"| {' | '.join(_cell(column) or ' ' for column in table.columns)} |", "|" + " --- |" * len(table.columns)]
    title = _place(name).rpartition("/")[2]
    return ImportedItem(
        key=work.key(name),
        form=Form.PAGE,
        place=_place(name),
        title=title,
        text="\n".join([*head, *rows]),
        kind=Kind.NOTE,
    )


def _pages_in(work: _Work, folder: str) -> list[str]:
    inside = (f"{folder}/", f"{_ID.sub('', folder)}/")
    return [page for page in work.export.names if page.startswith(inside) and page.lower().endswith(_PAGE)]


def _row(work: _Work, row: Mapping[str, str], columns: Sequence[str], places: Mapping[str, str]) -> str:
    cells = [_cell(row.get(column.lower(), "")) for column in columns]
    first = plain_line(row.get(columns[0].lower(), ""))
    page = places.get(first) or places.get(re.sub(r'[<>:"|?*\\/]', "", first))
    if page and cells[0]:
        cells[0] = f"[{cells[0]}]({note_address(work.key(page))})"
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return markdown_of(plain_line(text)).replace("|", "\\|")


_READERS: Mapping[str, Callable[[_Work, str], ImportedItem | None]] = {
    ".md": _markdown_page,
    ".html": _html_page,
    ".csv": _database,
}
