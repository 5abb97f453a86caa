"""How numbers become text: a variable-length code in printable ASCII.

A number is written in base 32 "continue" digits followed by one base 61 "end" digit. The 93 digits are the printable
ASCII characters that a JavaScript string literal holds without an escape, so that a web server's gzip sees plain small
symbols.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ainotes_site.search.format.scripts import SYMBOLS

Ints = NDArray[np.int64]

END_BASE = 61
"""Number of end digits: the first 61 symbols."""
CONTINUE_BASE = 32
"""Number of continue digits: the last 32 symbols."""
_VALUE_OF = np.full(256, -1, dtype=np.int64)
_VALUE_OF[np.frombuffer(SYMBOLS, dtype=np.uint8)] = np.arange(len(SYMBOLS))
_SYMBOL_OF = np.frombuffer(SYMBOLS, dtype=np.uint8)


def encode(values: Ints) -> tuple[NDArray[np.uint8], Ints]:
    """Symbols of all values in a row, and for each value the index of its first symbol (one more at the end)."""
    quotients, ends = np.divmod(values, END_BASE)
    lengths = np.ones(len(values), dtype=np.int64)
    rest = quotients.copy()
    while rest.any():
        lengths += rest > 0
        rest //= CONTINUE_BASE
    starts = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    symbols = np.empty(int(starts[-1]), dtype=np.uint8)
    place = starts[1:] - 1
    symbols[place] = _SYMBOL_OF[ends]
    alive = np.flatnonzero(quotients)
    while len(alive):
        place[alive] -= 1
        quotients[alive], digits = np.divmod(quotients[alive], CONTINUE_BASE)
        symbols[place[alive]] = _SYMBOL_OF[END_BASE + digits]
        alive = alive[quotients[alive] > 0]
    return symbols, starts


def encode_text(values: list[int]) -> str:
    """The values as a string."""
    return encode(np.asarray(values, dtype=np.int64))[0].tobytes().decode("ascii")


def decode(text: str) -> Ints:
    """The values of a string that `encode` wrote. Raises ValueError for anything else."""
    digits = _VALUE_OF[np.frombuffer(text.encode("utf-8"), dtype=np.uint8)]
    if len(digits) == 0:
        return digits
    if digits.min() < 0 or digits[-1] >= END_BASE:
        raise ValueError("not a row of numbers")
    ends = np.flatnonzero(digits < END_BASE)
    lengths = np.diff(ends, prepend=-1)
    values = digits[ends]
    factor = END_BASE
    for back in range(1, int(lengths.max())):
        longer = np.flatnonzero(lengths > back)
        values[longer] += (digits[ends[longer] - back] - END_BASE) * factor
        factor *= CONTINUE_BASE
    return values
