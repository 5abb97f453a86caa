"""How data becomes classic scripts, and comes back from them. Nothing here needs numpy, which is slow to load."""

from __future__ import annotations

import json
import re
from typing import Any

from ainotes_site.errors import IndexFormatError
from ainotes_site.i18n import error_of
from ainotes_site.lazy_regex import pattern

SYMBOLS = bytes(code for code in range(0x20, 0x7F) if code not in b'"\\')
"""The characters that stand for digits: a JavaScript string literal holds them without an escape."""
SEPARATOR = "\t"
KEY_MARKS = "".join(map(chr, range(0x0E, 0x20)))
"""Marks before a key: how many characters it shares with the key before."""
VALUE_MARKS = "\1\2\3"
"""Marks before a value. For postings they are the modes of `layout`; other values have the first."""

_ESCAPE = pattern(r"\\(?:u00(0[1-9a-f]|1[0-9a-f])|.)")
_CALL = "ainotes.shard("


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
        raise error_of(IndexFormatError, place, "index.damaged") from error
    return name, check, payload
