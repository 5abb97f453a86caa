"""What an importer gives: notes to be, files to be taken as they are, and all that was not understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote

from ainotes_site.model import Kind, Person

FILE = "ainotes-file:"
"""Begins an address in the text of an item that names a file of the export, quoted; the writer puts the place of the copy."""
NOTE = "ainotes-note:"
"""Begins one that names another item by its key, quoted."""


class Form(StrEnum):
    """How an item is written down."""

    POST = "post"
    """Number, day and author above it, in a digest with others."""
    LISTED = "listed"
    """Under a heading with its day and its title, in a file with others."""
    PAGE = "page"
    """A file of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an item that may come alone later: a passage of a book that was marked after the last import."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """One note to be."""

    key: str
    """What it is known by, lasting and unique in its format: two items of one key are the same."""
    form: Form
    place: str
    """Name, without ending, of the file that it is written in; folders are parted by slashes."""
    title: str
    """Plain text; of a post it is not written, as readers take its first words."""
    text: str
    """Markdown. Addresses may begin with `FILE` or `NOTE`."""
    date: str = ""
    """ISO 8601 date, as far as it is known."""
    url: str = ""
    authors: tuple[Person, ...] = ()
    tags: tuple[str, ...] = ()
    kind: Kind | None = None
    """Of a file that is shared all items have the same."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """More front matter, of a page."""
    parts: tuple[Part, ...] = ()
    """Follow the text; where there are any, only new ones are written."""


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file of the export that is a note as it is."""

    member: str
    place: str
    """Path that it is to have, with its ending."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something of the export that is in no note."""

    reason: str
    """Key of `i18n`, without its `import.reason.`."""
    example: str
    """What it is: the name of a file, a line, a column."""


@dataclass(frozen=True, slots=True)
class Imported:
    """All that an export says."""

    items: tuple[ImportedItem, ...] = ()
    copies: tuple[CopiedFile, ...] = ()
    left: tuple[Left, ...] = ()


def file_address(member: str) -> str:
    """The address, in the text of an item, of a file of the export."""
    return FILE + quote(member, safe="/")


def note_address(key: str) -> str:
    """Likewise of another item."""
    return NOTE + quote(key, safe="")
