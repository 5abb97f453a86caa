"""Sorted entries and shown texts, packed into shards of about equal size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ainotes_site.search.codec import KEY_MARKS, check_of, script

MOST_SHARED = len(KEY_MARKS) - 1
"""Characters that a key may share with the one before."""
KEY_SHARD = 4096
"""Size in bytes at which a shard of postings is closed: small, since a query reads a few hundred bytes of each."""
TEXT_SHARD = 4500
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
    parts = []
    before = ""
    for key, value in rows:
        shared = 0
        for one, other in zip(before, key, strict=False):
            if one != other or shared == MOST_SHARED:
                break
            shared += 1
        parts.append(KEY_MARKS[shared] + key[shared:] + value)
        before = key
    return "".join(parts)


def split_rows(rows: Sequence[tuple[str, str]], size: int) -> list[Sequence[tuple[str, str]]]:
    """Rows in groups of about `size` bytes.

    A group rather ends where the first character of the key changes, so that an edit moves few of the later borders.
    """
    groups = []
    start = 0
    weight = 0
    for index, (key, value) in enumerate(rows):
        own = len(value) + 4 * len(key)
        fresh = index > 0 and key[0] != rows[index - 1][0][0]
        if index > start and (weight + own > size or (fresh and weight > size // 2)):
            groups.append(rows[start:index])
            start = index
            weight = 0
        weight += own
    if start < len(rows):
        groups.append(rows[start:])
    return groups


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


def row_payload(rows: Sequence[tuple[str, str]]) -> str:
    """A group of rows as the payload of a shard."""
    return f'"{front_coded(rows)}"'
