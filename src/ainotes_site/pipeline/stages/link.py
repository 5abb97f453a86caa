"""From sources to a linked library: the verbs read and link, with or without a cache behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from ainotes_site.link.autolink_terms import matcher
from ainotes_site.link.library import Library
from ainotes_site.link.merge import Links, merge
from ainotes_site.link.names.keys import Requests, name_key, names_of_private
from ainotes_site.link.people_yml import load_people
from ainotes_site.link.relations import RelationState, relate, settle
from ainotes_site.link.taxonomy import Taxonomy, load_taxonomy
from ainotes_site.model import EntryId, PictureSize, Problem, Reading, TopicId
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import Packed, pack
from ainotes_site.pipeline.report import Stopwatch
from ainotes_site.pipeline.stages.assign_addresses import with_addresses, with_page_addresses, with_redirects
from ainotes_site.pipeline.stages.compile import RecordName, compile_entries
from ainotes_site.pipeline.stages.fingerprint import MANY, entry_fingerprints, sketching
from ainotes_site.pipeline.stages.git_dates import dated, has_undated
from ainotes_site.pipeline.stages.name_pairs import pairs_of_notes
from ainotes_site.pipeline.stages.read import ReadSources, read_sources
from ainotes_site.pipeline.stages.scan import (
    Scan,
    SourceFile,
    by_address,
    digest,
    line_breaks,
    people_text,
    permalinks_text,
    repository,
    taxonomy_text,
)
from ainotes_site.pipeline.stages.tag_lessons import Lessons, taught_by_tags
from ainotes_site.repository import NO_REPOSITORY, Repository
from ainotes_site.search.text.segment import Segmenter, load_dictionary
from ainotes_site.settings import Settings

OnSearchable = Callable[[Library], None]
"""Called with a library as soon as it has all that the search index needs: before related entries are worked out."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The notes, read and linked."""

    readings: tuple[Reading, ...]
    """Of the sources that were read."""
    library: Library
    problems: tuple[Problem, ...]
    """All of them, sorted: of reading, of the taxonomy, of linking and of compiling."""
    links: Links
    """What the compiling of an entry needs of the others."""
    private: tuple[str, ...]
    """Paths of the sources that are not published."""
    read: int
    """Sources read anew."""
    compiled: int
    """Entries compiled anew."""
    permalinks: str | None
    """What the file that remembers addresses is to say; None where it is not to be written."""


@dataclass(frozen=True, slots=True)
class Workings:
    """Intermediate results of linking that no page shows: an incremental build starts from them."""

    taxonomy_problems: tuple[Problem, ...]
    declared: Mapping[EntryId, tuple[TopicId, ...]]
    """Topics that entries declare; those that declare none have no place here."""
    pages: tuple[str, ...]
    """Sources that are published as pages of their own."""
    private_keys: tuple[str, ...]
    """Keys of what entries that are not published are called."""
    has_undated: bool
    """Whether an entry states no date, so that it is dated by version control."""
    requests: Mapping[EntryId, Requests]
    """Names that each entry looked up while it was compiled; entries that looked none up are left out."""
    words: tuple[str, ...] | None
    """User dictionary of the segmenter that the names of terms agree with; None where there is none."""
    relations: RelationState
    records: Mapping[EntryId, RecordName]
    """Where the cache has the compiled entries."""
    lessons: Lessons | None
    """What the owner's tags taught; None where they are not to."""
    bracketed: Packed
    """Names that the notes give for one thing, perhaps (`name_pairs`)."""


@dataclass(frozen=True, slots=True)
class LinkedWhole(Linked):
    """All notes, read and linked as a whole."""

    workings: Workings


def is_private(reading: Reading, publish_only: bool) -> bool:
    """Whether nothing of a source is to leave home."""
    if reading.format == "page":
        return False
    return reading.published is False or (publish_only and not reading.published)


def segmenter(readings: Iterable[Reading]) -> Segmenter:
    """Cuts text with the glossary's names as words."""
    return Segmenter(name for reading in readings for term in reading.terms for name in term.names)


