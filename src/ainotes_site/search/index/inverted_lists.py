"""Inverted lists in arrays: for each key the places where it stands. Sorting millions of them is numpy's work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ainotes_site.search.format.codec import Ints

Spots = NDArray[np.uint32]

_AT_ONCE = 1 << 16
"""Spots that are worked on at a time: fresh memory for millions takes longer than what is done with it."""
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
    spots: Spots
    """Places shifted left by one; the lowest bit is a flag."""

    def parts(self) -> Iterator[Inverted]:
        """The lists in parts of about `_AT_ONCE` spots, none of them cut."""
        ends = np.concatenate(([0], np.cumsum(self.counts)))
        cuts = np.append(np.searchsorted(ends[:-1], np.arange(0, ends[-1], _AT_ONCE)), len(self.keys))
        for low, high in pairwise(distinct(cuts, ordered=True).tolist()):
            yield Inverted(self.keys[low:high], self.counts[low:high], self.spots[ends[low] : ends[high]])


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
    upper, packed = _numbered(keys >> _HALF)
    lower, seconds = _numbered(keys & _HALVES)
    width = max(len(lower), 1)
    if len(upper) * width >= 1 << (63 - _SPOT):
        raise OverflowError(f"{len(upper)} times {width} keys")
    packed *= width  # in place, as there are millions
    packed += seconds
    packed <<= _SPOT
    packed |= spots
    packed.sort()
    packed = distinct(packed, ordered=True)
    numbers = packed >> _SPOT
    heads = np.flatnonzero(np.diff(numbers, prepend=-1))
    known = numbers[heads]
    counts = np.diff(heads, append=len(packed))
    packed &= _SPOTS
    return Inverted(upper[known // width] << _HALF | lower[known % width], counts, packed.astype(np.uint32))


def _numbered(values: Ints) -> tuple[Ints, Ints]:
    """The different ones of `values`, which have 21 bits, ascending, and the number of each value among them: by a table,
    where sorting millions would take many times as long.
    """
    occurs = np.zeros(values.max(initial=-1) + 1, dtype=bool)
    occurs[values] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[values]


def merged(old: Inverted, stretches: Sequence[Stretch], fresh: Inverted) -> Inverted:
    """The places of `old` that are in one of `stretches` (ascending, also as moved), moved with it, and those of `fresh`.

    Costs a few passes over the places; nothing is sorted.
    """
    spots, counts = _moved(old, stretches)
    at = np.searchsorted(old.keys, fresh.keys)
    new = np.append(old.keys, -1)[at] != fresh.keys
    keys, counts = np.insert(old.keys, at[new], fresh.keys[new]), np.insert(counts, at[new], 0)
    numbers = np.searchsorted(keys, fresh.keys)
    heads = np.cumsum(counts) - counts
    came = np.split(fresh.spots, np.cumsum(fresh.counts)[:-1])
    found = [
        head + np.searchsorted(spots[head : head + count], own)
        for head, count, own in zip(heads[numbers].tolist(), counts[numbers].tolist(), came, strict=False)
    ]
    counts[numbers] += fresh.counts
    used = counts > 0
    return Inverted(keys[used], counts[used], np.insert(spots, np.concatenate([_NOWHERE, *found]), fresh.spots))


_NOWHERE = np.empty(0, dtype=np.int64)


def _moved(old: Inverted, stretches: Sequence[Stretch]) -> tuple[Spots, Ints]:
    """The spots that are in one of `stretches`, moved with it, and how many of them each key has."""
    last = int(old.spots.max(initial=0)) >> 1
    if len(stretches) == 1 and not stretches[0].start and not stretches[0].shift and stretches[0].end > last:
        return old.spots, old.counts
    look = _compared if len(stretches) <= _FEW else _looked_up
    moved, end = np.empty_like(old.spots), 0
    dropped = [_NOWHERE]
    for start in range(0, len(old.spots), _AT_ONCE):
        spots = old.spots[start : start + _AT_ONCE].astype(np.int64)
        kept, shifts = look(spots, stretches, last)
        stayed = (spots if shifts is None else spots + shifts)[kept]
        moved[end : end + len(stayed)] = stayed
        end += len(stayed)
        dropped.append(np.flatnonzero(~kept) + start)
    left = np.searchsorted(np.cumsum(old.counts), np.concatenate(dropped), side="right")
    return moved[:end], old.counts - np.bincount(left, minlength=len(old.counts))


_FEW = 16
"""Stretches up to which comparing all spots with each is faster than looking up where each belongs."""


def _compared(spots: Ints, stretches: Sequence[Stretch], last: int) -> tuple[NDArray[np.bool_], Ints | None]:
    """Whether each spot is in a stretch, and by how much it moves; None where none does. No place is after `last`."""
    kept = np.ones(len(spots), dtype=bool)
    ends = [0, *(stretch.end for stretch in stretches)]
    starts = [*(stretch.start for stretch in stretches), last + 1]
    for start, end in zip(ends, starts, strict=True):  # what is between the stretches
        if start < end:
            kept &= (spots < start << 1) | (spots >= end << 1)
    if not any(stretch.shift for stretch in stretches):
        return kept, None
    shifts = np.zeros(len(spots), dtype=np.int64)
    for start, end, shift in stretches:
        if shift:
            shifts[(spots >= start << 1) & (spots < end << 1)] = shift << 1
    return kept, shifts


def _looked_up(spots: Ints, stretches: Sequence[Stretch], _: int) -> tuple[NDArray[np.bool_], Ints | None]:
    starts, ends, shifts = np.array(stretches, dtype=np.int64).T
    places = spots >> 1
    own = np.searchsorted(starts, places, side="right") - 1
    return (own >= 0) & (places < ends[own]), shifts[own] << 1


def distinct(values: Ints, *, ordered: bool = False) -> Ints:
    """The different ones of `values`, ascending; numpy.unique takes ten times as long, and as long to be loaded."""
    if len(values) == 0:
        return values
    values = values if ordered else np.sort(values)
    return values[np.concatenate(([True], values[1:] != values[:-1]))]
