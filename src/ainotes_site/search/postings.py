"""Postings: for each key the places where it stands, sorted and written as short as gzip likes it.

Keys are the Latin units, the overlapping pairs of adjacent Han units, a single Han unit where its run ends, and labels
(`#tag`, `@author`). Sorting is done by numpy on packed integers: a Python loop over millions of pairs would take
minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ainotes_site.search.codec import VALUE_MARKS, Ints, encode
from ainotes_site.search.layout import ACROSS, INSIDE, MIXED
from ainotes_site.search.tokenise import TokenisedDocument

Entries = list[tuple[str, str]]
"""Key and its postings: the mark of the mode, then the gaps between places."""

_PLACE_BITS = 31


def posting_entries(documents: Sequence[TokenisedDocument], starts: Sequence[int]) -> Entries:
    """All keys with their postings, sorted by key. `starts` is the first place of each document."""
    entries = _latin_entries(documents, starts) + _han_entries(documents, starts)
    entries.sort(key=lambda entry: entry[0])
    return entries


def _latin_entries(documents: Sequence[TokenisedDocument], starts: Sequence[int]) -> Entries:
    keys = list(chain.from_iterable((*d.latin, *d.labels) for d in documents))
    names = sorted(set(keys))
    number = {name: index for index, name in enumerate(names)}
    groups = np.fromiter(map(number.__getitem__, keys), dtype=np.uint64, count=len(keys))
    places = _absolute(((*d.latin_places, *([0] * len(d.labels))) for d in documents), starts)
    packed = np.unique((groups << np.uint64(_PLACE_BITS)) | places)
    mask = np.uint64((1 << _PLACE_BITS) - 1)
    return _entries(names, packed >> np.uint64(_PLACE_BITS), packed & mask, np.ones(len(packed), dtype=np.int64))


def _han_entries(documents: Sequence[TokenisedDocument], starts: Sequence[int]) -> Entries:
    codes = np.frombuffer("".join(d.han for d in documents).encode("utf-32-le"), dtype=np.uint32)
    if len(codes) == 0:
        return []
    used = np.flatnonzero(np.bincount(codes))
    number = np.zeros(int(used[-1]) + 1, dtype=np.uint64)
    number[used] = np.arange(1, len(used) + 1, dtype=np.uint64)
    first = number[codes]
    places = _absolute((d.han_places for d in documents), starts)
    inside = np.frombuffer(b"".join(d.inside for d in documents), dtype=np.uint8).astype(np.uint64)
    second = np.zeros_like(first)
    adjacent = places[1:] == places[:-1] + np.uint64(1)
    second[:-1][adjacent] = first[1:][adjacent]
    packed = (first << np.uint64(48)) | (second << np.uint64(32)) | (places << np.uint64(1)) | inside
    packed.sort()
    groups = packed >> np.uint64(32)
    characters = ["", *map(chr, used.tolist())]
    pairs = groups[np.flatnonzero(np.diff(groups, prepend=np.uint64(0)))].tolist()
    names = [characters[pair >> 16] + characters[pair & 0xFFFF] for pair in pairs]
    places = (packed >> np.uint64(1)) & np.uint64((1 << _PLACE_BITS) - 1)
    return _entries(names, groups, places, (packed & np.uint64(1)).astype(np.int64))


def _absolute(places: Iterable[Iterable[int]], starts: Sequence[int]) -> NDArray[np.uint64]:
    listed = [np.fromiter(row, dtype=np.int64) for row in places]
    rows = [row + start for row, start in zip(listed, starts, strict=True)]
    return np.concatenate(rows or [np.zeros(0, dtype=np.int64)]).astype(np.uint64)


def _entries(names: Sequence[str], groups: NDArray[np.uint64], places: NDArray[np.uint64], inside: Ints) -> Entries:
    """Postings of each group as text. `groups` is sorted, and `places` within a group."""
    if len(groups) == 0:
        return []
    heads = np.flatnonzero(np.diff(groups.astype(np.int64), prepend=-1))
    counts = np.diff(heads, append=len(groups))
    gaps = np.diff(places.astype(np.int64), prepend=0)
    gaps[heads] = places[heads].astype(np.int64)
    within = np.add.reduceat(inside, heads)
    modes = np.where(within == 0, ACROSS, np.where(within == counts, INSIDE, MIXED))
    mixed = np.repeat(modes == MIXED, counts)
    symbols, bounds = encode(np.where(mixed, gaps * 2 + inside, gaps))
    text = symbols.tobytes().decode("ascii")
    edges = bounds[np.append(heads, len(groups))].tolist()
    return [
        (name, VALUE_MARKS[mode] + text[start:end])
        for name, mode, start, end in zip(names, modes.tolist(), edges, edges[1:], strict=False)
    ]
