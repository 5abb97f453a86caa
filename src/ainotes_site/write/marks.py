"""What each page depends on, as a digest that costs a fraction of the page.

A page whose mark is as it was shows what it showed, so a build need not draft it. A mark may change without need: it
covers whole cards, terms and records where a page shows parts of them. It must never stay when the page changes. The
few pages that show a little of everything have no mark: they are drafted, which is cheap, and told by their fingerprint.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple
from zlib import crc32

from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, EntryId, Person, TermSlug, TopicId
from ainotes_site.urls import source_url
from ainotes_site.write.page import PageKey, PageKind
from ainotes_site.write.site import Site
from ainotes_site.write.timeline import by_year, has_year_pages

_EMPTY = Compiled("")
PARTS = (
    "frame",
    "site",
    "self",
    "place",
    "topics",
    "terms",
    "backlinks",
    "related",
    "neighbours",
    "duplicates",
    "entries",
    "people",
)
"""What a mark may consist of, by names that can be shown. The frame is not known here: whoever fills pages adds it."""


class Mark(NamedTuple):
    """What a page depends on."""

    digest: bytes
    parts: Mapping[str, int]
    """A check of each part, 16 bits, to tell which of them has changed."""


class Shown(NamedTuple):
    """Digests of what a site shows of each entry."""

    cards: Mapping[EntryId, bytes] = {}
    """In lists."""
    bodies: Mapping[EntryId, bytes] = {}
    """In full, wherever it stands."""


class Marks:
    """The marks of one site's pages."""

    def __init__(self, site: Site, known: Shown | None = None, changed: Iterable[EntryId] = ()) -> None:
        """`known` is what is shown of a site of which this one is a revision: some entries were edited, came or went."""
        self._site = site
        self._library = site.library
        self._known = known
        self._changed = changed

    def of(self, key: PageKey) -> Mark | None:
        """The mark of a page; None for a kind that has none."""
        make = _MAKERS.get(key.kind)
        if make is None:
            return None
        told = {name: _plainly(part) for name, part in make(self, key.name).items()}
        told["site"] = self.everywhere
        checks = {name: crc32(part) & 0xFFFF for name, part in told.items()}
        return Mark(
            _told(str(key.kind), key.name, list(told), list(map(len, told.values())), b"".join(told.values())), checks
        )

    def prepare(self) -> None:
        """Work out what all pages share, once instead of in every process."""
        self.everywhere, self.shown, self._glossary  # noqa: B018

    @cached_property
    def everywhere(self) -> bytes:
        """What any page may show."""
        return _told(repr(self._site.settings), repr(self._library.taxonomy), repr(sorted(self._site.pictures.items())))

    @property
    def shown(self) -> Shown:
        """All of `cards` and `bodies`."""
        return Shown(self.cards, self._bodies)

    @cached_property
    def cards(self) -> Mapping[EntryId, bytes]:
        """What lists show of each entry."""
        if self._known is not None:
            return self._revised(self._known.cards, self._card)
        return {entry.id: self._card(entry) for entry in self._library.entries}

    def _revised(self, known: Mapping[EntryId, bytes], told: Callable[[Entry], bytes]) -> Mapping[EntryId, bytes]:
        """What is `told` of entries: anew of those that changed, nothing of those that are gone."""
        entry = self._library.entry
        revised = dict(known)  # most lists ask for many: an overlay would take longer than the copy
        for changed in self._changed:
            if changed in entry:
                revised[changed] = told(entry[changed])
            else:
                revised.pop(changed, None)
        return revised

    def _card(self, entry: Entry) -> bytes:
        compiled = self._library.compiled.get(entry.id, _EMPTY)
        return _told(
            entry.id, entry.title, entry.kind.value, entry.date, entry.date_inferred, entry.lang, entry.topics,
            entry.description or compiled.excerpt, self._authors(entry.authors),
        )  # fmt: skip

    def _authors(self, authors: Iterable[Person]) -> tuple[object, ...]:
        """Their names as an entry gives them, and their pages."""
        slugs = self._library.author_slug
        return tuple((person.name, person.handle, slugs.get(person)) for person in authors)

    @cached_property
    def _bodies(self) -> Mapping[EntryId, bytes]:
        if self._known is not None:
            return self._revised(self._known.bodies, self._body)
        return {entry.id: self._body(entry) for entry in self._library.entries}

    def _body(self, entry: Entry) -> bytes:
        compiled = self._library.compiled.get(entry.id, _EMPTY)
        links = [part for link in entry.links for part in (link.url, link.text)]
        return self.cards[entry.id] + compiled.mark + _read(entry.body, *links)

    @cached_property
    def _terms(self) -> Mapping[TermSlug, bytes]:
        return {term.slug: _told(repr(term)) for term in self._library.terms}

    @cached_property
    def _glossary(self) -> bytes:
        return _told(*self._terms.values())

    def _people(self, authors: Iterable[Person]) -> tuple[object, ...]:
        """What the site says of people beside what an entry says of its authors."""
        slugs, person = self._library.author_slug, self._site.person
        records = (person[slugs[author]] for author in authors if author in slugs)
        return tuple((record.person.name, record.person.handle, record.url) for record in records)

    def _sources(self, paths: Iterable[str]) -> tuple[object, ...]:
        records = (self._site.source.get(path) for path in paths)
        return tuple(r and (r.slug, r.title, r.path, self._site.source_page(r) == source_url(r.slug)) for r in records)

    def _entry(self, name: str) -> Mapping[str, object]:
        library, cards = self._library, self.cards
        entry = library.entry[EntryId(name)]
        related = library.related.get(entry.id, ())
        quotes = library.backlinks.get(entry.id, ())
        before, after = self._site.neighbours.get(entry.id, (None, None))
        return {
            "self": (self._bodies[entry.id], entry.updated, entry.tags, self._people(entry.authors)),
            "place": (
                self._sources([entry.span.path]),
                (entry.span.path, entry.span.start_line, entry.span.end_line),
            ),
            "topics": [
                (score.topic, [(reason.word, reason.field, reason.count) for reason in score.evidence])
                for score in library.topic_scores.get(entry.id, ())
            ],
            "terms": b"".join(self._terms.get(term, b"") for term in self._site.entry_terms(entry.id)),
            "backlinks": (b"".join(cards[quote.entry] for quote in quotes), [quote.sentence for quote in quotes]),
            "related": (
                b"".join(cards[other.entry] for other in related),
                [(other.tags, other.topics) for other in related],
                b"".join(self._terms.get(term, b"") for other in related for term in other.terms),
            ),
            "duplicates": b"".join(cards[other] for other in library.duplicates.get(entry.id, ())),
            "neighbours": (before and cards[before], after and cards[after]),
        }

    def _term(self, name: str) -> Mapping[str, object]:
        library = self._library
        term = library.term[TermSlug(name)]
        quotes = library.mentions.get(term.slug, ())
        return {
            "self": self._terms[term.slug],
            "place": self._sources(definition.span.path for definition in term.definitions),
            "entries": (b"".join(self.cards[quote.entry] for quote in quotes), _read(*(q.sentence for q in quotes))),
            "terms": [(self._terms.get(other), total) for other, total in library.related_terms.get(term.slug, ())],
        }

    def _topic(self, name: str) -> Mapping[str, object]:
        library, site = self._library, self._site
        entries = library.by_topic.get(TopicId(name), ())
        children = site.children.get(TopicId(name), ())
        return {
            "terms": (self._glossary, sorted(library.topic_terms.get(TopicId(name), {}).items())),
            "entries": b"".join(self.cards[entry.id] for entry in entries),
            "people": [self._people(entry.authors) for entry in entries],
            "topics": [len(library.by_topic.get(child.id, ())) for child in children],
        }

    def _read(self, name: str) -> Mapping[str, object]:
        parts = self._site.readings[TopicId(name)]
        if len(parts) > 1:
            return {"self": [_period(part) for part in parts]}
        return {"entries": b"".join(self._bodies[entry.id] for entry in parts[0])}

    def _part(self, name: str) -> Mapping[str, object]:
        topic, _, number = name.rpartition(".")
        parts = self._site.readings[TopicId(topic)]
        at = int(number) - 1
        return {
            "self": [_period(part)[:2] for part in parts[max(0, at - 1) : at + 2]],
            "entries": b"".join(self._bodies[entry.id] for entry in parts[at]),
        }

    def _year(self, name: str) -> Mapping[str, object]:
        years = by_year(self._site)
        return {
            "self": list(years),
            "entries": b"".join(self.cards[entry.id] for entry in years[name]),
        }

    def _timeline(self, _: str) -> Mapping[str, object]:
        years = by_year(self._site)
        undated = [entry for entry in self._library.entries if not entry.date]
        listed = list(years.values())[:1] if has_year_pages(self._site) else years.values()
        return {
            "self": [(year, len(entries)) for year, entries in years.items()],
            "entries": b"".join(self.cards[entry.id] for entries in (*listed, undated) for entry in entries),
        }

    def _graph(self, _: str) -> Mapping[str, object]:
        library = self._library
        return {
            "topics": [
                (topic, len(entries), sorted(library.topic_terms.get(topic, {}).items()))
                for topic, entries in sorted(library.by_topic.items())
            ],
            "entries": sorted(Counter(entry.topics for entry in library.entries).items()),
            "terms": (
                self._glossary,
                sorted(library.mention_totals.items()),
                [(term.slug, library.related_terms.get(term.slug, ())) for term in library.terms],
            ),
        }

    def _person(self, name: str) -> Mapping[str, object]:
        record = self._site.person[name]
        return {
            "self": (record.slug, record.person.name, record.person.handle, record.names, record.url),
            "entries": b"".join(self.cards[entry] for entry in record.entries),
        }

    def _source(self, name: str) -> Mapping[str, object]:
        library, record = self._library, self._site.source_by_slug[name]
        entries = [library.entry[entry] for entry in record.entries]
        return {
            "self": (record.path, record.title, record.format, record.encoding, record.lines, repr(record.skipped)),
            "entries": [(self._bodies[entry.id], entry.span.start_line, entry.span.end_line) for entry in entries],
            "terms": [self._terms[term] for term in record.terms],
        }


