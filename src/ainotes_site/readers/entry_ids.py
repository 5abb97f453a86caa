"""Permanent names of entries: from what they say, never from where they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, EntryId
from ainotes_site.portable_names import is_device
from ainotes_site.urls import slug

_ID = pattern(r"[a-z0-9][a-z0-9._-]*$")


def valid_id(text: str) -> EntryId | None:
    """`text` as an id when it may be one: lower-case ASCII letters, digits, dots, hyphens and underscores, and no name that
    Windows keeps for a device, since it is to be the name of a file.
    """
    return EntryId(text) if _ID.match(text) and len(text) <= 120 and not is_device(text) else None


def name(text: str) -> str:
    """A slug of `text`; one made from its bytes when nothing in it can be written in ASCII, an emoji for example."""
    return slug(text) or "x" + hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def titled_id(stem: str, title: str) -> EntryId:
    """Id of an entry that shares its file with others."""
    return EntryId(f"{name(stem)}-{name(title)}")


def digest_id(stem: str, date: str | None, number: int) -> EntryId:
    """Id of a numbered post: `2024-04-01-07`, or with the file's name where no date is stated."""
    return EntryId(f"{date or name(stem)}-{number:02d}")


def distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """`entries` of one source with -2, -3 … after ids that repeat."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    unique_entries: list[Entry] = []
    for entry in entries:
        unique = entry.id
        while unique in taken:
            counts[entry.id] = counts.get(entry.id, 1) + 1
            unique = EntryId(f"{entry.id}-{counts[entry.id]}")
        taken.add(unique)
        unique_entries.append(entry if unique == entry.id else replace(entry, id=unique))
    return tuple(unique_entries)
