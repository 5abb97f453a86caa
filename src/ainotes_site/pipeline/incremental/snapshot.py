"""The linked notes as a build left them, so that the next one can revise them after an edit instead of linking anew.

It is written after notes were linked as a whole, and read by every build after that until too much has changed. What
an edit does not touch stays packed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ainotes_site.link.autolink_terms import Matcher
from ainotes_site.link.library import Library, Quote, Related, TopicScore
from ainotes_site.link.merge import Links
from ainotes_site.link.names.resolver import NameResolver, Resolver
from ainotes_site.link.phrase_matcher import PhraseMatcher
from ainotes_site.link.relations import RelationState
from ainotes_site.markup.result import Compiled, Passage, Target
from ainotes_site.model import Entry, EntryId, Problem, TermSlug
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import Packed, PackedValues, pack, packed_values, unpack
from ainotes_site.pipeline.incremental.names import entries_by_name_key
from ainotes_site.pipeline.incremental.snapshot_inputs import SnapshotFile, SnapshotInputs, write_snapshot_file
from ainotes_site.pipeline.stages.compile import RecordName, stored
from ainotes_site.pipeline.stages.scan import by_address
from ainotes_site.pipeline.stages.tag_lessons import Lessons
from ainotes_site.repository import Repository
from ainotes_site.search.text.segment import Segmenter

if TYPE_CHECKING:
    from ainotes_site.pipeline.stages.link import LinkedWhole
    from ainotes_site.render import RenderedDigests  # an edit's notes are linked before anything of that is needed


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Linked notes."""

    inputs: SnapshotInputs
    library: Library
    links: Links
    relations: RelationState
    problems: tuple[Problem, ...]
    """Those of the taxonomy."""
    entries_by_name_key: Mapping[str, tuple[EntryId, ...]]
    """See `incremental.names.entries_by_name_key`."""
    rendered_digests: Packed
    """What its pages show, a `render.RenderedDigests`."""
    lessons: Lessons | None
    bracketed: Packed
    """Names that the notes give for one thing, perhaps (`stages.name_pairs`)."""


class _Stored(NamedTuple):
    """A snapshot without its inputs, as plain data."""

    library: Library
    """Without what follows."""
    topic_scores: dict[EntryId, Packed]
    related: dict[EntryId, Packed]
    mentions: dict[TermSlug, Packed]
    records: dict[EntryId, RecordName]
    """Of the compiled entries."""
    names: Packed
    """A `Resolver`."""
    lexicon: PhraseMatcher
    slugs: tuple[TermSlug, ...]
    definitions: dict[TermSlug, tuple[str, str]]
    line_breaks: tuple[str, ...]
    repository: Repository
    relations: RelationState
    problems: tuple[Problem, ...]
    entries_by_name_key: dict[str, tuple[EntryId, ...]]
    words: tuple[str, ...] | None
    rendered_digests: Packed
    lessons: Lessons | None
    bracketed: Packed
    """Names that the notes give for one thing, perhaps (`stages.name_pairs`)."""


class _Compiled(Mapping[EntryId, Compiled]):
    """Compiled entries of a snapshot, loaded at their first access."""

    def __init__(
        self, records: Mapping[EntryId, RecordName], library: Library, links: Links, store: RecordStore
    ) -> None:
        self._records = records
        self._library = library
        self._links = links
        self._store = store
        self._found: dict[EntryId, Compiled] = {}

    def __getitem__(self, entry: EntryId) -> Compiled:
        if entry not in self._found:
            name, links = self._records[entry], self._links
            self._found[entry] = stored(self._store, name, self._library.entry[entry], links.context_for)
        return self._found[entry]

    def __contains__(self, entry: object) -> bool:
        return entry in self._records

    def __iter__(self) -> Iterator[EntryId]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


class _Names:
    """The names of a snapshot, unpacked at the first look-up; see `link.resolve.NameResolver`."""

    def __init__(self, packed: Packed, entries: Callable[[], Mapping[EntryId, Entry]]) -> None:
        self._packed = packed
        self._entries = entries

    @cached_property
    def _resolver(self) -> Resolver:
        return unpack(Resolver, self._packed).with_texts(self._entries())

    def __call__(self, name: str, /, origin: str = "") -> Target | None:
        return self._resolver(name, origin)

    def rivals_of(self, name: str, /, origin: str = "") -> tuple[str, ...]:
        return self._resolver.rivals_of(name, origin)

    def file(self, name: str, /, origin: str = "") -> str | None:
        return self._resolver.file(name, origin)

    def passage(self, name: str, /, origin: str = "") -> Passage | None:
        return self._resolver.passage(name, origin)


def _without_texts(names: NameResolver) -> Resolver:
    """The names of a library that was linked as a whole, without the entries, which are stored beside them."""
    if not isinstance(names, Resolver):
        raise TypeError(names)
    return names.without_texts()


def save_snapshot(path: Path, inputs: SnapshotInputs, linked: LinkedWhole, rendered: RenderedDigests) -> None:
    """Write a snapshot of notes that were linked as a whole from `inputs`, and of what their pages show."""
    library, links, workings = linked.library, linked.links, linked.workings
    rest = _Stored(
        library=replace(library, compiled={}, topic_scores={}, related={}, mentions={}),
        topic_scores=packed_values(library.topic_scores),
        related=packed_values(library.related),
        mentions=packed_values(library.mentions),
        records=dict(workings.records),
        names=Packed(pack(_without_texts(links.resolve))),
        lexicon=links.terms.lexicon.plain(),
        slugs=links.terms.slugs,
        definitions=links.definitions,
        line_breaks=links.line_breaks,
        repository=links.repository,
        relations=workings.relations,
        problems=workings.taxonomy_problems,
        entries_by_name_key=entries_by_name_key(library.entries, workings.requests),
        words=workings.words,
        rendered_digests=Packed(pack(rendered)),
        lessons=workings.lessons,
        bracketed=workings.bracketed,
    )
    write_snapshot_file(path, inputs, rest)


def load_snapshot(snapshot_file: SnapshotFile, store: RecordStore) -> Snapshot | None:
    """The snapshot, whose compiled entries are in `store`; None when it is damaged."""
    rest = snapshot_file.rest(_Stored)
    if rest is None:
        return None
    cut = None if rest.words is None else Segmenter(rest.words, partial_dictionary=True).cut
    names = _Names(rest.names, lambda: rest.library.entry)
    sizes = by_address(snapshot_file.inputs.picture_sizes)
    matcher = Matcher(rest.lexicon, rest.slugs, cut)
    links = Links(names, matcher, rest.definitions, rest.line_breaks, rest.repository, sizes)
    library = replace(
        rest.library,
        compiled=_Compiled(rest.records, rest.library, links, store),
        topic_scores=PackedValues(tuple[TopicScore, ...], rest.topic_scores),
        related=PackedValues(tuple[Related, ...], rest.related),
        mentions=PackedValues(tuple[Quote, ...], rest.mentions),
    )
    return Snapshot(
        snapshot_file.inputs,
        library,
        links,
        rest.relations,
        rest.problems,
        rest.entries_by_name_key,
        rest.rendered_digests,
        rest.lessons,
        rest.bracketed,
    )
