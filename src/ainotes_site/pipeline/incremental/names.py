"""Name resolution after a few sources were edited, came or went.

Making a resolver from the names of all entries takes longer than an edit should. So the keys are worked out under which
another target may be found now, and a new resolver is made only when a name with one of these keys is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ainotes_site.link.library import Library, SourceRecord
from ainotes_site.link.merge import source_title
from ainotes_site.link.names.keys import (
    Requests,
    addresses,
    entry_keys,
    file_keys,
    folder_keys,
    keys_of,
    passage_keys,
    source_keys,
    text_keys,
    wikilinks,
)
from ainotes_site.link.names.resolver import NameResolver
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
    gone, and that the files at the paths `assets` came, went, or are pictures of another size.
    """
    records = {record.path: record for record in old.sources}
    now: dict[str, Reading | None] = {**dict.fromkeys(left), **{reading.path: reading for reading in readings}}
    found = {key for path, reading in now.items() for key in _keys(path, records.get(path), reading, old)}
    for path in assets:
        found.update((*file_keys(path), *folder_keys(path)))
    return frozenset(found)


def _keys(path: str, record: SourceRecord | None, reading: Reading | None, old: Library) -> Iterator[str]:
    """Keys that one source changes; `record` is None for a new source, `reading` for one that is gone."""
    before = by_line([old.entry[entry] for entry in record.entries]) if record else []
    after = by_line(reading.entries) if reading else []
    names_before, names_after = list(map(_names, before)), list(map(_names, after))
    unchanged = set(names_before) & set(names_after)
    reordered = list(filter(unchanged.__contains__, names_before)) != list(filter(unchanged.__contains__, names_after))
    yield from _text_keys(before, after, reordered=reordered)
    same_title = record is not None and reading is not None and record.title == source_title(reading)
    if same_title and names_before == names_after:
        return
    # Which entry comes first decides between equal names.
    yield from _entry_keys((*before, *after), frozenset() if reordered else unchanged)
    # The name of a source that has only one entry leads to that.
    if not (same_title and len(before) > 1 and len(after) > 1):
        yield from source_keys(path)


def _entry_keys(entries: Iterable[Entry], unchanged: Collection[tuple[str, ...]]) -> Iterator[str]:
    """Keys of the entries whose names are not among the `unchanged` ones."""
    for entry in entries:
        if _names(entry) not in unchanged:
            yield from entry_keys(entry)


def _text_keys(before: Sequence[Entry], after: Sequence[Entry], *, reordered: bool) -> Iterator[str]:
    """Keys of the passages within entries whose text changed; of all entries where their order changed."""
    old, new = {entry.id: entry for entry in before}, {entry.id: entry for entry in after}
    for entry in {**old, **new}:
        then, now = old.get(entry), new.get(entry)
        if reordered or then is None or now is None:
            yield from text_keys(then, None)
            yield from text_keys(None, now)
        elif then.body != now.body or then.section != now.section or _names(then) != _names(now):
            yield from text_keys(then, now)


def _names(entry: Entry) -> tuple[str, ...]:
    return entry.id, entry.title, *entry.aliases, *addresses(entry)


def by_line(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of one source in the order in which names are given."""
    return sorted(entries, key=lambda entry: (entry.span.start_line, entry.id))
