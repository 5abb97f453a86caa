"""Where the terms of a query stand. The same rules stand in js/matches.js."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ainotes_site.search.format.bigram_postings import Postings
from ainotes_site.search.format.codec import Ints
from ainotes_site.search.format.geometry import INSIDE, MIXED
from ainotes_site.search.format.int_log import log2
from ainotes_site.search.query.index_reader import IndexReader, latin_postings
from ainotes_site.search.query.plan import Sort, Term
from ainotes_site.search.text.fold import is_han

FULL = 4
"""Weight of an occurrence that agrees with the query, in quarters."""
BEGUN = 1
"""Weight of a word that only begins as the typed one does, in quarters, when the typed one occurs as well."""
LEAST_IDF = 32
PLURALS = ("s", "es")
_ENDINGS = (*PLURALS, "ed", "d", "ing")
_DIGITS = "0123456789"
PREFIX_SHARDS = 16
"""Shards of keys that the beginning of a Latin word may load."""
SINGLE_SHARDS = 40
"""Shards of keys that a Han character alone may load."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The occurrences of one term, or of one phrase."""

    places: Ints
    """Sorted."""
    shares: Ints
    """Weight of each occurrence in quarters."""
    inside: bool
    """Whether it is mostly within one word."""
    exact: bool
    """False when only words that begin with the term were found."""

    def __len__(self) -> int:
        return len(self.places)


NOTHING = Evidence(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), True, True)


def find(store: IndexReader, term: Term) -> Evidence:
    """Occurrences of a term."""
    if term.sort == Sort.SINGLE:
        rows = [postings for _, postings in store.postings_from(term.key, SINGLE_SHARDS)]
        return _union([read_places(postings)[0] for postings in rows], [FULL] * len(rows), exact=True)
    postings = store.postings(term.key)
    if term.sort == Sort.LATIN:
        return _find_latin(store, term.key, postings)
    if postings is None:
        return NOTHING
    places, inside = read_places(postings)
    mostly = term.inside or 2 * int(inside.sum()) >= len(inside)
    return Evidence(places, np.where(inside == mostly, FULL, FULL // 2), mostly, True)


def _find_latin(store: IndexReader, key: str, postings: Postings | None) -> Evidence:
    """A Latin word with its other forms in the same shard, and words that begin with it: those weigh little beside it."""
    found = {key: (postings, FULL)} if postings else {}
    for number in store.key_shards(key, key):
        rows = store.rows(f"keys/{number}")
        found |= {other: (latin_postings(rows[other]), share) for other, share in word_forms(key) if other in rows}
    exact = bool(found)
    if len(key) > 1 and key[0] not in _DIGITS:
        share = BEGUN if exact else FULL - 1
        for other, begun in store.postings_from(key, PREFIX_SHARDS):
            found.setdefault(other, (begun, share))
    return _union([read_places(row)[0] for row, _ in found.values()], [share for _, share in found.values()], exact)


def word_forms(key: str) -> list[tuple[str, int]]:
    """Other forms that an English word may have, with their weights in quarters: plurals count more than -ed and -ing.

    They need not be words, as they only count where they occur.
    """
    if len(key) < 3:
        return []
    forms: dict[str, int] = {}
    for ending in ("", *_ENDINGS):
        if len(key) - len(ending) > 2 and key.endswith(ending):
            stem = key[: len(key) - len(ending)]
            for base in (stem, stem + "e") if ending in ("ed", "ing") else (stem,):
                near = ending == "" or ending in PLURALS
                for other in ("", *_ENDINGS):
                    share = FULL - 1 if near and (other == "" or other in PLURALS) else FULL // 2
                    forms[base + other] = max(share, forms.get(base + other, 0))
                if base.endswith("e"):
                    forms.setdefault(base[:-1] + "ing", FULL // 2)
    forms.pop(key, None)
    return sorted(forms.items())


def _union(rows: Sequence[Ints], weights: Sequence[int], exact: bool) -> Evidence:
    if not rows:
        return NOTHING
    places = np.concatenate(rows)
    shares = np.repeat(np.asarray(weights, dtype=np.int64), [len(row) for row in rows])
    order = np.argsort(places, kind="stable")
    return Evidence(places[order], shares[order], True, exact)


def read_places(postings: Postings) -> tuple[Ints, Ints]:
    """Places of a posting list, and 1 for each that is within a word."""
    mode, values = postings
    if mode == MIXED:
        return np.cumsum(values >> 1), values & 1
    return np.cumsum(values), np.full(len(values), int(mode == INSIDE), dtype=np.int64)


def find_phrase(store: IndexReader, units: Sequence[str]) -> Evidence:
    """Places where `units` stand one after the other. Pairs that cover each unit are enough, as places are exact."""
    parts: list[tuple[int, Ints]] = []
    start = 0
    while start < len(units):
        end = start + 1
        if not is_han(units[start]):
            parts.append((start, _places(store, units[start])))
        else:
            while end < len(units) and is_han(units[end]):
                end += 1
            parts += _han_parts(store, units, start, end)
        start = end
    places = aligned(parts)
    return Evidence(places, np.full(len(places), FULL, dtype=np.int64), True, True)


def _han_parts(store: IndexReader, units: Sequence[str], start: int, end: int) -> list[tuple[int, Ints]]:
    if end - start == 1:
        alone = _single(units[start])
        return [(start, _places(store, alone.key) if end < len(units) else find(store, alone).places)]
    offsets = sorted({*range(start, end - 1, 2), end - 2})
    return [(offset, _places(store, units[offset] + units[offset + 1])) for offset in offsets]


def _single(character: str) -> Term:
    return Term(Sort.SINGLE, character, 0, True, False, False, 0)


def _places(store: IndexReader, key: str) -> Ints:
    postings = store.postings(key)
    return NOTHING.places if postings is None else read_places(postings)[0]


def aligned(parts: Sequence[tuple[int, Ints]]) -> Ints:
    """Starts at which every part stands at its offset."""
    ordered = sorted(parts, key=lambda part: len(part[1]))
    if not ordered or len(ordered[0][1]) == 0:
        return NOTHING.places
    starts = ordered[0][1] - ordered[0][0]
    for offset, places in ordered[1:]:
        wanted = starts + offset
        spots = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
        starts = starts[places[spots] == wanted]
    return starts


def idf(documents: int, frequency: int) -> int:
    """Inverse document frequency in 1/256 of a binary logarithm: log2((N + 1) / (n + 1/2)), at least 1/8."""
    return max(log2(2 * documents + 2) - log2(2 * frequency + 1), LEAST_IDF)
