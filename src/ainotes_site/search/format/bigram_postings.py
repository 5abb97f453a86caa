"""A shard of Han postings as text, and back.

A key is a first and a second character (0 where the first stands by itself). Nine of ten second characters are among
those of `common.CHARACTERS`: they are counted in these, from the one before under the same first character, and the
others in code points.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ainotes_site.search.format import bitstream
from ainotes_site.search.format.codec import Ints
from ainotes_site.search.format.geometry import COMMON_ORDER, FIRST_ORDER, MIXED, RARE_FROM, RARE_ORDER, SIZE_ORDER
from ainotes_site.search.format.text_code_tables import CHARACTERS

Postings = tuple[int, Ints]
"""The mode, and the gaps between the places (with the flag in the lowest bit where the mode is MIXED)."""

COMMON = (0, *sorted(ord(character) for character in CHARACTERS if "\u4e00" <= character <= "\u9fff"))
"""Frequent second characters."""
_COMMON = np.array(COMMON)

PairPayload = tuple[int, int, str]
"""Number of first characters, what all places are below, and rows of numbers."""
EMPTY: PairPayload = (0, 0, "")


def pairs_payload(keys: Ints, counts: Ints, modes: Ints, values: Ints, room: int) -> PairPayload:
    """Keys, as two rows of characters, and their postings. All places are below `room`.

    The rows are: for each first character its step from the one before and the number of its keys, less one; for each
    key its mode, and 3 more if its second character is rare, and the number of its places, less one; the steps of the
    second characters; the gaps.
    """
    heads = _steps(keys[0], -1).nonzero()[0]
    sizes = _steps(np.append(heads, len(counts)), 0)[1:]
    groups = np.repeat(np.arange(len(heads)), sizes)
    numbers = np.minimum(np.searchsorted(_COMMON, keys[1]), len(_COMMON) - 1)
    rare = _COMMON[numbers] != keys[1]
    steps = np.where(rare, keys[1] - RARE_FROM, numbers)
    for own in (~rare, rare):
        known = steps[own]
        own_groups = groups[own]
        same = own_groups[1:] == own_groups[:-1]
        known[1:][same] -= known[:-1][same] + 1
        steps[own] = known
    firsts = _steps(keys[0][heads], 0)
    rows = [
        bitstream.row(np.concatenate((firsts, sizes - 1)), _group_orders(len(heads))),
        bitstream.row(np.concatenate((modes + 3 * rare, counts - 1)), np.zeros(2 * len(counts), dtype=np.int64)),
        bitstream.row(steps, np.where(rare, RARE_ORDER, COMMON_ORDER)),
        bitstream.row(values, _gap_orders(counts, modes, room)),
    ]
    return len(heads), room, bitstream.text(rows)


def _steps(values: Ints, before: int) -> Ints:
    """Each number minus the one before it, of which the first has `before`: a third of the time of `np.diff`."""
    steps = values.copy()
    steps[1:] -= values[:-1]
    steps[:1] -= before
    return steps


class BigramShard:
    """The keys of a shard. Their postings are read when they are asked for: a query needs few of them."""

    def __init__(self, payload: PairPayload) -> None:
        """Raises ValueError for what `pairs_payload` did not make."""
        groups, room, text = payload
        self._reader = reader = bitstream.Reader(text)
        firsts, sizes = reader.row(_group_orders(groups)).reshape(2, -1)
        sizes = sizes + 1
        kinds, counts = reader.row(np.zeros(2 * int(sizes.sum()), dtype=np.int64)).reshape(2, -1)
        self._modes, rare = kinds % 3, kinds >= 3
        steps = reader.row(np.where(rare, RARE_ORDER, COMMON_ORDER))
        counts = counts + 1
        self._values = reader.spans(_gap_orders(counts, self._modes, room))
        self._bounds = np.concatenate(([0], np.cumsum(counts)))
        common = _COMMON[_running(steps, ~rare, sizes) % len(_COMMON)]
        seconds = np.where(rare, _running(steps, rare, sizes) + RARE_FROM, common)
        self._codes = np.repeat(np.cumsum(firsts), sizes) << 21 | seconds

    def get(self, key: str) -> Postings | None:
        """Postings of a key; None when it does not occur."""
        code = ord(key[0]) << 21 | ord(key[1:] or "\0")
        index = int(np.searchsorted(self._codes, code))
        return self._postings(index) if index < len(self._codes) and self._codes[index] == code else None

    def beginning(self, first: str) -> Iterator[tuple[str, Postings]]:
        """Keys that begin with a character, in their order, and their postings."""
        start, end = np.searchsorted(self._codes, (ord(first) << 21, (ord(first) + 1) << 21)).tolist()
        for index in range(start, end):
            second = int(self._codes[index]) & 0x1FFFFF
            yield first + (chr(second) if second else ""), self._postings(index)

    def _postings(self, index: int) -> Postings:
        start, end = self._bounds[index : index + 2].tolist()
        return int(self._modes[index]), self._reader.numbers(self._values.part(start, end))


def _running(steps: Ints, own: NDArray[np.bool_], sizes: Ints) -> Ints:
    """Where the steps of the keys in `own` lead to, from 0 in each group; a step of 0 leads to the next."""
    sums = np.cumsum(np.where(own, steps + 1, 0))
    heads = np.cumsum(sizes) - sizes
    before = np.concatenate(([0], sums))[heads]
    return np.asarray(sums - np.repeat(before, sizes) - 1)


def _group_orders(groups: int) -> Ints:
    return np.repeat(np.array([FIRST_ORDER, SIZE_ORDER]), groups)


def _gap_orders(counts: Ints, modes: Ints, room: int) -> Ints:
    """Order of each gap: what is best for half the mean gap of its key, and one more where it has a flag."""
    orders = np.maximum(bitstream.bit_lengths(room // (2 * counts)) - 1, 0) + (modes == MIXED)
    return np.repeat(orders, counts)
