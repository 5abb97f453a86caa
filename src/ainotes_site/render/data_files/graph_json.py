"""`graph.json`: what is joined to what, as `schemas/graph.schema.json` has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from json.encoder import encode_basestring

from ainotes_site.model import Entry
from ainotes_site.render.site import Site
from ainotes_site.urls import entry_url, term_url, topic_url

VERSION = 1


def graph_json(site: Site) -> bytes:
    """Nodes (entries, terms, topics) and edges between them; both in a fixed order. Scores have four decimals.

    A site has ten edges to an entry, and all of them are written after each edit: so they are tuples, and written as text.
    """
    nodes = sorted(_nodes(site), key=lambda node: str(node["id"]))
    quoted = cache(encode_basestring)
    lines = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in nodes]
    more = [
        f'{{"from":{quoted(start)},"to":{quoted(to)},"kind":"{kind}"{score}}}'
        for start, kind, to, score in sorted(_edges(site))
    ]
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


Edge = tuple[str, str, str, str]
"""From where, what kind, to where, and JSON of its score with the comma before it, if it has one."""


def _edges(site: Site) -> Iterator[Edge]:
    for entry in site.library.entries:
        yield from _edges_to_entries(site, entry)
        yield from _edges_to_terms_and_topics(site, entry)
    for topic in site.library.taxonomy if site.settings.topics else ():
        if topic.parent is not None:
            yield f"topic:{topic.id}", "parent", f"topic:{topic.parent}", ""


def _edges_to_entries(site: Site, entry: Entry) -> Iterator[Edge]:
    library, start = site.library, f"entry:{entry.id}"
    compiled = library.compiled.get(entry.id)
    for reference in compiled.references if compiled else ():
        if reference.target in library.entry and reference.target != entry.id:
            yield start, "link", f"entry:{reference.target}", ""
    for other in library.related.get(entry.id, ()):
        yield start, "related", f"entry:{other.entry}", f',"score":{round(float(other.score), 4)!r}'
    for twin in library.duplicates.get(entry.id, ()):
        yield start, "duplicate", f"entry:{twin}", ""


def _edges_to_terms_and_topics(site: Site, entry: Entry) -> Iterator[Edge]:
    start = f"entry:{entry.id}"
    for term in site.entry_terms(entry.id) if site.settings.glossary else ():
        yield start, "mention", f"term:{term}", ""
    for topic in entry.topics if site.settings.topics else ():
        if topic in site.library.topic:
            yield start, "topic", f"topic:{topic}", ""
