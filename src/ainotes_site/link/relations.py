"""The second verb: the catalogue and its compiled entries become a Library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import NamedTuple, TypeVar

from ainotes_site.i18n import problem_of
from ainotes_site.link.library import Library, Quote
from ainotes_site.link.merge import MergedNotes
from ainotes_site.link.query_marks import has_query
from ainotes_site.link.similarity.duplicates import Likeness, likeness, near_duplicates
from ainotes_site.link.similarity.fingerprint import EntryFingerprint, entry_fingerprint
from ainotes_site.link.similarity.shared_features import SharedFeatures
from ainotes_site.link.similarity.similar import Traits, related
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.link.topics.assign import assigned
from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, EntryId, Problem, TermSlug, TopicId

Key = TypeVar("Key")

MOST_TERMS = 8
"""Related terms of a term."""
TERMS_COUNTED = 40
"""Terms of one entry whose co-occurrence counts: an index that names them all says nothing about any two."""


def settle(
    merge: MergedNotes,
    compiled: Mapping[EntryId, Compiled],
    entry_fingerprints: Mapping[EntryId, EntryFingerprint] | None = None,
) -> Library:
    """What was compiled, with the topics of every entry: all that search asks for. What relates entries is missing yet.

    `entry_fingerprints` are those that a cache has kept (see `entry_fingerprint.entry_fingerprint`); missing ones are made.
    """
    own = _sketches(merge, entry_fingerprints)
    entries = tuple(
        replace(entry, topics=assigned(its.topics)) if entry.topics != assigned(its.topics) else entry
        for entry, its in zip(merge.entries, own, strict=True)
    )
    return Library(
        entries=entries,
        compiled=compiled,
        terms=merge.terms,
        taxonomy=merge.taxonomy.topics,
        people=merge.people,
        sources=merge.sources,
        queries=frozenset(entry.id for entry in entries if has_query(entry)),
        topic_scores={entry.id: its.topics for entry, its in zip(entries, own, strict=True) if its.topics},
    )


class RelationState(NamedTuple):
    """What relating works out on its way, for `revise`."""

    likeness: Likeness
    affinity: SharedFeatures
    together: Mapping[tuple[TermSlug, TermSlug], int]
    """In how many entries two terms occur, the smaller one first."""


def relate(
    settled: Library, merge: MergedNotes, entry_fingerprints: Mapping[EntryId, EntryFingerprint] | None = None
) -> tuple[Library, RelationState]:
    """A settled library with all that relates its entries and terms. Linear in the number of entries.

    `entry_fingerprints` are those that it was settled with.
    """
    entries, compiled = settled.entries, settled.compiled
    ids = [entry.id for entry in entries]
    own = _sketches(merge, entry_fingerprints)
    alike = likeness([one.shingles for one in own])
    duplicates = near_duplicates(ids, alike)
    backlinks = _quotes(entries, partial(links, compiled=compiled, known=frozenset(ids)))
    traits_of = [traits(entry, compiled.get(entry.id), one.words) for entry, one in zip(entries, own, strict=True)]
    near, affinity = related(ids, traits_of, linked(backlinks), duplicates)
    together: Counter[tuple[TermSlug, TermSlug]] = Counter()
    for one in compiled.values():
        together.update(companions(one))
    problems = [problem for entry in entries if entry.id in compiled for problem in compiled[entry.id].problems]
    problems += unknown_topics(merge.entries, merge.taxonomy)
    spoken = _quotes(entries, partial(mentions, compiled=compiled))
    library = replace(
        settled,
        backlinks=backlinks,
        mentions=spoken,
        mention_totals={term: len(quotes) for term, quotes in spoken.items()},
        topic_terms=_topic_terms(entries, compiled),
        related=near,
        duplicates=duplicates,
        related_terms=related_terms(together),
        problems=tuple(sorted({*merge.problems, *problems})),
    )
    return library, RelationState(alike, affinity, together)


def _sketches(merge: MergedNotes, kept: Mapping[EntryId, EntryFingerprint] | None) -> list[EntryFingerprint]:
    known = kept or {}
    return [known.get(entry.id) or entry_fingerprint(entry, merge.taxonomy) for entry in merge.entries]


def traits(entry: Entry, compiled: Compiled | None, words: tuple[str, ...]) -> Traits:
    """What a settled entry may share with others."""
    terms = tuple(mention.term for mention in compiled.mentions) if compiled else ()
    return Traits(terms, tuple(map(str.casefold, entry.tags)), entry.topics, words)


def linked(backlinks: Mapping[EntryId, Sequence[Quote]]) -> dict[EntryId, list[EntryId]]:
    """Which entries each entry has a link from."""
    return {target: [quote.entry for quote in quotes] for target, quotes in backlinks.items()}


def links(
    entry: EntryId, compiled: Mapping[EntryId, Compiled], known: Container[EntryId]
) -> Iterator[tuple[EntryId, Quote]]:
    """The entries that an entry links to; a link to oneself is none, and several to one entry count once."""
    found: dict[EntryId, Quote] = {}
    for reference in compiled[entry].references if entry in compiled else ():
        if reference.target != entry and reference.target in known:
            found.setdefault(reference.target, Quote(entry, reference.sentence))
    yield from found.items()


def mentions(entry: EntryId, compiled: Mapping[EntryId, Compiled]) -> Iterator[tuple[TermSlug, Quote]]:
    """The terms that an entry mentions."""
    for mention in compiled[entry].mentions if entry in compiled else ():
        yield mention.term, Quote(entry, mention.sentence)


def _quotes(
    entries: Iterable[Entry], of: Callable[[EntryId], Iterable[tuple[Key, Quote]]]
) -> dict[Key, tuple[Quote, ...]]:
    """The quotes of all entries by what they are about, newest first."""
    found: dict[Key, list[Quote]] = {}
    for entry in entries:
        for about, quote in of(entry.id):
            found.setdefault(about, []).append(quote)
    return {about: tuple(quotes) for about, quotes in found.items()}


def _topic_terms(entries: Iterable[Entry], compiled: Mapping[EntryId, Compiled]) -> dict[TopicId, Counter[TermSlug]]:
    found: dict[TopicId, Counter[TermSlug]] = {}
    for entry in entries:
        for topic in entry.topics:
            found.setdefault(topic, Counter()).update(terms_of(compiled.get(entry.id)))
    return found


def terms_of(compiled: Compiled | None) -> frozenset[TermSlug]:
    """The terms that an entry mentions."""
    return frozenset(mention.term for mention in compiled.mentions) if compiled else frozenset()


def companions(compiled: Compiled) -> Iterator[tuple[TermSlug, TermSlug]]:
    """Pairs of terms that an entry mentions, the smaller one first."""
    group = [mention.term for mention in compiled.mentions[:TERMS_COUNTED]]
    return combinations(sorted(set(group)), 2)


def related_terms(
    together: Mapping[tuple[TermSlug, TermSlug], int], only: Container[TermSlug] | None = None
) -> dict[TermSlug, tuple[tuple[TermSlug, int], ...]]:
    """Terms of the same entries, for each term or `only` some. Ranked by how many entries they share, ties by name."""
    near: dict[TermSlug, list[tuple[int, TermSlug]]] = {}
    for (one, other), count in together.items():
        if only is None or one in only:
            near.setdefault(one, []).append((-count, other))
        if only is None or other in only:
            near.setdefault(other, []).append((-count, one))
    return {
        term: tuple((other, -count) for count, other in sorted(found)[:MOST_TERMS])
        for term, found in sorted(near.items())
    }


def unknown_topics(entries: Iterable[Entry], taxonomy: Taxonomy) -> Iterator[Problem]:
    """Topics that owners declare and that the taxonomy does not have."""
    for entry in entries:
        for topic in entry.topics:
            if taxonomy.named(topic) is None:
                yield problem_of(entry.span.path, entry.span.start_line, "topics.unknown", remark=True)
                break  # said once for a note, and with the same words for all notes
