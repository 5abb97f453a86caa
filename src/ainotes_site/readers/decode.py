"""Bytes to lines: which encoding a source is in, and an exact place when it is in none."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ainotes_site.lazy_regex import pattern

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
"""Byte order mark, name that a reading reports, codec for the rest. UTF-32 first: its mark begins like UTF-16's."""

_INVISIBLE = dict.fromkeys("\u200b\u2060\ufeff\u00ad\u180e", "") | dict.fromkeys("\u00a0\u2007\u202f", " ")
"""Characters without a width come from copying web pages and break words; no-break spaces break Markdown's marks.

The zero-width joiner stays: emoji are made with it.
"""

_CONTROL = pattern(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffe\uffff]")

GB_COMMON_SHARE = 0.4
"""Least share of everyday characters for a text to be taken for GB18030, which accepts nearly any bytes.

Simplified Chinese has above 0.9, traditional about 0.6, Big5 or broken UTF-8 read as GB18030 below 0.3.
"""

GB_PRIVATE_SHARE = 0.01
"""Greatest share of private characters in such a text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a source."""

    lines: tuple[str, ...]
    """Without line ends and invisible characters."""
    encoding: str


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Why a source is no text that can be read."""

    offset: int
    """First byte that does not fit, counted from 0."""
    binary: bool
    lines: int
    """Line feeds plus one for what follows the last."""


def decode(data: bytes) -> Decoded | Undecodable:
    """Read `data` as UTF-8, UTF-16, UTF-32 or GB18030, strictly."""
    for mark, name, codec in _BOMS:
        if data.startswith(mark):
            return _strictly(data, len(mark), name, codec)
    if b"\0" in data:
        return _without_mark(data)
    try:
        return Decoded(split_lines(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        offset = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return _failure(data, offset)
    if _CONTROL.search(text) or not _plausible_gb(text):
        return _failure(data, offset)
    return Decoded(split_lines(text), "gb18030")


_WIDE_HEADING = pattern(r"^( {0,3}#{1,6})\u3000+", re.MULTILINE)


def split_lines(text: str) -> tuple[str, ...]:
    """Lines of `text` as editors count them: only LF, CR LF and CR end one; invisible characters are taken out,
    and the wide space that an input method puts after the marks of a heading is one that makes a heading."""
    for character, shown in _INVISIBLE.items():  # a table would be asked for each character of a text
        text = text.replace(character, shown)
    if "#\u3000" in text:
        text = _WIDE_HEADING.sub(r"\1 ", text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    return tuple(lines)


def _strictly(data: bytes, skip: int, name: str, codec: str) -> Decoded | Undecodable:
    try:
        text = data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        return _failure(data, skip + error.start)
    if "\0" in text:
        return Undecodable(data.index(b"\0"), binary=True, lines=_count(data))
    return Decoded(split_lines(text), name)


def _without_mark(data: bytes) -> Decoded | Undecodable:
    """UTF-16 without a mark shows as NULs in every other byte; anything else with a NUL is no text."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and min(even, odd) == 0:
        name = "utf-16-le" if odd else "utf-16-be"
        read = _strictly(data, 0, name, name)
        if isinstance(read, Decoded) and not any(map(_CONTROL.search, read.lines)):
            return read
    return Undecodable(data.index(b"\0"), binary=True, lines=_count(data))


def _failure(data: bytes, offset: int) -> Undecodable:
    return Undecodable(offset, binary=False, lines=_count(data))


def _count(data: bytes) -> int:
    return data.count(b"\n") + (not data.endswith(b"\n") if data else 0)


def _plausible_gb(text: str) -> bool:
    """Whether most characters beyond ASCII are of GB 2312's symbols and first level (lead bytes A1 to D7), and hardly
    any of its private area, where other encodings end up."""
    wide = [c for c in text[:200_000] if c > "\x7f"]
    if sum("\ue000" <= c <= "\uf8ff" for c in wide) > GB_PRIVATE_SHARE * len(wide):
        return False
    codes = (c.encode("gb18030") for c in wide)
    common = sum(len(code) == 2 and 0xA1 <= code[0] <= 0xD7 and code[1] >= 0xA1 for code in codes)
    return common >= GB_COMMON_SHARE * len(wide)
