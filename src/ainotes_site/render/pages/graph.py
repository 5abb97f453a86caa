"""The map of topics and terms: places and lines, worked out when the site is made, with a table that says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.model import TermSlug, Topic, TopicId
from ainotes_site.render.page import PageData, PageKind
from ainotes_site.render.pages.graph_layout import Disc, disc_radius, pack, seeds
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Tally
from ainotes_site.urls import GRAPH

_TOPICS_PER_TERM = 3
_BONDS_PER_TOPIC = 5
_SAID = 90
"""Characters of a definition that the panel beside the map shows."""
_MOST_ROWS = 300
"""Lines of the table."""
_NEIGHBOURS = 6


class Node(NamedTuple):
    """A topic or a term in the drawing."""

    kind: str
    url: str
    text: str
    total: int
    """Entries of a topic, or entries that mention a term."""
    x: int
    y: int
    radius: float
    said: str
    """What it is about, shortly."""


class GraphRow(NamedTuple):
    """A line of the table, which lists topics and then the most mentioned terms: a node and its closest neighbours."""

    node: Tally
    kind: str
    neighbours: tuple[str, ...]


def graph_page(site: Site, _: str) -> PageData:
    """Draft of the map."""
    nodes, edges = _drawing(site)
    rows = _rows(nodes, edges)
    return PageData(
        url=GRAPH,
        title=text("nav.graph", site.lang),
        kind=PageKind.GRAPH,
        nav="graph",
        values={"nodes": nodes, "edges": edges, "rows": rows, "more": max(0, len(nodes) - len(rows))},
        description=text("graph.lead", site.lang),
        lang=site.lang,
    )


def _drawing(site: Site) -> tuple[tuple[Node, ...], tuple[tuple[int, int, int], ...]]:
    """Nodes (topics first), and edges (two indexes and a weight)."""
    library = site.library
    topics = [topic for topic in library.taxonomy if site.settings.topics and topic.id in library.by_topic]
    ids = [topic.id for topic in topics]
    groups = _groups(site, ids)
    bonds = _bonds(site, ids)
    discs = pack(_radii(groups), bonds)
    placed = [_topic_node(site, topic, disc) for topic, disc in zip(topics, discs, strict=False)]
    for group, disc in zip(groups, discs, strict=False):
        placed += (_term_node(site, term, at) for term, at in zip(group, seeds(disc, len(group)), strict=True))
    order = [term for group in groups for term in group]
    return tuple(placed), _edges(site, ids, order, bonds)


def _radii(groups: list[list[TermSlug]]) -> list[float]:
    """Of the discs of all topics, and of one for the terms of none where there are any."""
    *own, others = map(len, groups)
    return [*map(disc_radius, own), *map(disc_radius, [others] if others else [])]


def _groups(site: Site, topics: list[TopicId]) -> list[list[TermSlug]]:
    """The terms of each topic, and last those of none."""
    groups: list[list[TermSlug]] = [[] for _ in range(len(topics) + 1)]
    for term, home in _homes(site, topics).items():
        groups[home].append(term)
    return groups


def _topic_node(site: Site, topic: Topic, disc: Disc) -> Node:
    total = len(site.library.by_topic[topic.id])
    radius = round(min(26.0, 9 + sqrt(total) * 1.4), 1)
    return Node(
        "topic", *site.topic_anchor(topic.id), total, round(disc.x), round(disc.y), radius, topic.scope(site.lang)
    )


def _term_node(site: Site, slug: TermSlug, at: tuple[float, float]) -> Node:
    total = site.library.mention_totals.get(slug, 0)
    said = site.definition(site.library.term[slug])
    said = said if len(said) <= _SAID else f"{said[: _SAID - 1]}…"
    return Node(
        "term", *site.term_anchor(slug), total, round(at[0]), round(at[1]), round(min(11.0, 3.5 + sqrt(total)), 1), said
    )


def _homes(site: Site, topics: list[TopicId]) -> Mapping[TermSlug, int]:
    """Per term that entries mention: index of the topic that speaks of it most; the number of topics where none does.

    Terms come most mentioned first, so that these get the inner places. A term that nothing mentions has no lines.
    """
    if not site.settings.glossary:
        return {}
    totals = site.library.mention_totals
    terms = sorted(
        (term.slug for term in site.library.terms if term.slug in totals),
        key=lambda slug: (-totals.get(slug, 0), slug),
    )
    counts = _counts(site, topics)
    homes = {}
    for slug in terms:
        most, place = max(((count[slug], -place) for place, count in enumerate(counts)), default=(0, 0))
        homes[slug] = -place if most else len(topics)
    return homes


def _counts(site: Site, topics: list[TopicId]) -> list[Counter[TermSlug]]:
    """Per topic how many of its entries speak of each term."""
    return [Counter(site.library.topic_terms.get(topic, {})) for topic in topics]


def _bonds(site: Site, topics: list[TopicId]) -> dict[tuple[int, int], int]:
    """The strongest bonds of each topic: pairs of indexes, smaller first, with the number of shared entries."""
    index = {topic: place for place, topic in enumerate(topics)}
    bonds: dict[tuple[int, int], int] = {}
    for topic in topics:
        shared = [(total, index[other]) for other, total in site.shared.get(topic, {}).items() if other in index]
        for total, other in sorted(shared, key=lambda pair: (-pair[0], pair[1]))[:_BONDS_PER_TOPIC]:
            bonds[min(index[topic], other), max(index[topic], other)] = total
    return bonds


def _edges(
    site: Site, topics: list[TopicId], terms: list[TermSlug], bonds: Mapping[tuple[int, int], int]
) -> tuple[tuple[int, int, int], ...]:
    place = {term: len(topics) + number for number, term in enumerate(terms)}
    counts = _counts(site, topics)
    edges = dict(bonds)
    for term, at in place.items():
        strengths = ((-count[term], number) for number, count in enumerate(counts) if count[term])
        for total, number in sorted(strengths)[:_TOPICS_PER_TERM]:
            edges[number, at] = -total
        for other, total in site.library.related_terms.get(term, ()):
            if other in place:
                edges[min(at, place[other]), max(at, place[other])] = total
    return tuple((one, other, total) for (one, other), total in sorted(edges.items()))


def _rows(nodes: tuple[Node, ...], edges: tuple[tuple[int, int, int], ...]) -> tuple[GraphRow, ...]:
    beside: list[list[tuple[int, int]]] = [[] for _ in nodes]
    for one, other, weight in edges:
        beside[one].append((-weight, other))
        beside[other].append((-weight, one))
    return tuple(
        GraphRow(
            Tally(node.url, node.text, node.total),
            node.kind,
            tuple(nodes[other].text for _, other in sorted(beside[place])[:_NEIGHBOURS]),
        )
        for place, node in enumerate(nodes[:_MOST_ROWS])
    )
