"""What entries can share, as inverted lists: which entries have a term, a tag, a topic or a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

PLACE = 24
"""Bits of the place of an entry: sixteen million are enough."""
PLACES = (1 << PLACE) - 1


class Features(NamedTuple):
    """The lists of one kind of feature."""

    numbers: Mapping[str, int]
    """By name; also of features that no entry has any more."""
    codes: Ints
    """The number of a feature above the place of an entry that has it; ascending, so feature by feature."""

    @property
    def of(self) -> Ints:
        """The feature of each of `codes`."""
        return self.codes >> PLACE

    @property
    def places(self) -> Ints:
        """The entry of each of `codes`."""
        return self.codes & PLACES

    @property
    def lengths(self) -> Ints:
        """How many entries have each feature."""
        return np.bincount(self.of, minlength=len(self.numbers)).astype(np.int64, copy=False)


def features(names: Sequence[Iterable[str]]) -> Features:
    """The lists of entries that have these features; a feature that an entry has twice counts once."""
    return revised(Features({}, np.empty(0, dtype=np.int64)), dict(enumerate(names)))


def revised(old: Features, names: Mapping[int, Iterable[str]]) -> Features:
    """`old`, but the entries at the places of `names` have these features."""
    numbers = dict(old.numbers)
    codes = {numbers.setdefault(name, len(numbers)) << PLACE | place for place, own in names.items() for name in own}
    kept = old.codes[~np.isin(old.places, np.fromiter(names, dtype=np.int64, count=len(names)))]
    return Features(numbers, np.sort(np.concatenate((kept, np.fromiter(codes, dtype=np.int64, count=len(codes))))))
