"""Addresses that last: which entry of today is which entry of an earlier build.

The owner's file `permalinks.tsv` has a line for each address that was ever published, sorted by address, so that git
merges the lines of two branches. Its fields, parted by tabs:

    address   stem of the entry's page; with its folder that of another page (`page_addresses.py`)
    state     `=` for the address of an entry, another address that answers for it, `-` for an entry that is gone
    source    path of the source
    name      id of the entry as read, unique in its source
    title
    sketch    the smallest hashes of the text's shingles, as base64url; empty for a short text

An entry is recognised by the id that its owner gave it, else by its place, its text, or most of its text: never twice.
The likeness is the share of a record's hashes that a text has (containment; A. Broder, On the resemblance and
containment of documents, 1997), so that parts and wholes are alike too.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ainotes_site.i18n import problem_of
from ainotes_site.link.similarity.fingerprint import NO_HASH, EntryFingerprint, hashes_of_shingles
from ainotes_site.link.topics.assign import prose
from ainotes_site.link.unique_names import fingerprint
from ainotes_site.model import Entry, EntryId, Problem, Reading
from ainotes_site.readers.detect.titles.titles import read_title
from ainotes_site.readers.entry_ids import valid_id

FILE = "permalinks.tsv"
FIRST_LINE = "# ainotes permalinks 1: address, state, source, name, title, sketch"

FOLDERS = frozenset({"sources", "terms", "people", "topics", "tags"})
"""Of the pages that are remembered as entries are."""
SKETCH = 16
"""Hashes in a sketch: enough to tell half a text from a third."""
LIKE = 0.5
"""Share of a record's hashes that a text must have to be taken for the same, or to hold it."""
LIVE, GONE = "=", "-"
"""States of an address: an entry or a page has it; what it named is gone."""
_MOST_STEPS = 20
"""Addresses that may answer for one another in turn."""


class Record(NamedTuple):
    """What is remembered of an address."""

    address: EntryId
    state: str
    """`=` for the address of an entry, another address that answers for it, `-` for an entry that is gone."""
    source: str
    name: EntryId
    """Id of the entry as read."""
    title: str
    sketch: bytes
    """The smallest hashes of its shingles, ascending, as little-endian uint32; empty for a short text."""

    @property
    def place(self) -> tuple[str, EntryId]:
        """Where its entry is, or was."""
        return self.source, self.name

    @property
    def is_live(self) -> bool:
        """Whether an entry has the address."""
        return self.state == LIVE


