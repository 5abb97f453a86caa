"""Entries that say the same in nearly the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ainotes_site.link.sketch import Sketch, resemblance
from ainotes_site.model import EntryId

SIMILAR = 0.6
"""Share of common shingles from which on two entries are near-duplicates."""
PROBES = 6
"""Smallest hashes that two entries are compared for: all but one in two hundred near-duplicates share one of them."""
CROWD = 8
"""Earlier entries with the same hash that an entry is compared with: linear even when a thousand are alike."""


def near_duplicates(
    ids: Sequence[EntryId], sketches: Sequence[Sketch]
) -> dict[EntryId, tuple[tuple[EntryId, float], ...]]:
    """Per entry that has any: its near-duplicates and how similar they are, most similar first, at most CROWD."""
    holders: dict[int, list[int]] = {}
    pairs: dict[tuple[int, int], float] = {}
    for place, own in enumerate(sketches):
        rivals: set[int] = set()
        for probe in own.shingles[:PROBES]:
            known = holders.setdefault(probe, [])
            rivals.update(known[-CROWD:])
            known.append(place)
        for rival in rivals:
            similar = resemblance(own, sketches[rival])
            if similar >= SIMILAR:
                pairs[rival, place] = similar
    found: dict[int, list[tuple[float, int]]] = {}
    for (one, other), similar in pairs.items():
        found.setdefault(one, []).append((-similar, other))
        found.setdefault(other, []).append((-similar, one))
    return {
        ids[place]: tuple((ids[other], -similar) for similar, other in sorted(near)[:CROWD])
        for place, near in sorted(found.items())
    }


def only_ids(found: Mapping[EntryId, tuple[tuple[EntryId, float], ...]]) -> dict[EntryId, tuple[EntryId, ...]]:
    """Without the similarities."""
    return {entry: tuple(other for other, _ in near) for entry, near in found.items()}
