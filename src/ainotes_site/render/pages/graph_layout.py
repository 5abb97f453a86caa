"""Where the nodes of the graph lie: topics as discs that touch, terms as seeds of a sunflower inside them.

Nothing here is random or iterated to rest, so the same notes give the same picture, and 2,000 nodes cost milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    def bond(other: int) -> int:
        return bonds.get((min(index, other), max(index, other)), 0)

    bonded = [(bond(other), disc) for other, disc in placed.items() if bond(other)]
    anchors = sorted(placed, key=lambda other: (-bond(other), other))[:_ANCHORS]
    outermost = max(placed, key=lambda other: (hypot(placed[other].x, placed[other].y) + placed[other].radius, other))
    best: tuple[float, Disc] | None = None
    for other in dict.fromkeys([*anchors, outermost]):
        near = placed[other]
        reach = near.radius + radius + _GAP
        for step in range(_ANGLES):
            angle = 2 * pi * step / _ANGLES + atan2(near.y, near.x)
            disc = Disc(near.x + reach * cos(angle), near.y + reach * sin(angle), radius)
            if any(hypot(disc.x - at.x, disc.y - at.y) < at.radius + radius + _GAP * 0.9 for at in placed.values()):
                continue
            pull = sum(weight * hypot(disc.x - at.x, disc.y - at.y) for weight, at in bonded)
            cost = pull / sum(weight for weight, _ in bonded) if bonded else 0.0
            cost += hypot(disc.x * 0.6, disc.y * 1.5)  # wider than high, as screens are
            if best is None or cost < best[0] - 1e-9:
                best = cost, disc
    if best is None:  # every place next to the anchors is taken: outside of everything is always free
        far = max(hypot(at.x, at.y) + at.radius for at in placed.values()) + radius + _GAP
        return Disc(far * cos(index), far * sin(index), radius)
    return best[1]


def seeds(disc: Disc, count: int) -> list[tuple[float, float]]:
    """Places for `count` terms inside a disc, from the middle outwards."""
    places = []
    for number in range(count):
        share = sqrt((number + 0.6) / max(1, count))
        reach = _HEART + (disc.radius - _HEART) * share * 0.9
        angle = number * GOLDEN_ANGLE
        places.append((disc.x + reach * cos(angle), disc.y + reach * sin(angle)))
    return places


def label_width(text: str, size: float) -> float:
    """Estimated width of a label: a Han character is as wide as the font is high, a Latin letter about 0.56 of it."""
    return sum(size if ord(character) > 0x2E7F else size * 0.56 for character in text)


def labels_that_fit(boxes: Sequence[tuple[float, float, float, float]]) -> list[bool]:
    """For boxes (left, top, right, bottom), most important first: whether each can be drawn over none before it."""
    cell = 60.0
    grid: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
    fits: list[bool] = []
    for left, top, right, bottom in boxes:
        cells = [
            (column, row)
            for column in range(int(left // cell), int(right // cell) + 1)
            for row in range(int(top // cell), int(bottom // cell) + 1)
        ]
        free = not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for key in cells
            for other in grid.get(key, ())
        )
        fits.append(free)
        if free:
            for key in cells:
                grid.setdefault(key, []).append((left, top, right, bottom))
    return fits
