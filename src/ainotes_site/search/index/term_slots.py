"""Where the glossary terms stand in the index: each in a place of its own, so that a new one moves few of the others.

Their part of the index is a table of cells. A term begins in the cell that its hash names, or in the first free one
behind it; sorted by their hashes, terms stand where they would stand whichever of them came first (O. Amble and D. E.
Knuth, Ordered hash tables, 1974). At most half of the cells are taken, so they seldom meet.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from ainotes_site.search.format.codec import Ints

_HASH = 32
"""Bits of a hash."""
_FEWEST = 64
"""Cells of the smallest table; the notes begin behind a multiple of so many."""


def home(stem: str) -> int:
    """The hash of a term, by the stem of its page: terms are sorted by it."""
    return int.from_bytes(blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=_HASH // 8).digest(), "big")


def cells(homes: Ints, sizes: Ints) -> Ints:
    """The first cell of each term, and the first one behind them all; `homes` are ascending, `sizes` in cells."""
    if len(homes) == 0:
        return np.zeros(1, dtype=np.int64)
    taken = int(sizes.sum())
    count = max(_FEWEST, 1 << (2 * taken - 1).bit_length())
    before = np.cumsum(sizes) - sizes
    first: Ints = np.maximum.accumulate((homes * count >> _HASH) - before) + before
    end = max(count, int(first[-1] + sizes[-1]))
    return np.append(first, -(-end // _FEWEST) * _FEWEST)
