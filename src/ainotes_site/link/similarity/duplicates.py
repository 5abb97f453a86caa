"""Entries that say the same in nearly the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ainotes_site.link.similarity.fingerprint import NO_HASH, Hashes, resemblance, table
from ainotes_site.model import EntryId

SIMILAR = 0.6
"""Share of common shingles from which on two entries are near-duplicates."""
PROBES = 8
"""Smallest hashes by which candidates are found."""
SHARED = 2
"""Probes that candidates have in common: near-duplicates do but for one case in a hundred, others hardly ever."""
CROWD = 8
"""Next entries with the same probe that an entry is compared with: linear even when a thousand are alike."""
CHUNK = 20_000
"""Pairs compared at once: bounds the memory."""


class Likeness(NamedTuple):
    """How much entries are alike that may be near-duplicates."""

    hashes: Hashes
    """The shingles of each entry, see `entry_fingerprint.table`."""
    pairs: NDArray[np.int64]
    """Candidates, ascending: the place of the first times the number of entries, and the place of the second."""
    shares: NDArray[np.float64]
    """Of each pair: the share of common shingles."""


def likeness(shingles: Sequence[bytes]) -> Likeness:
    """How much entries with these sketches of shingles are alike."""
    nothing = Likeness(table(()), np.empty(0, np.int64), np.empty(0))
    return _compared(table(shingles), nothing, np.arange(len(shingles)))


def renumbered(old: Likeness, places: NDArray[np.int64], size: int) -> Likeness:
    """`old`, but each entry has another place among `size`. `places` are ascending; others have no text."""
    hashes = np.full((size, old.hashes.shape[1]), NO_HASH, dtype=old.hashes.dtype)
    hashes[places] = old.hashes
    one, other = np.divmod(old.pairs, max(1, len(old.hashes)))
    return Likeness(hashes, places[one] * size + places[other], old.shares)


def revised(old: Likeness, shingles: Mapping[int, bytes]) -> Likeness:
    """`old`, but the entries at these places have these shingles."""
    places = np.fromiter(shingles, dtype=np.int64, count=len(shingles))
    hashes = old.hashes.copy()
    hashes[places] = table(list(shingles.values()))
    return _compared(hashes, old, places)


def _compared(hashes: Hashes, old: Likeness, changed: NDArray[np.int64]) -> Likeness:
    """The candidates and what they have in common, as it was for pairs of which neither is `changed`."""
    pairs, size = _candidates(hashes), max(1, len(hashes))
    one, other = pairs // size, pairs % size
    fresh = np.zeros(size, dtype=bool)
    fresh[changed] = True
    before = np.searchsorted(old.pairs, pairs)
    stands = (np.append(old.pairs, -1)[before] == pairs) & ~fresh[one] & ~fresh[other]
    shares = np.zeros(len(pairs))
    shares[stands] = old.shares[before[stands]]
    asked = np.flatnonzero(~stands)
    for start in range(0, len(asked), CHUNK):
        part = asked[start : start + CHUNK]
        shares[part] = resemblance(hashes[one[part]], hashes[other[part]])
    return Likeness(hashes, pairs, shares)


def near_duplicates(ids: Sequence[EntryId], alike: Likeness) -> dict[EntryId, tuple[EntryId, ...]]:
    """Per entry that has any: its near-duplicates, most similar first, at most CROWD."""
    near: dict[int, list[tuple[float, int]]] = {}
    for at in np.flatnonzero(alike.shares >= SIMILAR).tolist():
        one, other = divmod(int(alike.pairs[at]), len(ids))
        near.setdefault(one, []).append((-float(alike.shares[at]), other))
        near.setdefault(other, []).append((-float(alike.shares[at]), one))
    return {
        ids[place]: tuple(ids[other] for _, other in sorted(found)[:CROWD]) for place, found in sorted(near.items())
    }


def _candidates(hashes: Hashes) -> NDArray[np.int64]:
    """Pairs of entries, the smaller place first, that share enough probes; numbered as in `Likeness`."""
    # Probe and place are sorted as one number, which is many times as fast as sorting by two.
    packed = hashes[:, :PROBES].astype(np.uint64) << np.uint64(32) | np.arange(len(hashes), dtype=np.uint64)[:, None]
    packed = np.sort(packed, axis=None)
    packed = packed[: np.searchsorted(packed, np.uint64(NO_HASH << 32))]
    probes, places = packed >> np.uint64(32), (packed & np.uint64(NO_HASH)).astype(np.int64)
    found = [np.empty(0, dtype=np.int64)]
    for step in range(1, CROWD + 1):
        same = probes[step:] == probes[:-step]
        found.append(places[:-step][same] * len(hashes) + places[step:][same])
    keys = np.sort(np.concatenate(found))
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts[np.diff(starts, append=len(keys)) >= SHARED]]
