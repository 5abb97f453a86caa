"""How numbers and data become classic scripts: a variable-length code in printable ASCII, and the script around it.

A number is written in base 32 "continue" digits followed by one base 61 "end" digit. The 93 digits are the printable
ASCII characters that a JavaScript string literal holds without an escape, so that a web server's gzip sees plain small
symbols.
"""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ainotes_site.errors import IndexFormatError
from ainotes_site.lazy_regex import pattern

Ints = NDArray[np.int64]

END_BASE = 61
"""Number of end digits: the first 61 symbols."""
CONTINUE_BASE = 32
"""Number of continue digits: the last 32 symbols."""
SYMBOLS = bytes(code for code in range(0x20, 0x7F) if code not in b'"\\')
SEPARATOR = "\t"
KEY_MARKS = "".join(map(chr, range(0x0E, 0x20)))
"""Marks before a key: how many characters it shares with the key before."""
VALUE_MARKS = "\1\2\3"
"""Marks before a value. For postings they are the modes of `layout`; other values have the first."""

_VALUE_OF = np.full(256, -1, dtype=np.int64)
_VALUE_OF[np.frombuffer(SYMBOLS, dtype=np.uint8)] = np.arange(len(SYMBOLS))
_SYMBOL_OF = np.frombuffer(SYMBOLS, dtype=np.uint8)
_ESCAPE = pattern(r"\\(?:u00(0[1-9a-f]|1[0-9a-f])|.)")
_CALL = "ainotes.shard("


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


def check_of(key: bytes) -> str:
    """Two symbols that tell one shard from another: the manifest lists them, so that a stale shard is noticed.

    `key` is a digest of what the shard is made from.
    """
    number = int.from_bytes(key[:4], "big")
    return chr(SYMBOLS[number % 93]) + chr(SYMBOLS[number // 93 % 93])


def dump(value: Any) -> str:
    """`value` as compact JSON, which is also a JavaScript literal."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def dump_raw(value: Any) -> str:
    """As `dump`, but with control characters as they are, which a script holds: all but 0 and the ends of lines."""
    return _ESCAPE.sub(_raw, dump(value))


def _raw(escape: re.Match[str]) -> str:
    if escape[1]:
        return chr(int(escape[1], 16))
    return "\t" if escape[0] == "\\t" else escape[0]


def script(name: str, check: str, payload: str) -> bytes:
    """A shard: a classic script that hands its payload (a JavaScript literal) to the page."""
    return f'{_CALL}"{name}","{check}",{payload})\n'.encode()


def parse_script(data: bytes, place: str) -> tuple[str, str, Any]:
    """Name, check and payload of a shard.

    Raises IndexFormatError when the bytes are not a whole shard.
    """
    try:
        text = data.decode("utf-8")
        if not (text.startswith(_CALL) and text.endswith(")\n")):
            raise ValueError(place)
        name, check, payload = json.loads("[" + text[len(_CALL) : -2] + "]", strict=False)
    except ValueError as error:
        raise IndexFormatError(place, "索引文件已损坏 (damaged search shard)", "build the site again") from error
    return name, check, payload
