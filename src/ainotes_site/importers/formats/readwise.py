"""Readwise: highlights as CSV, and the list of documents that Reader exports as CSV.

https://docs.readwise.io/readwise/docs/importing-highlights/csv names the columns of highlights: Highlight, Book Title, Book Author,
Amazon Book ID, Note, Color, Tags, Location Type, Location, Highlighted at, Document tags (the export has these).
https://docs.readwise.io/reader/docs/faqs/exporting-and-importing: Title, URL, ID, Document tags, Saved date, Reading progress,
Location, Seen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from ainotes_site.importers.csv_rows import Table, first, header_of, table_of, tags_of
from ainotes_site.importers.export_files import Export
from ainotes_site.importers.html_text import web_address
from ainotes_site.importers.items import Form, Imported, ImportedItem, Left, Part
from ainotes_site.importers.plain_text import markdown_of, plain_line, quoted
from ainotes_site.model import Kind, Person
from ainotes_site.readers.detect.dates import find_date

_HIGHLIGHTS = ("highlight", "book title", "book author", "amazon book id", "note", "color", "tags", "location type", "location",
               "highlighted at", "document tags", "title", "author", "url", "date")  # fmt: skip
_UNTAGGED = re.compile(r"[^\w/-]+")
_NAMES = re.compile(r"\s*(?:[,，、;；&]|(?<=\s)and(?=\s))(?:\s*and\s)?\s*")
_DOCUMENTS = ("title", "url", "id", "document tags", "saved date", "reading progress", "location", "seen")


def recognise(export: Export) -> bool:
    """Whether a file has the columns of one of the two."""
    return any(map(_kind, (export.start(name) for name in export.names if name.lower().endswith(".csv"))))


def _kind(start: bytes) -> str:
    names = set(header_of(start))
    if "highlight" in names and ({"book title", "title"} & names):
        return "highlights"
    return "documents" if {"url", "title", "saved date"} <= names else ""


def read(export: Export) -> Imported:
    """A page of each book or article with what was marked in it; a list of each month's documents."""
    items: list[ImportedItem] = []
    left: list[Left] = []
    for name in export.names:
        kind = _kind(export.start(name)) if name.lower().endswith(".csv") else ""
        if not kind:
            left.append(Left("file", name))
            continue
        table = table_of(name, export.read(name))
        left += [
            Left("column", f"{name}: {column}")
            for column in table.others(_HIGHLIGHTS if kind == "highlights" else _DOCUMENTS)
        ]
        found = _books(name, table) if kind == "highlights" else _documents(name, table)
        items += [item for item in found if isinstance(item, ImportedItem)]
        left += [item for item in found if isinstance(item, Left)]
    return Imported(tuple(items), left=tuple(left))


def _books(name: str, table: Table) -> list[ImportedItem | Left]:
    books: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    left: list[ImportedItem | Left] = []
    for row, line in zip(table.rows, table.lines, strict=True):
        title, text = first(row, "book title", "title"), first(row, "highlight")
        if not title or not text:
            left.append(Left("row", f"{name}:{line}"))
        else:
            books.setdefault((plain_line(title), plain_line(first(row, "book author", "author"))), []).append(row)
    return [*(_book(title, author, rows) for (title, author), rows in books.items()), *left]


def _book(title: str, author: str, rows: list[Mapping[str, str]]) -> ImportedItem:
    days = sorted(day for row in rows if (day := find_date(first(row, "highlighted at", "date"))))
    tags = dict.fromkeys(tag for row in rows for tag in tags_of(first(row, "document tags")))
    parts = {
        (key := hashlib.sha256(f"{title}\0{author}\0{row['highlight'].strip()}".encode()).hexdigest()): Part(
            key, _passage(row)
        )
        for row in rows
    }
    return ImportedItem(
        key=f"book:{title}\0{author}",
        form=Form.PAGE,
        place=title,
        title=title,
        text="",
        date=days[-1] if days else "",
        url=next((url for row in rows if (url := web_address(first(row, "url")))), ""),
        authors=tuple(Person(name) for name in _NAMES.split(author) if name),
        tags=tuple(tags),
        kind=Kind.NOTE,
        parts=tuple(parts.values()),
    )


def _passage(row: Mapping[str, str]) -> str:
    """What was marked as a quotation, the note below it, and where it stands."""
    place = " ".join(part for part in (first(row, "location type"), first(row, "location")) if part)
    about = [plain_line(place), *(f"#{_UNTAGGED.sub('-', tag).strip('-')}" for tag in tags_of(first(row, "tags")))]
    foot = " · ".join(word for word in about if word.strip("#"))
    pieces = [
        quoted(markdown_of(row["highlight"])),
        markdown_of(first(row, "note")),
        f"<small>{foot}</small>" if foot else "",
    ]
    return "\n\n".join(piece for piece in pieces if piece)


def _documents(name: str, table: Table) -> list[ImportedItem | Left]:
    found: list[ImportedItem | Left] = []
    for row, line in zip(table.rows, table.lines, strict=True):
        url = web_address(first(row, "url"))
        if not url:
            found.append(Left("row", f"{name}:{line}"))
            continue
        day = find_date(first(row, "saved date")) or ""
        found.append(
            ImportedItem(
                key=f"document:{first(row, 'id') or url}",
                form=Form.LISTED,
                place=day[:7] or "undated",
                title=plain_line(first(row, "title")) or url,
                text="",
                date=day,
                url=url,
                tags=tags_of(first(row, "document tags")),
                kind=Kind.BOOKMARK,
            )
        )
    return found
