"""Readable, unique anchors for headings: GitHub's rule, with names that a page needs for itself kept free."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ainotes_site.lazy_regex import pattern

LONGEST = 80
"""Characters of an anchor; a heading can be a whole paragraph."""

_NOT_LETTERS = pattern(r"[\W_]")
_DROPPED = pattern(r"[^\w\- ]")
_RESERVED = pattern(r"_|an-|ainotes|md-|fn-|fnref-|user-content-|search$|content$|toc$|main$|header$|footer$|nav$")


def anchor(text: str) -> str:
    """The anchor of a heading before it is made unique: lower case, spaces as hyphens, punctuation dropped.

    >>> anchor("RAG 是什么？")
    'rag-是什么'
    """
    words = " ".join(unicodedata.normalize("NFC", text).split()).lower()
    name = _DROPPED.sub("", words).replace(" ", "-")[:LONGEST]
    if not name.strip("-_"):
        return "section"
    return f"section-{name}" if _RESERVED.match(name) else name


def given(name: str) -> str:
    """The anchor of a heading that its writer names; one that a page needs for itself is written as that of a heading."""
    return anchor(name) if _RESERVED.match(name) else name[:LONGEST]


def unique(name: str, taken: dict[str, int]) -> str:
    """`name`, or `name-1`, `name-2` … when it is taken. `taken` holds the last number given to each name."""
    result, number = name, taken.get(name, 0)
    while result in taken:
        number += 1
        result = f"{name}-{number}"
    taken[name] = number
    taken.setdefault(result, 0)
    return result


@lru_cache(maxsize=8192)
def squash(text: str) -> str:
    """The letters and digits of a heading or an anchor, folded: what all ways to write it agree on.

    >>> squash("1. RAG 是什么？") == squash("1-rag-是什么")
    True
    """
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold().removeprefix("user-content-"))
