"""Many strings, looked for in a text at once: a filter of their first characters, then a look-up by length.

A short text goes through the filter as an expression of three sets of characters. A long one goes through it as an array,
some 5 ns a character: no slower than an automaton in Rust, which has no wheels for every system, and thirty times as fast
as one in C that makes an object of each state.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_LONG = 500
"""Characters of a text from which on an array is worth making."""
_BUCKETS = 1 << 18
"""Of the filter; a power of two."""
_MOST = 4
"""How many first characters of a pattern go into the filter at most."""
_FACTOR = 509
"""Spreads the pairs over the buckets."""

Match = tuple[int, int, int]
"""The number of a pattern, where it begins in a text, and where it ends."""


class StringMatcher:
    """Patterns to be looked for; they are numbered as given. Each has at least one character and is given once."""

    __slots__ = ("_beginnings", "_filters", "_lengths", "_numbers", "_single")

    def __init__(self, patterns: Iterable[str]) -> None:
        self._numbers = {pattern: number for number, pattern in enumerate(patterns)}
        lengths: dict[str, set[int]] = {}
        for pattern in self._numbers:
            if len(pattern) > 1:
                lengths.setdefault(pattern[:3], set()).add(len(pattern))
        for start in lengths:
            if start[:2] in self._numbers:
                lengths[start].add(2)
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}
        """By the first three characters of patterns, how long they and one of the first two are, the longest first."""
        self._beginnings: re.Pattern[str] | None = None
        """What fits wherever a pattern of two characters or more may begin. Made for the first short text."""
        self._single = {pattern for pattern in self._numbers if len(pattern) == 1}
        self._filters: Sequence[np.ndarray] | None = None
        """Whether a bucket has a pattern of two characters, of three, and the first four of a longer one. Made for the first
        long text."""

    def matches(self, text: str) -> list[Match]:
        """All places where a pattern occurs, overlapping ones too: from left to right, the longest first of those that begin
        together.
        """
        numbers, lengths, size = self._numbers, self._lengths, len(text)
        found = []
        for at in self._starts(text):
            for length in lengths.get(text[at : at + 3]) or lengths.get(text[at : at + 2]) or ():
                number = numbers.get(text[at : at + length])
                if number is not None and at + length <= size:
                    found.append((number, at, at + length))
        single = [(numbers[each], at, at + 1) for each in self._single if each in text for at in _places(each, text)]
        if single:
            found += single
            found.sort(key=lambda match: (match[1], -match[2]))
        return found

    def _starts(self, text: str) -> Iterable[int]:
        """Where patterns of two characters and more may begin, from left to right."""
        if len(text) < _LONG:
            self._beginnings = self._beginnings or self._made_beginnings()
            return [match.start() for match in self._beginnings.finditer(text)]
        if self._filters is None:
            self._filters = self._made_filters()
        codes = keys = _codes(text)
        starts = codes > sys.maxunicode  # nowhere
        for length, known in enumerate(self._filters, 2):
            keys = _buckets(keys[:-1], codes[length - 1 :])
            starts[: len(keys)] |= known.take(keys)
        places: list[int] = starts.nonzero()[0].tolist()
        return places

    def _made_beginnings(self) -> re.Pattern[str]:
        two, three = ([start for start in self._lengths if len(start) == length] for length in (2, 3))
        second, third = (_any(start[at] for start in three) for at in (1, 2))
        return re.compile(f"{_any(s[0] for s in self._lengths)}(?={_any(s[1] for s in two)}|{second}{third})")

    def _made_filters(self) -> Sequence[np.ndarray]:
        starts = {pattern[:_MOST] for pattern in self._numbers}
        return [_filter([start for start in starts if len(start) == length]) for length in range(2, _MOST + 1)]


def _any(characters: Iterable[str]) -> str:
    """Any of some characters, as an expression; nothing where there are none."""
    found = "".join(sorted(map(re.escape, set(characters))))
    return f"[{found}]" if found else "(?!)"


def _places(character: str, text: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)


def _codes(text: str) -> np.ndarray:
    import numpy as np  # takes a while to load, and short texts do without

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _filter(starts: Sequence[str]) -> np.ndarray:
    """Whether a bucket has one of some strings, which are as long as each other."""
    import numpy as np

    known = np.zeros(_BUCKETS, dtype=bool)
    if starts:
        keys, *others = _codes("".join(starts)).reshape(len(starts), -1).T
        for codes in others:
            keys = _buckets(keys, codes)
        known[keys] = True
    return known


def _buckets(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    found: np.ndarray = first * _FACTOR
    found += second
    found &= _BUCKETS - 1
    return found
