"""The search index of a library: every document cut into units, or taken from the cache, then merged into shards.

After an edit, see `index_update`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ainotes_site.link.equivalents import equivalents
from ainotes_site.link.library import Library
from ainotes_site.markup.plain_text import plain
from ainotes_site.markup.result import EMPTY
from ainotes_site.model import EntryId, Problem, Term
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.index_state import IndexState, Words, load_state, same, tested, write_files
from ainotes_site.pipeline.cache.record_store import Single
from ainotes_site.pipeline.publish.outputs import Outputs
from ainotes_site.pipeline.stages.index.document_tokens import PendingDocument, tokens
from ainotes_site.pipeline.stages.index.search_documents import Document, PageDocument, person_cards, term_names
from ainotes_site.pipeline.stages.scan import digest
from ainotes_site.search.index.assemble import assemble, cards_in_order, in_order, index_segmenter
from ainotes_site.search.index.columns import columns, revised
from ainotes_site.search.index.document import SearchDocument, TermCard
from ainotes_site.search.index.selftest import chosen
from ainotes_site.search.text.word_cache import Memory
from ainotes_site.urls import term_url


def write_index(
    library: Library,
    glossary: bool,
    outputs: Outputs,
    caches: Caches,
    workers: int | None = None,
    identity: bytes = b"",
    pages: Sequence[SearchDocument] = (),
) -> tuple[Problem, ...]:
    """Write the index into `outputs`, and return the problems that its self-test found. `identity` is that of the state
    of the build, which an incremental build compares with its snapshot; empty where there is none. `pages` are
    hand-written ones.
    """
    cards = cards_in_order(_card(term) for term in library.terms) if glossary else []
    topics = {str(topic.id): (topic.name_zh, topic.name_en) for topic in library.taxonomy}
    words = Words(cards, equivalents(library, glossary), topics)
    old = load_state(caches.index)
    names = term_names(library)
    entries = [Document(entry, library.compiled.get(entry.id, EMPTY), names) for entry in library.entries]
    documents: list[Document | PageDocument] = in_order([*entries, *map(PageDocument, pages)])
    segmenter = index_segmenter(cards, words.groups)
    made = tokens([*_items(cards, documents)], segmenter, old.cuts, caches.tokens, workers)
    merged = revised(old.columns, made.keys, made.find) if old.columns else None
    is_new = merged is None
    if merged is None:
        merged = columns(made.keys, made.fetch)
    index = assemble(merged, made.fetch, cards, words.groups, old.memory, topics, person_cards(library))
    write_files(outputs, index)
    made.save()
    state = IndexState(
        identity, made.cuts, index.memory, merged, words, tuple(EntryId(document.id) for document in documents)
    )
    Single(IndexState, caches.index).save(code_key(), state)
    Single(Memory, caches.words).save(code_key(), Memory())
    fresh = [at for at, key in enumerate(made.keys[len(cards) :]) if is_new or key in made.fresh]
    return tested(outputs, {len(cards) + at: documents[at].make() for at in _sample(fresh, documents)})


def _items(cards: Sequence[TermCard], documents: Sequence[Document | PageDocument]) -> Iterator[PendingDocument]:
    """What is to be tokenised: the terms, then the entries and pages."""
    for card in cards:
        yield PendingDocument(digest(repr(card).encode("utf-8", "surrogatepass")), partial(same, card))
    for document in documents:
        yield PendingDocument(document.key(), document.make)


def _sample(places: Sequence[int], documents: Sequence[Document | PageDocument]) -> list[int]:
    return [places[at] for at in chosen([documents[place].id for place in places])]


def _card(term: Term) -> TermCard:
    definition = "\n".join(plain(definition.text) for definition in term.definitions)
    return TermCard(term.name, term.aliases, definition, term_url(term.slug))
