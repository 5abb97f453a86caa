"""The second verb: the catalogue and its compiled entries become a Library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from ainotes_site.link.catalogue import Catalogue
from ainotes_site.link.duplicates import near_duplicates
from ainotes_site.link.library import Library, Quote, Related
from ainotes_site.link.related import related
from ainotes_site.link.sketch import Sketch, sketch
from ainotes_site.link.topics import assigned
from ainotes_site.markup.result import Compiled
from ainotes_site.model import Entry, EntryId, Problem, TermSlug

FindRelated = Callable[
    [
        Sequence[Entry],
        Sequence[Sketch],
        Mapping[EntryId, Sequence[TermSlug]],
        Mapping[EntryId, Sequence[EntryId]],
        Mapping[EntryId, Sequence[EntryId]],
    ],
    Mapping[EntryId, tuple[Related, ...]],
]

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


def relate(
    settled: Library,
    catalogue: Catalogue,
    sketches: Mapping[EntryId, Sketch] | None = None,
    find_related: FindRelated = related,
) -> Library:
    """A settled library with all that relates its entries and terms. Linear in the number of entries.

    `sketches` are those that it was settled with; `find_related` is `related`, or the same with a memory.
    """
    entries, compiled = settled.entries, settled.compiled
    own = _sketches(catalogue, sketches)
    terms_of = {
        entry: tuple(m.term for m in compiled[entry].mentions) for entry in (e.id for e in entries) if entry in compiled
    }
    links_of = {entry: [r.target for r in compiled[entry].references] for entry in terms_of}
    duplicates = near_duplicates([entry.id for entry in entries], own)
    problems = [problem for entry in entries if entry.id in compiled for problem in compiled[entry.id].problems]
    problems += _unknown_topics(catalogue)
    return replace(
        settled,
        backlinks=_backlinks(entries, compiled),
        mentions=_mentions(entries, compiled),
        related=find_related(entries, own, terms_of, links_of, duplicates),
        duplicates=duplicates,
        related_terms=_related_terms(terms_of.values()),
        problems=tuple(sorted({*catalogue.problems, *problems})),
    )


def _sketches(catalogue: Catalogue, kept: Mapping[EntryId, Sketch] | None) -> list[Sketch]:
    known = kept or {}
    return [known.get(entry.id) or sketch(entry, catalogue.taxonomy) for entry in catalogue.entries]


def _backlinks(entries: Sequence[Entry], compiled: Mapping[EntryId, Compiled]) -> dict[EntryId, tuple[Quote, ...]]:
    """Who links to an entry, newest first; a link to oneself is none, and one entry counts once."""
    found: dict[EntryId, dict[EntryId, Quote]] = {}
    known = {entry.id for entry in entries}
    for entry in entries:
        for reference in compiled[entry.id].references if entry.id in compiled else ():
            if reference.target != entry.id and reference.target in known:
                found.setdefault(reference.target, {}).setdefault(entry.id, Quote(entry.id, reference.sentence))
    return {target: tuple(quotes.values()) for target, quotes in found.items()}


def _mentions(entries: Sequence[Entry], compiled: Mapping[EntryId, Compiled]) -> dict[TermSlug, tuple[Quote, ...]]:
    found: dict[TermSlug, list[Quote]] = {}
    for entry in entries:
        for mention in compiled[entry.id].mentions if entry.id in compiled else ():
            found.setdefault(mention.term, []).append(Quote(entry.id, mention.sentence))
    return {term: tuple(quotes) for term, quotes in found.items()}


def _related_terms(groups: Iterable[Sequence[TermSlug]]) -> dict[TermSlug, tuple[tuple[TermSlug, int], ...]]:
    """Terms of the same entries. Ranked by how many entries they share, ties by name."""
    together: Counter[tuple[TermSlug, TermSlug]] = Counter()
    for group in groups:
        together.update(combinations(sorted(set(group[:TERMS_COUNTED])), 2))
    near: dict[TermSlug, list[tuple[int, TermSlug]]] = {}
    for (one, other), count in together.items():
        near.setdefault(one, []).append((-count, other))
        near.setdefault(other, []).append((-count, one))
    return {
        term: tuple((other, -count) for count, other in sorted(found)[:MOST_TERMS])
        for term, found in sorted(near.items())
    }


def _unknown_topics(catalogue: Catalogue) -> list[Problem]:
    return [
        Problem(
            entry.span.path,
            entry.span.start_line,
            f"分类中没有这个主题 (unknown topic): {topic}",
            "use an id of the taxonomy, or add it to topics.yml",
        )
        for entry in catalogue.entries
        for topic in entry.topics
        if catalogue.taxonomy.named(topic) is None
    ]