def load_cached_taxonomy(text: str | None, store: RecordStore) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The taxonomy, loaded once per version: reading its words out of YAML takes longer than an edit should."""
    key = digest(code_key(), (text or "").encode("utf-8", "surrogatepass"), b"" if text is None else b"own")
    known = store.load(tuple[Taxonomy, tuple[Problem, ...]], key)
    if known is not None:
        return known
    taxonomy, problems = load_taxonomy(text)
    store.save([key], {key: pack((replace(taxonomy, lexicon=taxonomy.lexicon.plain()), problems))})
    return taxonomy, problems


def link_scan(
    found: Scan,
    settings: Settings,
    *,
    begin_permalinks: bool = False,
    caches: Caches | None = None,
    workers: int | None = None,
    watch: Stopwatch | None = None,
    on_searchable: OnSearchable = lambda library: None,
    gathered: ReadSources | None = None,
) -> LinkedWhole:
    """Read and link what lies in a notes folder, as its settings say. `begin_permalinks` as if it had an empty file of
    addresses; the others as for `link_sources`.
    """
    return link_sources(
        found.sources,
        taxonomy_text(found),
        people_yml=people_text(found),
        permalinks="" if begin_permalinks else permalinks_text(found),
        notes=found.notes,
        glossary=settings.glossary,
        caches=caches,
        workers=workers,
        watch=watch,
        on_searchable=on_searchable,
        gathered=gathered,
        assets=found.linkable,
        picture_sizes=by_address(found.picture_sizes),
        withheld=found.withheld,
        repository=repository(found, settings),
        line_breaks=line_breaks(found, settings),
        directory_urls=settings.directory_urls,
        placed_pages=dict(settings.placed_pages),
        publish_only=settings.publish == "only",
        tags_teach=settings.topics_from_tags,
    )


def link_sources(
    sources: Sequence[SourceFile],
    topics_yml: str | None = None,
    *,
    notes: Path | None = None,
    glossary: bool = True,
    caches: Caches | None = None,
    workers: int | None = None,
    watch: Stopwatch | None = None,
    on_searchable: OnSearchable = lambda library: None,
    gathered: ReadSources | None = None,
    assets: Sequence[str] = (),
    picture_sizes: Mapping[str, PictureSize] = MappingProxyType({}),
    line_breaks: tuple[str, ...] = (),
    publish_only: bool = False,
    tags_teach: bool = True,
    withheld: Sequence[str] = (),
    repository: Repository = NO_REPOSITORY,
    directory_urls: bool = False,
    placed_pages: Mapping[str, str] = MappingProxyType({}),
    people_yml: str | None = None,
    permalinks: str | None = None,
) -> LinkedWhole:
    """Read and link the sources. `topics_yml` is the taxonomy of the notes, `glossary` whether terms are linked.

    `notes` is the folder that the sources lie in, for the dates that git knows; without it nothing is inferred.
    `gathered` are the readings of the sources, where they have been read; `assets` the paths of the other files;
    `picture_sizes` the sizes of those that are pictures, by address;
    `line_breaks` the folders in which line breaks are shown; `publish_only` whether only sources are published that say so;
    `tags_teach` whether tags count as the topics that they are words of, and teach words that go with them;
    `withheld` the paths of files that are there and are not published; `repository` where others may be looked at;
    `directory_urls` how MkDocs places its pages, `placed_pages` where it places some of them otherwise; `people_yml` the
    notes' own list of persons; `permalinks` the text of the file that remembers addresses.
    """
    stores = caches or Caches.none()
    clock = watch or Stopwatch()
    if gathered is None:
        clock.begin("read", len(sources))
        gathered = read_sources(sources, stores.readings, workers)
    clock.begin("dates")
    readings, private, private_keys = _public(dated(gathered.readings, sources, notes, stores.blames), publish_only)
    clock.begin("catalogue")
    taxonomy, problems = load_cached_taxonomy(topics_yml, stores.taxonomy)
    person_names, wrong = load_people(people_yml)
    problems += wrong
    addressed = with_addresses(readings, permalinks)
    readings = addressed.readings
    words = segmenter(readings)
    taxonomy, lessons = taught_by_tags(readings, taxonomy, words, tags_teach)
    joined = merge(
        readings, taxonomy, words.cut, assets, (*private, *withheld), directory_urls, placed_pages, private_keys
    )
    clock.begin("compile", len(joined.entries))
    links = replace(joined.links, line_breaks=line_breaks, repository=repository, picture_sizes=picture_sizes)
    if not glossary:
        links = replace(links, terms=matcher(()))
    rules = links.terms.rules() | {(word, "cut") for word in words.extra_words}
    with sketching(joined, stores.entry_fingerprints, workers) as sketched:
        gathered.save()
        if gathered.fresh >= MANY:
            load_dictionary()
        compiled = compile_entries(joined.entries, links.context_for, rules, stores.compiled, workers)
        clock.begin("relate")
        fingerprints = entry_fingerprints(joined, sketched.result())
    pairs, bracketed = pairs_of_notes(joined.entries, fingerprints)
    library = settle(joined, compiled.compiled, fingerprints)
    library = replace(library, person_names=person_names, name_pairs=pairs)
    on_searchable(library)
    compiled.save()
    library, relations = relate(library, joined, fingerprints)
    addressed = with_page_addresses(addressed, library)
    library = with_redirects(library, addressed, directory_urls)
    workings = Workings(
        taxonomy_problems=problems,
        declared={entry.id: entry.topics for entry in joined.entries if entry.topics},
        pages=tuple(sorted(reading.path for reading in readings if reading.format == "page")),
        private_keys=private_keys,
        has_undated=any(map(has_undated, gathered.readings)),
        requests=compiled.requests,
        words=words.extra_words if links.terms.cut else None,
        relations=relations,
        records=compiled.records,
        lessons=lessons,
        bracketed=bracketed,
    )
    everything = tuple(sorted({*problems, *library.problems}))
    return LinkedWhole(
        readings,
        library,
        everything,
        links,
        private,
        gathered.fresh,
        compiled.fresh,
        addressed.text(fingerprints),
        workings,
    )


def _public(
    readings: tuple[Reading, ...], publish_only: bool
) -> tuple[tuple[Reading, ...], tuple[str, ...], tuple[str, ...]]:
    """The readings that are published, the paths of the others, and the keys of what entries of those are called."""
    private = {reading.path: reading for reading in readings if is_private(reading, publish_only)}
    if not private:
        return readings, (), ()
    keys = {key for one in private.values() for entry in one.entries for key in names_of_private(entry)}
    keys.update(name_key(name) for one in private.values() for name in one.private_names)
    public = tuple(reading for reading in readings if reading.path not in private)
    return public, tuple(sorted(private)), tuple(sorted(keys))
