"""All readings side by side: unique ids, joined terms, and what each name in the notes leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType

from ainotes_site.i18n import problem_of
from ainotes_site.lazy_regex import pattern
from ainotes_site.link.autolink_terms import Matcher, matcher
from ainotes_site.link.library import PersonRecord, SourceRecord
from ainotes_site.link.merge_terms import linked_definitions, merge_terms, tooltips
from ainotes_site.link.names.resolver import NameResolver, ambiguous, resolver
from ainotes_site.link.person_names import people
from ainotes_site.link.phrase_matcher import Cut
from ainotes_site.link.source_lines import first_line
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.link.unique_names import fingerprint, unique_names
from ainotes_site.markup.result import Context
from ainotes_site.model import Entry, EntryId, Kind, Lang, PictureSize, Problem, Reading, Term, TermSlug
from ainotes_site.repository import NO_REPOSITORY, Repository
from ainotes_site.urls import page_url, slug

_DAY = pattern(r"\d{4}-\d\d-\d\d-\d\d|x[0-9a-f]{8}$")


@dataclass(frozen=True, slots=True)
class Links:
    """All that the compiling of an entry needs to know of the others. Picklable, for worker processes."""

    resolve: NameResolver
    terms: Matcher
    definitions: dict[TermSlug, tuple[str, str]]
    line_breaks: tuple[str, ...] = ()
    """Folders of the notes in which a line break within a paragraph is shown; "" for all of them."""
    repository: Repository = NO_REPOSITORY
    picture_sizes: Mapping[str, PictureSize] = field(default_factory=dict)
    """By the address of a picture, relative to the root of the site."""

    def context_for(self, entry: Entry) -> Context:
        """The context in which `markup.compile_entry` compiles `entry`."""
        path = entry.span.path
        return Context(
            path=path,
            first_line=first_line(entry),
            resolve=partial(self.resolve, origin=path),
            file=partial(self.resolve.file, origin=path),
            picture_size=self.picture_sizes.get,
            passage=partial(self.resolve.passage, origin=path),
            at=partial(self._at, lang=entry.lang),
            terms=self.terms,
            definitions=self.definitions,
            nolink=entry.nolink,
            lang=entry.lang,
            line_breaks=entry.kind is Kind.POST or self._breaks_lines(path),
            repository=self.repository,
        )

    def _breaks_lines(self, path: str) -> bool:
        return any(not folder or path.startswith(f"{folder}/") for folder in self.line_breaks)

    def _at(self, path: str, lang: Lang) -> Context:
        """The context for compiling an embedded passage; terms are linked in its own entry."""
        return Context(
            path=path,
            resolve=partial(self.resolve, origin=path),
            file=partial(self.resolve.file, origin=path),
            picture_size=self.picture_sizes.get,
            passage=partial(self.resolve.passage, origin=path),
            at=partial(self._at, lang=lang),
            nolink=("*",),
            lang=lang,
            line_breaks=self._breaks_lines(path),
            repository=self.repository,
        )


@dataclass(frozen=True, slots=True)
class MergedNotes:
    """The notes with every name settled, before anything is compiled."""

    entries: tuple[Entry, ...]
    """Newest first, undated last, ties by id; ids unique. `topics` are those declared."""
    terms: tuple[Term, ...]
    """By slug."""
    people: tuple[PersonRecord, ...]
    sources: tuple[SourceRecord, ...]
    taxonomy: Taxonomy
    links: Links
    problems: tuple[Problem, ...]

    def context_for(self, entry: Entry) -> Context:
        """The context in which `markup.compile_entry` compiles `entry`; `links.context_for` is cheaper to pickle."""
        return self.links.context_for(entry)


def merge(
    readings: Sequence[Reading],
    taxonomy: Taxonomy,
    cut: Cut | None = None,
    assets: Iterable[str] = (),
    private: Iterable[str] = (),
    directory_urls: bool = False,
    placed_pages: Mapping[str, str] = MappingProxyType({}),
    private_keys: Iterable[str] = (),
) -> MergedNotes:
    """Join `readings`. `cut` is the segmenter that the names of terms in Han text must agree with, `assets` are the paths of
    the files that are no notes, `private` those of sources that are not published and `private_keys` the
    keys of their names: links to them are text. `directory_urls`
    says how MkDocs places its pages, `placed_pages` where it places some of them otherwise.

    The result does not depend on the order of `readings`.
    """
    ordered = sorted(readings, key=lambda reading: reading.path)
    problems = [problem for reading in ordered for problem in reading.problems]
    renamed = _unique_ids(ordered, problems)
    entries = tuple(newest_first([entry for own in renamed for entry in own]))
    terms = merge_terms(ordered)
    sources = _sources(ordered, renamed, terms)
    resolve = resolver(
        entries,
        terms,
        {source.path: (source.slug, source.title) for source in sources},
        assets,
        private,
        {
            source.path: page_url(source.path, directory_urls, placed_pages)
            for source in sources
            if source.format == "page"
        },
        private_keys,
    )
    terms = linked_definitions(terms, resolve)
    problems.extend(ambiguous(entries, resolve))
    links = Links(resolve, matcher(terms, cut), tooltips(terms))
    return MergedNotes(entries, terms, people(entries), sources, taxonomy, links, tuple(sorted(problems)))


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """By date, newest first; then those whose date is inferred; undated last; ties by id."""
    by_id = sorted(entries, key=lambda entry: entry.id)
    return sorted(by_id, key=lambda entry: entry.age, reverse=True)


def _unique_ids(readings: Sequence[Reading], problems: list[Problem]) -> list[list[Entry]]:
    """The entries per reading. The first by path and line keeps an id that several have; the others get a suffix that
    depends on their own path only, so that a permalink does not move when other files come and go."""
    owner: dict[str, Entry] = {}
    result: list[list[Entry]] = []
    for reading in readings:
        own: list[Entry] = []
        for entry in reading.entries:
            known = owner.get(entry.id)
            if known is not None:
                entry = _renamed(entry, known, owner, problems)
            owner[entry.id] = entry
            own.append(entry)
        result.append(own)
    return result


def _renamed(entry: Entry, known: Entry, owner: Mapping[str, Entry], problems: list[Problem]) -> Entry:
    name = f"{entry.id}-{fingerprint(entry.span.path, 4)}"
    number = 2
    while name in owner:
        name = f"{entry.id}-{fingerprint(entry.span.path, 4)}-{number}"
        number += 1
    if _is_derived(entry) or _is_derived(known):
        return replace(entry, id=EntryId(name))  # names of files repeat from folder to folder: README, index, a day
    place = f"{known.span.path}:{known.span.start_line}"
    problems.append(
        problem_of(entry.span.path, entry.span.start_line, "entry.same_id", id=entry.id, place=place, name=name)
    )
    return replace(entry, id=EntryId(name))


def _is_derived(entry: Entry) -> bool:
    """Was an id made from the name of the file, or of a post's day, and not given by its owner?"""
    stems = map(slug, source_name(entry.span.path).split("/")[-2:])  # that of a README is made from its folder's
    return any(stem and entry.id.startswith(stem) for stem in stems) or _DAY.match(entry.id) is not None


