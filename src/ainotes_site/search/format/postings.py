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

from ainotes_site.search.format.bigram_postings import PairPayload, pairs_payload
from ainotes_site.search.format.bitstream import bit_lengths
from ainotes_site.search.format.codec import Ints, encode
from ainotes_site.search.format.geometry import ACROSS, INSIDE, MIXED, SYMBOL_BITS
from ainotes_site.search.format.scripts import VALUE_MARKS, dump
from ainotes_site.search.index.inverted_lists import Inverted
from ainotes_site.search.index.shards import Payload

Entries = list[tuple[str, str]]
"""Key and its postings: the mark of the mode, then the gaps between places."""

_FIRST, _SECOND = 21, (1 << 21) - 1
"""Where the characters of a pair are in its number."""
_KEY_BITS = 12
"""Bits that a key takes in a shard, about."""


def latin_entries(names: Sequence[str], units: Inverted) -> Entries:
    """Latin units and labels with their postings, sorted by key. Keys of `units` are numbers in `names`."""
    entries: Entries = []
    for part in units.parts():
        places = _places(part)
        values, modes = _values(part.counts, places, np.ones_like(places))
        symbols, bounds = encode(values)
        text = symbols.tobytes().decode("ascii")
        edges = bounds[np.concatenate([[0], np.cumsum(part.counts)])].tolist()
        entries += (
            (names[key], VALUE_MARKS[mode] + text[start:end])
            for key, mode, start, end in zip(part.keys.tolist(), modes.tolist(), edges, edges[1:], strict=False)
        )
    return entries


def pair_shards(pairs: Inverted, size: int) -> tuple[list[str], list[Payload]]:
    """Pairs with their postings in shards of about `size` bytes: the first key of each, and its payload."""
    if len(pairs.keys) == 0:
        return [], []
    heads = _heads(pairs.counts)
    fresh = np.diff(pairs.keys >> _FIRST, prepend=-1) > 0
    cuts = [*_cuts(_weights(pairs), fresh, size * SYMBOL_BITS), len(pairs.keys)]
    ends = [*heads[cuts[:-1]].tolist(), len(pairs.spots)]
    payloads = [
        _payload(Inverted(pairs.keys[low:high], pairs.counts[low:high], pairs.spots[start:end]))
        for (low, high), (start, end) in zip(pairwise(cuts), pairwise(ends), strict=True)
    ]
    keys = pairs.keys[cuts[:-1]]
    names = [
        chr(one) + (chr(other) if other else "")
        for one, other in zip((keys >> _FIRST).tolist(), (keys & _SECOND).tolist(), strict=True)
    ]
    return names, payloads


def _payload(part: Inverted) -> Payload:
    hasher = blake2b(np.ascontiguousarray(part.keys).data, digest_size=16)
    for column in (part.counts, part.spots):
        hasher.update(column.astype("<u4").data)
    return Payload(hasher.digest(), lambda: dump(_shard(part)))


def _shard(part: Inverted) -> PairPayload:
    places = _places(part)
    values, modes = _values(part.counts, places, part.spots.astype(np.int64) & 1)
    return pairs_payload(
        np.stack((part.keys >> _FIRST, part.keys & _SECOND)), part.counts, modes, values, int(places.max()) + 1
    )


def _weights(pairs: Inverted) -> Ints:
    """About how many bits of a shard come before each key, and before the end. What it is does not depend on others."""
    bits = [np.zeros(1, dtype=np.int64)]
    for part in pairs.parts():
        heads = _heads(part.counts)
        bits.append(np.add.reduceat(bit_lengths(_gaps(_places(part), heads)) + 1, heads) + _KEY_BITS)
    return np.cumsum(np.concatenate(bits))


def _cuts(offsets: Ints, fresh: NDArray[np.bool_], size: int) -> list[int]:
    """Keys that begin a shard; rather where the first character is new, so that an edit moves few later borders.

    `offsets` are the sums of what is before each key, and before the end.
    """
    news = np.flatnonzero(fresh)
    cuts = [0]
    while True:
        limit = int(offsets[cuts[-1]]) + size
        if limit >= offsets[-1]:
            return cuts
        last = max(int(np.searchsorted(offsets, limit, side="right")) - 1, cuts[-1] + 1)
        if last >= len(fresh):
            return cuts
        new = int(news[max(int(np.searchsorted(news, last, side="right")) - 1, 0)])
        cuts.append(new if new > cuts[-1] and offsets[new] > limit - size // 2 else last)


def _places(lists: Inverted) -> Ints:
    return lists.spots.astype(np.int64) >> 1


def _heads(counts: Ints) -> Ints:
    return np.cumsum(counts) - counts


def _gaps(places: Ints, heads: Ints) -> Ints:
    """How far each place is from the one before; of the first place of a key, the place itself."""
    gaps = np.empty_like(places)
    np.subtract(places[1:], places[:-1], out=gaps[1:])
    gaps[heads] = places[heads]
    return gaps


def _values(counts: Ints, places: Ints, inside: Ints) -> tuple[Ints, Ints]:
    """Gaps between the places of each key, with the flag in mixed ones, and the mode of each key."""
    if len(counts) == 0:
        return places, counts
    heads = _heads(counts)
    gaps = _gaps(places, heads)
    within = np.add.reduceat(inside, heads)
    modes = np.where(within == 0, ACROSS, np.where(within == counts, INSIDE, MIXED))
    return np.where(np.repeat(modes == MIXED, counts), gaps * 2 + inside, gaps), modes
