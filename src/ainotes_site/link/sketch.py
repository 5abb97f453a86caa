"""What relating needs to know of one entry: small, made once per entry and kept as long as the entry is the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from ainotes_site.link.library import TopicScore
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.link.topics import assign, prose
from ainotes_site.link.words import STOP
from ainotes_site.model import Entry

SHINGLE = 5
"""Characters that a shingle is long."""
KEPT = 64
"""Smallest shingle hashes kept: a bottom-k sketch (A. Broder, On the resemblance of documents, 1997)."""
SHORTEST = 40
"""Characters below which a text is no near-duplicate: two stubs look alike without being the same."""
WORDS = 24
"""Distinct Latin words kept, the first ones of the entry."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.+\-]{2,30}")


@dataclass(frozen=True, slots=True)
class Sketch:
    """One entry, in short."""

    topics: tuple[TopicScore, ...]
    words: tuple[str, ...]
    """Latin words, folded: in Chinese notes these are mostly names, and the rare ones tell what an entry is about."""
    shingles: tuple[int, ...]
    """The smallest hashes of its shingles, ascending; empty for a short text."""
    count: int
    """How many distinct shingles it has."""


def sketch(entry: Entry, taxonomy: Taxonomy) -> Sketch:
    """The sketch of `entry`: a pure function of the two, so that a cache can keep it under both their digests."""
    text = prose(entry.body)
    shingles, count = _shingles(text)
    return Sketch(assign(entry, taxonomy), _words(f"{entry.title}\n{text}"), shingles, count)


def _words(text: str) -> tuple[str, ...]:
    found = dict.fromkeys(match.group().rstrip(".-").lower() for match in _WORD.finditer(text))
    return tuple(word for word in found if word not in STOP)[:WORDS]


def _shingles(text: str) -> tuple[tuple[int, ...], int]:
    letters = "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
    if len(letters) < SHORTEST:
        return (), 0
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    length = len(codes) - SHINGLE + 1
    hashes = np.zeros(length, dtype=np.uint64)
    for step in range(SHINGLE):
        # Polynomial hash modulo 2^64, then mixed (finaliser of splitmix64), so that small hashes are a fair sample.
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[step : step + length]
    hashes ^= hashes >> np.uint64(30)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(27)
    hashes *= np.uint64(0x94D049BB133111EB)
    hashes ^= hashes >> np.uint64(31)
    distinct = np.unique(hashes)
    return tuple(distinct[:KEPT].tolist()), len(distinct)


def resemblance(one: Sketch, other: Sketch) -> float:
    """Share of shingles that two entries have in common (Jaccard), 0 to 1: an estimate, exact below KEPT shingles."""
    if not one.shingles or not other.shingles:
        return 0.0
    mine, yours = set(one.shingles), set(other.shingles)
    union = sorted(mine | yours)[:KEPT] if max(one.count, other.count) > KEPT else sorted(mine | yours)
    return sum(hash_ in mine and hash_ in yours for hash_ in union) / len(union)


def similarity(entry: Entry, other: Entry) -> float:
    """The same for two entries whose sketches are not at hand."""
    one, two = (Sketch((), (), *_shingles(prose(each.body))) for each in (entry, other))
    return resemblance(one, two)
