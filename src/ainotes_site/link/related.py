"""Entries that have much in common: terms, tags, topics and rare words, the rarer the better.

Each thing that entries can share (a feature) has an inverted list of the entries that have it, newest first. On it an
entry is compared with the next ones only, so the work is linear in the number of entries, and where a list is long the
near in time win. Rarity is a small integer, so that one more note does not stir the order everywhere. Entries without a
topic in common count half, and rare words alone, which no reader would be shown, relate nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ainotes_site.link.library import Related
from ainotes_site.link.sketch import Sketch
from ainotes_site.model import Entry, EntryId, TermSlug, TopicId

MOST = 5
"""Related entries shown."""
WINDOW = 12
"""Next entries on a list that an entry is compared with."""
ENOUGH = 6
"""Points below which two entries have too little in common."""
COMMON = 64
"""Entries from which on a Latin word is no rare one."""

WORTH = {"term": 3, "tag": 3, "topic": 2, "word": 1}
"""Points of a shared feature, times its rarity."""
LINKED = 12
"""Points of a link from one to the other."""

Ints = NDArray[np.int64]

_PLACE = 24
"""Bits of the place of an entry: sixteen million are enough."""
_PLACES = (1 << _PLACE) - 1
_SCORE = 14
"""Bits of a score; a higher one counts as the highest."""
_SCORES = (1 << _SCORE) - 1
_SHOWN = 1 << 32
"""Added to the points of features that readers are shown."""


@dataclass(frozen=True, slots=True)
class _Postings:
    """The inverted lists of one kind of feature."""

    places: Ints
    """Entries, list by list, ascending within each."""
    features: Ints
    """To which list each of `places` belongs."""
    points: Ints
    """What sharing each feature is worth."""
    numbers: dict[str, int]
    """Names of the features."""


def related(
    entries: Sequence[Entry],
    sketches: Sequence[Sketch],
    mentions: Mapping[EntryId, Sequence[TermSlug]],
    linked: Mapping[EntryId, Sequence[EntryId]],
    excluded: Mapping[EntryId, Sequence[EntryId]],
) -> dict[EntryId, tuple[Related, ...]]:
    """Per entry that has any: the entries most like it, and what they share. `excluded` are its near-duplicates."""
    size = len(entries)
    named: dict[str, list[tuple[str, ...]]] = {
        "term": [tuple(mentions.get(entry.id, ())) for entry in entries],
        "tag": [tuple(map(str.casefold, entry.tags)) for entry in entries],
        "topic": [tuple(score.topic for score in own.topics) for own in sketches],
    }
    postings = {kind: _postings(names, kind) for kind, names in named.items()}
    words = _postings([own.words for own in sketches], "word")
    place_of = {entry.id: place for place, entry in enumerate(entries)}
    links = _pairs(linked, place_of)
    shares = [_shares(one) for one in postings.values()]
    rare, rarity = _shares(words)
    keys = np.concatenate([keys for keys, _ in shares] + [links, rare])
    points = np.concatenate([points for _, points in shares] + [np.full(len(links), LINKED, dtype=np.int64)])
    pairs, sums = _summed(keys, np.concatenate((points + _SHOWN, rarity)))
    kept = _weighed(pairs, sums, _masks(named["topic"], postings["topic"]))
    rows, others, scores = _best(pairs, kept, _pairs(excluded, place_of), size)
    shown = [_ranked(names, postings[kind]) for kind, names in named.items()]
    found: dict[EntryId, list[Related]] = {}
    for row, other, score in zip(rows, others, scores, strict=True):
        terms, tags, topics = [_common(ordered[row], sets[other]) for ordered, sets in shown]
        one = Related(entries[other].id, float(score), _as_terms(terms), tags, _as_topics(topics))
        found.setdefault(entries[row].id, []).append(one)
    return {entry: tuple(near) for entry, near in found.items()}


def _postings(names: Sequence[Iterable[str]], kind: str) -> _Postings:
    numbers: dict[str, int] = {}
    lists: list[list[int]] = []
    for place, own in enumerate(names):
        for name in dict.fromkeys(own):
            number = numbers.setdefault(name, len(lists))
            if number == len(lists):
                lists.append([])
            lists[number].append(place)
    lengths = [len(own) for own in lists]
    bits = len(names).bit_length()
    points = [WORTH[kind] * max(0, bits - length.bit_length()) if length > 1 else 0 for length in lengths]
    if kind == "word":
        points = [worth if length < COMMON else 0 for worth, length in zip(points, lengths, strict=True)]
    places = np.array([place for own in lists for place in own], dtype=np.int64)
    features = np.repeat(np.arange(len(lists), dtype=np.int64), np.array(lengths, dtype=np.int64))
    return _Postings(places, features, np.array(points, dtype=np.int64), numbers)


def _shares(lists: _Postings) -> tuple[Ints, Ints]:
    """Pairs of entries on the same list, not too far apart, and the points of each pair. A pair is one number: its
    smaller place in the upper bits, the other in the lower."""
    worth = lists.points[lists.features]
    places, features, worth = (each[worth > 0] for each in (lists.places, lists.features, worth))
    keys, points = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for step in range(1, WINDOW + 1):
        same = features[step:] == features[:-step]
        keys.append(places[:-step][same] << _PLACE | places[step:][same])
        points.append(worth[step:][same])
    return np.concatenate(keys), np.concatenate(points)


def _pairs(near: Mapping[EntryId, Sequence[EntryId]], place_of: Mapping[EntryId, int]) -> Ints:
    keys = {
        min(place, place_of[other]) << _PLACE | max(place, place_of[other])
        for one, others in near.items()
        if (place := place_of.get(one)) is not None
        for other in others
        if other in place_of and other != one
    }
    return np.array(sorted(keys), dtype=np.int64)


def _summed(keys: Ints, points: Ints) -> tuple[Ints, Ints]:
    order = np.argsort(keys, kind="stable")
    keys, points = keys[order], points[order]
    starts = (
        np.flatnonzero(np.concatenate((np.array([True]), keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, int)
    )
    return keys[starts], np.add.reduceat(points, starts) if len(starts) else points


def _masks(topics: Sequence[tuple[str, ...]], lists: _Postings) -> NDArray[np.uint8]:
    """Per entry the set of its topics, one bit each."""
    bits = np.zeros((len(topics), max(1, len(lists.numbers))), dtype=np.uint8)
    bits[lists.places, lists.features] = 1
    return np.packbits(bits, axis=1)


def _weighed(keys: Ints, sums: Ints, masks: NDArray[np.uint8]) -> Ints:
    """The points of pairs: half without a common topic, none when there is nothing to show for them."""
    akin = (masks[keys >> _PLACE] & masks[keys & _PLACES]).any(axis=1)
    points = sums & (_SHOWN - 1)
    return np.where(akin, points, np.where(sums >= _SHOWN, points // 2, 0))


def _best(keys: Ints, points: Ints, barred: Ints, size: int) -> tuple[list[int], list[int], list[int]]:
    """Per entry its MOST strongest pairs: entries, partners, points; entry by entry, strongest first, ties by place."""
    kept = (points >= ENOUGH) & ~np.isin(keys, barred)
    keys, points = keys[kept], points[kept]
    one, other = keys >> _PLACE, keys & _PLACES
    rows, others = np.concatenate((one, other)), np.concatenate((other, one))
    worst = _SCORES - np.minimum(np.concatenate((points, points)), _SCORES)
    # Entry, points from most to least, partner: packed into one number, which sorts ten times as fast as three.
    ranked = np.sort(rows << (_PLACE + _SCORE) | worst << _PLACE | others)
    rows = ranked >> (_PLACE + _SCORE)
    first = np.searchsorted(rows, np.arange(size))
    top = np.arange(len(rows)) - first[rows] < MOST if len(rows) else np.empty(0, dtype=bool)
    ranked, rows = ranked[top], rows[top]
    return rows.tolist(), (ranked & _PLACES).tolist(), (_SCORES - (ranked >> _PLACE & _SCORES)).tolist()


def _as_terms(names: tuple[str, ...]) -> tuple[TermSlug, ...]:
    return names  # type: ignore[return-value]  # they went in as such


def _as_topics(names: tuple[str, ...]) -> tuple[TopicId, ...]:
    return names  # type: ignore[return-value]  # they went in as such


def _ranked(names: Sequence[tuple[str, ...]], lists: _Postings) -> tuple[list[tuple[str, ...]], list[frozenset[str]]]:
    """Per entry its features, the rarest first, and the same as a set."""
    numbers, points = lists.numbers, lists.points.tolist()
    rank = {name: (-points[number], name) for name, number in numbers.items()}
    ordered = [tuple(sorted(set(own), key=rank.__getitem__)) if len(own) > 1 else own for own in names]
    return ordered, list(map(frozenset, ordered))


def _common(one: tuple[str, ...], other: frozenset[str]) -> tuple[str, ...]:
    """What both have, in the order of `one`."""
    return () if other.isdisjoint(one) else tuple([name for name in one if name in other])
