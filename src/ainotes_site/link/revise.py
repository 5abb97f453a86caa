"""A library in which the text of a few entries was edited: what linking everything anew would give, for less.

Ids, titles, dates and authors must be as they were, and so must terms and topics of the site: then no other entry
compiles to anything else, and what is left is to work out anew what the edited entries have to do with the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple, TypeVar

from ainotes_site.link import duplicates
from ainotes_site.link.library import Library, Quote, TopicScore
from ainotes_site.link.overlay import Overlay
from ainotes_site.link.relate import Web, companions, linked, links, mentions, related_terms, terms_of, traits
from ainotes_site.link.related import Traits, related_again
from ainotes_site.link.sketch import Sketch
from ainotes_site.link.topics import assigned
from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, EntryId, Span, TermSlug, TopicId

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Edit:
    """An edited entry."""

    entry: Entry
    """As read."""
    compiled: Compiled
    sketch: Sketch


class Changes(NamedTuple):
    """Of which entries and terms a revised library says something else."""

    edited: frozenset[EntryId]
    moved: frozenset[EntryId]
    """Those that only stand on other lines."""
    related: frozenset[EntryId]
    backlinks: frozenset[EntryId]
    duplicates: frozenset[EntryId]
    mentions: frozenset[TermSlug]
    related_terms: frozenset[TermSlug]


def resettle(old: Library, edits: Mapping[EntryId, Edit], moved: Mapping[EntryId, Span]) -> Library:
    """`old` with what was edited and its topics, and with new lines for what only moved in its source.

    What relates entries is that of `old`, and so are its sources and problems.
    """
    own = {entry: replace(edit.entry, topics=assigned(edit.sketch.topics)) for entry, edit in edits.items()}
    own |= {entry: replace(old.entry[entry], span=span) for entry, span in moved.items()}
    scores: dict[EntryId, tuple[TopicScore, ...] | None] = {
        entry: edit.sketch.topics or None for entry, edit in edits.items()
    }
    return replace(
        old,
        entries=tuple(own.get(entry.id, entry) for entry in old.entries),
        compiled=Overlay(old.compiled, {entry: edit.compiled for entry, edit in edits.items()}),
        topic_scores=Overlay(old.topic_scores, scores),
    )


def revise(
    old: Library, settled: Library, web: Web, edits: Mapping[EntryId, Edit], moved: Iterable[EntryId]
) -> tuple[Library, Changes]:
    """`settled`, which `resettle` made of `old`, with all that relates its entries and terms; `web` is that of `old`."""
    place_of = {entry.id: place for place, entry in enumerate(settled.entries)}
    at = {place_of[entry]: edit for entry, edit in edits.items()}
    ids = list(place_of)
    alike = duplicates.revised(web.likeness, {place: edit.sketch.shingles for place, edit in at.items()})
    near = duplicates.near_duplicates(ids, alike)
    quotes = partial(_requoted, ids=place_of, edits=edits)
    ways = [partial(links, compiled=library.compiled, known=place_of) for library in (old, settled)]
    backlinks = quotes(old.backlinks, *ways)
    spoken = quotes(old.mentions, *[partial(mentions, compiled=library.compiled) for library in (old, settled)])
    now = Overlay(old.backlinks, backlinks)

    def traits_at(place: int) -> Traits:
        entry = settled.entries[place]
        return traits(entry, settled.compiled.get(entry.id), ())

    own = {place: traits_at(place)._replace(words=edit.sketch.words) for place, edit in at.items()}
    rows = related_again(web.affinity, ids, traits_at, own, linked(now), near)
    terms = _accompanied(old, settled, web, edits)
    library = replace(
        settled,
        backlinks=now,
        mentions=Overlay(old.mentions, spoken),
        mention_totals=Overlay(
            old.mention_totals, {term: len(quotes or ()) or None for term, quotes in spoken.items()}
        ),
        topic_terms=_topic_terms(old, settled, edits),
        related=Overlay(old.related, {entry: row or None for entry, row in rows.items()}),
        duplicates=near,
        related_terms=Overlay(old.related_terms, terms),
    )
    changes = Changes(
        frozenset(edits),
        frozenset(moved),
        frozenset(rows),
        frozenset(backlinks),
        frozenset(entry for entry in {*near, *old.duplicates} if near.get(entry) != old.duplicates.get(entry)),
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
    edits: Mapping[EntryId, Edit],
) -> dict[Key, tuple[Quote, ...] | None]:
    """The quotes about all that an edited entry spoke of `before` or speaks of `after`, newest first."""
    fresh: dict[Key, list[Quote]] = {}
    for entry in edits:
        for about, _ in before(entry):
            fresh.setdefault(about, [])
        for about, quote in after(entry):
            fresh.setdefault(about, []).append(quote)
    found: dict[Key, tuple[Quote, ...] | None] = {}
    for about, own in fresh.items():
        kept = [quote for quote in old.get(about, ()) if quote.entry not in edits]
        found[about] = tuple(sorted([*kept, *own], key=lambda quote: ids[quote.entry])) or None
    return found


def _topic_terms(old: Library, settled: Library, edits: Iterable[EntryId]) -> Mapping[TopicId, Counter[TermSlug]]:
    """Per topic in how many entries each term is mentioned; without those in none."""
    found = {topic: Counter(counts) for topic, counts in old.topic_terms.items()}
    for entry in edits:
        for topic in old.entry[entry].topics:
            found[topic].subtract(terms_of(old.compiled[entry]))
        for topic in settled.entry[entry].topics:
            found.setdefault(topic, Counter()).update(terms_of(settled.compiled[entry]))
    return {topic: +counts for topic, counts in found.items() if topic in settled.by_topic}


def _accompanied(
    old: Library, settled: Library, web: Web, edits: Iterable[EntryId]
) -> dict[TermSlug, tuple[tuple[TermSlug, int], ...] | None]:
    """The related terms of those terms for which the counting has changed."""
    steps: Counter[tuple[TermSlug, TermSlug]] = Counter()
    for entry in edits:
        steps.subtract(companions(old.compiled[entry]))
        steps.update(companions(settled.compiled[entry]))
    moved = {pair: step for pair, step in steps.items() if step}
    if not moved:
        return {}
    together = {**web.together, **{pair: web.together.get(pair, 0) + step for pair, step in moved.items()}}
    terms = {term for pair in moved for term in pair}
    found = related_terms({pair: count for pair, count in together.items() if count}, terms)
    return {term: found.get(term) for term in terms}
