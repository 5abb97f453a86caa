"""`graph.json`: what is joined to what, as `schemas/graph.schema.json` has it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ainotes_site.model import Entry
from ainotes_site.render.site import Site
from ainotes_site.urls import entry_url, term_url, topic_url

VERSION = 1


def graph_json(site: Site) -> bytes:
    """Nodes (entries, terms, topics) and edges between them; both in a fixed order. Scores have four decimals."""
    nodes = sorted(_nodes(site), key=lambda node: str(node["id"]))
    edges = sorted(_edges(site), key=lambda edge: (edge["from"], edge["kind"], edge["to"]))
    lines = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in nodes]
    more = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in edges]
    text = f'{{"version":{VERSION},"nodes":[\n{_rows(lines)}],"edges":[\n{_rows(more)}]}}\n'
    return text.encode("utf-8", "replace")


def _rows(lines: list[str]) -> str:
    return ",\n".join(lines) + ("\n" if lines else "")


def _nodes(site: Site) -> Iterator[dict[str, object]]:
    for entry in site.library.entries:
        yield {
            "id": f"entry:{entry.id}",
            "title": entry.title,
            "url": entry_url(entry.id),
            "kind": str(entry.kind),
            "date": entry.date,
        }
    if site.settings.glossary:
        for term in site.library.terms:
            yield {"id": f"term:{term.slug}", "title": term.name, "url": term_url(term.slug)}
    if site.settings.topics:
        for topic in site.library.taxonomy:
            yield {"id": f"topic:{topic.id}", "title": topic.name(site.lang), "url": topic_url(topic.id)}


def _edges(site: Site) -> Iterator[dict[str, str | float]]:
    for entry in site.library.entries:
        yield from _edges_to_entries(site, entry)
        yield from _edges_to_terms_and_topics(site, entry)
    for topic in site.library.taxonomy if site.settings.topics else ():
        if topic.parent is not None:
            yield {"from": f"topic:{topic.id}", "to": f"topic:{topic.parent}", "kind": "parent"}


def _edges_to_entries(site: Site, entry: Entry) -> Iterator[dict[str, str | float]]:
    library, start = site.library, f"entry:{entry.id}"
    compiled = library.compiled.get(entry.id)
    for reference in compiled.references if compiled else ():
        if reference.target in library.entry and reference.target != entry.id:
            yield {"from": start, "to": f"entry:{reference.target}", "kind": "link"}
    for other in library.related.get(entry.id, ()):
        yield {"from": start, "to": f"entry:{other.entry}", "kind": "related", "score": round(other.score, 4)}
    for twin in library.duplicates.get(entry.id, ()):
        yield {"from": start, "to": f"entry:{twin}", "kind": "duplicate"}


def _edges_to_terms_and_topics(site: Site, entry: Entry) -> Iterator[dict[str, str | float]]:
    start = f"entry:{entry.id}"
    for term in site.entry_terms(entry.id) if site.settings.glossary else ():
        yield {"from": start, "to": f"term:{term}", "kind": "mention"}
    for topic in entry.topics if site.settings.topics else ():
        if topic in site.library.topic:
            yield {"from": start, "to": f"topic:{topic}", "kind": "topic"}
