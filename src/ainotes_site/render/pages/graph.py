"""The map of topics and terms, drawn when the site is made, with a table that says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import ceil, sqrt
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.model import TermSlug, TopicId
from ainotes_site.render.page import PageData, PageKind
from ainotes_site.render.pages.graph_layout import disc_radius, label_width, labels_that_fit, pack, seeds
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Tally
from ainotes_site.urls import GRAPH, term_url

_MARGIN = 60
_SCREEN = (1080, 680)
"""Pixels that the map is given on a desk; decides which names can be read at first sight."""
_TOPIC_FONT = 15.0
_TERM_FONT = 11.0
"""In pixels of the screen."""
_TOPICS_PER_TERM = 3
_BONDS_PER_TOPIC = 5


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
    labelled: bool
    """Whether its name can be shown at all times without covering another one."""


class Row(NamedTuple):
    """A line of the table: a node and its neighbours, strongest first."""

    node: Tally
    kind: str
    neighbours: tuple[str, ...]


def graph_page(site: Site, _: str) -> PageData:
    """Draft of the map."""
    nodes, edges, box = _drawing(site)
    unit = _unit(box)
    return PageData(
        url=GRAPH,
        title=text("nav.graph", site.lang),
        kind=PageKind.GRAPH,
        nav="graph",
        values={"nodes": nodes, "edges": edges, "box": box, "unit": unit, "rows": _rows(nodes, edges)},
        description=text("graph.lead", site.lang),
        lang=site.lang,
    )


def _drawing(site: Site) -> tuple[tuple[Node, ...], tuple[tuple[int, int, int], ...], tuple[int, int, int, int]]:
    """Nodes (topics first), edges (two indexes and a weight), and (left, top, width, height)."""
    library = site.library
    topics = [topic for topic in library.taxonomy if topic.id in library.by_topic] if site.settings.topics else []
    homes = _homes(site, [topic.id for topic in topics])
    bonds = _bonds(site, [topic.id for topic in topics])
    groups: list[list[TermSlug]] = [[] for _ in range(len(topics) + 1)]
    for term, home in homes.items():
        groups[home].append(term)
    radii = [disc_radius(len(group)) for group in groups[: len(topics)]]
    if groups[-1]:
        radii.append(disc_radius(len(groups[-1])))
    discs = pack(radii, bonds)
    placed: list[Node] = []
    for topic, disc in zip(topics, discs, strict=False):
        total = len(library.by_topic[topic.id])
        url, name = site.topic_anchor(topic.id)
        placed.append(
            Node("topic", url, name, total, round(disc.x), round(disc.y), min(26, 9 + sqrt(total) * 1.4), True)
        )
    for group, disc in zip(groups, discs, strict=False):
        for term, (x, y) in zip(group, seeds(disc, len(group)), strict=True):
            total = library.mention_totals.get(term, 0)
            radius = round(min(11.0, 3.5 + sqrt(total)), 1)
            placed.append(
                Node("term", term_url(term), library.term[term].name, total, round(x), round(y), radius, False)
            )
    box = _box(placed)
    order = [term for group in groups for term in group]
    return _with_labels(placed, _unit(box)), _edges(site, [topic.id for topic in topics], order, bonds), box


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


def _unit(box: tuple[int, int, int, int]) -> float:
    """Units of the drawing to a pixel when the whole of it is shown."""
    return round(max(box[2] / _SCREEN[0], box[3] / _SCREEN[1]), 2)


def _with_labels(nodes: list[Node], unit: float) -> tuple[Node, ...]:
    ranked = sorted(range(len(nodes)), key=lambda index: (nodes[index].kind == "term", -nodes[index].total, index))
    fits = dict(zip(ranked, labels_that_fit([_label_box(nodes[index], unit) for index in ranked]), strict=True))
    return tuple(node._replace(labelled=node.labelled or fits[index]) for index, node in enumerate(nodes))


def _label_box(node: Node, unit: float) -> tuple[float, float, float, float]:
    size = (_TOPIC_FONT if node.kind == "topic" else _TERM_FONT) * unit
    half = label_width(node.text, size) / 2 + 3 * unit
    return node.x - half, node.y - node.radius, node.x + half, node.y + node.radius + size * 1.3


def _box(nodes: list[Node]) -> tuple[int, int, int, int]:
    if not nodes:
        return 0, 0, 100, 100
    left, top = (min(values) - _MARGIN for values in ([node.x for node in nodes], [node.y for node in nodes]))
    right, bottom = (max(values) + _MARGIN for values in ([node.x for node in nodes], [node.y for node in nodes]))
    return left, top, ceil(right - left), ceil(bottom - top)


def _rows(nodes: tuple[Node, ...], edges: tuple[tuple[int, int, int], ...]) -> tuple[Row, ...]:
    beside: list[list[tuple[int, int]]] = [[] for _ in nodes]
    for one, other, weight in edges:
        beside[one].append((-weight, other))
        beside[other].append((-weight, one))
    return tuple(
        Row(
            Tally(node.url, node.text, node.total),
            node.kind,
            tuple(nodes[other].text for _, other in sorted(beside[place])[:6]),
        )
        for place, node in enumerate(nodes)
    )
