"""What the two halves of the search must agree on: kinds of blocks, widths of slots, orders of numbers, the version of the
whole format. js/ gets these numbers with its bundle. Nothing here needs numpy, which is slow to load.
"""

from __future__ import annotations

FORMAT = 9
"""Version of the format. Engines refuse any other."""
SLOT = 16
"""Width of a slot is a multiple of this."""
ROOM = 16
"""A document has a multiple of so many `SLOT`s, a long one of more: most edits then move nothing behind it."""


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
PAGE = "page"
"""Kind of a page that is no note."""
TERM = "term"
"""Kind of the documents that are glossary terms."""

ACROSS, INSIDE, MIXED = range(3)
"""Whether a pair stands between words everywhere, within one word everywhere, or now so, now so (then each place says).
"""

SYMBOL_BITS = 6
"""Bits that a symbol of a row of bits stands for."""
RARE_FROM = 0x2E80
"""No Han unit has a smaller code point."""
FIRST_ORDER, SIZE_ORDER, COMMON_ORDER, RARE_ORDER = 2, 4, 2, 8
"""Orders of the numbers of a shard of Han postings: what is short for notes, whichever they are."""
STEP_ORDER, SHIFT_ORDER = 2, 10
"""Orders of the steps between code points of traditional characters, and of the differences to what each folds to."""
PREFIX_SHARDS = 16
"""Shards of keys that the beginning of a Latin word may load."""
