"""What names lead to after a few sources were edited, came or went.

A resolver is made from the names of all entries, which takes longer than an edit should. So it is known which names may
lead elsewhere now, and only where one of them is asked for, a resolver is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ainotes_site.link.library import Library, SourceRecord
from ainotes_site.link.merge import source_title
from ainotes_site.link.name_resolution import NameResolver, entry_keys, keys_of, source_keys, wikilinks
from ainotes_site.markup.result import Target
from ainotes_site.model import Entry, EntryId, Reading


class ChangedNames:
    """Answers names as a resolver made anew would."""

    def __init__(self, old: NameResolver, keys: frozenset[str], anew: Callable[[], NameResolver]) -> None:
        """`keys` are those under which something else may be found than by `old`."""
        self._old = old
        self._keys = keys
        self._anew = anew

    def __call__(self, name: str, /) -> Target | None:
        """The target of a name; see `NameResolver`."""
        return self._for(name)(name)

    def rivals_of(self, name: str, /) -> tuple[str, ...]:
        """The entries that have a name with equal right; see `NameResolver`."""
        return self._for(name).rivals_of(name)

    def _for(self, name: str) -> NameResolver:
        return self._old if self._keys.isdisjoint(keys_of(name)) else self._made

    @cached_property
    def _made(self) -> NameResolver:
        return self._anew()


def entries_by_name_key(
    entries: Iterable[Entry], asked: Mapping[EntryId, Iterable[str]]
) -> dict[str, tuple[EntryId, ...]]:
    """Per key of a name: the entries whose text asks for it. `asked` are the names that their compiling asked for."""
    found: dict[str, dict[EntryId, None]] = {}
    for entry in entries:
        for name in (*asked.get(entry.id, ()), *wikilinks(entry)):
            for key in keys_of(name):
                found.setdefault(key, {})[entry.id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def changed_name_keys(old: Library, readings: Sequence[Reading], left: Collection[str]) -> frozenset[str]:
    """The keys under which something else may be found, now that some sources read so and those at the paths `left` are
    gone.
    """
    records = {record.path: record for record in old.sources}
    now: dict[str, Reading | None] = {**dict.fromkeys(left), **{reading.path: reading for reading in readings}}
    return frozenset(key for path, reading in now.items() for key in _keys(path, records.get(path), reading, old))


def _keys(path: str, record: SourceRecord | None, reading: Reading | None, old: Library) -> Iterator[str]:
    before = by_line([old.entry[entry] for entry in record.entries]) if record else []
    after = by_line(reading.entries) if reading else []
    one, other = list(map(_named, before)), list(map(_named, after))
    if record and reading and one == other and record.title == source_title(reading):
        return
    stayed = set(one) & set(other)
    if [name for name in one if name in stayed] != [name for name in other if name in stayed]:
        stayed = set()  # which of them comes first decides between equal names
    for entry in (*before, *after):
        if _named(entry) not in stayed:
            yield from entry_keys(entry)
    if not (record and reading and len(before) > 1 and len(after) > 1 and record.title == source_title(reading)):
        yield from source_keys(path)


def _named(entry: Entry) -> tuple[str, ...]:
    return entry.id, entry.title, *entry.aliases


def by_line(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of one source in the order in which names are given."""
    return sorted(entries, key=lambda entry: (entry.span.start_line, entry.id))
