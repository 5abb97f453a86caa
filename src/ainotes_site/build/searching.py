"""The search index of a library: every document cut into units, or taken from the cache, then merged into shards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from ainotes_site.build.code import code_key
from ainotes_site.build.library import Caches
from ainotes_site.build.outputs import Outputs
from ainotes_site.build.packing import pack, unpack
from ainotes_site.build.scan import digest
from ainotes_site.build.store import Store
from ainotes_site.build.tokens import Cuts, Item, tokens
from ainotes_site.link.equivalents import equivalents
from ainotes_site.link.library import Library
from ainotes_site.markup import plain
from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, Problem, Term, TermSlug
from ainotes_site.search.columns import Columns, columns, revised
from ainotes_site.search.document import SearchDocument, TermCard
from ainotes_site.search.index import Memory, assemble, cards_in_order, in_order, index_segmenter
from ainotes_site.search.query import open_files
from ainotes_site.search.selftest import chosen, self_test
from ainotes_site.urls import entry_url, term_url

FOLDER = "search"
"""Folder of the index in a site."""

_NOTHING = Compiled("")


@dataclass(frozen=True, slots=True)
class _State:
    """What a build leaves for the next one. It saves time only."""

    cuts: Cuts = field(default_factory=Cuts)
    columns: Columns | None = None
    memory: Memory = field(default_factory=Memory)


def write_index(
    library: Library, glossary: bool, outputs: Outputs, caches: Caches, workers: int | None = None
) -> tuple[Problem, ...]:
    """Write the index into `outputs`; what its self-test has to say."""
    entries = in_order(library.entries)
    cards = cards_in_order(_card(term) for term in library.terms) if glossary else []
    groups = equivalents(library, glossary)
    old = _load(caches.index)
    slugs = {term.slug: term.name for term in library.terms}
    documents = [_Document(entry, library.compiled.get(entry.id, _NOTHING), slugs) for entry in entries]
    items = [Item(digest(repr(card).encode("utf-8", "surrogatepass")), partial(_same, card)) for card in cards]
    items += [Item(document.key(), document.make) for document in documents]
    made = tokens(items, index_segmenter(cards, groups), old.cuts, caches.tokens, workers)
    merged = revised(old.columns, made.keys, made.find) if old.columns else None
    is_new = merged is None
    if merged is None:
        merged = columns(made.keys, made.fetch)
    names = {str(topic.id): (topic.name_zh, topic.name_en) for topic in library.taxonomy}
    index = assemble(merged, made.fetch, cards, groups, old.memory, names)
    for shard in index.shards:
        outputs.add(f"{FOLDER}/{shard.path}", digest(code_key(), shard.key), shard.make)
    made.save()
    _save(caches.index, _State(made.cuts, merged, index.memory))
    own = dict(enumerate(made.keys[len(cards) :]))
    fresh = [at for at, key in own.items() if is_new or key in made.fresh]
    asked = [fresh[at] for at in chosen([entries[at].id for at in fresh])]
    written = open_files(lambda path: outputs.read(f"{FOLDER}/{path}"), FOLDER)
    return tuple(self_test(written, {len(cards) + at: documents[at].make() for at in asked}))


def _load(store: Store) -> _State:
    blob = store.get(code_key())
    return _State() if blob is None else unpack(blob)


def _save(store: Store, state: _State) -> None:
    store.save([code_key()], {code_key(): pack(state)})


@dataclass(frozen=True, slots=True)
class _Document:
    """An entry as search sees it, made when it has to be cut."""

    entry: Entry
    compiled: Compiled
    names: Mapping[TermSlug, str]
    """Names of the terms."""

    def key(self) -> bytes:
        """Digest of all that the document is made from."""
        entry = self.entry
        authors = [(person.name, person.handle) for person in entry.authors]
        told = (entry.id, entry.title, entry.kind.value, entry.date, entry.topics, entry.tags, authors, self._terms())
        return digest(repr(told).encode("utf-8", "surrogatepass"), self.compiled.mark)

    def make(self) -> SearchDocument:
        """The document."""
        entry = self.entry
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
            terms=self._terms(),
            sections=self.compiled.sections,
        )

    def _terms(self) -> tuple[str, ...]:
        names = self.names
        return tuple(dict.fromkeys(names[m.term] for m in self.compiled.mentions if m.term in names))


def _same(card: TermCard) -> TermCard:
    return card


def _card(term: Term) -> TermCard:
    definition = "\n".join(plain(definition.text) for definition in term.definitions)
    return TermCard(term.name, term.aliases, definition, term_url(term.slug))
