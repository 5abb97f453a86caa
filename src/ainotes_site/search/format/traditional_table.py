"""Traditional characters with the simplified ones that they fold to, as a shard in bits, and back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ainotes_site.search.format import bitstream
from ainotes_site.search.format.codec import Ints
from ainotes_site.search.format.geometry import SHIFT_ORDER, STEP_ORDER

Variants = tuple[int, str]
"""Number of characters, and two rows of numbers."""
NONE: Variants = (0, "")


def written(pairs: Mapping[str, str]) -> Variants:
    """The payload for characters and what each folds to.

    A row has the steps from one code point to the next; another the differences, doubled, and of negative ones the
    doubled amount less 1.
    """
    ordered = sorted(pairs)
    codes = np.array([ord(character) for character in ordered], dtype=np.int64)
    shifts = np.array([ord(pairs[character]) for character in ordered], dtype=np.int64) - codes
    zigzag = np.where(shifts < 0, -2 * shifts - 1, 2 * shifts)
    steps = np.diff(codes, prepend=0)
    return len(codes), bitstream.text(
        [bitstream.row(steps, _orders(len(codes))[0]), bitstream.row(zigzag, _orders(len(codes))[1])]
    )


def read(payload: Variants) -> dict[str, str]:
    """The characters. Raises ValueError for what `written` did not make."""
    count, text = payload
    reader = bitstream.Reader(text)
    steps, zigzag = (reader.row(orders) for orders in _orders(count))
    codes = np.cumsum(steps)
    shifts = np.where(zigzag & 1, -(zigzag + 1 >> 1), zigzag >> 1)
    return dict(zip(map(chr, codes.tolist()), map(chr, (codes + shifts).tolist()), strict=True))


def _orders(count: int) -> tuple[Ints, Ints]:
    return np.full(count, STEP_ORDER), np.full(count, SHIFT_ORDER)
