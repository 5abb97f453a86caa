"""Page fingerprints: a digest of everything that a page depends on, at a fraction of the cost of the page.

A page with an unchanged fingerprint is unchanged, so a build need not draft it. A fingerprint may change without need: it
covers whole cards, terms and records where a page shows parts of them. It must always change when the page does. The few
pages that show a little of everything have no fingerprint: they are drafted, which is cheap, and what they show is
compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple
from zlib import crc32

from ainotes_site.model import Entry, EntryId, Person, TermSlug, TopicId
from ainotes_site.render.fingerprints.digests import digest_of, digest_of_texts, serialised
from ainotes_site.render.fingerprints.entry_fingerprints import EntryFingerprints
from ainotes_site.render.page import PageKey, PageKind
from ainotes_site.render.pages.first_reads import first_reads
from ainotes_site.render.pages.timeline import has_year_pages
from ainotes_site.render.pagination import first_dated, first_part, part_of, sentences
from ainotes_site.render.queries import asks_for_texts
from ainotes_site.render.site import UNDATED

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
"""Names of the parts of a fingerprint, for `explain`. The frame is added by the stage that fills the page layout."""


class PageFingerprint(NamedTuple):
    """What a page depends on."""

    digest: bytes
    parts: Mapping[str, int]
    """A check of each part, 16 bits, to tell which of them has changed."""


class PageFingerprints(EntryFingerprints):
    """The fingerprints of the pages of one site."""

    def of(self, key: PageKey) -> PageFingerprint | None:
        """The fingerprint of a page; None for a kind that has none."""
        make = _MAKERS.get(key.kind)
        if make is None:
            return None
        parts = {name: serialised(part) for name, part in make(self, key.name).items()}
        parts["site"] = self.everywhere
        checks = {name: crc32(part) & 0xFFFF for name, part in parts.items()}
        return PageFingerprint(
            digest_of(str(key.kind), key.name, list(parts), list(map(len, parts.values())), b"".join(parts.values())),
            checks,
        )

    def prepare(self) -> None:
        """Work out what all pages share, once instead of in every process."""
        self.everywhere, self.bodies, self.glossary  # noqa: B018

    @cached_property
    def everywhere(self) -> bytes:
        """What any page may show."""
        return digest_of(
            repr(self._site.settings), repr(self._library.taxonomy), repr(sorted(self._site.pictures.items()))
        )

    @cached_property
    def _terms(self) -> Mapping[TermSlug, bytes]:
        return {term.slug: digest_of(repr(term)) for term in self._library.terms}

    @cached_property
    def glossary(self) -> bytes:
        """All terms."""
        return digest_of(*self._terms.values())

    def pages_of(self, authors: Iterable[Person]) -> tuple[object, ...]:
        """What the site says of people beside what an entry says of its authors."""
        slugs, person = self._library.author_slug, self._site.person
        records = (person[slugs[author]] for author in authors if author in slugs)
        return tuple((record.person.name, record.person.handle, record.url) for record in records)

    def _sources(self, paths: Iterable[str]) -> tuple[object, ...]:
        records = (self._site.source.get(path) for path in paths)
        return tuple(r and (r.slug, r.title, r.path, r.has_page) for r in records)

    def _entry(self, name: str) -> Mapping[str, object]:
        library, cards = self._library, self.cards
        entry = library.entry[EntryId(name)]
        quotes = library.backlinks.get(entry.id, ())
        beside = (*self._site.neighbours.get(entry.id, ()), *self._site.by_date(entry.id))
        return {
            "self": (self.bodies[entry.id], entry.updated, entry.tags, self.pages_of(entry.authors)),
            "place": (
                self._sources([entry.span.path]),
                self._site.part_of_source(entry.id),
                (entry.span.path, entry.span.start_line, entry.span.end_line)
                if self._site.has_lines(entry.id)
                else entry.span.path,
            ),
            "topics": [
                (score.topic, [(reason.word, reason.field, reason.count) for reason in score.evidence])
                for score in library.topic_scores.get(entry.id, ())
            ],
            "terms": b"".join(self._terms.get(term, b"") for term in self._site.entry_terms(entry.id)),
            "backlinks": (b"".join(cards[quote.entry] for quote in quotes), [quote.sentence for quote in quotes]),
            "related": self._related(entry.id),
            "duplicates": b"".join(cards[other] for other in library.duplicates.get(entry.id, ())),
            "neighbours": [other and cards[other] for other in beside],
            "entries": self._answers(entry),
        }

    def _answers(self, entry: Entry) -> bytes:
        """What the queries of an entry may show: all that is said of any entry where it has one, as that is seldom."""
        if entry.id not in self._library.queries:
            return b""
        return digest_of(
            *(self.cards[one.id] for one in self._library.entries),
            repr(
                [(one.tags, one.updated, one.aliases, one.span.path, one.properties) for one in self._library.entries]
            ),
            *(one.body for one in self._library.entries if asks_for_texts(entry)),
        )

    def _related(self, entry: EntryId) -> tuple[object, ...]:
        """The related entries, and what each has in common with this one."""
        related = self._library.related.get(entry, ())
        return (
            b"".join(self.cards[other.entry] for other in related),
            [(other.tags, other.topics) for other in related],
            b"".join(self._terms.get(term, b"") for other in related for term in other.terms),
        )

    def _listed(self, key: PageKey) -> tuple[object, ...]:
        """What a page lists, with the way to the parts where it is not all."""
        parts = self._site.listed(key)
        listed = first_part(self._site, key)
        said = sentences(self._site, key.name) if key.kind is PageKind.TERM else {}
        return (
            b"".join(self.cards[entry.id] for entry in listed),
            digest_of_texts(*(said.get(entry.id, "") for entry in listed)),
            [_period(part) for part in parts] if len(parts) > 1 else len(listed),
        )

    def _term(self, name: str) -> Mapping[str, object]:
        library = self._library
        term = library.term[TermSlug(name)]
        entries = [entry for part in self._site.listed(PageKey(PageKind.TERM, name)) for entry in part]
        first = first_dated(entries)
        return {
            "self": self._terms[term.slug],
            "place": self._sources(definition.span.path for definition in term.definitions),
            "entries": (self._listed(PageKey(PageKind.TERM, name)), first and self.cards[first.id]),
            "topics": [entry.topics for entry in entries],
            "terms": [(self._terms.get(other), total) for other, total in library.related_terms.get(term.slug, ())],
        }

    def _topic(self, name: str) -> Mapping[str, object]:
        library, site = self._library, self._site
        entries = library.by_topic.get(TopicId(name), ())
        children = site.children.get(TopicId(name), ())
        return {
            "terms": (self.glossary, sorted(library.topic_terms.get(TopicId(name), {}).items())),
            "entries": (self._listed(PageKey(PageKind.TOPIC, name)), [_counted(entry) for entry in entries]),
            "backlinks": [tuple(read) for read in first_reads(site, entries)],
            "people": [(self.authors(entry.authors), self.pages_of(entry.authors)) for entry in entries],
            "topics": [
                (len(library.by_topic.get(child.id, ())), child.id in site.populated_topics) for child in children
            ],
        }

    def _read(self, name: str) -> Mapping[str, object]:
        parts = self._site.reading(TopicId(name))
        if len(parts) > 1:
            return {"self": [_period(part) for part in parts]}
        return {"entries": b"".join(self.bodies[entry.id] for entry in parts[0])}

    def _part(self, name: str) -> Mapping[str, object]:
        topic, _, number = name.rpartition(".")
        parts = self._site.reading(TopicId(topic))
        at = int(number) - 1
        return {
            "self": [_period(part)[:2] for part in parts[max(0, at - 1) : at + 2]],
            "entries": b"".join(self.bodies[entry.id] for entry in parts[at]),
        }

    def _list(self, name: str) -> Mapping[str, object]:
        owner, number = part_of(name)
        site, parts = self._site, self._site.listed(owner)
        part = parts[number - 1]
        said = sentences(site, owner.name) if owner.kind is PageKind.TERM else {}
        record = site.person[owner.name].person if owner.kind is PageKind.PERSON else None
        return {
            "self": [_period(one)[:2] for one in parts[max(0, number - 2) : number + 1]],
            "entries": (
                b"".join(self.cards[entry.id] for entry in part),
                digest_of_texts(*(said.get(entry.id, "") for entry in part)),
            ),
            "terms": self._terms[TermSlug(owner.name)] if owner.kind is PageKind.TERM else b"",
            "people": record and (record.name, record.handle),
            "topics": site.tags[owner.name].name if owner.kind is PageKind.TAG else "",
        }

    def _year(self, name: str) -> Mapping[str, object]:
        return {
            "self": list(self._site.years),
            "entries": (
                self._listed(PageKey(PageKind.YEAR, name)),
                [entry.stated_date for entry in self._site.years[name]],
            ),
        }

    def _timeline(self, _: str) -> Mapping[str, object]:
        years = self._site.years
        listed = list(years)[:1] if has_year_pages(self._site) else list(years)
        return {
            "self": [(year, len(entries)) for year, entries in years.items()],
            "entries": (
                [self._listed(PageKey(PageKind.YEAR, year)) for year in (*listed, UNDATED)],
                [entry.stated_date for year in listed for entry in years[year]],
            ),
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
                self.glossary,
                sorted(library.mention_totals.items()),
                [(term.slug, library.related_terms.get(term.slug, ())) for term in library.terms],
            ),
        }

    def _person(self, name: str) -> Mapping[str, object]:
        record = self._site.person[name]
        entries = [self._library.entry[entry] for entry in record.entries]
        return {
            "self": (record.slug, record.person.name, record.person.handle, record.names, record.url),
            "entries": (self._listed(PageKey(PageKind.PERSON, name)), [_counted(entry) for entry in entries]),
            "backlinks": [tuple(read) for read in first_reads(self._site, entries)],
        }

    def _tag(self, name: str) -> Mapping[str, object]:
        tags = self._site.tags
        record = tags[name]
        return {
            "self": (record.name, [(tags[child].name, len(tags[child].entries)) for child in record.below]),
            "entries": (self._listed(PageKey(PageKind.TAG, name)), [_counted(entry) for entry in record.entries]),
            "backlinks": [tuple(read) for read in first_reads(self._site, record.entries)],
            "people": [(self.authors(entry.authors), self.pages_of(entry.authors)) for entry in record.entries],
            "related": [entry.tags for entry in record.entries],
        }

    def _source(self, name: str) -> Mapping[str, object]:
        library, record = self._library, self._site.source_by_slug[name]
        parts = self._site.parts_of_source(record)
        spans = [library.entry[entry].span for entry in record.entries]
        return {
            "self": (record.path, record.title, record.format, record.encoding, record.lines, repr(record.skipped)),
            "place": [(span.start_line, span.end_line) for span in spans],
            "duplicates": repr(self._site.problems.get(record.path, ())),
            "entries": [self.bodies[entry] for entry in record.entries] if len(parts) == 1 else list(map(len, parts)),
            "terms": [self._terms[term] for term in record.terms],
        }

    def _source_part(self, name: str) -> Mapping[str, object]:
        slug, _, number = name.rpartition(".")
        library, record = self._library, self._site.source_by_slug[slug]
        parts = self._site.parts_of_source(record)
        beside = parts[max(0, int(number) - 2) : int(number) + 1]
        part = parts[int(number) - 1]
        spans = [library.entry[entry].span for one in beside for entry in one.entries]
        return {
            "self": (record.path, record.title, record.format, repr(record.skipped)),
            "place": (len(parts), [(span.start_line, span.end_line) for span in spans]),
            "entries": [self.bodies[entry] for entry in part.entries],
            "terms": [self._terms[term] for one in beside for term in one.terms],
        }


_MAKERS: Mapping[PageKind, Callable[[PageFingerprints, str], Mapping[str, object]]] = {
    PageKind.GRAPH: PageFingerprints._graph,
    PageKind.TIMELINE: PageFingerprints._timeline,
    PageKind.YEAR: PageFingerprints._year,
    PageKind.TOPIC: PageFingerprints._topic,
    PageKind.READ: PageFingerprints._read,
    PageKind.PART: PageFingerprints._part,
    PageKind.LIST: PageFingerprints._list,
    PageKind.TERM: PageFingerprints._term,
    PageKind.PERSON: PageFingerprints._person,
    PageKind.TAG: PageFingerprints._tag,
    PageKind.SOURCE: PageFingerprints._source,
    PageKind.SOURCE_PART: PageFingerprints._source_part,
    PageKind.ENTRY: PageFingerprints._entry,
}


def _period(entries: Sequence[Entry]) -> tuple[str, str, int]:
    """When the first and the last one are from, and how many there are."""
    return entries[0].stated_date, entries[-1].stated_date, len(entries)


def _counted(entry: Entry) -> tuple[object, ...]:
    """What charts and counts show of an entry."""
    return entry.date, entry.date_inferred, entry.kind.value, entry.topics
