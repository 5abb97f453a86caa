"""Numbers in bits: exponential Golomb codes in rows, six bits a symbol.

A number of order k is its bits from 2^k on, as Teuhola (1978) has it: n + 2^k in binary, and before it a class, which
says by how many bits it is longer than k + 1. Gaps between places need about the logarithm of the mean gap so, which is
as short as they can be. Within a row all classes come first, in unary (zeros that a one ends), then the numbers without
their leading ones: so rows are read and written by whole arrays.

Symbols are the first 64 of `codec.SYMBOLS`. They are all about as frequent, so that gzip takes six bits for each.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ainotes_site.search.format.codec import Ints
from ainotes_site.search.format.geometry import SYMBOL_BITS
from ainotes_site.search.format.scripts import SYMBOLS

Bits = NDArray[np.uint8]
"""An element for each bit."""

_WINDOW = 8
"""Bytes that are read for a number: enough for 57 bits, wherever they begin."""
_WEIGHTS = 1 << np.arange(SYMBOL_BITS, dtype=np.uint8)[::-1]
_SYMBOL_OF = np.frombuffer(SYMBOLS, dtype=np.uint8)[: 1 << SYMBOL_BITS]
_VALUE_OF = np.full(256, 1 << SYMBOL_BITS, dtype=np.uint8)
_VALUE_OF[_SYMBOL_OF] = np.arange(1 << SYMBOL_BITS, dtype=np.uint8)


def row(values: Ints, orders: Ints) -> Bits:
    """The bits of `values`, none of them negative, by the order of each."""
    raised = values + (1 << orders)
    sizes = bit_lengths(raised) - 1
    ones, ends = (sizes - orders + 1).cumsum(), sizes.cumsum()
    classes, rest = (int(ones[-1]), int(ends[-1])) if len(ends) else (0, 0)
    following = np.repeat(ends - 1, sizes) - np.arange(rest)
    bits = np.zeros(classes + rest, dtype=np.uint8)
    bits[ones - 1] = 1
    bits[classes:] = np.repeat(raised, sizes) >> following & 1
    return bits


def bit_lengths(values: Ints) -> Ints:
    """How many bits each of `values`, below 2^53, has in binary."""
    lengths = values.astype(np.float64).view(np.int64)  # IEEE 754: eleven bits of exponent before 52 of mantissa
    lengths >>= 52
    lengths -= 1022
    return np.maximum(lengths, 0, out=lengths)


def text(rows: list[Bits]) -> str:
    """All rows as symbols."""
    bits = np.concatenate(rows)
    padded = np.concatenate((bits, np.zeros(-len(bits) % SYMBOL_BITS, dtype=np.uint8)))
    return _SYMBOL_OF[padded.reshape(-1, SYMBOL_BITS) @ _WEIGHTS].tobytes().decode("ascii")


class Spans(NamedTuple):
    """Where the numbers of a row are."""

    starts: Ints
    """First bit of each."""
    sizes: Ints
    """Bits of each."""
    orders: Ints

    def part(self, start: int, end: int) -> Spans:
        """Those from one index to before another."""
        return Spans(self.starts[start:end], self.sizes[start:end], self.orders[start:end])


class Reader:
    """Reads what `text` gave, row by row."""

    def __init__(self, symbols: str) -> None:
        """Raises ValueError for a symbol that `text` does not write."""
        values = _VALUE_OF[np.frombuffer(symbols.encode("utf-8"), dtype=np.uint8)]
        if (values >> SYMBOL_BITS).any():
            raise ValueError("not a row of bits")
        bits = (values[:, None] & _WEIGHTS).ravel() > 0
        self._ones = np.flatnonzero(bits)
        self._bytes = np.concatenate((np.packbits(bits), np.zeros(_WINDOW, dtype=np.uint8)))
        self._end = len(bits)
        self._place = 0

    def row(self, orders: Ints) -> Ints:
        """The next numbers, by the order of each. Raises ValueError when there are not so many."""
        return self.numbers(self.spans(orders))

    def spans(self, orders: Ints) -> Spans:
        """Where the next numbers are, which is known without reading them. Raises ValueError as `row` does."""
        first = int(np.searchsorted(self._ones, self._place))
        ones = self._ones[first : first + len(orders)]
        if len(ones) < len(orders):
            raise ValueError("too short a row of bits")
        if len(ones) == 0:
            return Spans(ones, ones, orders)
        sizes = orders - 1
        sizes[0] += ones[0] - self._place + 1
        sizes[1:] += ones[1:] - ones[:-1]
        ends = np.cumsum(sizes) + (int(ones[-1]) + 1)
        self._place = int(ends[-1])
        if self._place > self._end:
            raise ValueError("too short a row of bits")
        return Spans(ends - sizes, sizes, orders)

    def numbers(self, spans: Spans) -> Ints:
        """The numbers, none of them above 2^56, that are there."""
        windows = self._bytes[(spans.starts >> 3)[:, None] + np.arange(_WINDOW)].view(">u8").ravel().astype(np.uint64)
        windows <<= (spans.starts & 7).astype(np.uint64)
        rest = (windows >> np.uint64(1) >> (63 - spans.sizes).astype(np.uint64)).astype(np.int64)
        return np.asarray(rest + (1 << spans.sizes) - (1 << spans.orders))
