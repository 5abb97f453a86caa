"""What entries have in common, by their places, so that it can be revised."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ainotes_site.link.similarity.inverted_features import PLACE, PLACES, Features, Ints

SCORE = 14
"""Bits of a score; a higher one counts as the highest."""
SCORES = (1 << SCORE) - 1


class SharedFeatures(NamedTuple):
    """What was worked out on the way to related entries, so that it can be revised."""

    lists: tuple[Features, ...]
    """For each kind of `Traits`."""
    links: Ints
    """Pairs of entries of which one links to the other, the smaller place in the upper bits."""
    barred: Ints
    """Pairs that are not shown as related."""
    ranked: Ints
    """Each entry with each of those related to it, most first: see `packed`."""


def renumbered(old: SharedFeatures, places: Ints) -> SharedFeatures:
    """`old`, but each entry has another one of these places, which are ascending."""
    lists = tuple(Features(own.numbers, own.of << PLACE | places[own.places]) for own in old.lists)
    links, barred = [places[pairs >> PLACE] << PLACE | places[pairs & PLACES] for pairs in (old.links, old.barred)]
    ranked = old.ranked
    scores = ranked >> PLACE & SCORES
    return SharedFeatures(
        lists,
        links,
        barred,
        places[row_of(ranked)] << (PLACE + SCORE) | scores << PLACE | places[ranked & PLACES],
    )


def packed(rows: Ints, others: Ints, points: Ints) -> Ints:
    """Entry, points from most to least, partner: as one number, which sorts ten times as fast as three."""
    worst = SCORES - np.minimum(points, SCORES)
    return rows << (PLACE + SCORE) | worst << PLACE | others


def row_of(ranked: Ints) -> Ints:
    """Whose row each of `ranked` is of."""
    return ranked >> (PLACE + SCORE)
