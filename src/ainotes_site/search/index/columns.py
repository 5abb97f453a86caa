"""All documents of an index side by side: what assembling needs to know of them.

Columns are made from tokenised documents once and then revised: what left is cut out, what came is put in, the rest
moves. That gives what making them anew would give, at a hundredth of the cost when few documents have changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import numpy as np

from ainotes_site.search.format.codec import Ints
from ainotes_site.search.format.geometry import ROOM, SLOT, TERM, WIDTHS
from ainotes_site.search.index.inverted_lists import Inverted, Stretch, inverted, merged
from ainotes_site.search.index.term_slots import cells, home
from ainotes_site.search.index.tokenise import TokenisedDocument

Fetch = Callable[[bytes], TokenisedDocument | None]
"""The document of a key; None when it is not to be had any more."""

_CHUNK = 500
"""Documents that are taken apart at a time: bounds the memory."""
_PAYS = 0.1
"""Share of changed documents up to which a revision pays."""


class DocumentRow(NamedTuple):
    """One document."""

    key: bytes
    """Names it: equal keys mean equal documents."""
    date: str
    kind: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    kinds: bytes
    """Kind of each block."""
    widths: bytes
    """Index into `WIDTHS` for each block."""
    sizes: bytes
    """Bytes of the record of each block, little-endian 32-bit numbers."""
    content: bytes
    """Digest of it."""
    facets: bytes
    """Digest of date, kind, topics and tags."""
    home: int = 0
    """Of a glossary term: see `terms.home`."""


@dataclass(frozen=True, slots=True)
class Columns:
    """All documents in the order of the index."""

    rows: tuple[DocumentRow, ...]
    pairs: Inverted
    """Pairs of adjacent Han units, and the last unit of each run, by `pair_code`. The flag of a place: within a word."""
    names: tuple[str, ...]
    """Latin units and labels, sorted."""
    units: Inverted
    """Their places; the keys are their numbers in `names`."""
    words: Mapping[str, int]
    """In how many documents each word is."""
    phrases: Mapping[str, int]
    """The same of the phrases in titles."""


def pair_code(first: str, second: str) -> int:
    """A pair of characters as one number; their order is that of the pairs."""
    return ord(first) << 21 | ord(second)


def columns(keys: Sequence[bytes], fetch: Callable[[bytes], TokenisedDocument]) -> Columns:
    """The documents of `keys`, which are in the order of the index."""
    rows: list[DocumentRow] = []
    words: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    numbers: dict[str, int] = {}
    pairs, units = [_NONE], [_NONE]
    start = 0
    terms = next((at for at, key in enumerate(keys) if fetch(key).kind != TERM), len(keys))
    for chunk in (keys[:terms], *(keys[at : at + _CHUNK] for at in range(terms, len(keys), _CHUNK))):
        documents = [fetch(key) for key in chunk]
        own = [_row(key, document) for key, document in zip(chunk, documents, strict=True)]
        starts = _starts(own, start)
        pairs.append(_pairs(documents, starts))
        units.append(_units(documents, starts, numbers))
        for document in documents:
            words.update(document.words)
            phrases.update(document.phrases)
        rows += own
        start = int(starts[-1])
    names = sorted(numbers)
    ranks = np.empty(len(names), dtype=np.int64)
    ranks[[numbers[name] for name in names]] = np.arange(len(names))
    ids, stands = np.concatenate(units, axis=1)
    latin = inverted(ranks[ids], stands)
    codes, spots = np.concatenate(pairs, axis=1)
    pairs.clear()  # as large again
    return Columns(tuple(rows), inverted(codes, spots), tuple(names), latin, words, phrases)


def revised(old: Columns, keys: Sequence[bytes], fetch: Fetch) -> Columns | None:
    """`columns(keys, fetch)`, made from `old`; None where that does not pay, or a document that left cannot be had.

    `fetch` is asked for the documents that came and for those that left.
    """
    changed = _changed_documents(old, keys, fetch)
    if changed is None:
        return None
    rows = _revised_rows(old, keys, changed)
    starts = _starts(rows)
    stretches = _stretches(old.rows, rows, starts)
    fresh = list(changed.came.values())
    fresh_starts = starts[[at for at, key in enumerate(keys) if key in changed.came]]
    pairs = merged(old.pairs, stretches, inverted(*_pairs(fresh, fresh_starts)))
    names, units = _revised_units(old, stretches, fresh, fresh_starts)
    return Columns(
        rows,
        pairs,
        names,
        units,
        _recounted(old.words, (document.words for document in changed.left), (document.words for document in fresh)),
        _recounted(
            old.phrases, (document.phrases for document in changed.left), (document.phrases for document in fresh)
        ),
    )


class _Changed(NamedTuple):
    """Documents that came or left since columns were made."""

    came: dict[bytes, TokenisedDocument]
    """By their keys, in the order of the index."""
    left: list[TokenisedDocument]


def _changed_documents(old: Columns, keys: Sequence[bytes], fetch: Fetch) -> _Changed | None:
    """None where they are too many for a revision, or one cannot be had."""
    before, now = {row.key for row in old.rows}, frozenset(keys)
    left = [row.key for row in old.rows if row.key not in now]
    came = [key for key in keys if key not in before]
    if len(left) + len(came) > max(10, _PAYS * len(keys)):
        return None
    gone = [document for key in left if (document := fetch(key)) is not None]
    fresh = [document for key in came if (document := fetch(key)) is not None]
    if len(gone) + len(fresh) < len(left) + len(came):
        return None
    return _Changed(dict(zip(came, fresh, strict=True)), gone)


def _revised_rows(old: Columns, keys: Sequence[bytes], changed: _Changed) -> tuple[DocumentRow, ...]:
    rows = {row.key: row for row in old.rows}
    rows.update((key, _row(key, document)) for key, document in changed.came.items())
    return tuple(rows[key] for key in keys)


def _revised_units(
    old: Columns, stretches: Sequence[Stretch], fresh: Sequence[TokenisedDocument], starts: Ints
) -> tuple[tuple[str, ...], Inverted]:
    """Latin units and labels, sorted, and their places; a name that no document has any more is dropped."""
    fresh_names = {name for document in fresh for name in (*document.latin, *document.labels)}
    names = sorted((*old.names, *fresh_names.difference(old.names)))
    number = {name: at for at, name in enumerate(names)}
    renumbered = np.array([number[name] for name in old.names], dtype=np.int64)
    known = Inverted(renumbered[old.units.keys], old.units.counts, old.units.spots)
    units = merged(known, stretches, inverted(*_units(fresh, starts, number)))
    left = tuple(names[key] for key in units.keys.tolist())
    return left, Inverted(np.arange(len(units.keys)), units.counts, units.spots)


_NONE = np.zeros((2, 0), dtype=np.int64)


def _row(key: bytes, document: TokenisedDocument) -> DocumentRow:
    records = [record.encode("utf-8") for record in document.records]
    facets = (document.date, document.kind, document.topics, document.tags)
    return DocumentRow(
        key,
        *facets,
        document.kinds,
        document.widths,
        np.array([len(record) for record in records], dtype="<u4").tobytes(),
        blake2b(b"\0".join(records), digest_size=16).digest(),
        blake2b(repr(facets).encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        home(document.id) if document.kind == TERM else 0,
    )


def term_cells(rows: Sequence[DocumentRow]) -> Ints:
    """See `terms.cells`, of the terms among these rows."""
    terms = [row for row in rows if row.kind == TERM]
    return cells(np.array([row.home for row in terms], dtype=np.int64), _spans(terms) // (SLOT * ROOM))


def _spans(rows: Sequence[DocumentRow]) -> Ints:
    """How many places each document has, with what is left free behind it."""
    widths = np.asarray(WIDTHS, dtype=np.int64)[np.frombuffer(b"".join([row.widths for row in rows]), dtype=np.uint8)]
    ends = np.cumsum([len(row.widths) for row in rows], dtype=np.int64)
    sums = np.diff(np.concatenate(([0], np.cumsum(widths)))[ends], prepend=0)
    return SLOT * room(sums)


def _starts(rows: Sequence[DocumentRow], end: int = 0) -> Ints:
    """The first place of each document, and the end of all; the places of documents before them have this `end`."""
    first = term_cells(rows) * (SLOT * ROOM)
    notes = np.cumsum(_spans(rows[len(first) - 1 :]))
    return np.concatenate((first, first[-1] + notes)) + end


def _pairs(documents: Sequence[TokenisedDocument], starts: Ints) -> Ints:
    """Codes and spots of the pairs, as two rows. `starts` is the first place of each document."""
    text = "".join(document.han for document in documents)
    han = np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.int64)
    places = _absolute([document.han_places for document in documents], starts)
    inside = np.frombuffer(b"".join(document.inside for document in documents), dtype=np.uint8)
    second = np.zeros_like(han)
    adjacent = places[1:] == places[:-1] + 1
    second[:-1][adjacent] = han[1:][adjacent]
    return np.stack((han << 21 | second, places << 1 | inside))


def _units(documents: Sequence[TokenisedDocument], starts: Ints, numbers: dict[str, int]) -> Ints:
    """Numbers and spots of the Latin units and labels, as two rows. `numbers` is added to. A label is at the start."""
    names = chain.from_iterable((*document.latin, *document.labels) for document in documents)
    ids = [numbers.setdefault(name, len(numbers)) for name in names]
    places = [document.latin_places + bytes(_WIDTH * len(document.labels)) for document in documents]
    return np.stack((np.array(ids, dtype=np.int64), _absolute(places, starts) << 1))


_WIDTH = 4
"""Bytes of a place in a document."""


def _absolute(places: Sequence[bytes], starts: Ints) -> Ints:
    flat = np.frombuffer(b"".join(places), dtype="<u4").astype(np.int64)
    return flat + np.repeat(starts[: len(places)], [len(row) // _WIDTH for row in places])


def _stretches(old: Sequence[DocumentRow], new: Sequence[DocumentRow], starts: Ints) -> list[Stretch]:
    """What stayed of `old`, as far as it moved together; `starts` is the first place of each of `new`."""
    target = dict(zip([row.key for row in new], starts.tolist(), strict=False))
    targets = np.array([target.get(row.key, -1) for row in old], dtype=np.int64)
    edges = _starts(old)  # what is free between two documents moves with the first
    shifts, stayed = targets - edges[:-1], targets >= 0
    together = stayed[1:] & stayed[:-1] & (shifts[1:] == shifts[:-1])
    first = np.flatnonzero(stayed & ~np.concatenate(([False], together))[: len(old)])
    last = np.flatnonzero(stayed & ~np.concatenate((together, [False]))[: len(old)])
    return [*map(Stretch, edges[first].tolist(), edges[last + 1].tolist(), shifts[first].tolist())]


def _recounted(old: Mapping[str, int], gone: Iterable[Iterable[str]], fresh: Iterable[Iterable[str]]) -> dict[str, int]:
    counts = dict(old)
    for row in fresh:
        for word in row:
            counts[word] = counts.get(word, 0) + 1
    for row in gone:
        for word in row:
            counts[word] -= 1
            if not counts[word]:
                del counts[word]
    return counts


def room(slots: Ints) -> Ints:
    """The room of documents whose blocks take so many `SLOT`s, at least 1: a multiple of half the highest power of two in
    that, so that a long text may grow by more than a short one before anything moves.
    """
    steps = np.maximum(1 << np.maximum(np.frexp(slots)[1].astype(np.int64) - 2, 0), ROOM)
    rooms: Ints = -(-slots // steps) * steps
    return rooms
