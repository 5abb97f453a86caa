"""One numbering for the entries of two libraries, so that results by the numbers of one can be used for the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ainotes_site.link.merge import newest_first
from ainotes_site.model import Entry, EntryId

NOBODY = EntryId("")
"""Has a slot that no entry of the new library has."""


class Alignment(NamedTuple):
    """Entries that left keep their slot, those that came have one of their own, and all are in the order of both
    libraries. An entry with another date than before has two.
    """

    entries: Sequence[Entry]
    """Those that are in both libraries as they are in the new one."""
    ids: Sequence[EntryId]
    """NOBODY in slots that no entry of the new library has."""
    old: NDArray[np.int64]
    """The slot of each entry of the old library, ascending."""


def align(old: Sequence[Entry], new: Sequence[Entry]) -> Alignment:
    """Both must be newest first."""
    if list(map(_key, old)) == list(map(_key, new)):
        return Alignment(new, [entry.id for entry in new], np.arange(len(old)))
    live = {_key(entry): entry for entry in new}
    both = newest_first(list({**{_key(entry): entry for entry in old}, **live}.values()))
    keys = list(map(_key, both))
    at = {key: slot for slot, key in enumerate(keys)}
    ids = [key[1] if key in live else NOBODY for key in keys]
    return Alignment(both, ids, np.array([at[_key(entry)] for entry in old], dtype=np.int64))


def _key(entry: Entry) -> tuple[tuple[str, str], EntryId]:
    return entry.age, entry.id
