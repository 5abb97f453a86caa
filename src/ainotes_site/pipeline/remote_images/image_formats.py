"""What kind of image some bytes are, and how large it is drawn, told from the bytes alone.

A name and a Content-Type are claims. SVG is not among the kinds that are fetched: it is a document that can carry scripts.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ainotes_site.model import PictureSize

_MAX_SIDE = 65_535
_SVG_HEAD = 1 << 14
"""Bytes in which the root element of a drawing is looked for."""
_DEFAULT_WIDTH = 300
"""CSS pixels (https://www.w3.org/TR/css-images-3/#default-object-size)."""
_SVG_ROOT = re.compile(rb"<svg\b([^>]*)>")
_SVG_NUMBERS = re.compile(rb"""\s(width|height|viewBox)\s*=\s*["']\s*([^"'<]*?)\s*["']""")
_SVG_LENGTH = re.compile(rb"([0-9.]+)(?:px)?")
_SEGMENTS = 10_000
"""Of a JPEG, before its frame; a file with more is made to waste time."""


class Measured(NamedTuple):
    """Kind and size of an image."""

    extension: str
    width: int
    """In pixels, as browsers draw it: with the rotation that the file asks for."""
    height: int


def measure(data: bytes) -> Measured | None:
    """Kind and size of an image; None for anything that is not a PNG, JPEG, GIF, WebP or AVIF with a size."""
    try:
        found = _measure(data)
    except (struct.error, IndexError):  # it ends before its size does
        return None
    return found if found and 0 < found.width <= _MAX_SIDE and 0 < found.height <= _MAX_SIDE else None


def picture_size(data: bytes) -> PictureSize | None:
    """How large a picture is drawn that begins with these bytes: of the kinds of `measure`, or SVG; None where they do not
    say. A drawing without a size of its own has that of its coordinates, and at least the width that browsers give to such."""
    found = measure(data)
    if found is not None:
        return PictureSize(found.width, found.height)
    root = _SVG_ROOT.search(data[:_SVG_HEAD])
    return _svg_size(dict(_SVG_NUMBERS.findall(root[1]))) if root else None


def _svg_size(said: Mapping[bytes, bytes]) -> PictureSize | None:
    sides, box = (
        (said.get(b"width", b""), said.get(b"height", b"")),
        said.get(b"viewBox", b"").replace(b",", b" ").split(),
    )
    width, height = (_SVG_LENGTH.fullmatch(side) for side in sides)
    if width and height:
        return _rounded(width[1], height[1], least=0)
    return _rounded(box[2], box[3], least=_DEFAULT_WIDTH) if len(box) == 4 and not any(sides) else None


def _rounded(width: bytes, height: bytes, least: int) -> PictureSize | None:
    """Whole pixels, scaled up where the width is below `least`."""
    try:
        stated = float(width), float(height)
        scale = max(1.0, least / stated[0])
        sides = round(stated[0] * scale), round(stated[1] * scale)
    except (ValueError, ArithmeticError):
        return None
    return PictureSize(*sides) if all(0 < side <= _MAX_SIDE for side in sides) else None


def _measure(data: bytes) -> Measured | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return Measured("png", *struct.unpack_from(">II", data, 16))
    if data.startswith((b"GIF87a", b"GIF89a")):
        return Measured("gif", *struct.unpack_from("<HH", data, 6))
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    if data[4:8] == b"ftyp":
        return _avif(data)
    return None


def _webp(data: bytes) -> Measured | None:
    """RFC 9649: a lossy, a lossless or an extended file, by its first chunk."""
    if data[12:16] == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return Measured("webp", width & 0x3FFF, height & 0x3FFF)
    if data[12:16] == b"VP8L" and data[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", data, 21)
        return Measured("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if data[12:16] == b"VP8X" and len(data) >= 30:
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return Measured("webp", width, height)
    return None


def _jpeg(data: bytes) -> Measured | None:
    """ITU T.81, annex B: segments up to the frame header; Exif before it may turn the picture."""
    at, turned = 2, False
    for _ in range(_SEGMENTS):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0x01, *range(0xD0, 0xD8)):
            at += 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Measured("jpg", height, width) if turned else Measured("jpg", width, height)
        if length < 2 or marker in (0xD9, 0xDA):
            return None
        if marker == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            turned = _is_turned(data[at + 10 : at + 2 + length])
        at += 2 + length
    return None


def _is_turned(tiff: bytes) -> bool:
    """Whether the orientation (tag 0x0112 of the first directory) lays the picture on its side."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return False
    (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
    entries = tiff[directory + 2 :]
    for at in range(0, len(entries) - 11, 12):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", entries, at)
        if tag == 0x0112:
            return bool(kind == 3 and 5 <= value <= 8)
        if tag > 0x0112:  # a directory is sorted by tag
            break
    return False


def _avif(data: bytes) -> Measured | None:
    """ISO/IEC 23008-12: the largest extent among the item properties; thumbnails and tiles have smaller ones."""
    (length,) = struct.unpack_from(">I", data)
    brands = {data[at : at + 4] for at in (8, *range(16, min(length, 256), 4))}
    if not brands & {b"avif", b"avis"}:
        return None
    extents: list[tuple[int, int]] = []
    turned = False
    for kind, start, end in _properties(data):
        if kind == b"ispe":
            extents.append(struct.unpack_from(">II", data, start + 4))
        elif kind == b"irot" and start < end:
            turned = data[start] % 2 == 1
    if not extents:
        return None
    width, height = max(extents, key=lambda extent: extent[0] * extent[1])
    return Measured("avif", height, width) if turned else Measured("avif", width, height)


def _properties(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    for _, start, end in _boxes(data, 0, len(data), b"meta"):
        for _, inner, inner_end in _boxes(data, start + 4, end, b"iprp"):
            for _, first, last in _boxes(data, inner, inner_end, b"ipco"):
                yield from _boxes(data, first, last)


def _boxes(data: bytes, at: int, end: int, wanted: bytes = b"") -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the content of each box between two places."""
    while at + 8 <= end:
        length, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        elif length == 0:
            length = end - at
        if length < head or at + length > end:
            return
        if wanted in (b"", kind):
            yield kind, at + head, at + length
        at += length
