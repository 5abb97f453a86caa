"""Numbers and single letters are tied to what stands beside them: the 3 of `WSE-3` is no other 3. See js/number_context.js."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ainotes_site.search.format.codec import Ints
from ainotes_site.search.query.matches import Evidence
from ainotes_site.search.query.plan import QueryUnit, Sort, Term
from ainotes_site.search.query.synonyms import Rewriting
from ainotes_site.search.text.fold import is_han

SHORT_NUMBER = 2
"""Digits up to which a number belongs to the word beside it although there is a space: `Llama 3`, but not `BERT 2018`."""
_DIGITS = frozenset("0123456789")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tied:
    """The terms of a branch with the occurrences that count."""

    terms: list[tuple[Term, Evidence]]
    rows: Mapping[int, Sequence[Row]]
    """What is to be marked of the tied terms, by their offsets."""
    apart: Sequence[tuple[int, int]] = ()
    """Spans of numbers and letters with a neighbour beside which they never stand: the notes have GPT, and a 6, no GPT-6."""


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands for a neighbouring unit: its units, and the places where it begins."""

    units: Row
    places: Ints


@dataclass(frozen=True, slots=True)
class _Sides:
    """What stands for the units of a query, by its last and by its first index."""

    before: dict[int, list[_Side]] = field(default_factory=dict)
    after: dict[int, list[_Side]] = field(default_factory=dict)

    def add(self, start: int, units: Row, places: Ints) -> None:
        """Notes what stands for the units from `start` on."""
        side = _Side(units, places)
        self.before.setdefault(start + len(units) - 1, []).append(side)
        self.after.setdefault(start, []).append(side)


def tie(
    units: Sequence[QueryUnit],
    terms: Sequence[tuple[Term, Evidence]],
    said: Sequence[tuple[Rewriting, Evidence]],
) -> Tied:
    """Drops occurrences of numbers and letters that stand without their neighbours: where the notes have no WSE, the 3 of
    `WSE-3` finds nothing.

    All are kept where the neighbours are such themselves and never stand there: `3x3` is often written otherwise. So they are
    where all neighbours are Han characters: the 3 of `3月` is no other 3, but who asks for `38度` may mean 38°C.
    """
    if not any(term.sort == Sort.LATIN and _short(term.key) for term, _ in terms):
        return Tied(list(terms), {})
    latin, han = _Sides(), _Sides()
    for term, evidence in terms:
        if term.sort == Sort.LATIN:
            latin.add(term.offset, (term.key,), evidence.places)
        elif len(evidence) and not term.stop and not term.edge:
            han.add(term.offset, tuple(term.key), evidence.places)
    for rewriting, evidence in said:
        side = _Side(rewriting.units, evidence.places)
        latin.before.setdefault(rewriting.end - 1, []).append(side)
        latin.after.setdefault(rewriting.start, []).append(side)
    kept: list[tuple[Term, Evidence]] = []
    apart: list[tuple[int, int]] = []
    idle = {term.offset for term, evidence in terms if term.stop or not len(evidence)}
    rows: dict[int, list[Row]] = {}
    for term, evidence in terms:
        ties = list(_ties(units, term, latin, _may_hold))
        beside = _beside(evidence, ties)
        if not beside.any():
            apart += _named_with(units, term, idle)
        ties = ties if len(evidence) else []
        bound = any(not _short(unit) for _, row in ties for unit in row)
        if not ties and len(evidence):
            ties = list(_ties(units, term, han, _is_han_at))
            beside = _beside(evidence, ties)
        if beside.any() or bound:
            evidence = Evidence(evidence.places[beside], evidence.shares[beside], evidence.inside, evidence.exact)
            rows[term.offset] = [row for _, row in ties]
        kept.append((term, evidence))
    return Tied(kept, rows, _joined(units, apart))


def _joined(units: Sequence[QueryUnit], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with the numbers and letters that were typed in one with them; those that overlap are one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        while start and units[start].joined and _short(units[start - 1].text) and _may_hold(units, start - 1):
            start -= 1
        while end < len(units) and units[end].joined and _short(units[end].text) and _may_hold(units, end):
            end += 1
        if found and start < found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def _beside(evidence: Evidence, ties: Sequence[tuple[Ints, Row]]) -> NDArray[np.bool_]:
    beside = np.zeros(len(evidence), dtype=bool)
    for places, _ in ties:
        beside |= _in(evidence.places, places)
    return beside


def _named_with(units: Sequence[QueryUnit], term: Term, idle: Set[int]) -> list[tuple[int, int]]:
    """The span of a number or letter with the neighbour that it is named with, if that is in the notes: the one before."""
    if term.stop or term.sort != Sort.LATIN or not _short(term.key):
        return []
    for start in _tied_from(units, term):
        other = start if start < term.offset else start + 1
        if _may_hold(units, other) and other not in idle:
            return [(start, start + 2)]
    return []


def _tied_from(units: Sequence[QueryUnit], term: Term) -> list[int]:
    """Where a pair with a neighbour begins that a term may be tied to."""
    if _multiplies(units, term.offset):
        return []
    near = len(term.key) <= SHORT_NUMBER and _DIGITS.issuperset(term.key)
    pairs = [start for start in (term.offset - 1, term.offset) if 0 <= start < len(units) - 1]
    return [start for start in pairs if near or units[start + 1].joined]


def _ties(
    units: Sequence[QueryUnit], term: Term, sides: _Sides, holds: Callable[[Sequence[QueryUnit], int], bool]
) -> Iterator[tuple[Ints, Row]]:
    """Places of a term beside what stands for its neighbours, and what to mark there."""
    if term.stop or term.sort != Sort.LATIN or not _short(term.key) or _multiplies(units, term.offset):
        return
    near = len(term.key) <= SHORT_NUMBER and _DIGITS.issuperset(term.key)
    index = term.offset
    if holds(units, index - 1) and (near or units[index].joined):
        for side in sides.before.get(index - 1, ()):
            yield side.places + len(side.units), (*side.units, term.key)
    if holds(units, index + 1) and (near or units[index + 1].joined):
        for side in sides.after.get(index + 1, ()):
            yield side.places - 1, (term.key, *side.units)


def _may_hold(units: Sequence[QueryUnit], index: int) -> bool:
    """Whether there is a Latin unit to which its neighbours may be tied."""
    return 0 <= index < len(units) and not is_han(units[index].text) and not _multiplies(units, index)


def _is_han_at(units: Sequence[QueryUnit], index: int) -> bool:
    return 0 <= index < len(units) and is_han(units[index].text)


def _multiplies(units: Sequence[QueryUnit], index: int) -> bool:
    """Whether a unit is the x of `3x3`, for which the notes may have a sign that is no unit: `3×3`."""
    beside = [unit.text for unit in units[index - 1 : index + 2]] if index else []
    return len(beside) == 3 and beside[1] == "x" and _DIGITS.issuperset(beside[0] + beside[2])


def _short(unit: str) -> bool:
    """Whether a unit is a number or a single letter."""
    return len(unit) == 1 or _DIGITS.issuperset(unit)


def _in(places: Ints, wanted: Ints) -> NDArray[np.bool_]:
    """For each of `places` whether it is one of `wanted`; both sorted."""
    if not len(wanted):
        return np.zeros(len(places), dtype=bool)
    spots = np.minimum(np.searchsorted(wanted, places), len(wanted) - 1)
    found: NDArray[np.bool_] = wanted[spots] == places
    return found
