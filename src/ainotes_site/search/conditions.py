"""Which documents a query's filters and exclusions let through. The same rules stand in client/conditions.js."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ainotes_site.search.codec import Ints, decode
from ainotes_site.search.evidence import find_phrase
from ainotes_site.search.language import Filter, Query
from ainotes_site.search.layout import TERM
from ainotes_site.search.result import Remark
from ainotes_site.search.store import Store

Documents = NDArray[np.bool_]


class Facets:
    """Kind, topics and date of every document."""

    def __init__(self, store: Store) -> None:
        data = store.load("facets", {"kinds": [], "topics": [], "rows": "", "dates": []})
        self.kinds: list[str] = data["kinds"]
        self.topics: list[str] = data["topics"]
        self._dates: list[tuple[str, int]] = [(date, first) for date, first in data["dates"]]
        self.kind_of = np.full(store.documents, -1, dtype=np.int64)
        self.topics_of: list[Sequence[int]] = [()] * store.documents
        rows = decode(data["rows"]).tolist()
        place = 0
        for document in range(store.documents if rows else 0):
            self.kind_of[document] = rows[place]
            end = place + 2 + rows[place + 1]
            self.topics_of[document] = rows[place + 2 : end]
            place = end

    def first_from(self, date: str, documents: int) -> int:
        """The first document of that date or later; documents are in order of date."""
        index = bisect_left([known for known, _ in self._dates], date)
        return self._dates[index][1] if index < len(self._dates) else documents

    def counts(self, documents: Ints) -> dict[str, dict[str, int]]:
        """How many of the documents have each kind and each topic, the most frequent first."""
        kinds = [0] * len(self.kinds)
        topics = [0] * len(self.topics)
        for document in documents.tolist():
            if self.kind_of[document] >= 0:
                kinds[int(self.kind_of[document])] += 1
            for topic in self.topics_of[document]:
                topics[topic] += 1
        return {"kind": _ranked(self.kinds, kinds), "topic": _ranked(self.topics, topics)}


def _ranked(names: Sequence[str], counts: Sequence[int]) -> dict[str, int]:
    rows = sorted((-count, name) for name, count in zip(names, counts, strict=True) if count)
    return {name: -count for count, name in rows}


def understood(store: Store, facets: Facets, query: Query) -> tuple[list[Filter], list[str], list[Remark]]:
    """The filters that mean something, the texts of the others, and a remark on each of those."""
    kept: list[Filter] = []
    literal: list[str] = []
    for condition in query.filters:
        if _means_something(store, facets, condition):
            kept.append(condition)
        else:
            literal.append(condition.written)
    return kept, literal, [Remark("literal", {"text": text}) for text in literal]


def _means_something(store: Store, facets: Facets, condition: Filter) -> bool:
    if condition.field == "kind":
        return condition.value.lower() in facets.kinds
    if condition.field == "topic":
        return condition.value.lower() in facets.topics
    if condition.field in ("tag", "author"):
        return any(True for _ in _label_postings(store, condition))
    return True


def _label_postings(store: Store, condition: Filter) -> Iterator[str]:
    """Postings of the labels that begin with the value."""
    joined = "".join(store.folder.units(condition.value))
    mark = "#" if condition.field == "tag" else "@"
    if joined:
        for _, postings in store.keys_from(mark + joined, 4):
            yield postings


def allowed_documents(
    store: Store, facets: Facets, filters: Sequence[Filter], excluded: Sequence[str]
) -> tuple[Documents, bool]:
    """The documents that pass, and whether glossary terms were asked for; otherwise they are left out."""
    terms = any(f.field == "kind" and f.value.lower() == TERM and not f.negative for f in filters)
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


def _chosen(store: Store, facets: Facets, condition: Filter) -> Documents:
    chosen = np.zeros(store.documents, dtype=bool)
    value = condition.value
    if condition.field == "kind":
        chosen |= facets.kind_of == facets.kinds.index(value.lower())
    elif condition.field == "topic":
        topic = facets.topics.index(value.lower())
        chosen |= np.fromiter((topic in row for row in facets.topics_of), dtype=bool, count=store.documents)
    elif condition.field == "before":
        chosen[facets.first_from("0", store.documents) : facets.first_from(value, store.documents)] = True
    elif condition.field == "after":
        chosen[facets.first_from(value, store.documents) :] = True
    else:
        for postings in _label_postings(store, condition):
            places = np.cumsum(decode(postings[1:]))
            chosen[store.document_of_block[store.block_of_slot[places >> 4]]] = True
    return chosen


def phrase_documents(store: Store, text: str) -> Ints:
    """Documents in which the units of `text` stand one after the other."""
    units = store.folder.units(text)
    if not units:
        return np.zeros(0, dtype=np.int64)
    places = find_phrase(store, units).places
    return np.unique(store.document_of_block[store.block_of_slot[places >> 4]])
