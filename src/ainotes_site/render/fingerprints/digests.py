"""Digests of what pages show."""

from __future__ import annotations

import marshal
from hashlib import blake2b
from typing import Any


def digest_of(*values: object) -> bytes:
    """A digest of plain values: strings, numbers, digests, and tuples or lists of them."""
    return blake2b(serialised(values), digest_size=16).digest()


def serialised(value: Any) -> bytes:
    """Plain values as bytes. In this version of the format equal values give equal bytes."""
    return marshal.dumps(value, 2)


def digest_of_texts(*texts: str) -> bytes:
    """The same as `digest_of` of long texts, of which a `repr` would take its time."""
    shown = f"{[len(text) for text in texts]}{''.join(texts)}"
    return blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=16).digest()
