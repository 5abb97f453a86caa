"""Inverted lists in arrays: for each key the places where it stands. Sorting millions of them is numpy's work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ainotes_site.search.codec import Ints

_SPOT = 32
"""Bits of a spot: a place shifted left by one, and its flag."""
_SPOTS = (1 << _SPOT) - 1
_HALF = 21
"""Bits of a character: the largest code point has so many."""
_HALVES = (1 << _HALF) - 1


@dataclass(frozen=True, slots=True)
class Inverted:
    """Keys, ascending, and their places, key by key and ascending within each."""

    keys: Ints
    counts: Ints
    """Number of places of each key, none of them 0."""
    spots: Ints
    """Places shifted left by one; the lowest bit is a flag."""


class Stretch(NamedTuple):
    """Places that moved together."""

    start: int
    end: int
    """Exclusive."""
    shift: int


def inverted(keys: Ints, spots: Ints) -> Inverted:
    """The lists of (key, spot) pairs in any order; a pair that occurs twice counts once. Keys have 42 bits at most.

    Key and spot are sorted as one number, which is many times as fast as sorting by two. For that the halves of the keys
    are numbered: of pairs they are characters, of which there are few. Raises OverflowError where even so the numbers
    are too large, which takes two thousand million different keys.
    """
    upper, lower = _distinct(np.sort(keys >> _HALF)), _distinct(np.sort(keys & _HALVES))
    width = max(len(lower), 1)
    if len(upper) * width >= 1 << (63 - _SPOT):
        raise OverflowError(f"{len(upper)} times {width} keys")
    numbers = _number(upper, keys >> _HALF) * width + _number(lower, keys & _HALVES)
    packed = _distinct(np.sort(numbers << _SPOT | spots))
    known = _distinct(packed >> _SPOT)
    counts = np.diff(np.searchsorted(packed, known << _SPOT), append=len(packed))
    return Inverted(upper[known // width] << _HALF | lower[known % width], counts, packed & _SPOTS)


def _number(ordered: Ints, values: Ints) -> Ints:
    """The place of each value in `ordered`, by a table: values have 21 bits."""
    table = np.zeros(1 << _HALF, dtype=np.int64)
    table[ordered] = np.arange(len(ordered))
    return table[values]


def merged(old: Inverted, stretches: Sequence[Stretch], fresh: Inverted) -> Inverted:
    """The places of `old` that are in one of `stretches` (ascending), moved with it, and those of `fresh`."""
    known = _distinct(np.sort(np.concatenate((old.keys, fresh.keys))))
    packed = _packed(old, known)
    if len(stretches) != 1 or stretches[0].start or stretches[0].shift or stretches[0].end <= _last(old):
        packed = _moved(packed, stretches)
    came = _packed(fresh, known)
    return _listed(known, np.insert(packed, np.searchsorted(packed, came), came))


def _last(lists: Inverted) -> int:
    return int(lists.spots.max(initial=-1)) >> 1


def _packed(lists: Inverted, known: Ints) -> Ints:
    """Number of the key in `known` and spot as one number each, ascending."""
    return np.repeat(np.searchsorted(known, lists.keys), lists.counts) << _SPOT | lists.spots


def _moved(packed: Ints, stretches: Sequence[Stretch]) -> Ints:
    if not stretches:
        return packed[:0]
    starts, ends, shifts = np.array(stretches, dtype=np.int64).T
    places = (packed & _SPOTS) >> 1
    own = np.searchsorted(starts, places, side="right") - 1
    kept = (own >= 0) & (places < ends[own])
    return np.asarray(packed[kept] + (shifts[own[kept]] << 1))


def _listed(known: Ints, packed: Ints) -> Inverted:
    counts = np.bincount(packed >> _SPOT, minlength=len(known))
    used = counts > 0
    return Inverted(known[used], counts[used], packed & _SPOTS)


def _distinct(ordered: Ints) -> Ints:
    """`ordered` without repetitions; numpy.unique takes ten times as long."""
    if len(ordered) == 0:
        return ordered
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]