class Permalinks(NamedTuple):
    """What a `permalinks.tsv` says."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True
    """Whether all of the file was understood: only then may a build write it anew."""


class Assigned(NamedTuple):
    """The readings with permanent ids."""

    readings: tuple[Reading, ...]
    records: tuple[Record, ...]
    """By address."""
    lost: int
    """Addresses that have lost their entry just now."""
    problems: tuple[Problem, ...] = ()


def parse(text: str) -> Permalinks:
    """The file whose text is given. Of lines that say nothing, such as those of a merge that was not finished, the first is
    a Problem.
    """
    records: dict[EntryId, Record] = {}
    wrong: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        record = _record(line)
        if record is None or record.address in records:
            wrong.append(number)
        else:
            records[record.address] = record
    problems = (problem_of(FILE, wrong[0], "permalinks.lines", count=len(wrong)),) if wrong else ()
    return Permalinks(tuple(records[address] for address in sorted(records)), problems, not wrong)


def serialise(records: Iterable[Record]) -> str:
    """The text of the file; equal records give equal texts."""
    lines = [FIRST_LINE]
    for record in sorted(records):
        sketch = urlsafe_b64encode(record.sketch).decode().rstrip("=")
        lines.append("\t".join((*map(_escaped, record[:-1]), sketch)))
    return "\n".join(lines) + "\n"


def _record(line: str) -> Record | None:
    fields = line.rstrip("\r").split("\t")
    if len(fields) != len(Record._fields):
        return None
    address, state, source, name, title, sketch = (*map(_unescaped, fields[:-1]), fields[-1].strip())
    if not _is_address(address) or not (state in (LIVE, GONE) or _is_address(state)):
        return None
    try:
        hashes = urlsafe_b64decode(sketch + "=" * (-len(sketch) % 4))
    except (Base64Error, ValueError):
        return None
    return Record(EntryId(address), state, source, EntryId(name), title, hashes[: len(hashes) // 4 * 4])


def _is_address(text: str) -> bool:
    folder, slash, name = text.rpartition("/")
    return valid_id(name) is not None and (not slash or folder in FOLDERS)


_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


def _escaped(field: str) -> str:
    for sign, escape in _ESCAPES:
        field = field.replace(sign, escape)
    return "".join(field.splitlines())


def _unescaped(field: str) -> str:
    if "\\" not in field:
        return field
    signs = {escape[1]: sign for sign, escape in _ESCAPES}
    found = iter(field)
    return "".join(signs.get(next(found, ""), "") if sign == "\\" else sign for sign in found)


class _Item:
    """An entry that looks for its address."""

    def __init__(self, reading: Reading, entry: Entry, has_twin: bool) -> None:
        self.entry = entry
        self.source = reading.path
        self.is_stated = bool(reading.stated_id) and entry.id == reading.stated_id
        self.has_twin = has_twin
        """Whether another entry of its source has the same title, but for the day."""
        self.address: EntryId | None = None
        self.sketch: bytes | None = None
        """That of its record, until that of its text is known."""

    @property
    def place(self) -> tuple[str, EntryId]:
        return self.source, self.entry.id

    @cached_property
    def hashes(self) -> bytes:
        """All hashes of its shingles, ascending."""
        return hashes_of_shingles(prose(self.entry.body)).tobytes()

    @property
    def own_sketch(self) -> bytes:
        return self.hashes[: SKETCH * 4]

    @property
    def given(self) -> EntryId:
        """Its address, when all have theirs."""
        assert self.address is not None
        return self.address

    def record(self) -> Record:
        """What is to be remembered of it."""
        sketch = self.own_sketch if self.sketch is None else self.sketch
        return Record(self.given, LIVE, self.source, self.entry.id, self.entry.title, sketch)


def assign(readings: Sequence[Reading], records: Sequence[Record], taken: Collection[str] = ()) -> Assigned:
    """Give each entry the address that it had, or a new one; what answers for addresses without an entry.

    `taken` are further addresses that no new entry may have. The result does not depend on the order of `readings`.
    """
    items = [item for reading in sorted(readings, key=lambda each: each.path) for item in _items(reading)]
    matching = _Matching(items, records)
    for step in matching.steps():
        step()
    lost = matching.left()
    problems = _name_the_new(matching.waiting(), {*taken, *(record.address for record in records)})
    result = {record.address: record for record in records}
    result |= _answers(lost, items)
    result |= {record.address: record for record in (item.record() for item in items)}
    addresses = {item.place: item.given for item in items}
    named = tuple(_with_addresses(reading, addresses) for reading in readings)
    return Assigned(named, tuple(result[address] for address in sorted(result)), len(lost), problems)


def _items(reading: Reading) -> Iterator[_Item]:
    names = [_without_day(entry.title) for entry in reading.entries]
    counts = Counter(names)
    for name, entry in zip(names, reading.entries, strict=True):
        yield _Item(reading, entry, counts[name] > 1)


def _without_day(title: str) -> str:
    """A title without the day that it begins with: where that alone tells two entries apart, they may have changed places."""
    return read_title(title).text or title if title[:1].isdecimal() else title


class _Matching:
    """Entries and the records of addresses, each of which is given away once."""

    def __init__(self, items: Sequence[_Item], records: Sequence[Record]) -> None:
        self._items = items
        self._records = {record.address: record for record in records if record.is_live}
        self._retired = {record.place: record for record in records if not record.is_live}
        self._twins = Counter((record.source, _without_day(record.title)) for record in self.left())

    def steps(self) -> tuple[Callable[[], None], ...]:
        """Ways to tell which entry is which, the surest first."""
        return (
            self.by_stated_id,
            self.by_place_and_title,
            self.by_text,
            self.by_likeness,
            self.by_title,
            self.by_place,
            self.by_retired_place,
        )

    def match(self, item: _Item, record: Record) -> None:
        """The entry has the address."""
        item.address, item.sketch = record.address, record.sketch
        self._records.pop(record.address, None)

    def waiting(self) -> list[_Item]:
        """Entries without an address."""
        return [item for item in self._items if item.address is None]

    def left(self) -> list[Record]:
        """Records without an entry."""
        return list(self._records.values())

    def by_stated_id(self) -> None:
        """The owner's own word; but an address that an entry elsewhere has stays with that."""
        places = {item.place for item in self._items}
        for item in self._items:
            record = self._records.get(item.entry.id) if item.is_stated else None
            if record is not None and (record.source == item.source or record.place not in places):
                self.match(item, record)

    def by_place_and_title(self) -> None:
        """Where it was, called what it was; unless that may be said of two."""
        places = self._by_place()
        for item in self.waiting():
            record = places.get(item.place)
            if record is None or record.title != item.entry.title or item.is_stated:
                continue
            is_alone = not item.has_twin and self._twins[record.source, _without_day(record.title)] == 1
            if is_alone or (record.sketch and record.sketch == item.own_sketch):
                self.match(item, record)

    def by_text(self) -> None:
        """The same text, wherever it is: in its own source first."""
        groups: dict[bytes, list[Record]] = defaultdict(list)
        for record in self.left():
            groups[record.sketch].append(record)
        for item in self.waiting():
            found = groups.get(item.own_sketch) if groups and item.own_sketch and not item.is_stated else None
            if found:
                best = min(found, key=lambda record: (_strangeness(record, item), record.address))
                found.remove(best)
                self.match(item, best)

    def by_likeness(self) -> None:
        """Most of the text."""
        ranked = []
        sketches = _Sketches(self.left())
        waiting = [item for item in self.waiting() if not item.is_stated]
        for number, item in enumerate(waiting if sketches else ()):
            for address, share in sketches.contained(item.hashes):
                ranked.append((-share, _strangeness(self._records[address], item), address, number))
        for _, _, address, number in sorted(ranked):
            if address in self._records and waiting[number].address is None:
                self.match(waiting[number], self._records[address])

    def by_title(self) -> None:
        """What has next to no text is its title."""
        titles: dict[str, list[Record]] = defaultdict(list)
        for record in self.left():
            if not record.sketch:
                titles[record.title].append(record)
        waiting = [item for item in self.waiting() if not item.is_stated and not item.own_sketch]
        counted = Counter(item.entry.title for item in waiting)
        for item in waiting:
            found = titles.get(item.entry.title, [])
            if len(found) == counted[item.entry.title] == 1:
                self.match(item, found[0])

    def by_place(self) -> None:
        """Where it was, though title and text are others."""
        places = self._by_place()
        for item in self.waiting():
            record = places.get(item.place)
            if record is not None and not item.is_stated and not item.has_twin:
                self.match(item, record)

    def by_retired_place(self) -> None:
        """What was gone has come back."""
        for item in self.waiting():
            record = self._retired.get(item.place)
            if record is not None and record.title == item.entry.title:
                self.match(item, record)

    def _by_place(self) -> dict[tuple[str, EntryId], Record]:
        return {record.place: record for record in self.left()}


