"""Which documents a query's filters and exclusions let through. The same rules stand in js/filters.js."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ainotes_site.i18n.search import SEARCH
from ainotes_site.model import Kind
from ainotes_site.search.format.bigram_postings import Postings
from ainotes_site.search.format.codec import SEPARATOR, Ints, decode
from ainotes_site.search.format.geometry import LABELS, TERM
from ainotes_site.search.format.text_codes import topic_form
from ainotes_site.search.index.inverted_lists import distinct
from ainotes_site.search.query.index_reader import IndexReader
from ainotes_site.search.query.matches import find_phrase, read_places
from ainotes_site.search.query.parser import Filter, Query
from ainotes_site.search.query.result import Remark

Documents = NDArray[np.bool_]
KIND_NAMES: Mapping[str, str] = {
    name: kind
    for kind in (*Kind, TERM)
    for shown in SEARCH[f"search.kind.{kind}"]
    for name in (shown.lower(), f"{shown.lower()}s")
}
"""What kinds are called in the interface, in both languages; English names in both numbers."""


class Facets:
    """Kind, topics, tags and date of every document."""

    def __init__(self, store: IndexReader) -> None:
        empty: dict[str, Any] = {
            "topics": [],
            "names": {},
            "tags": [],
            "rows": [],
            "documents": "",
            "dates": "",
            "counts": "",
        }
        data = store.load("facets", empty)
        self.topics: list[str] = data["topics"]
        self.named: dict[str, str] = data["names"]
        """Topics by the form of each of their names."""
        self.tags: list[str] = data["tags"]
        self.rows: list[tuple[str, list[int], list[int]]] = data["rows"] or [("", [], [])]
        """Combinations of kind, topics and tags."""
        self.row_of = decode(data["documents"]) if data["rows"] else np.zeros(store.documents, dtype=np.int64)
        """Number of the combination of each document."""
        self._dates: list[str] = data["dates"].split(SEPARATOR)
        self._ends: list[int] = np.cumsum(decode(data["counts"])).tolist() or [store.documents]

    @property
    def kinds(self) -> set[str]:
        """Kinds that occur."""
        return {kind for kind, _, _ in self.rows}

    def having(self, test: Callable[[tuple[str, list[int], list[int]]], bool]) -> Documents:
        """The documents whose combination passes a test."""
        passes = np.fromiter((test(row) for row in self.rows), dtype=bool, count=len(self.rows))
        return passes[self.row_of]

    def first_from(self, date: str) -> int:
        """The first document of that date or later; documents are in order of date."""
        index = bisect_left(self._dates, date)
        return self._ends[index - 1] if index else 0

    def counts(self, documents: Ints) -> dict[str, dict[str, int]]:
        """How many of the documents have each value, the most frequent first; years the latest first."""
        kinds: Counter[str] = Counter()
        topics: Counter[str] = Counter()
        tags: Counter[str] = Counter()
        years: Counter[str] = Counter()
        for number, count in Counter(self.row_of[documents].tolist()).items():
            kind, with_topics, with_tags = self.rows[number]
            kinds[kind] += count
            for topic in with_topics:
                topics[self.topics[topic]] += count
            for tag in with_tags:
                tags[self.tags[tag]] += count
        for place, count in Counter(np.searchsorted(self._ends, documents, side="right").tolist()).items():
            years[self._dates[place][:4]] += count
        for counter in (kinds, years):
            counter.pop("", None)
        latest = dict(sorted(years.items(), reverse=True))
        return {"kind": _ranked(kinds), "topic": _ranked(topics), "tag": _ranked(tags), "year": latest}


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def understood(store: IndexReader, facets: Facets, query: Query) -> tuple[list[Filter], list[str], list[Remark]]:
    """The filters that mean something, the texts of the others, and a remark on each of those."""
    kept: list[Filter] = []
    literal: list[str] = []
    for condition in query.filters:
        if means_something(store, facets, condition):
            kept.append(condition)
        else:
            literal.append(condition.written)
    return kept, literal, [Remark("literal", {"text": text}) for text in literal]


def means_something(store: IndexReader, facets: Facets, condition: Filter) -> bool:
    """Whether there is what a filter asks for; a date is always understood."""
    if condition.field == "kind":
        return kind_called(store, condition.value) in facets.kinds
    if condition.field == "topic":
        return bool(topics_called(facets, condition.value))
    if condition.field in ("tag", "author"):
        return any(True for _ in _label_postings(store, condition))
    return True


def kind_called(store: IndexReader, value: str) -> str:
    """The kind that is called so; the value itself where none is."""
    return KIND_NAMES.get("".join(store.folder.units(value)), value.lower())


def topics_called(facets: Facets, value: str) -> set[int]:
    """The topic of that name, else those with a name that begins so."""
    form = topic_form(value)
    names = [form] if form in facets.named else [name for name in facets.named if form and name.startswith(form)]
    return {facets.topics.index(facets.named[name]) for name in names}


def _label_postings(store: IndexReader, condition: Filter) -> Iterator[Postings]:
    """Postings of the labels that begin with the value."""
    joined = "".join(store.folder.units(condition.value))
    mark = "#" if condition.field == "tag" else "@"
    if joined:
        for _, postings in store.postings_from(mark + joined, 4):
            yield postings


def allowed_documents(
    store: IndexReader, facets: Facets, filters: Sequence[Filter], excluded: Sequence[str]
) -> tuple[Documents, bool]:
    """The documents that pass, and whether glossary terms were asked for; otherwise they are left out."""
    terms = any(f.field == "kind" and kind_called(store, f.value) == TERM and not f.negative for f in filters)
    allowed = np.ones(store.documents, dtype=bool)
    if terms:
        allowed[store.terms :] = False
    else:
        allowed[: store.terms] = False
    for condition in filters:
        chosen = _chosen(store, facets, condition)
        allowed &= ~chosen if condition.negative else chosen
    for text in excluded:
        allowed[phrase_documents(store, text)] = False
    return allowed, terms


def in_order(store: IndexReader, allowed: Documents, terms: bool) -> Ints:
    """Rank values for a query that consists of filters: terms by name, as they stand in an order that nobody knows; notes
    are all alike, so that the newest comes first.
    """
    order = allowed.astype(np.int64)
    if terms:
        named = sorted(
            np.flatnonzero(allowed).tolist(), key=lambda number: (_name(store, number), number), reverse=True
        )
        order[named] = np.arange(1, len(named) + 1)
    return order


def _name(store: IndexReader, number: int) -> str:
    header = store.record(int(store.title_blocks[number]))
    return " ".join(store.folder.units(header[1])) if header else ""


def _chosen(store: IndexReader, facets: Facets, condition: Filter) -> Documents:
    chosen = np.zeros(store.documents, dtype=bool)
    value = condition.value
    if condition.field == "kind":
        kind = kind_called(store, value)
        chosen |= facets.having(lambda row: row[0] == kind)
    elif condition.field == "topic":
        topics = topics_called(facets, value)
        chosen |= facets.having(lambda row: not topics.isdisjoint(row[1]))
    elif condition.field == "before":
        chosen[facets.first_from("0") : facets.first_from(value)] = True
    elif condition.field == "after":
        chosen[facets.first_from(value) :] = True
    else:
        for postings in _label_postings(store, condition):
            places, _ = read_places(postings)
            chosen[store.document_of_block[store.block_of_slot[places >> 4]]] = True
    return chosen


def phrase_documents(store: IndexReader, text: str) -> Ints:
    """Documents in which the units of `text` stand one after the other."""
    return distinct(store.document_of_block[_phrase_blocks(store, text)])


def quoting_documents(store: IndexReader, text: str) -> Ints:
    """Documents that have a phrase in what is written in them, or the notes that only have such a label where none has.

    Labels name the glossary's terms as well, by whichever name a note speaks of them: that is not what it says.
    """
    blocks = _phrase_blocks(store, text)
    documents = store.document_of_block[blocks]
    written = (store.kinds[blocks] != LABELS) | (documents < store.terms)
    return distinct(documents[written] if documents[written].size else documents)


def _phrase_blocks(store: IndexReader, text: str) -> Ints:
    units = store.folder.units(text)
    if not units:
        return np.zeros(0, dtype=np.int64)
    blocks: Ints = store.block_of_slot[find_phrase(store, units).places >> 4]
    return blocks
