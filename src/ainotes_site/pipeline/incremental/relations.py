"""A library in which a few entries were edited, came or went: what linking everything anew would give, for less.

Terms and topics of the site must be as they were. An entry that asked for a name which leads elsewhere now counts as
edited; so no other one compiles to anything else, and what is left is to work out anew what the edited entries have to do
with the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple, TypeVar

from ainotes_site.link.library import Library, Quote, Related
from ainotes_site.link.overlay_map import Overlay
from ainotes_site.link.query_marks import has_query
from ainotes_site.link.relations import (
    RelationState,
    companions,
    linked,
    links,
    mentions,
    related_terms,
    terms_of,
    traits,
)
from ainotes_site.link.similarity import duplicates
from ainotes_site.link.similarity.fingerprint import EntryFingerprint
from ainotes_site.link.similarity.shared_features import renumbered
from ainotes_site.link.similarity.similar import Traits, related_again
from ainotes_site.link.topics.assign import assigned
from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, EntryId, TermSlug, TopicId
from ainotes_site.pipeline.incremental.alignment import NOBODY, Alignment, align
from ainotes_site.pipeline.incremental.catalogue import RevisedCatalogue

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Edit:
    """An edited entry."""

    entry: Entry
    """As read."""
    compiled: Compiled
    entry_fingerprint: EntryFingerprint


class Changes(NamedTuple):
    """Of which entries and terms a revised library says something else."""

    edited: frozenset[EntryId]
    """With those that are new."""
    gone: frozenset[EntryId]
    moved: frozenset[EntryId]
    """Those that only moved to other lines."""
    related: frozenset[EntryId]
    backlinks: frozenset[EntryId]
    duplicates: frozenset[EntryId]
    mentions: frozenset[TermSlug]
    related_terms: frozenset[TermSlug]


def resettle(old: Library, amended: RevisedCatalogue, edits: Mapping[EntryId, Edit]) -> Library:
    """`old` with what was amended, and the topics of what was edited. What relates entries is that of `old`, and so are
    its problems.
    """
    edited = {
        entry: replace(edit.entry, topics=assigned(edit.entry_fingerprint.topics)) for entry, edit in edits.items()
    }
    gone = dict.fromkeys(amended.gone)
    return replace(
        old,
        entries=tuple(edited.get(entry.id, entry) for entry in amended.entries),
        compiled=Overlay(old.compiled, {**gone, **{entry: edit.compiled for entry, edit in edits.items()}}),
        topic_scores=Overlay(
            old.topic_scores,
            {**gone, **{entry: edit.entry_fingerprint.topics or None for entry, edit in edits.items()}},
        ),
        people=amended.people,
        sources=amended.sources,
        queries=old.queries.difference(amended.gone, edited).union(
            entry.id for entry in edited.values() if has_query(entry)
        ),
    )


def revisable(old: Library, amended: RevisedCatalogue) -> bool:
    """Whether what entries share is worth what it was: that depends on how many there are, by powers of two."""
    before_by_id = old.entry
    came = sum(entry.id not in before_by_id or before_by_id[entry.id].age != entry.age for entry in amended.edited)
    before, after = len(old.entries), len(amended.entries)
    return len({size.bit_length() for size in (before, after, before + came)}) == 1


def revise(
    old: Library, settled: Library, state: RelationState, edits: Mapping[EntryId, Edit], amended: RevisedCatalogue
) -> tuple[Library, Changes]:
    """`settled`, which `resettle` made of `old`, with all that relates its entries and terms; `state` is that of `old`."""
    aligned = _aligned_edits(old, settled, edits)
    stale = amended.gone.union(edits)
    near = _near_duplicates(state, aligned)
    requoted = partial(_requoted, ids=aligned.place_of, stale=stale)
    linking = [partial(links, compiled=library.compiled, known=library.entry) for library in (old, settled)]
    mentioning = [partial(mentions, compiled=library.compiled) for library in (old, settled)]
    backlinks, quotes = requoted(old.backlinks, *linking), requoted(old.mentions, *mentioning)
    all_backlinks = Overlay(old.backlinks, backlinks)
    related = _related(settled, state, aligned, linked(all_backlinks), near) | dict.fromkeys(amended.gone, ())
    terms = _accompanied(old, settled, state, stale)
    library = replace(
        settled,
        backlinks=all_backlinks,
        mentions=Overlay(old.mentions, quotes),
        mention_totals=Overlay(old.mention_totals, {term: len(found or ()) or None for term, found in quotes.items()}),
        topic_terms=_topic_terms(old, settled, stale),
        related=Overlay(old.related, {entry: others or None for entry, others in related.items()}),
        duplicates=near,
        related_terms=Overlay(old.related_terms, terms),
    )
    entries = library.entry.keys()
    changes = Changes(
        frozenset(edits),
        amended.gone,
        frozenset(amended.moved),
        frozenset(entries & related.keys()),
        frozenset(entries & backlinks.keys()),
        frozenset(
            entry for entry in {*near, *old.duplicates} & entries if near.get(entry) != old.duplicates.get(entry)
        ),
        frozenset(quotes),
        frozenset(terms),
    )
    return library, changes


@dataclass(frozen=True, slots=True)
class _AlignedEdits:
    """Entries before and after the edits under one numbering, and the edits by these numbers."""

    alignment: Alignment
    place_of: Mapping[EntryId, int]
    """Numbers of the entries of the new library."""
    edits: Mapping[int, Edit]
    left: Sequence[int]
    """Numbers of the entries that are gone."""


def _aligned_edits(old: Library, settled: Library, edits: Mapping[EntryId, Edit]) -> _AlignedEdits:
    alignment = align(old.entries, settled.entries)
    place_of = {entry: place for place, entry in enumerate(alignment.ids) if entry != NOBODY}
    left = [place for place in alignment.old.tolist() if alignment.ids[place] == NOBODY]
    return _AlignedEdits(alignment, place_of, {place_of[entry]: edit for entry, edit in edits.items()}, left)


def _near_duplicates(state: RelationState, aligned: _AlignedEdits) -> dict[EntryId, tuple[EntryId, ...]]:
    ids, old = aligned.alignment.ids, aligned.alignment.old
    shingles = dict.fromkeys(aligned.left, b"")
    shingles.update((place, edit.entry_fingerprint.shingles) for place, edit in aligned.edits.items())
    alike = duplicates.revised(duplicates.renumbered(state.likeness, old, len(ids)), shingles)
    return duplicates.near_duplicates(ids, alike)


def _related(
    settled: Library,
    state: RelationState,
    aligned: _AlignedEdits,
    linked_from: Mapping[EntryId, Iterable[EntryId]],
    near: Mapping[EntryId, Iterable[EntryId]],
) -> dict[EntryId, tuple[Related, ...]]:
    """The related entries of those for which they may have changed; see `related_again`."""

    def traits_at(place: int) -> Traits:
        entry = aligned.alignment.entries[place]
        return traits(entry, settled.compiled.get(entry.id), ())

    changed = dict.fromkeys(aligned.left, Traits())
    for place, edit in aligned.edits.items():
        changed[place] = traits_at(place)._replace(words=edit.entry_fingerprint.words)
    features = renumbered(state.affinity, aligned.alignment.old)
    found = related_again(features, aligned.alignment.ids, traits_at, changed, linked_from, near)
    return {entry: others for entry, others in found.items() if entry != NOBODY}


def _requoted(
    old: Mapping[Key, tuple[Quote, ...]],
    before: Callable[[EntryId], Iterable[tuple[Key, Quote]]],
    after: Callable[[EntryId], Iterable[tuple[Key, Quote]]],
    *,
    ids: Mapping[EntryId, int],
    stale: Collection[EntryId],
) -> dict[Key, tuple[Quote, ...] | None]:
    """All quotes about whatever a `stale` entry quoted `before` or quotes `after`, newest first."""
    fresh: dict[Key, list[Quote]] = {}
    for entry in stale:
        for about, _ in before(entry):
            fresh.setdefault(about, [])
        for about, quote in after(entry):
            fresh.setdefault(about, []).append(quote)
    found: dict[Key, tuple[Quote, ...] | None] = {}
    for about, quotes in fresh.items():
        unchanged = [quote for quote in old.get(about, ()) if quote.entry not in stale]
        found[about] = tuple(sorted([*unchanged, *quotes], key=lambda quote: ids[quote.entry])) or None
    return found


def _topic_terms(old: Library, settled: Library, stale: frozenset[EntryId]) -> Mapping[TopicId, Counter[TermSlug]]:
    """Per topic in how many entries each term is mentioned; without those in none."""
    found = {topic: Counter(counts) for topic, counts in old.topic_terms.items()}
    for entry in stale & old.entry.keys():
        for topic in old.entry[entry].topics:
            found[topic].subtract(terms_of(old.compiled[entry]))
    for entry in stale & settled.entry.keys():
        for topic in settled.entry[entry].topics:
            found.setdefault(topic, Counter()).update(terms_of(settled.compiled[entry]))
    return {topic: +counts for topic, counts in found.items() if topic in settled.by_topic}


def _accompanied(
    old: Library, settled: Library, state: RelationState, stale: frozenset[EntryId]
) -> dict[TermSlug, tuple[tuple[TermSlug, int], ...] | None]:
    """The related terms of those terms for which the counting has changed."""
    steps: Counter[tuple[TermSlug, TermSlug]] = Counter()
    for entry in stale & old.compiled.keys():
        steps.subtract(companions(old.compiled[entry]))
    for entry in stale & settled.compiled.keys():
        steps.update(companions(settled.compiled[entry]))
    moved = {pair: step for pair, step in steps.items() if step}
    if not moved:
        return {}
    together = {**state.together, **{pair: state.together.get(pair, 0) + step for pair, step in moved.items()}}
    terms = {term for pair in moved for term in pair}
    found = related_terms({pair: count for pair, count in together.items() if count}, terms)
    return {term: found.get(term) for term in terms}
