"""The ledger of a source: what its lines became, and whether any is in nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ainotes_site.model import Reading, Span


@dataclass(frozen=True, slots=True)
class Ledger:
    """One source, counted."""

    path: str
    format: str
    lines: int
    text_lines: int
    """Lines that are not blank."""
    entries: int
    terms: int
    skipped: tuple[tuple[str, int], ...]
    """Reason code and number of runs left out for it, by code."""
    unaccounted: tuple[int, ...]
    """Lines, counted from 1, that are in no entry, term, front matter or skipped run."""


def audit(reading: Reading, text_lines: Sequence[str]) -> Ledger:
    """Hold `reading` against the lines of its source (as `decode.decode` gives them)."""
    covered = bytearray(len(text_lines) + 1)
    for span in _spans(reading):
        stop = min(span.end_line, len(text_lines))
        covered[span.start_line : stop + 1] = b"\1" * max(0, stop + 1 - span.start_line)
    texts = [number for number, line in enumerate(text_lines, 1) if line.strip()]
    for number in texts:
        if covered[number - 1] and not text_lines[number - 1].strip(" \t=-"):
            covered[number] = True  # it underlines the line above
    return Ledger(
        path=reading.path,
        format=reading.format,
        lines=reading.lines,
        text_lines=len(texts),
        entries=len(reading.entries),
        terms=len(reading.terms),
        skipped=tuple(sorted(Counter(skip.reason for skip in reading.skipped).items())),
        unaccounted=tuple(number for number in texts if not covered[number]),
    )


def _spans(reading: Reading) -> Iterator[Span]:
    if reading.front_matter:
        yield reading.front_matter
    yield from (entry.span for entry in reading.entries)
    yield from (definition.span for term in reading.terms for definition in term.definitions)
    yield from (skip.span for skip in reading.skipped)
