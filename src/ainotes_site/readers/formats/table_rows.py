"""Tables whose rows are the items, as papers of a week are listed: one entry a row. Only where the owner says so: most tables are
part of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ainotes_site.model import Entry, Skipped
from ainotes_site.readers.detect.dates import date_line
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.titles.titles import plain, read_title
from ainotes_site.readers.formats import note
from ainotes_site.readers.glossary.term_tables import cells, is_table_rule
from ainotes_site.readers.make_entry import compose
from ainotes_site.readers.source import Parts, Source


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines of a table: its header, the row of dashes below it, and its rows up to before `stop`."""

    first: int
    stop: int


def read(source: Source) -> Parts:
    """One entry a row, its section the heading above the table; other words frame the rows. A file without a table is one note."""
    tables = list(_tables(source))
    inside = {at for table in tables for at in range(table.first, table.stop)}
    entries = [entry for table in tables for entry in _entries(source, table)]
    if not entries:
        return note.read(source)
    heads = {heading.line for heading in source.headings}
    skipped: list[Skipped] = []
    for table in tables:
        skipped += source.skip("table-header", table.first, table.first + 2)
    for at in range(source.start, len(source.lines)):
        if at not in inside:
            skipped += source.skip(_reason(source, at, heads), at, at + 1)
    return Parts(tuple(entries), skipped=tuple(skipped), title=source.front.title or _title(source))


def _reason(source: Source, at: int, heads: set[int]) -> str:
    if at in heads:
        return "section-heading"
    return "rule" if is_rule(source.lines[at]) else "introduction"


def _title(source: Source) -> str:
    first = source.headings[0] if source.headings else None
    return plain(first.text) if first is not None and first.level == 1 else ""


def _tables(source: Source) -> Iterator[_Table]:
    at = source.start
    while at + 1 < len(source.lines):
        if at in source.code or "|" not in source.lines[at] or not is_table_rule(source.lines[at + 1]):
            at += 1
            continue
        stop = next((n for n in range(at + 2, len(source.lines)) if "|" not in source.lines[n]), len(source.lines))
        yield _Table(at, stop)
        at = stop


def _entries(source: Source, table: _Table) -> Iterator[Entry]:
    header = list(map(plain, cells(source.lines[table.first])))
    rows = [cells(line) for line in source.lines[table.first + 2 : table.stop]]
    named = _name_column(rows)
    above = [
        heading for heading in source.headings if heading.line < table.first and plain(heading.text) != _title(source)
    ]
    section = (plain(above[-1].text),) if above else ()
    for at, row in enumerate(rows, table.first + 2):
        title = read_title(row[named] if named < len(row) else "")
        title = title if title.text else replace(title, text=next(filter(None, map(plain, row)), ""))
        if title.text:
            date = title.date or next(filter(None, map(date_line, row)), None)
            yield compose(source, title, _body(header, row, named), source.span(at, at), date=date, section=section)


def _name_column(rows: Sequence[Sequence[str]]) -> int:
    """The column that says what a row is about: the first in which most cells lead somewhere, else the first with words in most
    that are no days."""
    width = max(map(len, rows), default=0)
    columns = [[row[at] for row in rows if at < len(row)] for at in range(width)]
    for says in (_leads, _names):
        found = next((at for at, column in enumerate(columns) if sum(map(says, column)) * 2 > len(rows)), None)
        if found is not None:
            return found
    return 0


def _leads(cell: str) -> bool:
    """Whether a cell is a link with a name of its own."""
    links = read_title(cell).links
    return bool(links) and len(plain(links[0].text)) * 2 > len(plain(cell)) and not links[0].text.startswith("http")


def _names(cell: str) -> bool:
    text = plain(cell)
    return any(map(str.isalpha, text)) and date_line(text) is None


def _body(header: Sequence[str], row: Sequence[str], named: int) -> str:
    """The other cells of a row, each below the head of its column."""
    said = [(header[at] if at < len(header) else "", cell) for at, cell in enumerate(row) if at != named and cell]
    return "\n".join(f"- **{head}**：{cell}" if head else f"- {cell}" for head, cell in said)
