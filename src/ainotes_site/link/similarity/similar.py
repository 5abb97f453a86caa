"""Entries that have much in common: terms, tags, topics and rare words, the rarer the better.

On the inverted list of a feature, newest first, an entry is compared with the next ones only, so the work is linear in
the number of entries, and where a list is long the near in time win. Rarity is a small integer, so that one more note
does not stir the order everywhere. Entries without a topic in common count half, and rare words alone, which no reader
would be shown, relate nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ainotes_site.link.library import Related
from ainotes_site.link.similarity.inverted_features import PLACE, PLACES, Features, Ints, features, revised
from ainotes_site.link.similarity.shared_features import SCORES, SharedFeatures, packed, row_of
from ainotes_site.model import EntryId, TermSlug, TopicId

MOST = 5
"""Related entries shown."""
WINDOW = 12
"""Next entries on a list that an entry is compared with."""
ENOUGH = 6
"""Points below which two entries have too little in common."""
COMMON = 64
"""Entries from which on a Latin word is no rare one."""

WORTH = (3, 3, 2, 1)
"""Points of a shared feature of each kind of `Traits`, times its rarity."""
LINKED = 12
"""Points of a link from one to the other."""

Bools = NDArray[np.bool_]

_WORDS = 3
"""The kind of feature that is not shown."""
_SHOWN = 1 << 32
"""Added to the points of features that readers are shown."""


class Traits(NamedTuple):
    """The features of one entry."""

    terms: tuple[TermSlug, ...] = ()
    tags: tuple[str, ...] = ()
    """Case folded."""
    topics: tuple[TopicId, ...] = ()
    words: tuple[str, ...] = ()
    """Not shown."""


Rows = Mapping[EntryId, tuple[Related, ...]]
"""Per entry: the entries most like it, and what they share."""


def related(
    ids: Sequence[EntryId],
    traits: Sequence[Traits],
    linked: Mapping[EntryId, Iterable[EntryId]],
    excluded: Mapping[EntryId, Iterable[EntryId]],
) -> tuple[Rows, SharedFeatures]:
    """The related entries of each entry that has any. `excluded` are its near-duplicates; the way of a link is all one."""
    kinds: list[list[tuple[str, ...]]] = [[own[kind] for own in traits] for kind in range(len(WORTH))]
    lists = tuple(features(kind) for kind in kinds)
    links, barred = _pairs(linked, ids), _pairs(excluded, ids)
    made = SharedFeatures(lists, links, barred, _ranked(lists, links, barred, np.ones(len(ids), dtype=bool)))
    rows = _rows(ids, made, traits.__getitem__, made.ranked)
    return {entry: row for entry, row in rows.items() if row}, made


def related_again(
    old: SharedFeatures,
    ids: Sequence[EntryId],
    traits: Callable[[int], Traits],
    changed: Mapping[int, Traits],
    linked: Mapping[EntryId, Iterable[EntryId]],
    excluded: Mapping[EntryId, Iterable[EntryId]],
) -> Rows:
    """What `related` says now that the entries at some places have `changed`: of those entries only of which it may say
    something else or that a changed one is related to, and nothing (`()`) of those that have no related ones any more.

    `traits` gives those of any place, as they are now.
    """
    lists = tuple(
        revised(own, {place: now[kind] for place, now in changed.items()}) for kind, own in enumerate(old.lists)
    )
    links, barred = _pairs(linked, ids), _pairs(excluded, ids)
    own = np.zeros(len(ids), dtype=bool)
    own[list(changed)] = True
    stirred = own | _near(old.lists, own) | _near(lists, own)
    stirred[row_of(old.ranked)[own[old.ranked & PLACES]]] = True  # a link alone can relate two
    for before, after in ((old.links, links), (old.barred, barred)):
        moved = _in_one_only(before, after)
        stirred[moved >> PLACE] = stirred[moved & PLACES] = True
    reordered = np.zeros(len(ids), dtype=bool)
    for kind, (then, now) in enumerate(zip(old.lists, lists, strict=True)):
        members = _revalued(then, now, kind, len(ids))
        stirred[members] = True
        if kind != _WORDS:
            reordered[members] = True
    made = SharedFeatures(lists, links, barred, _ranked(lists, links, barred, stirred))
    known = old.ranked[stirred[row_of(old.ranked)]]
    affected = own | reordered
    affected[row_of(_in_one_only(known, made.ranked))] = True
    affected[row_of(made.ranked)[own[made.ranked & PLACES]]] = True
    nothing: dict[EntryId, tuple[Related, ...]] = {ids[place]: () for place in np.flatnonzero(affected).tolist()}
    return nothing | _rows(ids, made, traits, made.ranked[affected[row_of(made.ranked)]])


def _in_one_only(one: Ints, other: Ints) -> Ints:
    """Numbers that only one of two arrays has, neither of which has any twice."""
    both: Ints = np.sort(np.concatenate((one, other)))
    again = np.zeros(len(both) + 1, dtype=bool)
    again[1:-1] = both[1:] == both[:-1]
    return both[~(again[1:] | again[:-1])] if len(both) else both


def _near(lists: Sequence[Features], own: Bools) -> Bools:
    """Entries that are compared with one of their `own`."""
    found = np.zeros_like(own)
    for kind in lists:
        of, places = kind.of, kind.places
        at = np.flatnonzero(own[places])
        for step in range(1, WINDOW + 1):
            for here, there in ((at[at + step < len(of)], step), (at[at >= step], -step)):
                found[places[here + there][of[here + there] == of[here]]] = True
    return found


def _revalued(before: Features, after: Features, kind: int, size: int) -> Ints:
    """Entries with a feature that is not worth what it was; of shown features, it may stand in another order."""
    now = _points(after, kind, size)
    then = np.zeros_like(now)
    then[: len(before.numbers)] = _points(before, kind, size)
    changed = now != then
    gone = changed[: len(before.numbers)]
    return np.concatenate((after.places[changed[after.of]], before.places[gone[before.of]]))


def _points(lists: Features, kind: int, size: int) -> Ints:
    """What sharing each feature is worth among `size` entries."""
    lengths = lists.lengths
    bits = np.frexp(lengths)[1].astype(np.int64)  # the bit length of each
    worth = WORTH[kind] * np.maximum(0, size.bit_length() - bits)
    rare = (lengths > 1) & ((lengths < COMMON) if kind == _WORDS else True)
    return np.where(rare, worth, 0)


def _ranked(lists: Sequence[Features], links: Ints, barred: Ints, asked: Bools) -> Ints:
    """The strongest pairs of each requested entry."""
    links = links[asked[links >> PLACE] | asked[links & PLACES]]
    shares = [_shares(own, _points(own, kind, len(asked)), asked) for kind, own in enumerate(lists)]
    keys = np.concatenate([keys for keys, _ in shares[:_WORDS]] + [links, shares[_WORDS][0]])
    shown = np.concatenate([points for _, points in shares[:_WORDS]] + [np.full(len(links), LINKED, dtype=np.int64)])
    pairs, sums = _summed(keys, np.concatenate((shown + _SHOWN, shares[_WORDS][1])))
    weighed = _weighed(pairs, sums, _masks(lists[2], len(asked)))
    ranked = _best(pairs, weighed, barred, len(asked))
    return ranked[asked[row_of(ranked)]]


def _shares(lists: Features, points: Ints, asked: Bools) -> tuple[Ints, Ints]:
    """Pairs of entries on the same list, not too far apart and one of them requested, and the points of each pair. A pair
    is one number: its smaller place in the upper bits, the other in the lower."""
    worth = points[lists.of]
    places, of, worth = (each[worth > 0] for each in (lists.places, lists.of, worth))
    wanted = asked[places]
    keys, found = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for step in range(1, WINDOW + 1):
        same = (of[step:] == of[:-step]) & (wanted[step:] | wanted[:-step])
        keys.append(places[:-step][same] << PLACE | places[step:][same])
        found.append(worth[step:][same])
    return np.concatenate(keys), np.concatenate(found)


def _pairs(near: Mapping[EntryId, Iterable[EntryId]], ids: Sequence[EntryId]) -> Ints:
    """The pairs that a mapping has in either direction: of places, the smaller one in the upper bits."""
    place_of = {entry: place for place, entry in enumerate(ids)}
    keys = {
        min(place, place_of[other]) << PLACE | max(place, place_of[other])
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


def _masks(topics: Features, size: int) -> NDArray[np.uint8]:
    """Per entry the set of its topics, one bit each."""
    bits = np.zeros((size, max(1, len(topics.numbers))), dtype=np.uint8)
    bits[topics.places, topics.of] = 1
    return np.packbits(bits, axis=1)


def _weighed(keys: Ints, sums: Ints, masks: NDArray[np.uint8]) -> Ints:
    """The points of pairs: half without a common topic, none when there is nothing to show for them."""
    akin = (masks[keys >> PLACE] & masks[keys & PLACES]).any(axis=1)
    points = sums & (_SHOWN - 1)
    return np.where(akin, points, np.where(sums >= _SHOWN, points // 2, 0))


def _best(keys: Ints, points: Ints, barred: Ints, size: int) -> Ints:
    """Per entry its MOST strongest pairs; entry by entry, strongest first, ties by place."""
    kept = (points >= ENOUGH) & ~np.isin(keys, barred)
    keys, points = keys[kept], points[kept]
    one, other = keys >> PLACE, keys & PLACES
    rows, others = np.concatenate((one, other)), np.concatenate((other, one))
    ranked = np.sort(packed(rows, others, np.concatenate((points, points))))
    rows = row_of(ranked)
    first = np.searchsorted(rows, np.arange(size))
    return ranked[np.arange(len(rows)) - first[rows] < MOST] if len(rows) else ranked


def _rows(
    ids: Sequence[EntryId], made: SharedFeatures, traits: Callable[[int], Traits], ranked: Ints
) -> dict[EntryId, tuple[Related, ...]]:
    """What is shown of `ranked`."""
    rank = [
        {name: (-points[number], name) for name, number in own.numbers.items()}
        for kind, own in enumerate(made.lists[:_WORDS])
        for points in [_points(own, kind, len(ids)).tolist()]
    ]

    @cache
    def ordered(place: int) -> tuple[tuple[str, ...], ...]:
        """The features of an entry, the rarest first."""
        kinds: tuple[tuple[str, ...], ...] = traits(place)[:_WORDS]
        return tuple(
            tuple(sorted(set(own), key=rank[kind].__getitem__)) if len(own) > 1 else own
            for kind, own in enumerate(kinds)
        )

    @cache
    def sets(place: int) -> tuple[frozenset[str], ...]:
        return tuple(map(frozenset, ordered(place)))

    found: dict[EntryId, list[Related]] = {}
    rows, others = row_of(ranked).tolist(), (ranked & PLACES).tolist()
    scores = (SCORES - (ranked >> PLACE & SCORES)).tolist()
    for row, other, score in zip(rows, others, scores, strict=True):
        terms, tags, topics = [_common(*both) for both in zip(ordered(row), sets(other), strict=True)]
        one = Related(ids[other], float(score), _as_terms(terms), tags, _as_topics(topics))
        found.setdefault(ids[row], []).append(one)
    return {entry: tuple(near) for entry, near in found.items()}


def _as_terms(names: tuple[str, ...]) -> tuple[TermSlug, ...]:
    return names  # type: ignore[return-value]  # they went in as such


def _as_topics(names: tuple[str, ...]) -> tuple[TopicId, ...]:
    return names  # type: ignore[return-value]  # they went in as such


def _common(one: tuple[str, ...], other: frozenset[str]) -> tuple[str, ...]:
    """What both have, in the order of `one`."""
    return () if other.isdisjoint(one) else tuple([name for name in one if name in other])