def _sources(
    readings: Sequence[Reading], entries: Sequence[Sequence[Entry]], terms: Sequence[Term]
) -> tuple[SourceRecord, ...]:
    slugs = unique_names([source_name(reading.path) for reading in readings], "source")
    defined: dict[str, list[tuple[int, TermSlug]]] = {}
    for term in terms:
        for definition in term.definitions:
            defined.setdefault(definition.span.path, []).append((definition.span.start_line, term.slug))
    return tuple(
        source_record(slug, reading, own, dict.fromkeys(term for _, term in sorted(defined.get(reading.path, ()))))
        for reading, own, slug in zip(readings, entries, slugs, strict=True)
    )


def source_record(
    slug: str, reading: Reading, entries: Iterable[Entry], terms: Iterable[TermSlug] = ()
) -> SourceRecord:
    """What became of a source. `entries` have their final ids."""
    return SourceRecord(
        slug,
        reading.path,
        source_title(reading),
        reading.format,
        reading.encoding,
        reading.lines,
        tuple(entry.id for entry in entries),
        tuple(terms),
        reading.skipped,
    )


def source_title(reading: Reading) -> str:
    """What a source is called."""
    return reading.title or source_name(reading.path).rpartition("/")[2]


def source_name(path: str) -> str:
    """What the slug of a source is made of: its path without a suffix."""
    stem, dot, _ = path.rpartition(".")
    return stem if dot and "/" not in path[len(stem) :] else path
