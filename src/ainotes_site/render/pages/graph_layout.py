"""Where the nodes of the graph lie: topics as discs that touch, terms as seeds of a sunflower inside them.

Nothing here is random or iterated to rest, so the same notes give the same picture, and 2,000 nodes cost milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

GOLDEN_ANGLE = pi * (3 - sqrt(5))
"""Divergence of successive seeds in a sunflower head (Vogel 1979): fills a disc evenly for any number of seeds."""

_SEED_AREA = 34.0
"""Distance scale between seeds, in units of the drawing."""
_HEART = 30.0
"""Radius in the middle of a disc that is kept for the topic's own mark and name."""
_GAP = 12.0
_ANGLES = 16
_ANCHORS = 12
"""Placed discs that a new one is tried next to; bounds the work for large taxonomies."""


class Disc(NamedTuple):
    """A placed circle."""

    x: float
    y: float
    radius: float


def disc_radius(seeds: int) -> float:
    """Radius that a topic with so many terms needs."""
    return _HEART + _SEED_AREA * sqrt(seeds) if seeds else _HEART + _GAP


def pack(radii: Sequence[float], bonds: Mapping[tuple[int, int], int]) -> list[Disc]:
    """Places for circles of these radii, without overlap, each near those it has bonds with.

    `bonds` gives the strength for index pairs (smaller index first). Circles are placed from the largest down; each
    takes, of the places that touch an earlier circle, the one with the smallest bond-weighted distance.
    """
    order = sorted(range(len(radii)), key=lambda index: (-radii[index], index))
    placed: dict[int, Disc] = {}
    for index in order:
        placed[index] = _best_place(index, radii[index], placed, bonds) if placed else Disc(0.0, 0.0, radii[index])
    return [placed[index] for index in range(len(radii))]


def _best_place(index: int, radius: float, placed: Mapping[int, Disc], bonds: Mapping[tuple[int, int], int]) -> Disc:
    bond = {other: bonds.get((min(index, other), max(index, other)), 0) for other in placed}
    anchors = sorted(placed, key=lambda other: (-bond[other], other))[:_ANCHORS]
    outermost = max(placed, key=lambda other: (hypot(placed[other].x, placed[other].y) + placed[other].radius, other))
    bonded = [(weight, placed[other]) for other, weight in bond.items() if weight]
    places = (
        disc
        for other in dict.fromkeys([*anchors, outermost])
        for disc in _beside(placed[other], radius)
        if _is_free(disc, placed)
    )
    best = min(places, key=lambda disc: round(_cost(disc, bonded), 6), default=None)
    if best is None:  # every place next to the anchors is taken: outside of everything is always free
        far = max(hypot(at.x, at.y) + at.radius for at in placed.values()) + radius + _GAP
        return Disc(far * cos(index), far * sin(index), radius)
    return best


def _beside(near: Disc, radius: float) -> Iterator[Disc]:
    """Places around a disc for one of this radius."""
    reach = near.radius + radius + _GAP
    for step in range(_ANGLES):
        angle = 2 * pi * step / _ANGLES + atan2(near.y, near.x)
        yield Disc(near.x + reach * cos(angle), near.y + reach * sin(angle), radius)


def _is_free(disc: Disc, placed: Mapping[int, Disc]) -> bool:
    return all(hypot(disc.x - at.x, disc.y - at.y) >= at.radius + disc.radius + _GAP * 0.9 for at in placed.values())


def _cost(disc: Disc, bonded: Sequence[tuple[int, Disc]]) -> float:
    """How far from what it belongs to, by the weight of each bond, and from the middle."""
    pull = sum(weight * hypot(disc.x - at.x, disc.y - at.y) for weight, at in bonded)
    mean = pull / sum(weight for weight, _ in bonded) if bonded else 0.0
    return mean + hypot(disc.x * 0.8, disc.y * 1.2)  # wider than high, as screens are


def seeds(disc: Disc, count: int) -> list[tuple[float, float]]:
    """Places for `count` terms inside a disc, from the middle outwards."""
    places = []
    for number in range(count):
        share = sqrt((number + 0.6) / max(1, count))
        reach = _HEART + (disc.radius - _HEART) * share * 0.9
        angle = number * GOLDEN_ANGLE
        places.append((disc.x + reach * cos(angle), disc.y + reach * sin(angle)))
    return places
