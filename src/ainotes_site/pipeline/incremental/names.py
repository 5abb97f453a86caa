"""What names lead to after a few sources were edited, came or went.

A resolver is made from the names of all entries, which takes longer than an edit should. So it is known which names may
lead elsewhere now, and only where one of them is asked for, a resolver is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ainotes_site.link.library import Library, SourceRecord
from ainotes_site.link.merge import source_title
from ainotes_site.link.name_resolution import (
    NameResolver,
    Requests,
    entry_keys,
    file_keys,
    folder_keys,
    keys_of,
    passage_keys,
    source_keys,
    text_keys,
    wikilinks,
)
from ainotes_site.markup.result import Passage, Target
from ainotes_site.model import Entry, EntryId, Reading


class ChangedNames:
    """Answers names as a resolver made anew would."""

    def __init__(self, old: NameResolver, keys: frozenset[str], anew: Callable[[], NameResolver]) -> None:
        """`keys` are those under which something else may be found than by `old`."""
        self._old = old
        self._keys = keys
        self._anew = anew

    def __call__(self, name: str, /, origin: str = "") -> Target | None:
        """The target of a name; see `NameResolver`."""
        return self._for(keys_of(name))(name, origin)

    def rivals_of(self, name: str, /, origin: str = "") -> tuple[str, ...]:
        """The entries that have a name with equal right; see `NameResolver`."""
        return self._for(keys_of(name)).rivals_of(name, origin)

    def file(self, name: str, /, origin: str = "") -> str | None:
        """The path of a file that is no note; see `NameResolver`."""
        return self._for(file_keys(name)).file(name, origin)

    def passage(self, name: str, /, origin: str = "") -> Passage | None:
        """What an embed of a name shows; see `NameResolver`."""
        return self._for(passage_keys(name)).passage(name, origin)

    def _for(self, keys: Iterable[str]) -> NameResolver:
        return self._old if self._keys.isdisjoint(keys) else self._made

    @cached_property
    def _made(self) -> NameResolver:
        return self._anew()


_NO_REQUESTS = Requests()


def entries_by_name_key(
    entries: Iterable[Entry], requests: Mapping[EntryId, Requests]
) -> dict[str, tuple[EntryId, ...]]:
    """Per key of a name: the entries whose text asks for it. `requests` are those of their compiling."""
    found: dict[str, dict[EntryId, None]] = {}
    for entry in entries:
        for key in requests.get(entry.id, _NO_REQUESTS).all_keys():
            found.setdefault(key, {})[entry.id] = None
        for name in wikilinks(entry):
            for key in keys_of(name):
                found.setdefault(key, {})[entry.id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def changed_name_keys(
    old: Library, readings: Sequence[Reading], left: Collection[str], assets: Iterable[str] = ()
) -> frozenset[str]:
    """The keys under which something else may be found, now that some sources read so and those at the paths `left` are
    gone, and that the files at the paths `assets` came or went.
    """
    records = {record.path: record for record in old.sources}
    now: dict[str, Reading | None] = {**dict.fromkeys(left), **{reading.path: reading for reading in readings}}
    found = {key for path, reading in now.items() for key in _keys(path, records.get(path), reading, old)}
    for path in assets:
        found.update((*file_keys(path), *folder_keys(path)))
    return frozenset(found)


def _keys(path: str, record: SourceRecord | None, reading: Reading | None, old: Library) -> Iterator[str]:
    before = by_line([old.entry[entry] for entry in record.entries]) if record else []
    after = by_line(reading.entries) if reading else []
    one, other = list(map(_named, before)), list(map(_named, after))
    stayed = set(one) & set(other)
    turned = [name for name in one if name in stayed] != [name for name in other if name in stayed]
    yield from _text_keys(before, after, turned=turned)
    if record and reading and one == other and record.title == source_title(reading):
        return
    if turned:
        stayed = set()  # which of them comes first decides between equal names
    for entry in (*before, *after):
        if _named(entry) not in stayed:
            yield from entry_keys(entry)
    if not (record and reading and len(before) > 1 and len(after) > 1 and record.title == source_title(reading)):
        yield from source_keys(path)


def _text_keys(before: Sequence[Entry], after: Sequence[Entry], *, turned: bool) -> Iterator[str]:
    """Keys of the places within entries whose texts changed; of all where the order of the entries has."""
    one, other = {entry.id: entry for entry in before}, {entry.id: entry for entry in after}
    for entry in {**one, **other}:
        then, now = one.get(entry), other.get(entry)
        if turned or then is None or now is None:
            yield from text_keys(then, None)
            yield from text_keys(None, now)
        elif then.body != now.body or then.section != now.section or _named(then) != _named(now):
            yield from text_keys(then, now)


def _named(entry: Entry) -> tuple[str, ...]:
    return entry.id, entry.title, *entry.aliases


def by_line(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of one source in the order in which names are given."""
    return sorted(entries, key=lambda entry: (entry.span.start_line, entry.id))
