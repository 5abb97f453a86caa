"""Entries that say the same in nearly the same words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ainotes_site.link.sketch import NO_HASH, Hashes, Sketch, resemblance, table
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


def near_duplicates(ids: Sequence[EntryId], sketches: Sequence[Sketch]) -> dict[EntryId, tuple[EntryId, ...]]:
    """Per entry that has any: its near-duplicates, most similar first, at most CROWD."""
    hashes = table([own.shingles for own in sketches])
    pairs = _candidates(hashes)
    shares = [resemblance(hashes[part[:, 0]], hashes[part[:, 1]]) for part in _chunks(pairs)]
    near: dict[int, list[tuple[float, int]]] = {}
    for part, share in zip(_chunks(pairs), shares, strict=True):
        for at in np.flatnonzero(share >= SIMILAR).tolist():
            one, other = part[at].tolist()
            near.setdefault(one, []).append((-float(share[at]), other))
            near.setdefault(other, []).append((-float(share[at]), one))
    return {
        ids[place]: tuple(ids[other] for _, other in sorted(found)[:CROWD]) for place, found in sorted(near.items())
    }


def _chunks(pairs: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    return [pairs[start : start + CHUNK] for start in range(0, len(pairs), CHUNK)]


def _candidates(hashes: Hashes) -> NDArray[np.int64]:
    """Pairs of places, the smaller one first, that share enough probes."""
    probes = hashes[:, :PROBES].ravel()
    places = np.repeat(np.arange(len(hashes), dtype=np.int64), min(PROBES, hashes.shape[1]))
    order = np.lexsort((places, probes))
    order = order[probes[order] != NO_HASH]
    probes, places = probes[order], places[order]
    found = [np.empty(0, dtype=np.int64)]
    for step in range(1, CROWD + 1):
        same = probes[step:] == probes[:-step]
        found.append(places[:-step][same] * len(hashes) + places[step:][same])
    keys, counts = np.unique(np.concatenate(found), return_counts=True)
    chosen = keys[counts >= SHARED]
    return (
        np.stack((chosen // len(hashes), chosen % len(hashes)), axis=1) if len(chosen) else np.empty((0, 2), np.int64)
    )