_MAKERS: Mapping[PageKind, Callable[[Marks, str], Mapping[str, object]]] = {
    PageKind.GRAPH: Marks._graph,
    PageKind.TIMELINE: Marks._timeline,
    PageKind.YEAR: Marks._year,
    PageKind.TOPIC: Marks._topic,
    PageKind.READ: Marks._read,
    PageKind.PART: Marks._part,
    PageKind.TERM: Marks._term,
    PageKind.PERSON: Marks._person,
    PageKind.SOURCE: Marks._source,
    PageKind.ENTRY: Marks._entry,
}


def _period(entries: Sequence[Entry]) -> tuple[str | None, str | None, int]:
    """When the first and the last one are from, and how many there are."""
    return entries[0].date, entries[-1].date, len(entries)


def _told(*values: object) -> bytes:
    """A digest of plain values: strings, numbers, digests, and tuples or lists of them."""
    return blake2b(_plainly(values), digest_size=16).digest()


def _plainly(value: Any) -> bytes:
    """Plain values as bytes. In this version of the format equal values give equal bytes."""
    return marshal.dumps(value, 2)


def _read(*texts: str) -> bytes:
    """The same of long texts, of which a `repr` would take its time."""
    told = f"{[len(text) for text in texts]}{''.join(texts)}"
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()
