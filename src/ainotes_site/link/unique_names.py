"""ASCII names that must be unique."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from ainotes_site.urls import slug


def fingerprint(text: str, length: int = 6) -> str:
    """A short name that depends on `text` alone, for what no slug can be made of and for what shares its slug."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()[:length]


def unique_names(texts: Sequence[str], fallback: str) -> list[str]:
    """A slug for each of `texts`. Those that share one get the fingerprint of their text behind it, all but the first.

    So a text's name depends on the others only where they collide. `fallback` stands before the fingerprint of a text
    that has no letters that can be written in ASCII.
    """
    taken: set[str] = set()
    names: list[str] = []
    for text in texts:
        name = base_name(text, fallback)
        if name in taken:
            name = f"{name}-{fingerprint(text)}"
        while name in taken:
            name += "-x"
        taken.add(name)
        names.append(name)
    return names


def base_name(text: str, fallback: str) -> str:
    """The name of a text that shares it with no other; see `unique_names`."""
    return slug(text) or f"{fallback}-{fingerprint(text)}"
