"""Long tables of sources, in parts of which each is a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ainotes_site.link.library import SourceRecord

MOST_ROWS = 500
"""Sources in one table."""


def source_parts(sources: Sequence[SourceRecord]) -> tuple[Sequence[SourceRecord], ...]:
    """The sources, parted where there are more than MOST_ROWS; rather where the uppermost folder changes."""
    if len(sources) <= MOST_ROWS:
        return (sources,)
    cuts = [0]
    for at in range(1, len(sources)):
        taken = at - cuts[-1]
        is_new = _uppermost(sources[at]) != _uppermost(sources[at - 1])
        if taken == MOST_ROWS or (is_new and taken > MOST_ROWS // 2):
            cuts.append(at)
    return tuple(sources[start:end] for start, end in pairwise([*cuts, len(sources)]))


def _uppermost(record: SourceRecord) -> str:
    return record.path.partition("/")[0]
