"""A library with the look-ups that its pages share, each made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname
from typing import NamedTuple, TypeAlias

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.library import Library, PersonRecord, SourceRecord
from ainotes_site.link.names.files import folders_with_page
from ainotes_site.link.names.keys import parents
from ainotes_site.model import Definition, Entry, EntryId, Lang, Problem, Skipped, Term, TermSlug, Topic, TopicId
from ainotes_site.render import list_parts
from ainotes_site.render.definitions import plain, prose
from ainotes_site.render.image_rewrite import Picture, localise
from ainotes_site.render.page import PageKey, PageKind
from ainotes_site.render.tag_index import TagIndex, with_tag_links
from ainotes_site.render.view_models import Anchor, Byline, EntryCard, day
from ainotes_site.settings import Settings
from ainotes_site.urls import Url, entry_url, folder_name, page_url, person_url, slug, source_url, term_url, topic_url

FOLDER_ROOT = "../"
"""The way from a page in a folder to the root of the site."""
MOST_LINKED = 5
"""Entries that a page offers to begin with."""
UNDATED = "undated"
"""Stands for the year of entries without a date of their own."""

Paging: TypeAlias = tuple[Sequence[Entry], ...]
"""A row of entries, oldest first, in parts of which each is a page."""


class SourcePart(NamedTuple):
    """A run of the entries of a source, or of its terms, that is one page; both where a source is short."""

    entries: Sequence[EntryId]
    first: int
    """Place of the first of them among all entries of the source."""
    terms: Sequence[TermSlug]


class NoteFolder(NamedTuple):
    """A folder of the notes that has no note of its own."""

    path: str
    files: tuple[SourceRecord, ...]
    """Sources right in it."""
    folders: tuple[tuple[str, int], ...]
    """Paths of the folders right in it that hold sources, and how many each holds at any depth."""


def _month(entry: Entry) -> str:
    return entry.stated_date[:7]


_JOINTS = " 。．.：:，,；;！!？?…—-"
"""What may part a title from the text that goes on after it."""


def _beyond(title: str, excerpt: str) -> str:
    """What an excerpt says that the title above it does not: many notes begin with their title, some with the sign of a heading
    that is none."""
    text = excerpt.lstrip("#＃ ")
    rest = text.removeprefix(title)
    if rest == text or rest[:1] not in ("", *_JOINTS):
        return excerpt
    return rest.lstrip(_JOINTS)


_HEADING = pattern(r"(?m)^ {0,3}#{1,6}[ \t]+(\S[^\n]{0,300}?)[ \t#]*$")


class Change(NamedTuple):
    """What a commit did to an entry."""

    date: str
    """ISO 8601."""
    path: str
    """Of the source."""
    title: str
    is_new: bool
    added: tuple[str, ...]
    """Sentences that it has and had not before, as plain text; also such as no page shows."""


@dataclass(frozen=True)
class Site:
    """What pages are drafted from."""

    library: Library
    settings: Settings
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Copies of remote images in the site, by the URL that the notes give."""
    changes: tuple[Change, ...] = ()
    """What git says has changed lately, newest first; of entries too that are gone or not published."""

    @property
    def lang(self) -> Lang:
        """Language of the interface."""
        return self.settings.lang

    @cached_property
    def person(self) -> Mapping[str, PersonRecord]:
        """People by slug."""
        return {record.slug: record for record in self.library.people}

    @cached_property
    def source(self) -> Mapping[str, SourceRecord]:
        """Sources by path."""
        return {record.path: record for record in self.library.sources}

    @cached_property
    def source_by_slug(self) -> Mapping[str, SourceRecord]:
        """Sources by slug."""
        return {record.slug: record for record in self.library.sources}

    @cached_property
    def problems(self) -> Mapping[str, Sequence[Problem]]:
        """What the owner should mend, by the path of the source; without what is only worth knowing."""
        found: dict[str, list[Problem]] = {}
        for problem in self.library.problems:
            if not problem.remark:
                found.setdefault(problem.path, []).append(problem)
        return found

    @cached_property
    def term_by_name(self) -> Mapping[str, Term]:
        """Defined terms by each of their names, case folded; a canonical name goes before another term's alias."""
        defined = [term for term in self.library.terms if term.definitions]
        found = {alias.casefold(): term for term in reversed(defined) for alias in term.aliases}
        found.update({term.name.casefold(): term for term in reversed(defined)})
        return found

    @cached_property
    def terms_in_order(self) -> Sequence[Term]:
        """Terms by their letters, in pinyin where they are Chinese; last those that begin with a sign."""
        keyed = sorted(
            (not slug(term.name)[:1].isalpha(), slug(term.name), term.name, term.slug) for term in self.library.terms
        )
        return [self.library.term[key[-1]] for key in keyed]

    @cached_property
    def neighbours(self) -> Mapping[EntryId, tuple[EntryId | None, EntryId | None]]:
        """The entries before and after each entry in its source."""
        found: dict[EntryId, tuple[EntryId | None, EntryId | None]] = {}
        for record in self.library.sources:
            ids = record.entries
            for place, entry in enumerate(ids):
                before = ids[place - 1] if place else None
                found[entry] = (before, ids[place + 1] if place + 1 < len(ids) else None)
        return found

    @cached_property
    def _places(self) -> Mapping[EntryId, int]:
        return {entry.id: place for place, entry in enumerate(self.library.entries)}

    def by_date(self, entry: EntryId) -> tuple[EntryId | None, EntryId | None]:
        """The entries that were written before and after one; none beside an entry that states no date."""
        entries, place = self.library.entries, self._places[entry]
        if not entries[place].stated_date:
            return None, None
        before = entries[place + 1] if place + 1 < len(entries) else None
        after = entries[place - 1] if place else None
        return before.id if before and before.stated_date else None, after.id if after else None

    def entry_terms(self, entry: EntryId) -> tuple[TermSlug, ...]:
        """Terms that an entry mentions, in the order of the text, once each."""
        terms = self._entry_terms.get(entry)
        if terms is None:
            compiled, known = self.library.compiled.get(entry), self.library.term
            mentions = compiled.mentions if compiled else ()
            terms = tuple(dict.fromkeys(mention.term for mention in mentions if mention.term in known))
            self._entry_terms[entry] = terms
        return terms

    @cached_property
    def _entry_terms(self) -> dict[EntryId, tuple[TermSlug, ...]]:
        return {}

    def most_linked(self, entries: Iterable[Entry]) -> list[tuple[Entry, int]]:
        """Those of `entries` that more than one entry links to, with the number of these: the most linked first, at most
        `MOST_LINKED`."""
        totals = self.library.backlinks
        counted = ((entry, len({quote.entry for quote in totals.get(entry.id, ())})) for entry in entries)
        ranked = sorted((pair for pair in counted if pair[1] > 1), key=lambda pair: (-pair[1], pair[0].id))
        return ranked[:MOST_LINKED]

    @cached_property
    def children(self) -> Mapping[TopicId, tuple[Topic, ...]]:
        """Topics under each topic that has any."""
        found: dict[TopicId, list[Topic]] = {}
        for topic in self.library.taxonomy:
            if topic.parent is not None:
                found.setdefault(topic.parent, []).append(topic)
        return {parent: tuple(topics) for parent, topics in found.items()}

    @cached_property
    def populated_topics(self) -> frozenset[TopicId]:
        """Topics that have entries, or are above one that has."""
        parent = {topic.id: topic.parent for topic in self.library.taxonomy}
        found: set[TopicId] = set()
        for topic in self.library.by_topic:
            above: TopicId | None = topic
            while above is not None and above not in found:
                found.add(above)
                above = parent.get(above)
        return frozenset(found)

    def populated_children(self, topic: TopicId) -> tuple[Topic, ...]:
        """The topics right under `topic` that a reader finds entries in or under."""
        return tuple(child for child in self.children.get(topic, ()) if child.id in self.populated_topics)

    @cached_property
    def shared(self) -> Mapping[TopicId, Counter[TopicId]]:
        """Per topic: with how many of its entries each other topic is shared."""
        found: dict[TopicId, Counter[TopicId]] = {}
        for entry in self.library.entries:
            for topic in entry.topics:
                found.setdefault(topic, Counter()).update(other for other in entry.topics if other != topic)
        return found

    @cached_property
    def months(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries that state a date by month (`2024-04`), newest month first."""
        found: dict[str, list[Entry]] = {}
        for entry in self.library.entries:
            if month := _month(entry):
                found.setdefault(month, []).append(entry)
        return {month: tuple(found[month]) for month in sorted(found, reverse=True)}

    @cached_property
    def years(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries that state a date by year, newest first."""
        found: dict[str, list[Entry]] = {}
        for month, entries in self.months.items():
            found.setdefault(month[:4], []).extend(entries)
        return {year: tuple(entries) for year, entries in found.items()}

    @cached_property
    def tags(self) -> TagIndex:
        """Tags by slug."""
        return TagIndex(self.library.entries)

    @cached_property
    def undated(self) -> tuple[Entry, ...]:
        """Entries without a date of their own: those whose date is inferred, newest first, then those without any."""
        return tuple(entry for entry in self.library.entries if not entry.stated_date)

    @cached_property
    def _listed(self) -> dict[PageKey, Paging]:
        return {}

    def listed(self, owner: PageKey) -> Paging:
        """The entries that a topic, term, person or year lists, oldest first, in parts; in one where they are few."""
        parts = self._listed.get(owner)
        if parts is None:
            most = list_parts.MOST_LINES if owner.kind is PageKind.YEAR else list_parts.MOST_LISTED
            parts = self._listed[owner] = list_parts.parted(self._listing(owner)[::-1], most, _month)
        return parts

    def _listing(self, owner: PageKey) -> Sequence[Entry]:
        kind, name = owner
        library, entry = self.library, self.library.entry
        if kind is PageKind.TOPIC:
            return library.by_topic.get(TopicId(name), ())
        if kind is PageKind.TERM:
            return [entry[quote.entry] for quote in library.mentions.get(TermSlug(name), ())]
        if kind is PageKind.TAG:
            return self.tags[name].entries if name in self.tags else ()
        if kind is PageKind.PERSON:
            return [entry[own] for own in self.person[name].entries] if name in self.person else ()
        return self.undated if name == UNDATED else self.years.get(name, ())

    @cached_property
    def _cards(self) -> dict[EntryId, EntryCard]:
        return {}

    @cached_property
    def _bodies(self) -> dict[EntryId, str]:
        return {}

    @cached_property
    def _definitions(self) -> dict[TermSlug, str]:
        return {}

    @cached_property
    def last_sentences(self) -> dict[str, Mapping[EntryId, str]]:
        """See `rows.sentences`."""
        return {}

    @cached_property
    def _parts_of_sources(self) -> dict[str, tuple[SourcePart, ...]]:
        return {}

    @cached_property
    def _part_of_entry(self) -> Mapping[EntryId, int]:
        """The number of the part, for entries of sources that are in several."""
        long = (record for record in self.library.sources if len(record.entries) > list_parts.MOST_READ)
        return {
            entry: number
            for record in long
            for number, part in enumerate(self.parts_of_source(record), 1)
            for entry in part.entries
        }

    def parts_of_source(self, record: SourceRecord) -> tuple[SourcePart, ...]:
        """The pages on which a source is read from top to bottom; one where it is short."""
        if len(record.entries) <= list_parts.MOST_READ and len(record.terms) <= list_parts.MOST_LINES:
            return (SourcePart(record.entries, 0, record.terms),)
        parts = self._parts_of_sources.get(record.slug)
        if parts is None:
            parts = self._parts_of_sources[record.slug] = tuple(self._parts(record))
        return parts

    def _parts(self, record: SourceRecord) -> Iterator[SourcePart]:
        entry, first = self.library.entry, 0
        for part in list_parts.parted(record.entries, list_parts.MOST_READ, lambda one: _month(entry[one])):
            if part:
                yield SourcePart(part, first, ())
            first += len(part)
        for terms in list_parts.parted(record.terms, list_parts.MOST_LINES, lambda slug: slug[:1]):
            if terms:
                yield SourcePart((), first, terms)

    def part_of_source(self, entry: EntryId) -> int:
        """The number from 1 of the part of its source that an entry is read in; 0 where the source is on one page."""
        return self._part_of_entry.get(entry, 0)

    def has_lines(self, entry: EntryId) -> bool:
        """Whether the page of an entry names its lines. Not those of a long source: a line more at its top would change the
        pages of all."""
        return not self.part_of_source(entry)

    @cached_property
    def source_parts(self) -> tuple[Sequence[SourceRecord], ...]:
        """The tables of sources; one where they are few."""
        return list_parts.parted(
            self.library.sources, list_parts.MOST_ROWS, lambda record: record.path.partition("/")[0]
        )

    @cached_property
    def folders(self) -> Mapping[str, NoteFolder]:
        """The folders of the notes that have a page, by its name."""
        files: dict[str, list[SourceRecord]] = {}
        for record in self.library.sources:
            files.setdefault(dirname(record.path), []).append(record)
        inside: dict[str, list[str]] = {}
        totals = Counter({folder: len(records) for folder, records in files.items()})
        for folder, records in files.items():
            totals.update({parent: len(records) for parent in parents(folder)})
        for folder in sorted(totals):
            inside.setdefault(dirname(folder), []).append(folder)
        paths = folders_with_page(record.path for record in self.library.sources)
        return {
            folder_name(path): NoteFolder(
                path, tuple(files.get(path, ())), tuple((one, totals[one]) for one in inside.get(path, ()))
            )
            for path in paths
        }

    @cached_property
    def _readings(self) -> dict[TopicId, Paging]:
        return {}

    def reading(self, topic: TopicId) -> Paging:
        """The entries of a topic, oldest first, in parts to be read as one document each; none where it has no entries."""
        parts = self._readings.get(topic)
        if parts is None:
            entries = self.library.by_topic.get(topic, ())[::-1]
            parts = list_parts.parted(entries, list_parts.MOST_READ, _month) if entries else ()
            self._readings[topic] = parts
        return parts

    def source_page(self, record: SourceRecord) -> Url:
        """Where a source is read from top to bottom: its own page, that of the one entry that it consists of, or the page
        that the host makes of it.
        """
        if record.format == "page":
            return page_url(record.path, self.settings.directory_urls, dict(self.settings.placed_pages))
        return source_url(record.slug) if record.has_page else entry_url(record.entries[0])

    def card(self, entry_id: EntryId) -> EntryCard:
        """An entry as lists show it."""
        card = self._cards.get(entry_id)
        if card is None:
            card = self._cards[entry_id] = self._card(self.library.entry[entry_id])
        return card

    def _card(self, entry: Entry) -> EntryCard:
        compiled = self.library.compiled.get(entry.id)
        excerpt = entry.description or (compiled.excerpt if compiled else "")
        return EntryCard(
            id=entry.id,
            url=entry_url(entry.id),
            title=entry.title,
            kind=str(entry.kind),
            day=day(entry.date, self.lang),
            inferred=entry.date_inferred,
            excerpt=_beyond(entry.title, excerpt),
            lang="" if entry.lang == self.lang else entry.lang,
            authors=self.bylines(entry),
            topics=self.topic_anchors(entry),
        )

    def bylines(self, entry: Entry) -> tuple[Byline, ...]:
        """The authors of an entry."""
        slugs = self.library.author_slug
        return tuple(
            Byline(
                person.name or f"@{person.handle}",
                person.handle or "",
                person_url(slugs[person]) if person in slugs else "",
            )
            for person in entry.authors
        )

    def topic_anchors(self, entry: Entry) -> tuple[Anchor, ...]:
        """Links to the topics of an entry; none where the site has no topics."""
        if not self.settings.topics:
            return ()
        return tuple(self.topic_anchor(topic) for topic in entry.topics if topic in self.library.topic)

    def topic_anchor(self, topic: TopicId) -> Anchor:
        """Link to a topic."""
        return Anchor(topic_url(topic), self.library.topic[topic].name(self.lang))

    def term_anchor(self, term: TermSlug) -> Anchor:
        """Link to a term."""
        return Anchor(term_url(term), self.library.term[term].name)

    def definition(self, term: Term) -> str:
        """Start of a term's first definition, as plain text."""
        text = self._definitions.get(term.slug)
        if text is None:
            text = self._definitions[term.slug] = plain(term.definitions[0].text) if term.definitions else ""
        return text

    def prose(self, definition: Definition) -> str:
        """The HTML of a definition for a page in a folder; its pictures cause no request to another host."""
        return localise(prose(definition.text, definition.span.path), self.pictures, FOLDER_ROOT, self.lang)

    def framing(self, run: Skipped) -> str:
        """The HTML of text that frames the entries of a source, for its page; headings in it are lines in bold, since they
        are above no text of the page."""
        text = _HEADING.sub(r"**\1**", run.text)
        return localise(prose(text, run.span.path), self.pictures, FOLDER_ROOT, self.lang)

    def body(self, entry_id: EntryId) -> str:
        """The HTML of an entry's body for a page in a folder; its pictures cause no request to another host."""
        body = self._bodies.get(entry_id)
        if body is None:
            compiled = self.library.compiled.get(entry_id)
            body = localise(compiled.html, self.pictures, FOLDER_ROOT, self.lang) if compiled else ""
            body = with_tag_links(body, self.library.entry[entry_id].tags, FOLDER_ROOT)
            self._bodies[entry_id] = body
        return body
