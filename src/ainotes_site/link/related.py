"""Entries that have much in common: terms, tags, topics and rare words, the rarer the better.

Each thing that entries can share (a feature) has an inverted list of the entries that have it. An entry is compared
only with others on its rarest lists, and on a long list only with its neighbours: the work is linear in the number of
entries. Rarity is a small integer, so that one more note does not stir the order everywhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ainotes_site.link.library import Related
from ainotes_site.link.sketch import Sketch
from ainotes_site.model import Entry, EntryId, TermSlug, TopicId

MOST = 5
"""Related entries shown."""
LISTS = 10
"""Rarest features of an entry whose lists are walked."""
NEIGHBOURS = 24
"""Entries looked at on one list."""
ENOUGH = 6
"""Points below which two entries have too little in common."""

_WORTH = {"term": 3, "tag": 3, "link": 12, "topic": 1, "word": 1}
"""Points of a shared feature, times its rarity."""


@dataclass(frozen=True, slots=True)
class _Feature:
    kind: str
    name: str


def related(
    entries: Sequence[Entry],
    sketches: Sequence[Sketch],
    mentions: Mapping[EntryId, Sequence[TermSlug]],
    linked: Mapping[EntryId, Sequence[EntryId]],
    excluded: Mapping[EntryId, Sequence[EntryId]],
) -> dict[EntryId, tuple[Related, ...]]:
    """Per entry that has any: the entries most like it, and what they share. `excluded` are its near-duplicates."""
    place_of = {entry.id: place for place, entry in enumerate(entries)}
    numbers: dict[_Feature, int] = {}
    lists: list[list[int]] = []
    owned: list[list[int]] = []
    for place, (entry, own) in enumerate(zip(entries, sketches, strict=True)):
        mine = [
            numbers.setdefault(feature, len(numbers)) for feature in _features(entry, own, mentions.get(entry.id, ()))
        ]
        lists.extend([] for _ in range(len(numbers) - len(lists)))
        for number in mine:
            lists[number].append(place)
        owned.append(mine)
    points = _points(list(numbers), lists, len(entries))
    neighbours = _neighbours(place_of, linked, len(entries))
    barred = _neighbours(place_of, excluded, len(entries))
    sets = [frozenset(mine) for mine in owned]
    names = list(numbers)
    found: dict[EntryId, tuple[Related, ...]] = {}
    for place, mine in enumerate(owned):
        candidates = _candidates(place, mine, points, lists) | neighbours[place]
        scored = []
        for other in candidates - barred[place] - {place}:
            score = sum(points[number] for number in sets[place] & sets[other])
            score += _WORTH["link"] if other in neighbours[place] else 0
            if score >= ENOUGH:
                scored.append((-score, other))
        if scored:
            scored.sort()
            found[entries[place].id] = tuple(
                _shared(entries[other].id, -score, [names[n] for n in mine if n in sets[other]], points, numbers)
                for score, other in scored[:MOST]
            )
    return found


def _features(entry: Entry, own: Sketch, terms: Sequence[TermSlug]) -> list[_Feature]:
    """Without repetition, in the order of the entry."""
    features = [_Feature("term", term) for term in terms]
    features += [_Feature("tag", tag.casefold()) for tag in entry.tags]
    features += [_Feature("topic", score.topic) for score in own.topics]
    features += [_Feature("word", word) for word in own.words]
    return list(dict.fromkeys(features))


def _points(features: Sequence[_Feature], lists: Sequence[Sequence[int]], entries: int) -> list[int]:
    """What sharing each feature is worth: 0 when only one entry has it, or nearly all do."""
    size = entries.bit_length()
    return [
        _WORTH[feature.kind] * max(0, size - len(places).bit_length()) if len(places) > 1 else 0
        for feature, places in zip(features, lists, strict=True)
    ]


def _neighbours(
    place_of: Mapping[EntryId, int], pairs: Mapping[EntryId, Sequence[EntryId]], size: int
) -> list[set[int]]:
    near: list[set[int]] = [set() for _ in range(size)]
    for one, others in pairs.items():
        for other in others:
            if one in place_of and other in place_of and one != other:
                near[place_of[one]].add(place_of[other])
                near[place_of[other]].add(place_of[one])
    return near


def _candidates(place: int, mine: Sequence[int], points: Sequence[int], lists: Sequence[Sequence[int]]) -> set[int]:
    candidates: set[int] = set()
    rarest = sorted((n for n in mine if points[n]), key=lambda n: (-points[n], len(lists[n]), n))
    for number in rarest[:LISTS]:
        places = lists[number]
        if len(places) <= NEIGHBOURS:
            candidates.update(places)
        else:
            middle = bisect_left(places, place)
            start = max(0, min(middle - NEIGHBOURS // 2, len(places) - NEIGHBOURS))
            candidates.update(places[start : start + NEIGHBOURS])
    return candidates


def _shared(
    other: EntryId, score: int, features: Sequence[_Feature], points: Sequence[int], numbers: Mapping[_Feature, int]
) -> Related:
    ranked = sorted(features, key=lambda feature: (-points[numbers[feature]], feature.name))

    def names(kind: str) -> tuple[str, ...]:
        return tuple(feature.name for feature in ranked if feature.kind == kind)

    terms = tuple(TermSlug(name) for name in names("term"))
    return Related(other, float(score), terms, names("tag"), tuple(TopicId(name) for name in names("topic")))
