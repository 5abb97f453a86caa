"""Which documents of a written index have a text: what the self-test of a build asks. Searching is the work of js/."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ainotes_site.lazy_regex import pattern
from ainotes_site.search.format import traditional_table
from ainotes_site.search.format.bigram_postings import BigramShard, Postings
from ainotes_site.search.format.codec import Ints, decode
from ainotes_site.search.format.geometry import MIXED, PREFIX_SHARDS, ROOM, SLOT, TITLE, WIDTHS
from ainotes_site.search.format.scripts import KEY_MARKS, SEPARATOR, VALUE_MARKS, parse_script
from ainotes_site.search.format.text_codes import restored
from ainotes_site.search.index.columns import room
from ainotes_site.search.index.inverted_lists import distinct
from ainotes_site.search.text.fold import FoldTable, is_han

_ROW = pattern(rf"([{KEY_MARKS}])([^{VALUE_MARKS}]*)([{VALUE_MARKS}][^{KEY_MARKS}]*)")
_LAST = chr(0x10FFFF)
_NONE = np.zeros(0, dtype=np.int64)


class Lookup:
    """The index whose files `read` gives by their paths. Its methods raise IndexFormatError for a damaged shard, OSError for
    a missing one.
    """

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._load = cache(lambda name: parse_script(read(f"{name}.js"), f"{name}.js")[2])
        self._rows = cache(lambda number: dict(read_rows(self._load(f"keys/{number}"))))
        self._pairs = cache(lambda number: BigramShard(self._load(f"pairs/{number}")))
        manifest: dict[str, Any] = self._load("manifest")
        kinds = np.frombuffer(manifest["kinds"].encode("ascii"), dtype=np.uint8) - ord("0")
        slots = _slots(kinds, manifest["widths"])
        starts, end = _starts(kinds, slots, np.cumsum(decode(manifest["cells"])))
        edges = np.concatenate(([0], starts[1:], [end]))[-len(starts) - 1 :]
        self._document_of_block = np.cumsum(kinds == TITLE) - 1
        self._block_of_slot = np.repeat(np.arange(len(slots)), np.diff(edges))
        self._titles = np.flatnonzero(kinds == TITLE)
        self.starts: list[int] = (starts[self._titles] * SLOT).tolist()
        """The first place of each document."""
        self.terms: int = manifest["terms"]
        """Number of glossary terms; they are the first documents."""
        self._key_starts: list[str] = manifest["keys"].split(SEPARATOR) if manifest["keys"] else []
        self._pair_starts: list[str] = manifest["pairs"].split(SEPARATOR) if manifest["pairs"] else []
        self._text_starts: list[int] = np.cumsum(decode(manifest["texts"])).tolist()
        own = dict(zip(manifest["fold"][::2], manifest["fold"][1::2], strict=True))
        self.folder = FoldTable({**own, **traditional_table.read(self._load("fold"))})

    def header(self, document: int) -> list[Any]:
        """What is shown of the title of a document: its id, its title as written, and more."""
        block = int(self._titles[document])
        number = bisect_right(self._text_starts, block) - 1
        record = self._load(f"texts/{number}")[block - self._text_starts[number]]
        return [restored(part) if isinstance(part, str) else part for part in record]

    def documents_with(self, text: str) -> Ints:
        """Documents in which the units of `text` stand one after the other."""
        return self._documents(self._phrase(self.folder.units(text)))

    def documents_with_beginning(self, word: str) -> Ints | None:
        """Documents with a word that begins with a Latin one; None where so many do that a search does not load them all."""
        shards = _shard_range(self._key_starts, word, word + _LAST)
        if len(shards) > PREFIX_SHARDS:
            return None
        rows = [row for number in shards for key, row in self._rows(number).items() if key.startswith(word)]
        return self._documents(np.concatenate([_NONE, *(_places(_latin(row)) for row in rows)]))

    def _documents(self, places: Ints) -> Ints:
        return distinct(self._document_of_block[self._block_of_slot[places // SLOT]])

    def _phrase(self, units: Sequence[str]) -> Ints:
        """Places where units stand one after the other, the rarest part of them first."""
        parts = [(offset, self._key(key, offset + 1 == len(units))) for offset, key in _keys(units)]
        parts.sort(key=lambda part: len(part[1]))
        starts = parts[0][1] - parts[0][0] if parts else _NONE
        for offset, places in parts[1:]:
            wanted = starts + offset
            spots = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
            starts = starts[places[spots] == wanted] if len(starts) else starts
        return starts

    def _key(self, key: str, last: bool) -> Ints:
        """Places of a key. A Han unit alone is a key where a word or nothing follows it, and the first of other keys."""
        if is_han(key) and len(key) == 1 and last:
            shards = _shard_range(self._pair_starts, key, key + _LAST)
            found: Iterable[Postings] = (row for number in shards for _, row in self._pairs(number).beginning(key))
        elif is_han(key):
            shards = _shard_range(self._pair_starts, key, key)
            found = (row for number in shards if (row := self._pairs(number).get(key)))
        else:
            shards = _shard_range(self._key_starts, key, key)
            values = (self._rows(number).get(key) for number in shards)
            found = (_latin(value) for value in values if value)
        return np.concatenate([_NONE, *map(_places, found)])


def _keys(units: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Keys that cover all units, each at its offset: pairs of Han units, and what stands alone."""
    for at, unit in enumerate(units):
        is_after, is_before = (0 <= other < len(units) and is_han(units[other]) for other in (at - 1, at + 1))
        if not is_han(unit) or not (is_after or is_before):
            yield at, unit
        elif is_before:
            yield at, unit + units[at + 1]


def read_rows(text: str) -> Iterator[tuple[str, str]]:
    """Rows of a text that `shards.front_coded` wrote; values keep their marks."""
    before = ""
    for mark, rest, value in _ROW.findall(text):
        before = before[: KEY_MARKS.index(mark)] + rest
        yield before, value


def _latin(value: str) -> Postings:
    """Postings from the value of a row."""
    return VALUE_MARKS.index(value[0]), decode(value[1:])


def _places(postings: Postings) -> Ints:
    mode, values = postings
    return np.cumsum(values >> 1 if mode == MIXED else values)


def _shard_range(starts: list[str], first: str, last: str) -> range:
    """Numbers of the shards that may hold keys from `first` to `last`, both included."""
    return range(max(bisect_right(starts, first) - 1, 0), bisect_right(starts, last))


def _slots(kinds: NDArray[np.uint8], widths: list[str]) -> Ints:
    """Width of each block in slots; the manifest has a row of widths for each kind."""
    slots = np.zeros(len(kinds), dtype=np.int64)
    for kind, row in enumerate(widths):
        slots[kinds == kind] = np.asarray(WIDTHS, dtype=np.int64)[decode(row)]
    return slots


def _starts(kinds: NDArray[np.uint8], slots: Ints, cells: Ints) -> tuple[Ints, int]:
    """The first slot of each block, and the end of all. The first documents are terms in these cells; the notes begin with
    the last of `cells`.
    """
    titles = np.flatnonzero(kinds == TITLE)
    before = np.cumsum(slots) - slots
    taken = np.diff(before[titles], append=slots.sum())
    ends = np.cumsum(room(taken[len(cells) - 1 :])) + cells[-1] * ROOM
    first = np.concatenate((cells * ROOM, ends))
    return before + (first[:-1] - before[titles])[np.cumsum(kinds == TITLE) - 1], int(first[-1])
