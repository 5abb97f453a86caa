"""Sorted entries and shown texts, packed into shards of about equal size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ainotes_site.search.codec import KEY_MARKS, check_of, script

MOST_SHARED = len(KEY_MARKS) - 1
"""Characters that a key may share with the one before."""
KEY_SHARD = 4096
"""Size in bytes at which a shard of postings is closed: small, since a query reads a few hundred bytes of each."""
PINYIN_SHARD = 8192
"""The same for a shard of readings."""
TEXT_SHARD = 5000
"""Size in bytes at which a shard of shown texts is closed: a page of ten hits reads ten of them."""


@dataclass(slots=True)
class Files:
    """The files of the index so far, with the checks that the manifest lists."""

    scripts: dict[str, bytes] = field(default_factory=dict)
    checks: dict[str, str] = field(default_factory=dict)
    """Check of each file that is alone, by name."""

    def add(self, folder: str, payloads: Iterable[str]) -> str:
        """One shard a payload, named by its number; gives their checks in a row."""
        checks = []
        for number, payload in enumerate(payloads):
            checks.append(check_of(payload))
            self._write(f"{folder}/{number}", checks[-1], payload)
        return "".join(checks)

    def add_one(self, name: str, payload: str) -> None:
        """A shard that is alone."""
        self.checks[name] = check_of(payload)
        self._write(name, self.checks[name], payload)

    def _write(self, name: str, check: str, payload: str) -> None:
        self.scripts[name + ".js"] = script(name, check, payload)


def front_coded(rows: Iterable[tuple[str, str]]) -> str:
    """Sorted (key, value) rows as one text.

    Of each key stand the number of characters that it shares with the one before, as a mark, and the rest. A value
    begins with a mark of its own. Marks are control characters, so that nothing else is needed to part the rows.
    """
    return "".join(payload[1:-1] for _, payload in packed_rows(rows, 1 << 40))


def packed_rows(rows: Iterable[tuple[str, str]], size: int) -> list[tuple[str, str]]:
    """Sorted rows in groups of about `size` bytes: the first key of each, and its payload.

    A group rather ends where the first character of the key changes, so that an edit moves few of the later borders.
    """
    groups: list[tuple[str, str]] = []
    parts: list[str] = []
    first = before = ""
    weight = 0
    for key, value in rows:
        own = len(value) + 4 * len(key)
        if parts and (weight + own > size or (weight > size // 2 and key[0] != before[0])):
            groups.append((first, f'"{"".join(parts)}"'))
            parts = []
            weight = 0
        if not parts:
            first = key
            before = ""
        weight += own
        shared = int(before[:1] == key[:1]) if len(key) < 3 else _shared(before, key)
        parts.append(KEY_MARKS[shared] + key[shared:] + value)
        before = key
    if parts:
        groups.append((first, f'"{"".join(parts)}"'))
    return groups


def _shared(before: str, key: str) -> int:
    count = 0
    for one, other in zip(before, key, strict=False):
        if one != other or count == MOST_SHARED:
            break
        count += 1
    return count


def split_texts(records: Sequence[str], size: int = TEXT_SHARD) -> list[int]:
    """Index of the first record of each shard."""
    starts = []
    weight = size
    for index, record in enumerate(records):
        own = len(record.encode("utf-8"))
        if weight + own > size:
            starts.append(index)
            weight = 0
        weight += own
    return starts


def row_payload(rows: Iterable[tuple[str, str]]) -> str:
    """Rows as the payload of a shard that is alone."""
    return f'"{front_coded(rows)}"'
