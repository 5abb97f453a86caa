"""The library: all notes, linked; the immutable value that pages and search are written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, EntryId, Person, Problem, Skipped, Term, TermSlug, Topic, TopicId
from ainotes_site.urls import Url


@dataclass(frozen=True, slots=True)
class TopicEvidence:
    """One reason why an entry has a topic."""

    word: str
    """The word that spoke for it, as the taxonomy writes it, or as its owner declared it."""
    field: str
    """Where it was found: title, file, folder, tag, section or body; `declared` where the owner says so, `learned` where it is a
    word that the owner's tags taught."""
    count: int


@dataclass(frozen=True, slots=True)
class TopicScore:
    """A topic that an entry was given."""

    topic: TopicId
    score: float
    """0 to 1; 1.0 for a topic that the owner declared."""
    evidence: tuple[TopicEvidence, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """An entry, with the sentence that is quoted from it."""

    entry: EntryId
    sentence: str


@dataclass(frozen=True, slots=True)
class Related:
    """An entry that has much in common with another one, and what."""

    entry: EntryId
    score: float
    terms: tuple[TermSlug, ...]
    tags: tuple[str, ...]
    topics: tuple[TopicId, ...]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person under all spellings: the same handle (case folded) is the same person."""

    slug: str
    person: Person
    """The spelling that is used most; ties by name."""
    names: tuple[str, ...]
    """All spellings, the most used first."""
    url: str
    """Profile page elsewhere; empty when there is no handle."""
    entries: tuple[EntryId, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One file of the notes and what became of its lines."""

    slug: str
    path: str
    title: str
    format: str
    encoding: str
    lines: int
    entries: tuple[EntryId, ...]
    """In the order of the file."""
    terms: tuple[TermSlug, ...]
    """In the order of the file."""
    skipped: tuple[Skipped, ...]

    @property
    def has_page(self) -> bool:
        """Whether it has a page of its own to be read on: unless it consists of one entry, or the host makes its page."""
        is_one_entry = len(self.entries) == 1 and not self.terms and not self.skipped
        return self.format != "page" and not is_one_entry


class Redirect(NamedTuple):
    """A path at which nothing lives any more."""

    path: Url
    target: Url | None
    """Where it leads; None where what it named is gone."""
    source: str
    """Path of the source that states it; empty for an address that was published."""


@dataclass(frozen=True)
class Library:
    """Everything, joined. Mappings have no entry for what has nothing to say."""

    entries: tuple[Entry, ...]
    """Newest first, undated last, ties by id. `topics` are the assigned ones."""
    compiled: Mapping[EntryId, Compiled]
    terms: tuple[Term, ...]
    """By slug."""
    taxonomy: tuple[Topic, ...]
    """Parents before children, otherwise as written."""
    people: tuple[PersonRecord, ...] = ()
    """By slug."""
    sources: tuple[SourceRecord, ...] = ()
    """By path."""
    person_names: tuple[tuple[str, ...], ...] = ()
    """Names of persons in the notes' own list, `people.yml`."""
    name_pairs: tuple[tuple[str, str], ...] = ()
    """Names that the notes' own brackets say to be of one thing (`names_in_text`)."""
    queries: frozenset[EntryId] = frozenset()
    """Entries that have a query."""
    topic_scores: Mapping[EntryId, tuple[TopicScore, ...]] = field(default_factory=dict)
    backlinks: Mapping[EntryId, tuple[Quote, ...]] = field(default_factory=dict)
    """Per entry: who links to it."""
    mentions: Mapping[TermSlug, tuple[Quote, ...]] = field(default_factory=dict)
    """Per term: the entries that mention it, newest first."""
    mention_totals: Mapping[TermSlug, int] = field(default_factory=dict)
    """Per term: how many those are."""
    topic_terms: Mapping[TopicId, Mapping[TermSlug, int]] = field(default_factory=dict)
    """Per topic: in how many of its entries each term is mentioned."""
    related: Mapping[EntryId, tuple[Related, ...]] = field(default_factory=dict)
    """Strongest first, at most five."""
    duplicates: Mapping[EntryId, tuple[EntryId, ...]] = field(default_factory=dict)
    """Near-duplicates of an entry."""
    related_terms: Mapping[TermSlug, tuple[tuple[TermSlug, int], ...]] = field(default_factory=dict)
    """Terms that occur in the same entries, with how many; most first, at most eight."""
    problems: tuple[Problem, ...] = ()
    redirects: tuple[Redirect, ...] = ()

    @cached_property
    def entry(self) -> Mapping[EntryId, Entry]:
        """Entries by id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def term(self) -> Mapping[TermSlug, Term]:
        """Terms by slug."""
        return {term.slug: term for term in self.terms}

    @cached_property
    def topic(self) -> Mapping[TopicId, Topic]:
        """Topics by id."""
        return {topic.id: topic for topic in self.taxonomy}

    @cached_property
    def by_topic(self) -> Mapping[TopicId, tuple[Entry, ...]]:
        """Entries per topic that has any, newest first."""
        found: dict[TopicId, list[Entry]] = {}
        for entry in self.entries:
            for topic in entry.topics:
                found.setdefault(topic, []).append(entry)
        return {topic: tuple(entries) for topic, entries in found.items()}

    @cached_property
    def author_slug(self) -> Mapping[Person, str]:
        """The person page of an author as an entry names them."""
        slugs: dict[Person, str] = {}
        for record in self.people:
            for entry_id in record.entries:
                for person in self.entry[entry_id].authors:
                    same_handle = (person.handle or "").casefold() == (record.person.handle or "").casefold()
                    if same_handle and (person.handle or person.name in record.names):
                        slugs[person] = record.slug
        return slugs
