"""The search index after an edit: that of the last build that linked all notes, with the edited documents replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from ainotes_site.model import EntryId, Problem
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.index_state import IndexState, Words, load_state, same, tested, write_files
from ainotes_site.pipeline.cache.record_store import Single
from ainotes_site.pipeline.cache.serialise import unpack
from ainotes_site.pipeline.publish.outputs import Outputs
from ainotes_site.pipeline.stages.index.document_tokens import PendingDocument, cut_anew
from ainotes_site.pipeline.stages.index.search_documents import Delta
from ainotes_site.search.index.assemble import assemble, in_order, index_segmenter, warm_up
from ainotes_site.search.index.columns import Columns, revised
from ainotes_site.search.index.tokenise import TokenisedDocument
from ainotes_site.search.text.segment import Segmenter
from ainotes_site.search.text.word_cache import Memory

_MOST_TEXTS, _LONGEST = 10, 100_000
"""Edited sources whose words are segmented in advance, and bytes of each."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that does not depend on what was edited."""

    state: IndexState
    words: Words
    columns: Columns
    segmenter: Segmenter
    cached: Memory
    """Words in the word cache."""
    memory: Memory
    """These, and the words that were segmented in advance."""


def prepare(caches: Caches, texts: Sequence[bytes]) -> Prepared | None:
    """The start of an update; None where there is no index to update. `texts` are sources that may have been edited."""
    state = load_state(caches.index)
    if state.words is None or state.columns is None or not state.identity:
        return None
    segmenter = index_segmenter(state.words.cards, state.words.groups).with_partial_dictionary()
    warm_up(segmenter)
    caches.tokens.get(b"")
    cached = state.memory | (Single(Memory, caches.words).load(code_key()) or Memory())
    decoded = [text[:_LONGEST].decode("utf-8", "replace") for text in texts[:_MOST_TEXTS]]
    memory = cached.after(decoded, segmenter.cut, state.columns.phrases.keys())
    return Prepared(state, state.words, state.columns, segmenter, cached, memory)


def update_index(known: Prepared, delta: Delta, outputs: Outputs, caches: Caches) -> tuple[Problem, ...] | None:
    """Write the index with `delta` applied, equal to what `write_index` would write; None where that is impossible. Of the
    cache only the word cache changes.
    """
    state, words, columns = known.state, known.words, known.columns
    if delta.identity != state.identity:
        return None
    first = len(words.cards)
    listed, fresh = _listed(known, delta)
    keys = [*(row.key for row in columns.rows[:first]), *(place.key for place in listed)]
    documents = delta.documents
    changed = {at: documents[place.id][1] for at, place in enumerate(listed, first) if place.id in documents}

    def find(key: bytes) -> TokenisedDocument | None:
        blob = fresh.get(key)
        return caches.tokens.load(TokenisedDocument, key) if blob is None else unpack(TokenisedDocument, blob)

    def fetch(key: bytes) -> TokenisedDocument:
        document = find(key)
        if document is None:
            raise _LostError
        return document

    merged = revised(columns, keys, find)
    if merged is None:
        return None
    try:
        index = assemble(merged, fetch, words.cards, words.groups, known.memory, words.topics, delta.persons)
        write_files(outputs, index)
    except _LostError:
        return None
    memory = known.memory | index.memory
    if not memory <= known.cached:
        Single(Memory, caches.words).save(code_key(), memory - state.memory)
    return tested(outputs, changed)


def _listed(known: Prepared, delta: Delta) -> tuple[list[_Place], dict[bytes, bytes]]:
    """All entries in the order of the index, and the tokens of the edited ones by their keys."""
    documents, gone = delta.documents, delta.gone
    fresh: dict[bytes, bytes] = {}
    rows = zip(known.state.ids, known.columns.rows[len(known.words.cards) :], strict=True)
    listed = [_Place(entry, row.date, row.key) for entry, row in rows if entry not in documents and entry not in gone]
    for entry, (content, document) in documents.items():
        made, key = cut_anew(PendingDocument(content, partial(same, document)), known.segmenter)
        fresh[key] = made
        listed.append(_Place(entry, document.date, key))
    return in_order(listed), fresh


class _Place(NamedTuple):
    """What decides where an entry is in the order of the index, and the key of its tokens."""

    id: EntryId
    date: str
    key: bytes


class _LostError(Exception):
    """The cache has lost a document."""
