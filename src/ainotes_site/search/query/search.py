"""Search in an index on disk. js/search.js does the same steps in a browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ainotes_site.model import EntryId
from ainotes_site.search.format.codec import Ints
from ainotes_site.search.query.date_hint import dated
from ainotes_site.search.query.expansion import compatible, mended_han, mended_latin, pinyin, reglued, told_readings
from ainotes_site.search.query.filter_aliases import spelled
from ainotes_site.search.query.filters import (
    Documents,
    Facets,
    allowed_documents,
    in_order,
    quoting_documents,
    understood,
)
from ainotes_site.search.query.index_reader import IndexReader
from ainotes_site.search.query.matches import Evidence, find, find_phrase, word_forms
from ainotes_site.search.query.missing_terms import absent_remarks
from ainotes_site.search.query.number_context import tie
from ainotes_site.search.query.parser import Piece, parse, written_filters
from ainotes_site.search.query.plan import QueryUnit, Sort, Term, branch_text, plan, query_units
from ainotes_site.search.query.rank import Alternative, rank
from ainotes_site.search.query.result import Card, Hit, Remark, Result
from ainotes_site.search.query.snippet import Pattern, marked, snippet
from ainotes_site.search.query.synonyms import MEANT, Names, Rewriting, named_cards, renamed, synonyms
from ainotes_site.search.text.fold import is_han
from ainotes_site.search.text.traditional import in_gb2312
from ainotes_site.urls import entry_url

MOST_CARDS = 3
"""Glossary terms shown above the hits."""


def open_index(folder: Path) -> Index:
    """Opens the `search/` folder of a site.

    Raises IndexFormatError when there is none, or it is damaged or of another version.
    """
    return open_files(lambda name: (folder / name).read_bytes(), str(folder))


def open_files(read: Callable[[str], bytes], place: str) -> Index:
    """Opens an index by a function that gives the bytes of its files, or raises OSError; `place` names it in errors."""
    return Index(IndexReader(read, place))


@dataclass(slots=True)
class _Branch:
    """One alternative of a query, looked up."""

    pieces: Sequence[Piece]
    units: list[QueryUnit]
    terms: list[tuple[Term, Evidence]]
    rewritings: list[Rewriting]
    alternatives: list[Alternative]
    rows: Mapping[int, Sequence[tuple[str, ...]]]
    """What is to be marked of the terms that count beside a neighbour only, by their offsets."""
    absent: list[Remark]
    """On what was typed that stands nowhere."""


@dataclass(slots=True)
class _Found:
    """The documents that a query found."""

    branches: list[_Branch]
    documents: Ints
    """In ranked order."""
    order: Ints
    best: Ints
    """For each document its rank value, and its best passage as a block or -1."""
    terms: bool
    """Whether glossary terms were asked for."""
    remarks: list[Remark]
    query: str
    """With its filters spelled out."""


class Index:
    """An opened index."""

    def __init__(self, store: IndexReader) -> None:
        self.store = store
        self.names = Names.load(store)
        self._facets: Facets | None = None

    @property
    def facets(self) -> Facets:
        """Kinds, topics and dates; read at first use."""
        if self._facets is None:
            self._facets = Facets(self.store)
        return self._facets

    def search(
        self, query: str, limit: int = 10, offset: int = 0, *, synonyms: bool = True, facets: bool = False
    ) -> Result:
        """Hits `offset` to `offset + limit` for a query. Never fails because of the query.

        `synonyms` says whether equivalent names are searched too, `facets` whether kinds and topics are counted.
        """
        found = self._find(query, synonyms)
        patterns = _patterns(found.branches)
        shown = found.documents[offset : offset + limit].tolist()
        hits = tuple(hit for document in shown if (hit := self._hit(document, found, patterns)))
        cards = () if found.terms else self._cards(found.branches)
        remarks = list(found.remarks)
        if self.store.damaged:
            remarks.append(Remark("damaged", {"files": " ".join(sorted(self.store.damaged))}))
        return Result(
            total=len(found.documents),
            hits=hits,
            cards=cards,
            remarks=tuple(remarks),
            corrected=_corrected(found.branches),
            synonyms=tuple((r.asked, r.said) for b in found.branches for r in b.rewritings if r.reason == "synonym"),
            facets=self.facets.counts(found.documents) if facets else {},
            query=found.query,
            dated=dated(self.facets, found.query),
        )

    def ids(self, query: str, limit: int = 10, *, synonyms: bool = True) -> list[str]:
        """The ids of the hits of `search`, without the work of showing them."""
        titles = self.store.title_blocks[self._find(query, synonyms).documents[:limit]]
        return [record[0] for block in titles.tolist() if (record := self.store.record(block))]

    def _find(self, query: str, with_synonyms: bool) -> _Found:
        store = self.store
        if any(is_han(c) and not in_gb2312(c) for c in query):
            store.fold_all()
        remarks: list[Remark] = []
        if any(True for _ in written_filters(query)):
            query, remarks = spelled(store, self.facets, query)
        parsed = parse(query)
        remarks += parsed.remarks
        filters, literal, notes = understood(store, self.facets, parsed) if parsed.filters else ([], [], [])
        remarks += notes
        allowed, terms = (
            allowed_documents(store, self.facets, filters, parsed.excluded)
            if filters or parsed.excluded
            else (_entries_only(store), False)
        )
        extra = tuple(Piece(text, False, True) for text in literal)
        pieces = [(*branch, *extra) for branch in parsed.branches] or ([extra] if extra else [])
        branches = [self._look_up(branch, with_synonyms) for branch in pieces]
        branches = [branch for branch in branches if branch.units]
        remarks += [remark for branch in branches for remark in told_readings(branch.rewritings)]
        if branches:
            order, best = self._ranked(branches, allowed, remarks)
            if order.any() and not store.damaged:
                told = " ".join(literal)
                missed = [remark for branch in branches for remark in branch.absent]
                remarks += [remark for remark in missed if remark.values["text"] not in told]
        else:
            order = in_order(store, allowed, terms) if filters else np.zeros(store.documents, dtype=np.int64)
            best = np.full(store.documents, -1, dtype=np.int64)
            if pieces:
                remarks.append(Remark("no-words"))
        hits = np.flatnonzero(order)
        documents = hits[np.lexsort((-hits, -order[hits]))]
        return _Found(branches, documents, order, best, terms, remarks, query)

    def _look_up(self, pieces: Sequence[Piece], with_synonyms: bool) -> _Branch:
        store = self.store
        pieces = [replace(p, literal=True) if p.phrase and len(quoting_documents(store, p.text)) else p for p in pieces]
        units = query_units(pieces, store.folder)
        terms = [
            (term, find(store, term)) for term in plan(units, store.lexicon.cut, store.lexicon.logs, store.stop_words)
        ]
        meant = [(term, evidence) for term, evidence in terms if not term.stop and not units[term.offset].literal]
        missing = [t.offset for t, e in meant if t.sort == Sort.LATIN and not (len(e) and e.exact)]
        dead = [t.offset for t, e in meant if t.sort == Sort.PAIR and t.loose and not len(e)]
        rewritings = synonyms(self.names, units) if with_synonyms else []
        unknown = [t.offset for t, e in meant if t.sort == Sort.LATIN and not len(e)]
        rewritings += pinyin(store, units, missing, unknown)
        read = {index for r in rewritings if r.reason == "pinyin" for index in range(r.start, r.end)}
        absent = [index for index in unknown if index not in read]
        glued = reglued(store, units, absent)
        parted = {index for r in glued for index in range(r.start, r.end)}
        rewritings += glued
        rewritings += mended_latin(store, units, [index for index in absent if index not in parted])
        rewritings += mended_han(store, units, dead)
        rewritings += renamed(self.names, [r for r in rewritings if r.reason in MEANT]) if with_synonyms else []
        kept = compatible(rewritings)
        alternatives = [Alternative(r.start, r.end, find_phrase(store, r.units), r.share) for r in kept]
        tied = tie(units, terms, [(r, a.evidence) for r, a in zip(kept, alternatives, strict=True)])
        said = [(a.start, a.end) for a in alternatives if len(a.evidence)]
        missed = absent_remarks(branch_text(pieces), units, terms, said, tied.apart)
        return _Branch(pieces, units, tied.terms, kept, alternatives, tied.rows, missed)

    def _ranked(
        self,
        branches: Sequence[_Branch],
        allowed: Documents,
        remarks: list[Remark],
    ) -> tuple[Ints, Ints]:
        """Rank values and best passages over all branches; a phrase that stands nowhere is loosened, with a remark."""
        store = self.store
        order = np.zeros(store.documents, dtype=np.int64)
        best = np.full(store.documents, -1, dtype=np.int64)
        for branch in branches:
            permitted = allowed
            for piece in branch.pieces:
                if piece.phrase:
                    holding = np.zeros(store.documents, dtype=bool)
                    holding[quoting_documents(store, piece.text)] = True
                    if (permitted & holding).any():
                        permitted = permitted & holding
                    else:
                        remarks.append(Remark("phrase-loosened", {"text": piece.text}))
            ranking = rank(store, branch.terms, branch.alternatives, permitted)
            better = ranking.order > order
            order[better] = ranking.order[better]
            best[better] = ranking.best[better]
        return order, best

    def _hit(self, document: int, found: _Found, patterns: Sequence[Pattern]) -> Hit | None:
        store = self.store
        title_block = int(store.title_blocks[document])
        header = store.record(title_block)
        if header is None:
            return None
        id_, title, kind, date, topics, written = header[:6]
        url = written or entry_url(EntryId(id_))
        block = int(found.best[document])
        if block < 0:
            block = store.first_passage(document)
        passage = store.record(block) if block >= 0 else None
        anchor, section, text, traditional = passage or ("", "", "", 0)
        if traditional:
            store.fold_all()
        return Hit(
            id=id_,
            url=f"{url}#{anchor}" if anchor else url,
            title=marked(title, patterns, store.folder),
            kind=kind,
            date=date,
            topics=tuple(topics),
            score=int(found.order[document]),
            section=section,
            snippet=snippet(text, patterns, store.folder),
        )

    def _cards(self, branches: Sequence[_Branch]) -> tuple[Card, ...]:
        """Terms that the query names: the whole query first, then the longest names."""
        named: dict[int, int] = {}
        for branch in branches:
            for number, size in named_cards(self.names, branch.units, branch.rewritings).items():
                named[number] = max(size, named.get(number, 0))
        chosen = sorted(named, key=lambda number: (-named[number], number))[:MOST_CARDS]
        return tuple(card for number in chosen if (card := self._card(number)))

    def _card(self, number: int) -> Card | None:
        store = self.store
        header = store.record(int(store.title_blocks[number]))
        block = store.first_passage(number)
        passage = store.record(block) if block >= 0 else None
        if header is None:
            return None
        return Card(header[1], tuple(header[6]), passage[2] if passage else "", header[5])


def _entries_only(store: IndexReader) -> Documents:
    allowed = np.ones(store.documents, dtype=bool)
    allowed[: store.terms] = False
    return allowed


def _patterns(branches: Sequence[_Branch]) -> list[Pattern]:
    """What to mark in shown texts."""
    patterns: list[Pattern] = []
    for branch in branches:
        for term, evidence in branch.terms:
            if term.offset in branch.rows:
                patterns += [Pattern(row, 1) for row in branch.rows[term.offset]]
            elif len(evidence) and not term.stop:
                if term.sort == Sort.PAIR:
                    patterns.append(Pattern(tuple(term.key), 1 if evidence.inside else 0, edge=term.edge))
                else:
                    forms = tuple(form for form, _ in word_forms(term.key)) if term.sort == Sort.LATIN else ()
                    patterns.append(Pattern((term.key,), 1, not evidence.exact, forms))
        patterns += [Pattern(rewriting.units, 1) for rewriting in branch.rewritings]
    return patterns


def _corrected(branches: Sequence[_Branch]) -> str:
    """The query with its typing errors mended; empty when there were none."""
    texts = []
    mended = False
    for branch in branches:
        text = branch_text(branch.pieces)
        done = len(text) + 1
        for rewriting in sorted(branch.rewritings, key=lambda r: -r.start):
            if rewriting.reason == "typo" and branch.units[rewriting.end - 1].end < done:
                start = branch.units[rewriting.start].start
                text = text[:start] + rewriting.said + text[branch.units[rewriting.end - 1].end :]
                done = start
                mended = True
        texts.append(text)
    return " OR ".join(texts) if mended else ""
