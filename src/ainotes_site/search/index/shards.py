"""Sorted entries and shown texts, packed into shards of about equal size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, pairwise

import numpy as np

from ainotes_site.search.format.codec import Ints
from ainotes_site.search.format.scripts import KEY_MARKS, check_of, script

MOST_SHARED = len(KEY_MARKS) - 1
"""Characters that a key may share with the one before."""
KEY_SHARD = 3200
"""Size in bytes at which a shard of postings is closed: small, since a query reads a few hundred bytes of each."""
PINYIN_SHARD = 8192
"""The same for a shard of readings."""
TEXT_SHARD = 3000
"""Size in bytes at which a shard of shown texts is closed: a page of ten hits reads ten of them."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a shard holds, made when it is asked for."""

    key: bytes
    """Digest of all that it is made from."""
    make: Callable[[], str]
    """A JavaScript literal."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of the index."""

    path: str
    """Relative to the `search/` folder."""
    key: bytes
    """Digest of all that it is made from: equal keys mean equal bytes."""
    make: Callable[[], bytes]


@dataclass(slots=True)
class Files:
    """The files of the index so far, with the checks that the manifest lists."""

    shards: list[Shard] = field(default_factory=list)
    checks: dict[str, str] = field(default_factory=dict)
    """Check of each file that is alone, by name."""

    def add(self, folder: str, payloads: Iterable[Payload]) -> str:
        """One shard a payload, named by its number; gives their checks in a row."""
        checks = []
        for number, payload in enumerate(payloads):
            checks.append(check_of(payload.key))
            self._add(f"{folder}/{number}", checks[-1], payload)
        return "".join(checks)

    def add_one(self, name: str, payload: Payload) -> None:
        """A shard that is alone."""
        self.checks[name] = check_of(payload.key)
        self._add(name, self.checks[name], payload)

    def _add(self, name: str, check: str, payload: Payload) -> None:
        self.shards.append(Shard(name + ".js", payload.key, lambda: script(name, check, payload.make())))


def ready(payload: str) -> Payload:
    """A payload that is made already: what it is made from is itself."""
    return Payload(blake2b(payload.encode("utf-8"), digest_size=16).digest(), lambda: payload)


Rows = Sequence[tuple[str, str]]
"""Keys with their values, sorted."""


def front_coded(rows: Rows) -> str:
    """Rows as one text.

    Of each key stand the number of characters that it shares with the one before, as a mark, and the rest. A value
    begins with a mark of its own. Marks are control characters, so that nothing else is needed to part the rows.
    """
    parts: list[str] = []
    before = ""
    for key, value in rows:
        shared = int(before[:1] == key[:1]) if len(key) < 3 else _shared(before, key)
        parts.append(KEY_MARKS[shared] + key[shared:] + value)
        before = key
    return "".join(parts)


def row_payload(rows: Rows) -> Payload:
    """Rows as a payload."""
    content = "\0".join(chain.from_iterable(rows)).encode("utf-8")
    return Payload(blake2b(content, digest_size=16).digest(), lambda: f'"{front_coded(rows)}"')


def row_shards(rows: Rows, size: int) -> tuple[list[str], list[Payload]]:
    """Rows in shards of about `size` bytes: the first key of each, and its payload.

    A shard rather ends where the first character of the key changes, so that an edit moves few of the later borders.
    """
    starts: list[int] = []
    weight = size + 1
    initial = ""
    for at, (key, value) in enumerate(rows):
        own = len(value) + 4 * len(key)
        if weight + own > size or (weight > size // 2 and key[0] != initial):
            starts.append(at)
            weight = 0
        weight += own
        initial = key[0]
    groups = [rows[start:end] for start, end in pairwise([*starts, len(rows)])]
    return [group[0][0] for group in groups], [row_payload(group) for group in groups]


def _shared(before: str, key: str) -> int:
    """How many characters two keys begin with in common, at most MOST_SHARED."""
    count = 4 if before[:4] == key[:4] and len(before) > 3 else 0  # most have more in common
    for one, other in zip(before[count:MOST_SHARED], key[count:MOST_SHARED], strict=False):
        if one != other:
            break
        count += 1
    return count


def split_texts(sizes: Ints, size: int = TEXT_SHARD) -> list[int]:
    """Index of the first record of each shard. `sizes` are the bytes of the records."""
    ends = np.cumsum(sizes)
    starts: list[int] = []
    place = 0
    while place < len(sizes):
        starts.append(place)
        room = int(ends[place] - sizes[place]) + size
        place = max(int(np.searchsorted(ends, room, side="right")), place + 1)
    return starts
