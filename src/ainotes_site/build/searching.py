"""The search index of a library: every document cut into units, or taken from the cache, then merged into shards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from ainotes_site.build.caches import Caches
from ainotes_site.build.code import code_key
from ainotes_site.build.documents import Delta, Document, term_names
from ainotes_site.build.mapped import Shelf
from ainotes_site.build.outputs import Outputs
from ainotes_site.build.packing import unpack
from ainotes_site.build.scan import digest
from ainotes_site.build.tokens import Cuts, Item, cut_anew, tokens
from ainotes_site.link.equivalents import equivalents
from ainotes_site.link.library import Library
from ainotes_site.markup import plain
from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, EntryId, Problem, Term
from ainotes_site.search.columns import Columns, columns, revised
from ainotes_site.search.document import SearchDocument, TermCard
from ainotes_site.search.index import Assembled, Memory, assemble, cards_in_order, in_order, index_segmenter, warm_up
from ainotes_site.search.query import open_files
from ainotes_site.search.selftest import chosen, self_test
from ainotes_site.search.tokenise import TokenisedDocument
from ainotes_site.urls import term_url

FOLDER = "search"
"""Folder of the index in a site."""

_NOTHING = Compiled("")

Known = TypeVar("Known", SearchDocument, TermCard)


@dataclass(frozen=True, slots=True)
class _State:
    """What a build that linked all notes leaves for the next ones."""

    identity: bytes = b""
    """Of the ground that the notes were linked on; empty where they were a revision of some."""
    cuts: Cuts = field(default_factory=Cuts)
    memory: Memory = field(default_factory=Memory)
    columns: Columns | None = None
    words: Words | None = None
    ids: tuple[EntryId, ...] = ()
    """Entries in the order of the index."""


class Words(NamedTuple):
    """What the index says beside what the entries say."""

    cards: Sequence[TermCard]
    groups: Sequence[tuple[str, ...]]
    """Equivalent names."""
    topics: Mapping[str, tuple[str, ...]]
    """Names of topics by their ids."""


def update_index(receive: Callable[[], Delta], outputs: Outputs, caches: Caches) -> tuple[Problem, ...] | None:
    """Write the index of the notes that were linked last with the `Delta` that is received, as `write_index` would; None
    where that is not to be had. The cache stays as it is, but for what is worked out of new words.

    All that does not need the delta is done before it is asked for.
    """
    state = _load(caches.index)
    words, columns = state.words, state.columns
    if words is None or columns is None or not state.identity:
        return None
    segmenter = index_segmenter(words.cards, words.groups).sparing()
    warm_up(segmenter)
    caches.tokens.get(b"")
    memory = state.memory | (Shelf(caches.words).load(code_key()) or Memory())
    identity, documents, gone = receive()
    if identity != state.identity:
        return None
    first = len(words.cards)
    cards = [row.key for row in columns.rows[:first]]
    rows = zip(state.ids, columns.rows[first:], strict=True)
    listed = [_Place(entry, row.date, row.key) for entry, row in rows if entry not in documents and entry not in gone]
    fresh: dict[bytes, bytes] = {}
    for entry, (own, document) in documents.items():
        made, key = cut_anew(Item(own, partial(_same, document)), segmenter)
        fresh[key] = made
        listed.append(_Place(entry, document.date, key))
    listed = in_order(listed)
    keys = [*cards, *(place.key for place in listed)]
    changed = {at: documents[place.id][1] for at, place in enumerate(listed, first) if place.id in documents}

    def find(key: bytes) -> TokenisedDocument | None:
        blob = fresh.get(key) or caches.tokens.get(key)
        return None if blob is None else unpack(blob)

    def fetch(key: bytes) -> TokenisedDocument:
        document = find(key)
        if document is None:
            raise _LostError
        return document

    merged = revised(columns, keys, find)
    if merged is None:
        return None
    try:
        index = assemble(merged, fetch, words.cards, words.groups, memory, words.topics)
        _write(outputs, index)
    except _LostError:
        return None
    if not index.memory <= memory:
        Shelf(caches.words).save(code_key(), index.memory - state.memory)
    return _tested(outputs, changed)


class _Place(NamedTuple):
    """Where an entry stands in the order of the index, and the key of its cut."""

    id: EntryId
    date: str
    key: bytes


class _LostError(Exception):
    """The cache has lost a document."""


def write_index(
    library: Library,
    glossary: bool,
    outputs: Outputs,
    caches: Caches,
    workers: int | None = None,
    identity: bytes = b"",
) -> tuple[Problem, ...]:
    """Write the index into `outputs`; what its self-test has to say. `identity` is that of the ground of the
    notes, where they were linked on one.
    """
    entries = in_order(library.entries)
    cards = cards_in_order(_card(term) for term in library.terms) if glossary else []
    topics = {str(topic.id): (topic.name_zh, topic.name_en) for topic in library.taxonomy}
    words = Words(cards, equivalents(library, glossary), topics)
    old = _load(caches.index)
    names = term_names(library)
    documents = [Document(entry, library.compiled.get(entry.id, _NOTHING), names) for entry in entries]
    items = [Item(digest(repr(card).encode("utf-8", "surrogatepass")), partial(_same, card)) for card in cards]
    items += [Item(document.key(), document.make) for document in documents]
    made = tokens(items, index_segmenter(cards, words.groups), old.cuts, caches.tokens, workers)
    merged = revised(old.columns, made.keys, made.find) if old.columns else None
    is_new = merged is None
    if merged is None:
        merged = columns(made.keys, made.fetch)
    index = assemble(merged, made.fetch, cards, words.groups, old.memory, topics)
    _write(outputs, index)
    made.save()
    state = _State(identity, made.cuts, index.memory, merged, words, tuple(entry.id for entry in entries))
    Shelf(caches.index).save(code_key(), state)
    own = dict(enumerate(made.keys[len(cards) :]))
    fresh = [at for at, key in own.items() if is_new or key in made.fresh]
    return _tested(outputs, {len(cards) + at: documents[at].make() for at in _sample(fresh, entries)})


def _sample(places: Sequence[int], entries: Sequence[Entry]) -> list[int]:
    return [places[at] for at in chosen([entries[place].id for place in places])]


def _load(path: Path | None) -> _State:
    return Shelf(path).load(code_key()) or _State()


def _write(outputs: Outputs, index: Assembled) -> None:
    for shard in index.shards:
        outputs.add(f"{FOLDER}/{shard.path}", digest(code_key(), shard.key), shard.make)


def _tested(outputs: Outputs, documents: Mapping[int, SearchDocument]) -> tuple[Problem, ...]:
    """What the self-test says of documents, by their numbers in the index as it was written."""
    written = open_files(lambda path: outputs.read(f"{FOLDER}/{path}"), FOLDER)
    return tuple(self_test(written, documents))


def _same(known: Known) -> Known:
    return known


def _card(term: Term) -> TermCard:
    definition = "\n".join(plain(definition.text) for definition in term.definitions)
    return TermCard(term.name, term.aliases, definition, term_url(term.slug))
