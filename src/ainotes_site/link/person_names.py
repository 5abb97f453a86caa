"""Persons under all their spellings: the same handle, whatever its capitals, is the same person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ainotes_site.link.library import PersonRecord
from ainotes_site.link.unique_names import unique_names
from ainotes_site.model import Entry, EntryId, Person

PROFILE = "https://x.com/"
"""Where handles live: the digests that name them are of posts on X."""


def person_key(person: Person) -> str:
    """What tells one person from another."""
    return "@" + person.handle.casefold() if person.handle else " ".join(person.name.split()).casefold()


def people(entries: Iterable[Entry]) -> tuple[PersonRecord, ...]:
    """Everybody who wrote one of `entries` (newest first), by slug."""
    spellings: dict[str, Counter[Person]] = {}
    written: dict[str, list[EntryId]] = {}
    for entry in entries:
        for person in dict.fromkeys(entry.authors):
            key = person_key(person)
            spellings.setdefault(key, Counter())[person] += 1
            own = written.setdefault(key, [])
            if not own or own[-1] != entry.id:
                own.append(entry.id)
    keys = sorted(spellings)
    slugs = unique_names([key.lstrip("@") for key in keys], "person")
    records = [_record(slug, spellings[key], written[key]) for slug, key in zip(slugs, keys, strict=True)]
    return tuple(sorted(records, key=lambda record: record.slug))


def _record(slug: str, spellings: Counter[Person], entries: list[EntryId]) -> PersonRecord:
    names: Counter[str] = Counter()
    for person, count in spellings.items():
        if person.name:
            names[person.name] += count
    ranked = tuple(sorted(names, key=lambda name: (-names[name], name)))
    best = min(spellings, key=lambda person: (not person.name, -spellings[person], person.name, person.handle or ""))
    url = f"{PROFILE}{best.handle}" if best.handle else ""
    return PersonRecord(slug, best, ranked, url, tuple(entries))
