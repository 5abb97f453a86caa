"""Rows of a CSV file by the names of its columns (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.readers.decode import Undecodable, decode

_LONGEST_FIELD = 16_000_000
"""Characters: an article may stand in one."""


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file."""

    columns: tuple[str, ...]
    """Names as written."""
    rows: tuple[Mapping[str, str], ...]
    """Values by name in lower case."""
    lines: tuple[int, ...]
    """Line on which each row ends, from 1."""

    def others(self, known: Sequence[str]) -> tuple[str, ...]:
        """Columns with other names than these that have a value somewhere."""
        return tuple(
            name
            for name in self.columns
            if name.lower() not in known and any(row.get(name.lower(), "").strip() for row in self.rows)
        )


def header_of(start: bytes) -> tuple[str, ...]:
    """The names in the first line of what may be a CSV file, in lower case; nothing where it can be none."""
    text = decode(start.split(b"\n", 1)[0])
    if isinstance(text, Undecodable) or not text.lines:
        return ()
    try:
        names = next(csv.reader(text.lines[:1]), [])
    except csv.Error:
        return ()
    return tuple(name.strip().lower() for name in names)


def table_of(name: str, data: bytes) -> Table:
    """A CSV file. Raises BuildError where it is none."""
    text = decode(data)
    if isinstance(text, Undecodable):
        raise error_of(BuildError, name, "import.no_text")
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO("\n".join(text.lines)))
    try:
        columns = tuple(column.strip() for column in next(reader, []))
        keys = tuple(column.lower() for column in columns)
        rows: list[Mapping[str, str]] = []
        lines: list[int] = []
        for row in reader:
            if any(value.strip() for value in row):
                rows.append(dict(zip(keys, row, strict=False)))
                lines.append(reader.line_num)
    except csv.Error as error:
        raise error_of(BuildError, name, "import.damaged", why=error) from error
    return Table(columns, tuple(rows), tuple(lines))


def first(row: Mapping[str, str], *names: str) -> str:
    """The value of the first of these columns that has one."""
    return next((value for name in names if (value := row.get(name, "").strip())), "")


def tags_of(written: str) -> tuple[str, ...]:
    """Tags as CSV files of such services hold them: with commas, or as a list of Python."""
    return tuple(dict.fromkeys(tag for part in re.split(r"[,，;|]", written) if (tag := part.strip(" []'\"#"))))
