"""The second verb: the catalogue and its compiled entries become a Library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import NamedTuple, TypeVar

from ainotes_site.link.affinity import Affinity
from ainotes_site.link.catalogue import Catalogue
from ainotes_site.link.duplicates import Likeness, likeness, near_duplicates
from ainotes_site.link.library import Library, Quote
from ainotes_site.link.related import Traits, related
from ainotes_site.link.sketch import Sketch, sketch
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.link.topics import assigned
from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, EntryId, Problem, TermSlug, TopicId

Key = TypeVar("Key")

MOST_TERMS = 8
"""Related terms of a term."""
TERMS_COUNTED = 40
"""Terms of one entry whose co-occurrence counts: an index that names them all says nothing about any two."""


def settle(
    catalogue: Catalogue,
    compiled: Mapping[EntryId, Compiled],
    sketches: Mapping[EntryId, Sketch] | None = None,
) -> Library:
    """What was compiled, with the topics of every entry: all that search asks for. What relates entries is missing yet.

    `sketches` are those that a cache has kept (see `sketch.sketch`); missing ones are made.
    """
    own = _sketches(catalogue, sketches)
    entries = tuple(
        replace(entry, topics=assigned(its.topics)) if entry.topics != assigned(its.topics) else entry
        for entry, its in zip(catalogue.entries, own, strict=True)
    )
    return Library(
        entries=entries,
        compiled=compiled,
        terms=catalogue.terms,
        taxonomy=catalogue.taxonomy.topics,
        people=catalogue.people,
        sources=catalogue.sources,
        topic_scores={entry.id: its.topics for entry, its in zip(entries, own, strict=True) if its.topics},
    )


class Web(NamedTuple):
    """What relating works out on its way, for `revise`."""

    likeness: Likeness
    affinity: Affinity
    together: Mapping[tuple[TermSlug, TermSlug], int]
    """In how many entries two terms occur, the smaller one first."""


def relate(
    settled: Library, catalogue: Catalogue, sketches: Mapping[EntryId, Sketch] | None = None
) -> tuple[Library, Web]:
    """A settled library with all that relates its entries and terms. Linear in the number of entries.

    `sketches` are those that it was settled with.
    """
    entries, compiled = settled.entries, settled.compiled
    ids = [entry.id for entry in entries]
    own = _sketches(catalogue, sketches)
    alike = likeness([one.shingles for one in own])
    duplicates = near_duplicates(ids, alike)
    backlinks = _quotes(entries, partial(links, compiled=compiled, known=frozenset(ids)))
    traits_of = [traits(entry, compiled.get(entry.id), one.words) for entry, one in zip(entries, own, strict=True)]
    near, affinity = related(ids, traits_of, linked(backlinks), duplicates)
    together: Counter[tuple[TermSlug, TermSlug]] = Counter()
    for one in compiled.values():
        together.update(companions(one))
    problems = [problem for entry in entries if entry.id in compiled for problem in compiled[entry.id].problems]
    problems += unknown_topics(catalogue.entries, catalogue.taxonomy)
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
        problems=tuple(sorted({*catalogue.problems, *problems})),
    )
    return library, Web(alike, affinity, together)


def _sketches(catalogue: Catalogue, kept: Mapping[EntryId, Sketch] | None) -> list[Sketch]:
    known = kept or {}
    return [known.get(entry.id) or sketch(entry, catalogue.taxonomy) for entry in catalogue.entries]


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
    """The terms that an entry speaks of."""
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
    """The terms that an entry speaks of."""
    return frozenset(mention.term for mention in compiled.mentions) if compiled else frozenset()


def companions(compiled: Compiled) -> Iterator[tuple[TermSlug, TermSlug]]:
    """Pairs of terms that an entry speaks of, the smaller one first."""
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
                yield Problem(
                    entry.span.path,
                    entry.span.start_line,
                    f"分类中没有这个主题 (unknown topic): {topic}",
                    "use an id of the taxonomy, or add it to topics.yml",
                )
