"""Long rows, in parts of which each is a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

Item = TypeVar("Item")

MOST_ROWS = 500
"""Sources in one table."""
MOST_READ = 100
"""Entries in one document to be read."""
MOST_LISTED = 100
"""Entries that one page lists with what they say."""
MOST_LINES = 400
"""Entries that one page lists by their titles."""


def parted(items: Sequence[Item], most: int, group: Callable[[Item], str]) -> tuple[Sequence[Item], ...]:
    """`items`, parted where there are more than `most`; rather where `group` changes, so that one more moves few borders."""
    if len(items) <= most:
        return (items,)
    cuts = [0]
    while cuts[-1] < len(items):
        least, end = cuts[-1] + most // 2 + 1, cuts[-1] + most
        groups = pairwise(map(group, items[least - 1 : end]))
        cuts.append(next((at for at, (before, own) in enumerate(groups, least) if own != before), end))
    return tuple(items[start:end] for start, end in pairwise(cuts))
