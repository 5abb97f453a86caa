"""From a query's text to the keys that are worth loading. The same rules stand in js/plan.js."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ainotes_site.search.query.parser import Piece
from ainotes_site.search.text.fold import Folder, is_han

SHORT_PAIRS, LONGER_PAIRS = 4, 8
"""Up to the first number of pairs of Han characters, all are loaded; up to the second, all but those of stop words; of
more, those inside words and those that cover what is left."""
MOST_TERMS = 24
"""Terms that one branch of a query may have: with the spans below, what a bit mask of 31 bits holds."""
MOST_SPANS = 6
"""Parts of a branch that may be said otherwise."""
MOST_UNITS = 200
"""Units of a branch that are looked at."""
ACROSS_LOG = 6 * 256
"""Assumed logarithm of the document frequency of a pair that is in no word."""


class Sort(IntEnum):
    """What a term stands for."""

    LATIN = 0
    PAIR = 1
    LAST = 2
    """A Han character at the end of its run, before Latin letters."""
    SINGLE = 3
    """A Han character alone: all keys that begin with it."""


@dataclass(frozen=True, slots=True)
class QueryUnit:
    """A unit of the query."""

    text: str
    glued: bool
    """Whether it follows the unit before without a space or punctuation, or within a quoted phrase."""
    joined: bool
    """Whether it follows the unit before without a space."""
    start: int
    end: int
    """Place in the text of the branch, the pieces joined by spaces."""
    literal: bool = False
    """Whether it is of a piece that is literal."""


@dataclass(frozen=True, slots=True)
class Term:
    """One key of the index to look up."""

    sort: Sort
    key: str
    offset: int
    """Index of its first unit."""
    inside: bool
    """Whether a pair is within one word of the query."""
    stop: bool
    """Whether it belongs to stop words only."""
    loose: bool
    """Whether a pair touches a character that is no word of the index by itself: where typing errors show."""
    log: int
    """Estimate of the binary logarithm (in 1/256) of its document frequency, for choosing terms."""
    edge: bool = False
    """Whether a pair has a character of a stop word and one of another word: by itself it says nothing."""


def query_units(pieces: Sequence[Piece], folder: Folder) -> list[QueryUnit]:
    """The units of a branch."""
    units: list[QueryUnit] = []
    base = 0
    for piece in pieces:
        end = -1
        for unit in folder.placed_units(piece.text):
            glued = end >= 0 and (piece.phrase or unit.start == end)
            place = base + unit.start, base + unit.end
            units.append(QueryUnit(unit.text, glued, end >= 0, *place, piece.literal))
            end = unit.end
        base += len(piece.text) + 1
    return units[:MOST_UNITS]


def branch_text(pieces: Sequence[Piece]) -> str:
    """The text that the places of `query_units` are in."""
    return " ".join(piece.text for piece in pieces)


def han_runs(units: Sequence[QueryUnit]) -> list[tuple[int, int]]:
    """Start and end of each run of Han units without a break."""
    runs: list[tuple[int, int]] = []
    for index, unit in enumerate(units):
        if is_han(unit.text):
            if unit.glued and runs and runs[-1][1] == index:
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
    return runs


def plan(
    units: Sequence[QueryUnit], cut: Callable[[str], list[str]], logs: Mapping[str, int], stop: frozenset[str]
) -> list[Term]:
    """The terms to look up, in the order of their units."""
    terms = [
        Term(Sort.LATIN, unit.text, index, True, unit.text in stop, False, 0)
        for index, unit in enumerate(units)
        if not is_han(unit.text)
    ]
    pairs: list[Term] = []
    needed: set[int] = set()
    for start, end in han_runs(units):
        text = "".join(unit.text for unit in units[start:end])
        if len(text) == 1:
            terms.append(_lone(units, start, stop))
            continue
        words = cut(text)
        pairs += _pairs(text, start, words, logs, stop)
        needed |= _covering(start, words, stop)
    if len(pairs) > SHORT_PAIRS:
        near = len(pairs) <= LONGER_PAIRS
        pairs = [t for t in pairs if not t.stop and (near or t.inside or t.offset in needed)] or pairs
    return _most_telling(_without_needless(terms + pairs))


def _pairs(text: str, start: int, words: Iterable[str], logs: Mapping[str, int], stop: frozenset[str]) -> list[Term]:
    owner: list[int] = []
    listed = list(words)
    for number, word in enumerate(listed):
        owner += [number] * len(word)
    terms = []
    for index in range(len(text) - 1):
        first, second = listed[owner[index]], listed[owner[index + 1]]
        inside = owner[index] == owner[index + 1]
        log = logs.get(first, 0) if inside else ACROSS_LOG
        idle = first in stop and second in stop
        loose = any(len(word) == 1 and word not in stop for word in (first, second))
        edge = (first in stop) != (second in stop)
        terms.append(Term(Sort.PAIR, text[index : index + 2], start + index, inside, idle, loose, log, edge))
    return terms


def _covering(start: int, words: Sequence[str], stop: frozenset[str]) -> set[int]:
    """Offsets of the pairs that cover single characters which are words, or no words, by themselves."""
    size = sum(map(len, words))
    offsets = set()
    place = 0
    for word in words:
        if len(word) == 1 and word not in stop:
            offsets.add(start + (place if place + 1 < size else place - 1))
        place += len(word)
    return offsets


def _lone(units: Sequence[QueryUnit], index: int, stop: frozenset[str]) -> Term:
    text = units[index].text
    before_latin = index + 1 < len(units) and units[index + 1].glued
    sort = Sort.LAST if before_latin else Sort.SINGLE
    return Term(sort, text, index, True, text in stop, False, 0)


def _without_needless(terms: list[Term]) -> list[Term]:
    """Without single characters that would load much and say little: stop words, and those that touch Latin letters."""
    telling = [term for term in terms if not term.stop and term.sort != Sort.LAST]
    if not telling:
        return terms
    return [term for term in terms if term.sort != Sort.SINGLE or not term.stop]


def _most_telling(terms: list[Term]) -> list[Term]:
    if len(terms) > MOST_TERMS:
        terms = sorted(terms, key=lambda term: (term.stop, term.log, term.offset, term.sort))[:MOST_TERMS]
    return sorted(terms, key=lambda term: (term.offset, term.sort))
