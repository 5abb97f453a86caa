"""Postings: for each key the places where it stands, sorted and written as short as gzip likes it.

Keys are the Latin units, the overlapping pairs of adjacent Han units, a single Han unit where its run ends, and labels
(`#tag`, `@author`). Sorting is done by numpy on packed integers: a Python loop over millions of pairs would take
minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from ainotes_site.search.codec import VALUE_MARKS, Ints, encode
from ainotes_site.search.layout import ACROSS, INSIDE, MIXED
from ainotes_site.search.tokenise import TokenisedDocument

Entries = list[tuple[str, str]]
"""Key and its postings: the mark of the mode, then the gaps between places."""

_PLACE_BITS = 31


def latin_entries(documents: Sequence[TokenisedDocument], starts: Sequence[int]) -> Entries:
    """Latin units and labels with their postings, sorted by key. `starts` is the first place of each document."""
    keys = list(chain.from_iterable((*d.latin, *d.labels) for d in documents))
    names = sorted(set(keys))
    number = {name: index for index, name in enumerate(names)}
    groups = np.fromiter(map(number.__getitem__, keys), dtype=np.uint64, count=len(keys))
    places = _absolute(((*d.latin_places, *([0] * len(d.labels))) for d in documents), starts)
    packed = np.unique((groups << np.uint64(_PLACE_BITS)) | places)
    mask = np.uint64((1 << _PLACE_BITS) - 1)
    return _entries(names, packed >> np.uint64(_PLACE_BITS), packed & mask, np.ones(len(packed), dtype=np.int64))


@dataclass(frozen=True, slots=True)
class PairShards:
    """The postings of Han units, in shards."""

    starts: list[str]
    """First key of each shard."""
    payloads: list[str]
    codes: frozenset[int]
    """All pairs, as `pair_code` numbers them."""


def pair_code(first: str, second: str) -> int:
    """A pair of characters as one number."""
    return ord(first) << 21 | ord(second)


def pair_shards(documents: Sequence[TokenisedDocument], starts: Sequence[int], size: int) -> PairShards:
    """Pairs of adjacent Han units, and the last unit of each run, with their postings, in shards of about `size` bytes.

    All is written in numbers: for each key how it differs from the one before, how many places it has and their mode,
    and the gaps between the places. Text between them would cost a quarter more after gzip, which has one table of
    frequencies for a shard.
    """
    han = np.frombuffer("".join(d.han for d in documents).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    if len(han) == 0:
        return PairShards([], [], frozenset())
    places = _absolute((d.han_places for d in documents), starts).astype(np.int64)
    inside = np.frombuffer(b"".join(d.inside for d in documents), dtype=np.uint8).astype(np.int64)
    second = np.zeros_like(han)
    adjacent = places[1:] == places[:-1] + 1
    second[:-1][adjacent] = han[1:][adjacent]
    used = np.flatnonzero(np.bincount(han))
    number = np.zeros(int(used[-1]) + 1, dtype=np.uint64)
    number[used] = np.arange(1, len(used) + 1, dtype=np.uint64)
    packed = (number[han] << np.uint64(48)) | (number[second] << np.uint64(32))
    packed |= (places.astype(np.uint64) << np.uint64(1)) | inside.astype(np.uint64)
    packed.sort()
    groups = (packed >> np.uint64(32)).astype(np.int64)
    heads = np.flatnonzero(np.diff(groups, prepend=-1))
    characters = np.concatenate([[0], used])
    keys = np.stack([characters[groups[heads] >> 16], characters[groups[heads] & 0xFFFF]])
    values, modes = _values(
        groups, heads, ((packed >> np.uint64(1)) & np.uint64((1 << _PLACE_BITS) - 1)).astype(np.int64),
        (packed & np.uint64(1)).astype(np.int64),
    )  # fmt: skip
    numbers, begins, fresh = _interleaved(keys, heads, modes, values)
    symbols, bounds = encode(numbers)
    cuts = _cuts(bounds[begins], fresh, int(bounds[-1]), size)
    text = symbols.tobytes().decode("ascii")
    edges = [*bounds[begins][cuts].tolist(), len(text)]
    names = [chr(one) + (chr(other) if other else "") for one, other in keys[:, cuts].T.tolist()]
    codes = frozenset((keys[0] << 21 | keys[1]).tolist())
    return PairShards(names, [f'"{text[low:high]}"' for low, high in pairwise(edges)], codes)


def _interleaved(keys: Ints, heads: Ints, modes: Ints, values: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """The numbers of all shards in a row, where each key begins, and which keys have a new first character.

    A key is the step from the second character before, or 0, the step from the first character before, and the second.
    """
    counts = np.diff(heads, append=len(values))
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
    numbers[np.arange(len(values)) + np.repeat(after + 1 - heads, counts)] = values
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


def _absolute(places: Iterable[Iterable[int]], starts: Sequence[int]) -> NDArray[np.uint64]:
    listed = [np.fromiter(row, dtype=np.int64) for row in places]
    rows = [row + start for row, start in zip(listed, starts, strict=True)]
    return np.concatenate(rows or [np.zeros(0, dtype=np.int64)]).astype(np.uint64)


def _entries(names: Sequence[str], groups: NDArray[np.uint64], places: NDArray[np.uint64], inside: Ints) -> Entries:
    """Postings of each group as text. `groups` is sorted, and `places` within a group."""
    if len(groups) == 0:
        return []
    heads = np.flatnonzero(np.diff(groups.astype(np.int64), prepend=-1))
    values, modes = _values(groups.astype(np.int64), heads, places.astype(np.int64), inside)
    symbols, bounds = encode(values)
    text = symbols.tobytes().decode("ascii")
    edges = bounds[np.append(heads, len(groups))].tolist()
    return [
        (name, VALUE_MARKS[mode] + text[start:end])
        for name, mode, start, end in zip(names, modes.tolist(), edges, edges[1:], strict=False)
    ]


def _values(groups: Ints, heads: Ints, places: Ints, inside: Ints) -> tuple[Ints, Ints]:
    """Gaps between the places of each group, with the flag in mixed ones, and the mode of each group."""
    counts = np.diff(heads, append=len(groups))
    gaps = np.diff(places, prepend=0)
    gaps[heads] = places[heads]
    within = np.add.reduceat(inside, heads)
    modes = np.where(within == 0, ACROSS, np.where(within == counts, INSIDE, MIXED))
    return np.where(np.repeat(modes == MIXED, counts), gaps * 2 + inside, gaps), modes