def _strangeness(record: Record, item: _Item) -> tuple[bool, bool, bool]:
    return record.source != item.source, record.title != item.entry.title, record.name != item.entry.id


class _Sketches:
    """The sketches of some records, to be looked for in texts."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._sizes: dict[EntryId, int] = {}
        self._holders: dict[int, list[EntryId]] = defaultdict(list)
        for record in records:
            numbers = _numbers(record.sketch)
            self._sizes[record.address] = len(numbers)
            for number in numbers:
                self._holders[number].append(record.address)

    def __bool__(self) -> bool:
        return bool(self._holders)

    def contained(self, hashes: bytes) -> Iterator[tuple[EntryId, float]]:
        """The addresses of the records of which a text has enough, and the share that it has, 0 to 1."""
        holders = self._holders
        counted = Counter(address for number in _numbers(hashes) for address in holders.get(number, ()))
        for address, count in counted.items():
            share = count / self._sizes[address]
            if share >= LIKE:
                yield address, share


def _numbers(hashes: bytes) -> set[int]:
    return set(np.frombuffer(hashes, dtype="<u4").tolist())


def _name_the_new(items: Iterable[_Item], taken: set[str]) -> tuple[Problem, ...]:
    """Addresses for entries that have none yet: their ids as read, where these are free, as `merge` would name them. Ids
    that owners gave and that are not free are Problems.
    """
    problems = []
    for item in sorted(items, key=lambda each: not each.is_stated):
        address = item.entry.id
        number = 1
        while address in taken:
            suffix = fingerprint(item.source, 4)
            address = EntryId(f"{item.entry.id}-{suffix}" if number == 1 else f"{item.entry.id}-{suffix}-{number}")
            number += 1
        taken.add(address)
        item.address = address
        if item.is_stated and address != item.entry.id:
            line = item.entry.span.start_line
            problems.append(problem_of(item.source, line, "permalinks.taken", id=item.entry.id, address=address))
    return tuple(problems)


def _answers(lost: Sequence[Record], items: Sequence[_Item]) -> dict[EntryId, Record]:
    """Records of addresses that have no entry any more: that which holds most of the text answers for it, if any does."""
    best: dict[EntryId, tuple[float, str]] = {}
    sketches = _Sketches(lost)
    for item in items if sketches else ():
        for address, share in sketches.contained(item.hashes):
            best[address] = min(best.get(address, (0.0, GONE)), (-share, item.given))
    return {record.address: record._replace(state=best.get(record.address, (0.0, GONE))[1]) for record in lost}


def _with_addresses(reading: Reading, addresses: Mapping[tuple[str, EntryId], EntryId]) -> Reading:
    entries = tuple(
        entry if addresses[reading.path, entry.id] == entry.id else replace(entry, id=addresses[reading.path, entry.id])
        for entry in reading.entries
    )
    return replace(reading, entries=entries)


def refreshed(records: Iterable[Record], fingerprints: Mapping[EntryId, EntryFingerprint]) -> tuple[Record, ...]:
    """`records` with the sketches of the texts as they are, as far as their `fingerprints` are given."""
    return tuple(
        record._replace(sketch=_sketch(fingerprints[record.address]))
        if record.is_live and record.address in fingerprints
        else record
        for record in records
    )


def _sketch(made: EntryFingerprint) -> bytes:
    smallest = made.shingles[: SKETCH * 4]
    filling = NO_HASH.to_bytes(4, "little")
    while smallest.endswith(filling):
        smallest = smallest[:-4]
    return smallest


def answering(records: Iterable[Record]) -> dict[EntryId, EntryId | None]:
    """The addresses without an entry, and the entries that answer for them; None for what is gone."""
    states = {record.address: record.state for record in records}
    found: dict[EntryId, EntryId | None] = {}
    for address, state in states.items():
        if state == LIVE:
            continue
        target = state
        for _ in range(_MOST_STEPS):
            if states.get(EntryId(target), LIVE) == LIVE or target == GONE:
                break
            target = states[EntryId(target)]
        is_known = states.get(EntryId(target)) == LIVE
        found[address] = EntryId(target) if is_known else None
    return found
