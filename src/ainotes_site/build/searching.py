"""The search index of a library: every document cut into units in parallel, or from the cache, then merged."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping

from ainotes_site.build.code import code_key
from ainotes_site.build.library import Caches
from ainotes_site.build.outputs import Outputs
from ainotes_site.build.scan import digest
from ainotes_site.build.workers import map_all
from ainotes_site.link.equivalents import equivalents
from ainotes_site.link.library import Library
from ainotes_site.markup import plain
from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, Problem, Term, TermSlug
from ainotes_site.search.document import SearchDocument, TermCard
from ainotes_site.search.index import Memory, assemble, index_segmenter
from ainotes_site.search.segment import Segmenter
from ainotes_site.search.selftest import self_test
from ainotes_site.search.tokenise import TokenisedDocument, tokenise
from ainotes_site.urls import entry_url, term_url

FOLDER = "search"
"""Folder of the index in a site."""

_MEMORY = digest(b"memory of the assembled index")
_NOTHING = Compiled("")


def write_index(
    library: Library, glossary: bool, outputs: Outputs, caches: Caches, workers: int | None = None
) -> tuple[Problem, ...]:
    """Write the index into `outputs`; what its self-test has to say."""
    documents = list(_documents(library))
    cards = [_card(term) for term in library.terms] if glossary else []
    groups = equivalents(library, glossary)
    segmenter = index_segmenter(cards, groups)
    words = digest(*(word.encode() for word in segmenter.extra_words))
    keys = [digest(code_key(), words, repr(document).encode("utf-8", "surrogatepass")) for document in documents]
    store = caches.tokens
    blobs = [store.get(key) for key in keys]
    missing = [at for at, blob in enumerate(blobs) if blob is None]
    made = map_all(_tokenise, segmenter, [documents[at] for at in missing], workers)
    for at, blob in zip(missing, made, strict=True):
        blobs[at] = blob
    tokenised: list[TokenisedDocument] = [pickle.loads(blob) for blob in blobs if blob is not None]
    memory_key = digest(code_key(), _MEMORY)
    kept = store.get(memory_key)
    memory: Memory = pickle.loads(kept) if kept is not None else Memory()
    names = {str(topic.id): (topic.name_zh, topic.name_en) for topic in library.taxonomy}
    index = assemble(tokenised, cards, groups, memory, names)
    fresh = {keys[at]: blob for at, blob in zip(missing, made, strict=True)}
    if index.memory != memory:
        fresh[memory_key] = pickle.dumps(index.memory, 5)
    store.save([*keys, memory_key], fresh)
    for path, content in index.files.items():
        outputs.add_bytes(f"{FOLDER}/{path}", content)
    return tuple(self_test(index.files, documents))


def _tokenise(segmenter: Segmenter, document: SearchDocument) -> bytes:
    return pickle.dumps(tokenise(document, segmenter.cut), 5)


def _documents(library: Library) -> Iterator[SearchDocument]:
    names = {term.slug: term.name for term in library.terms}
    for entry in library.entries:
        yield _document(entry, library.compiled.get(entry.id, _NOTHING), names)


def _document(entry: Entry, compiled: Compiled, names: Mapping[TermSlug, str]) -> SearchDocument:
    authors = dict.fromkeys(word for person in entry.authors for word in (person.name, person.handle) if word)
    return SearchDocument(
        id=entry.id,
        url=entry_url(entry.id),
        title=entry.title,
        kind=str(entry.kind),
        date=entry.date or "",
        topics=tuple(entry.topics),
        tags=entry.tags,
        authors=tuple(authors),
        terms=tuple(dict.fromkeys(names[mention.term] for mention in compiled.mentions if mention.term in names)),
        sections=compiled.sections,
    )


def _card(term: Term) -> TermCard:
    definition = "\n".join(plain(definition.text) for definition in term.definitions)
    return TermCard(term.name, term.aliases, definition, term_url(term.slug))
