"""What begins at the left margin of a text that may be a glossary: terms, tables of terms, and all else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.glossary.term_lines import TermLine, term_at
from ainotes_site.readers.glossary.term_tables import TermTable, term_table
from ainotes_site.readers.source import Source

LOOSE_STYLES = frozenset(("bare", "loose", "alone"))
"""Styles of terms that any text has here and there."""

UNTOLD_SHARE = 0.7
"""Share of the blocks that are terms where nothing says that the file is a glossary."""
UNTOLD_ROWS = 3
"""Rows of a table of terms, and rows for each other block, where nothing else says that it is a glossary."""


def blocks(source: Source, told: bool) -> tuple[list[TermLine], int, int]:
    """Beginnings of terms, the number of other blocks at the left margin, and of rows in tables of terms; only so far as it
    takes to see that there are too few terms."""
    filled = [0, *accumulate(map(bool, map(str.strip, source.lines)))]
    starts: list[TermLine] = []
    others = rows = 0
    for stop, found in beginnings(source, told, source.start, len(source.lines)):
        if isinstance(found, TermLine):
            starts.append(found)
        elif found is not None and (found.strict or told):
            rows += len(found.rows)
        else:
            others += 1
            left = filled[-1] - filled[stop]
            if not told and _are_too_few(len(starts) + left, rows + left, others):
                break
    return starts, others, rows


def _are_too_few(terms: int, rows: int, others: int) -> bool:
    """Whether so many terms, and so many rows of tables, make no glossary beside so many `others`."""
    return terms / (terms + others) < UNTOLD_SHARE and rows < UNTOLD_ROWS * others


def beginnings(source: Source, told: bool, first: int, stop: int) -> Iterator[tuple[int, TermLine | TermTable | None]]:
    """What begins at the left margin, a table, a term or something else (None), and the index after its lines."""
    headings = {heading.line for heading in source.headings}
    at, fresh = first, True
    while at < stop:
        line = source.lines[at]
        table = _table_at(source, at)
        if table is not None:
            yield table.stop, table
            at, fresh = table.stop, True
            continue
        is_text = at not in source.code and at not in headings
        term = begins_at(source.lines, at, len(source.lines), told) if is_text else None
        if term is not None or (fresh and at not in headings and _is_other(line)):
            yield at + 1, term
        fresh = not line.strip() or at in headings
        at += 1


def begins_at(lines: Sequence[str], at: int, stop: int, told: bool) -> TermLine | None:
    """The term that begins on the line at `at`; in a layout that any text has only where that is no line of a paragraph."""
    term = term_at(lines[at], lines[at + 1] if at + 1 < stop else "", told)
    if told and term is not None and term.style in LOOSE_STYLES and not _is_set_off(lines, at):
        return None
    return term


def _is_set_off(lines: Sequence[str], at: int) -> bool:
    """Whether the line at `at` stands below no text, or below another such term."""
    above = lines[at - 1].strip() if at else ""
    if not above or above.startswith(("<!--", "#")) or is_rule(above):
        return True
    other = term_at(lines[at - 1], lines[at], True)
    return other is not None and other.style in LOOSE_STYLES and bool(other.text)


def _table_at(source: Source, at: int) -> TermTable | None:
    may_begin = ("|" in source.lines[at] or "<table" in source.lines[at]) and at not in source.code
    return term_table(source.lines, at, len(source.lines)) if may_begin else None


def _is_other(line: str) -> bool:
    """Whether a line at the left margin says something."""
    return bool(line.strip()) and line[0] not in " \t" and not is_rule(line)
