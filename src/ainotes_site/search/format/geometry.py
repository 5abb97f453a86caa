"""What the index's places look like: kinds of blocks, widths of slots, and the version of the whole format."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FORMAT = 7
"""Version of the format. Engines refuse any other."""
SLOT = 16
"""Width of a slot is a multiple of this."""
ROOM = 16
"""A document has a multiple of so many `SLOT`s, a long one of more: most edits then move nothing behind it."""


def room(slots: NDArray[np.int64]) -> NDArray[np.int64]:
    """The room of documents whose blocks take so many `SLOT`s, at least 1: a multiple of half the highest power of two in
    that, so that a long text may grow by more than a short one before anything moves.
    """
    steps = np.maximum(1 << np.maximum(np.frexp(slots)[1].astype(np.int64) - 2, 0), ROOM)
    rooms: NDArray[np.int64] = -(-slots // steps) * steps
    return rooms


WIDTHS = (
    *range(1, 9),
    10,
    12,
    14,
    16,
    20,
    24,
    28,
    32,
    40,
    48,
    56,
    64,
    80,
    96,
    128,
    160,
    192,
    256,
    384,
    512,
    1024,
    4096,
)
"""Permitted widths of slots, in `SLOT`s: coarse, because the manifest lists the width of each block."""
TITLE, LABELS, HEADING, PASSAGE = range(4)
"""Kinds of blocks, in the order in which a document has them; headings and passages repeat."""
TERM = "term"
"""Kind of the documents that are glossary terms."""

ACROSS, INSIDE, MIXED = range(3)
"""Whether a pair stands between words everywhere, within one word everywhere, or now so, now so (then each place says).
"""
