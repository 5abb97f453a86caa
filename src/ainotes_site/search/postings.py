"""Postings: for each key the places where it stands, written as short as gzip likes it.

Keys are the Latin units, the overlapping pairs of adjacent Han units, a single Han unit where its run ends, and labels
(`#tag`, `@author`).
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ainotes_site.search.codec import VALUE_MARKS, Ints, encode, lengths
from ainotes_site.search.inverted import Inverted
from ainotes_site.search.layout import ACROSS, INSIDE, MIXED
from ainotes_site.search.shards import Payload

Entries = list[tuple[str, str]]
"""Key and its postings: the mark of the mode, then the gaps between places."""


def latin_entries(names: Sequence[str], units: Inverted) -> Entries:
    """Latin units and labels with their postings, sorted by key. Keys of `units` are numbers in `names`."""
    places = units.spots >> 1
    values, modes = _values(units.counts, places, np.ones(len(places), dtype=np.int64))
    symbols, bounds = encode(values)
    text = symbols.tobytes().decode("ascii")
    edges = bounds[np.concatenate([[0], np.cumsum(units.counts)])].tolist()
    return [
        (name, VALUE_MARKS[mode] + text[start:end])
        for name, mode, start, end in zip(names, modes.tolist(), edges, edges[1:], strict=False)
    ]


def pair_shards(pairs: Inverted, size: int) -> tuple[list[str], list[Payload]]:
    """Pairs with their postings in shards of about `size` bytes: the first key of each, and its payload.

    All is written in numbers: for each key how it differs from the one before, how many places it has and their mode,
    and the gaps between the places. Text between them would cost a quarter more after gzip, which has one table of
    frequencies for a shard.
    """
    if len(pairs.keys) == 0:
        return [], []
    keys = np.stack((pairs.keys >> 21, pairs.keys & 0x1FFFFF))
    values, modes = _values(pairs.counts, pairs.spots >> 1, pairs.spots & 1)
    numbers, begins, fresh = _interleaved(keys, pairs.counts, modes, values)
    bounds = np.concatenate([[0], np.cumsum(lengths(numbers))])
    cuts = _cuts(bounds[begins], fresh, int(bounds[-1]), size)
    names = [chr(one) + (chr(other) if other else "") for one, other in keys[:, cuts].T.tolist()]
    edges = [*begins[cuts].tolist(), len(numbers)]
    return names, [_payload(numbers[low:high]) for low, high in pairwise(edges)]


def _payload(numbers: Ints) -> Payload:
    key = blake2b(numbers.tobytes(), digest_size=16).digest()
    return Payload(key, lambda: f'"{encode(numbers)[0].tobytes().decode("ascii")}"')


def _interleaved(keys: Ints, counts: Ints, modes: Ints, values: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """The numbers of all shards in a row, where each key begins, and which keys have a new first character.

    A key is the step from the second character before, or 0, the step from the first character before, and the second.
    """
    fresh = np.diff(keys[0], prepend=0) > 0
    sizes = np.where(fresh, 4, 2) + counts
    begins = np.cumsum(sizes) - sizes
    numbers = np.zeros(int(sizes.sum()), dtype=np.int64)
    old = ~fresh
    numbers[begins[old]] = np.diff(keys[1], prepend=0)[old]
    numbers[begins[fresh] + 1] = np.diff(keys[0], prepend=0)[fresh]
    numbers[begins[fresh] + 2] = keys[1][fresh]
    after = begins + np.where(fresh, 3, 1)
    numbers[after] = (counts - 1) * 3 + modes
    numbers[np.arange(len(values)) + np.repeat(after + 1 - _heads(counts), counts)] = values
    return numbers, begins, fresh


def _cuts(offsets: Ints, fresh: NDArray[np.bool_], end: int, size: int) -> list[int]:
    """Keys that begin a shard; rather where the first character is new, so that an edit moves few later borders."""
    news = np.flatnonzero(fresh)
    cuts = [0]
    while True:
        limit = int(offsets[cuts[-1]]) + size
        if limit >= end:
            return cuts
        last = max(int(np.searchsorted(offsets, limit, side="right")) - 1, cuts[-1] + 1)
        if last >= len(offsets):
            return cuts
        new = int(news[max(int(np.searchsorted(news, last, side="right")) - 1, 0)])
        cuts.append(new if new > cuts[-1] and offsets[new] > limit - size // 2 else last)


def _heads(counts: Ints) -> Ints:
    return np.cumsum(counts) - counts


def _values(counts: Ints, places: Ints, inside: Ints) -> tuple[Ints, Ints]:
    """Gaps between the places of each key, with the flag in mixed ones, and the mode of each key."""
    if len(counts) == 0:
        return places, counts
    heads = _heads(counts)
    gaps = np.diff(places, prepend=0)
    gaps[heads] = places[heads]
    within = np.add.reduceat(inside, heads)
    modes = np.where(within == 0, ACROSS, np.where(within == counts, INSIDE, MIXED))
    return np.where(np.repeat(modes == MIXED, counts), gaps * 2 + inside, gaps), modes
