"""Entries as search sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ainotes_site.markup.result import Section
from ainotes_site.model import Entry, EntryId, TermSlug
from ainotes_site.pipeline.stages.scan import digest
from ainotes_site.search.index.document import PersonCard, SearchDocument
from ainotes_site.urls import entry_url, person_url

if TYPE_CHECKING:
    from ainotes_site.link.library import Library
    from ainotes_site.markup.result import Compiled


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as search sees it, made when it has to be cut."""

    entry: Entry
    compiled: Compiled
    names: Mapping[TermSlug, str]
    """Names of the terms."""

    @property
    def id(self) -> str:
        """Of the entry."""
        return self.entry.id

    @property
    def date(self) -> str | None:
        """Of the entry."""
        return self.entry.date

    def key(self) -> bytes:
        """Digest of all that the document is made from."""
        entry = self.entry
        authors = [(person.name, person.handle) for person in entry.authors]
        content = (
            entry.id,
            entry.title,
            entry.kind.value,
            entry.date,
            entry.topics,
            entry.tags,
            authors,
            self._terms(),
            entry.section,
        )
        return digest(repr(content).encode("utf-8", "surrogatepass"), self.compiled.body.digest)

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
            sections=(*self.compiled.sections, *self._headings()),
        )

    def _headings(self) -> tuple[Section, ...]:
        """The headings of the source above the entry, by which it may be found too."""
        section = self.entry.section
        return (Section("", "", " / ".join(section)),) if section else ()

    def _terms(self) -> tuple[str, ...]:
        names = self.names
        return tuple(dict.fromkeys(names[m.term] for m in self.compiled.mentions if m.term in names))


@dataclass(frozen=True, slots=True)
class PageDocument:
    """A hand-written page as search sees it."""

    page: SearchDocument

    @property
    def id(self) -> str:
        """Path of its source, which no entry is called."""
        return self.page.id

    @property
    def date(self) -> str:
        """Of the page."""
        return self.page.date

    def key(self) -> bytes:
        """Digest of all that the document is made from."""
        return digest(b"page", repr(self.page).encode("utf-8", "surrogatepass"))

    def make(self) -> SearchDocument:
        """The document."""
        return self.page


def term_names(library: Library) -> dict[TermSlug, str]:
    return {term.slug: term.name for term in library.terms}


class Delta(NamedTuple):
    """How entries differ from those of the last full linking."""

    identity: bytes
    """Of the state of the build that the difference applies to."""
    documents: Mapping[EntryId, tuple[bytes, SearchDocument]]
    """The document of each entry that was edited or is new, with a digest of it."""
    gone: frozenset[EntryId]
    persons: tuple[PersonCard, ...]
    """See `person_cards`."""


def person_cards(library: Library) -> tuple[PersonCard, ...]:
    """Everybody who wrote an entry, or is quoted in one, and others of whom notes speak, under all names that are known."""
    from ainotes_site.link.equivalents import people_names

    known = people_names(library.person_names)
    groups = {name.casefold(): names for names in known for name in names}
    cards = []
    writing: set[str] = set()
    for record in library.people:
        person = record.person
        written = dict.fromkeys(name for name in (person.name, *record.names, person.handle) if name)
        others = [name for each in written for name in groups.get(each.casefold(), ())]
        names = list({name.casefold(): name for name in reversed((*written, *others))}.values())[::-1]
        cards.append(PersonCard(names[0], tuple(names[1:]), person_url(record.slug)))
        writing.update(map(str.casefold, names))
    quiet = (names for names in known if writing.isdisjoint(map(str.casefold, names)))
    return (*cards, *(PersonCard(names[0], names[1:], "") for names in quiet))


def delta(library: Library, identity: bytes, changed: Iterable[EntryId]) -> Delta:
    """The difference made by the entries that were edited, came or went."""
    names, known = term_names(library), library.entry
    changed_ids = frozenset(changed)
    documents = [Document(known[entry], library.compiled[entry], names) for entry in changed_ids if entry in known]
    found = {document.entry.id: (document.key(), document.make()) for document in documents}
    return Delta(identity, found, changed_ids.difference(known), person_cards(library))
