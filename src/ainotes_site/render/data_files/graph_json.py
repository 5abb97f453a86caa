"""`graph.json`: what is joined to what, as `schemas/graph.schema.json` has it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from json.encoder import encode_basestring
from types import MappingProxyType

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, EntryId
from ainotes_site.render.site import Site
from ainotes_site.urls import entry_url, term_url, topic_url

VERSION = 1


Edge = tuple[str, str, str, str]
"""From where, what kind, to where, and JSON of its score with the comma before it, if it has one."""

NO_EDGES: Mapping[EntryId, Sequence[Edge]] = MappingProxyType({})

_ENTRY = pattern(r'^\{"id":"entry:([^"\\]+)"', re.MULTILINE)
_OF_TEXT = pattern(r'^\{"from":"entry:([^"\\]+)","to":"((?:[^"\\]|\\.)*)","kind":"(link|mention)"\}', re.MULTILINE)


def graph_json(site: Site, known: Mapping[EntryId, Sequence[Edge]] = NO_EDGES) -> bytes:
    """Nodes (entries, terms, topics) and edges between them; both in a fixed order. Scores have four decimals. Of the entries
    in `known` what their texts link to and mention is taken from there.

    A site has ten edges to an entry, and all of them are written after each edit: so they are tuples, and written as text.
    """
    nodes = sorted(_nodes(site), key=lambda node: str(node["id"]))
    quoted = cache(encode_basestring)
    lines = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in nodes]
    more = [
        f'{{"from":{quoted(start)},"to":{quoted(to)},"kind":"{kind}"{score}}}'
        for start, kind, to, score in sorted(_edges(site, known))
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


def unaffected_edges(published: str, affected: Collection[str]) -> dict[EntryId, list[Edge]]:
    """What the texts of entries link to and mention, by a published file; without entries whose pages, given by their paths,
    are among the `affected`."""
    names = map(EntryId, _ENTRY.findall(published))
    known: dict[EntryId, list[Edge]] = {name: [] for name in names if entry_url(name) not in affected}
    for name, to, kind in _OF_TEXT.findall(published):
        if name in known:
            known[name].append((f"entry:{name}", kind, json.loads(f'"{to}"') if "\\" in to else to, ""))
    return known


def _edges(site: Site, known: Mapping[EntryId, Sequence[Edge]]) -> Iterator[Edge]:
    for entry in site.library.entries:
        of_text = known.get(entry.id)
        yield from _edges_of_text(site, entry) if of_text is None else of_text
        yield from _other_edges(site, entry)
    for topic in site.library.taxonomy if site.settings.topics else ():
        if topic.parent is not None:
            yield f"topic:{topic.id}", "parent", f"topic:{topic.parent}", ""


def _edges_of_text(site: Site, entry: Entry) -> Iterator[Edge]:
    library, start = site.library, f"entry:{entry.id}"
    compiled = library.compiled.get(entry.id)
    for reference in compiled.references if compiled else ():
        if reference.target in library.entry and reference.target != entry.id:
            yield start, "link", f"entry:{reference.target}", ""
    for term in site.entry_terms(entry.id) if site.settings.glossary else ():
        yield start, "mention", f"term:{term}", ""


def _other_edges(site: Site, entry: Entry) -> Iterator[Edge]:
    library, start = site.library, f"entry:{entry.id}"
    for other in library.related.get(entry.id, ()):
        yield start, "related", f"entry:{other.entry}", f',"score":{round(float(other.score), 4)!r}'
    for twin in library.duplicates.get(entry.id, ()):
        yield start, "duplicate", f"entry:{twin}", ""
    for topic in entry.topics if site.settings.topics else ():
        if topic in library.topic:
            yield start, "topic", f"topic:{topic}", ""
