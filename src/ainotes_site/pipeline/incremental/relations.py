"""A library in which a few entries were edited, came or went: what linking everything anew would give, for less.

Terms and topics of the site must be as they were. An entry that asked for a name which leads elsewhere now counts as
edited; so no other one compiles to anything else, and what is left is to work out anew what the edited entries have to do
with the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple, TypeVar

from ainotes_site.link import duplicates
from ainotes_site.link.fingerprint import EntryFingerprint
from ainotes_site.link.library import Library, Quote
from ainotes_site.link.overlay_map import Overlay
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
from ainotes_site.link.shared_features import renumbered
from ainotes_site.link.similar import Traits, related_again
from ainotes_site.link.topics import assigned
from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, EntryId, TermSlug, TopicId
from ainotes_site.pipeline.incremental.alignment import NOBODY, align
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
    """Those that only stand on other lines."""
    related: frozenset[EntryId]
    backlinks: frozenset[EntryId]
    duplicates: frozenset[EntryId]
    mentions: frozenset[TermSlug]
    related_terms: frozenset[TermSlug]


def resettle(old: Library, amended: RevisedCatalogue, edits: Mapping[EntryId, Edit]) -> Library:
    """`old` with what was amended, and the topics of what was edited. What relates entries is that of `old`, and so are
    its problems.
    """
    own = {entry: replace(edit.entry, topics=assigned(edit.entry_fingerprint.topics)) for entry, edit in edits.items()}
    gone = dict.fromkeys(amended.gone)
    return replace(
        old,
        entries=tuple(own.get(entry.id, entry) for entry in amended.entries),
        compiled=Overlay(old.compiled, {**gone, **{entry: edit.compiled for entry, edit in edits.items()}}),
        topic_scores=Overlay(
            old.topic_scores,
            {**gone, **{entry: edit.entry_fingerprint.topics or None for entry, edit in edits.items()}},
        ),
        people=amended.people,
        sources=amended.sources,
    )


def revisable(old: Library, amended: RevisedCatalogue) -> bool:
    """Whether what entries share is worth what it was: that depends on how many there are, by powers of two."""
    known = old.entry
    came = sum(entry.id not in known or known[entry.id].date != entry.date for entry in amended.edited)
    before, after = len(old.entries), len(amended.entries)
    return len({size.bit_length() for size in (before, after, before + came)}) == 1


def revise(
    old: Library, settled: Library, web: RelationState, edits: Mapping[EntryId, Edit], amended: RevisedCatalogue
) -> tuple[Library, Changes]:
    """`settled`, which `resettle` made of `old`, with all that relates its entries and terms; `web` is that of `old`."""
    both = align(old.entries, settled.entries)
    size = len(both.ids)
    place_of = {entry: place for place, entry in enumerate(both.ids) if entry != NOBODY}
    at = {place_of[entry]: edit for entry, edit in edits.items()}
    left = [place for place in both.old.tolist() if both.ids[place] == NOBODY]
    shingles = {**dict.fromkeys(left, b""), **{place: edit.entry_fingerprint.shingles for place, edit in at.items()}}
    alike = duplicates.revised(duplicates.renumbered(web.likeness, both.old, size), shingles)
    near = duplicates.near_duplicates(both.ids, alike)
    stale = amended.gone.union(edits)
    quotes = partial(_requoted, ids=place_of, stale=stale)
    ways = [partial(links, compiled=library.compiled, known=library.entry) for library in (old, settled)]
    backlinks = quotes(old.backlinks, *ways)
    spoken = quotes(old.mentions, *[partial(mentions, compiled=library.compiled) for library in (old, settled)])
    now = Overlay(old.backlinks, backlinks)

    def traits_at(place: int) -> Traits:
        entry = both.entries[place]
        return traits(entry, settled.compiled.get(entry.id), ())

    own = {place: traits_at(place)._replace(words=edit.entry_fingerprint.words) for place, edit in at.items()}
    rows = related_again(
        renumbered(web.affinity, both.old),
        both.ids,
        traits_at,
        {**dict.fromkeys(left, Traits()), **own},
        linked(now),
        near,
    )
    rows = {entry: row for entry, row in rows.items() if entry != NOBODY} | dict.fromkeys(amended.gone, ())
    terms = _accompanied(old, settled, web, stale)
    library = replace(
        settled,
        backlinks=now,
        mentions=Overlay(old.mentions, spoken),
        mention_totals=Overlay(
            old.mention_totals, {term: len(quotes or ()) or None for term, quotes in spoken.items()}
        ),
        topic_terms=_topic_terms(old, settled, stale),
        related=Overlay(old.related, {entry: row or None for entry, row in rows.items()}),
        duplicates=near,
        related_terms=Overlay(old.related_terms, terms),
    )
    there = library.entry.keys()
    changes = Changes(
        frozenset(edits),
        amended.gone,
        frozenset(amended.moved),
        frozenset(there & rows.keys()),
        frozenset(there & backlinks.keys()),
        frozenset(entry for entry in {*near, *old.duplicates} & there if near.get(entry) != old.duplicates.get(entry)),
        frozenset(spoken),
        frozenset(terms),
    )
    return library, changes


def _requoted(
    old: Mapping[Key, tuple[Quote, ...]],
    before: Callable[[EntryId], Iterable[tuple[Key, Quote]]],
    after: Callable[[EntryId], Iterable[tuple[Key, Quote]]],
    *,
    ids: Mapping[EntryId, int],
    stale: Collection[EntryId],
) -> dict[Key, tuple[Quote, ...] | None]:
    """The quotes about all that an entry which is not what it was spoke of `before` or speaks of `after`, newest first."""
    fresh: dict[Key, list[Quote]] = {}
    for entry in stale:
        for about, _ in before(entry):
            fresh.setdefault(about, [])
        for about, quote in after(entry):
            fresh.setdefault(about, []).append(quote)
    found: dict[Key, tuple[Quote, ...] | None] = {}
    for about, own in fresh.items():
        kept = [quote for quote in old.get(about, ()) if quote.entry not in stale]
        found[about] = tuple(sorted([*kept, *own], key=lambda quote: ids[quote.entry])) or None
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
    old: Library, settled: Library, web: RelationState, stale: frozenset[EntryId]
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
    together = {**web.together, **{pair: web.together.get(pair, 0) + step for pair, step in moved.items()}}
    terms = {term for pair in moved for term in pair}
    found = related_terms({pair: count for pair, count in together.items() if count}, terms)
    return {term: found.get(term) for term in terms}
