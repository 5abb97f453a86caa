"""What a query asks for and the notes do not have anywhere, so that it can be said. See js/missing_terms.js."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from ainotes_site.search.query.matches import Evidence
from ainotes_site.search.query.plan import QueryUnit, Sort, Term, han_runs
from ainotes_site.search.query.result import Remark
from ainotes_site.search.text.fold import is_han

MOST_ABSENT = 3
"""Words of a branch that are named; a question of which more is missing was not put to these notes."""


def absent_remarks(
    text: str,
    units: Sequence[QueryUnit],
    terms: Sequence[tuple[Term, Evidence]],
    said: Sequence[tuple[int, int]],
    apart: Sequence[tuple[int, int]],
) -> list[Remark]:
    """Latin words, and rows of Han characters, of which nothing was found, as typed in `text`; and names with numbers of
    which only the parts were found, which are `apart`.

    `said` are the spans that were found said otherwise. Stop words, and what was not looked up, are not missed.
    """
    looked: set[int] = set()
    there = {index for start, end in said for index in range(start, end)}
    for term, evidence in terms:
        here = range(term.offset, term.offset + (2 if term.sort == Sort.PAIR else 1))
        if not term.edge:  # half of it is a stop word
            looked.update(here)
        if term.stop or len(evidence):
            there.update(here)
    parted = [span for span in apart if not any(start <= span[0] and span[1] <= end for start, end in said)]
    told = {index for start, end in parted for index in range(start, end)}
    rows = [("absent", row) for row in _rows(units, looked - there - told)]
    spans = sorted(rows + [("apart", row) for row in parted], key=lambda row: row[1])
    found = [(code, text[units[start].start : units[end - 1].end]) for code, (start, end) in spans]
    return [Remark(code, {"text": shown}) for code, shown in dict.fromkeys(found)][:MOST_ABSENT]


def _rows(units: Sequence[QueryUnit], missing: Set[int]) -> Iterator[tuple[int, int]]:
    """Missing Latin units, and rows of two missing Han units or more; of one, if it is alone in its run."""
    runs = dict(han_runs(units))
    index = 0
    while index < len(units):
        if not is_han(units[index].text):
            if index in missing:
                yield index, index + 1
            index += 1
            continue
        end = runs[index]
        alone = end == index + 1
        while index < end:
            start = index
            while index < end and index in missing:
                index += 1
            if index - start > 1 or (alone and index > start):
                yield start, index
            index = max(index, start + 1)
