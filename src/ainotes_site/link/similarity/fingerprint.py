"""The fingerprint of an entry: the small data from which entries are related, made once per version of the entry."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.library import TopicScore
from ainotes_site.link.names_in_text import Pair, pairs_in
from ainotes_site.link.similarity.special_words import STOP
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.link.topics.assign import assign, prose
from ainotes_site.model import Entry

SHINGLE = 5
"""Characters that a shingle is long."""
NO_HASH = 0xFFFFFFFF
"""Stands where a text has fewer than KEPT shingles."""
KEPT = 64
"""Smallest shingle hashes kept: a bottom-k sketch (A. Broder, On the resemblance of documents, 1997)."""
SHORTEST = 40
"""Characters below which a text is no near-duplicate: two stubs look alike without being the same."""
WORDS = 24
"""Distinct Latin words kept, the first ones of the entry."""

Hashes = NDArray[np.uint32]

_POWERS = np.array([pow(0x9E3779B97F4A7C15, step, 1 << 64) for step in reversed(range(SHINGLE))], dtype=np.uint64)
_27, _30, _32 = np.uint64(27), np.uint64(30), np.uint64(32)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_FILLING = np.full(KEPT, NO_HASH, dtype="<u4").tobytes()

_NOT_LETTERS = pattern(r"[\W_][\W_]*")  # twice as fast as with a +: what begins with a class is looked for by it
_WORD = pattern(r"[A-Za-z][A-Za-z0-9.+\-]{2,30}")


@dataclass(frozen=True, slots=True)
class EntryFingerprint:
    """One entry, in short."""

    topics: tuple[TopicScore, ...]
    words: tuple[str, ...]
    """Latin words, folded: in Chinese notes these are mostly names, and the rare ones tell what an entry is about."""
    shingles: bytes
    """The KEPT smallest hashes of its shingles as little-endian uint32, ascending, filled up with NO_HASH; empty for a
    short text."""
    pairs: tuple[Pair, ...]
    """Names that it gives for one thing, perhaps."""


def entry_fingerprint(entry: Entry, taxonomy: Taxonomy) -> EntryFingerprint:
    """The sketch of `entry`: a pure function of the two, so that a cache can keep it under both their digests."""
    text = prose(entry.body)
    return EntryFingerprint(
        assign(entry, taxonomy, text), _words(f"{entry.title}\n{text}"), shingles(text), name_pairs(entry, text)
    )


def name_pairs(entry: Entry, text: str | None = None) -> tuple[Pair, ...]:
    """The names that an entry gives for one thing, perhaps; `text` is the prose of its body, where that is known."""
    return pairs_in(f"{entry.title}\n{prose(entry.body) if text is None else text}")


def _words(text: str) -> tuple[str, ...]:
    found = dict.fromkeys([word.rstrip(".-").lower() for word in _WORD.findall(text)])
    return tuple(word for word in found if word not in STOP)[:WORDS]


def shingles(text: str) -> bytes:
    """The sketch of the shingles of `text`; capitals, spaces and punctuation do not count."""
    hashes = hashes_of_shingles(text)[:KEPT]
    return hashes.tobytes() + _FILLING[: (KEPT - len(hashes)) * 4] if len(hashes) else b""


def hashes_of_shingles(text: str) -> Hashes:
    """The hashes of all shingles of `text`, each once, ascending, as little-endian uint32; none of a short text."""
    for mark in "，：；！？（）…":  # nearly all that is not normal: without them that is found out at a glance
        text = text.replace(mark, " ")
    letters = _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text).lower())
    if len(letters) < SHORTEST:
        return np.empty(0, dtype="<u4")
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    # Polynomial hash modulo 2^64, then mixed (finaliser of splitmix64), so that small hashes are a fair sample.
    hashes = np.correlate(codes, _POWERS)
    hashes ^= hashes >> _30
    hashes *= _MIX_1
    hashes ^= hashes >> _27
    hashes *= _MIX_2
    ordered = (hashes >> _32).astype("<u4")
    ordered.sort()
    is_first = np.empty(len(ordered), dtype=bool)
    is_first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


def table(entry_fingerprints: Sequence[bytes]) -> Hashes:
    """Sketches of shingles as rows of an array; a short text has a row of NO_HASH."""
    short = np.full(KEPT, NO_HASH, dtype="<u4").tobytes()
    return np.frombuffer(b"".join(own or short for own in entry_fingerprints), dtype="<u4").reshape(-1, KEPT)


def resemblance(one: Hashes, other: Hashes) -> NDArray[np.float64]:
    """Row by row the share of shingles that two texts have in common (Jaccard), 0 to 1: estimated from the smallest
    hashes of the two together, and so exact for texts of up to KEPT shingles."""
    both = np.sort(np.concatenate((one, other), axis=1), axis=1)
    real = both != NO_HASH
    twice = np.zeros_like(real)
    twice[:, 1:] = (both[:, 1:] == both[:, :-1]) & real[:, 1:]
    rank = np.cumsum(real & ~twice, axis=1)
    # Among the KEPT smallest of the union every hash is in both sketches that has it; beyond them that is not sure.
    sampled = real & (rank <= KEPT)
    union = np.count_nonzero(sampled & ~twice, axis=1)
    shared: NDArray[np.float64] = np.count_nonzero(sampled & twice, axis=1) / np.maximum(union, 1)
    return shared


def similarity(entry: Entry, other: Entry) -> float:
    """The same for two entries whose sketches are not at hand."""
    one, two = table([shingles(prose(entry.body))]), table([shingles(prose(other.body))])
    return float(resemblance(one, two)[0])
