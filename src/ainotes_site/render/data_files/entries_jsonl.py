"""`entries.jsonl`: a line for each entry, newest first, as `schemas/entries.schema.json` has it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from ainotes_site.model import Entry, EntryId
from ainotes_site.render.data_files.markdown_copies import ContextFor, author_names, copy_of, entry_body
from ainotes_site.render.site import Site
from ainotes_site.urls import entry_url

_BEGIN = '{"id":"'
NO_LINES: Mapping[EntryId, str] = MappingProxyType({})


def entry_lines(site: Site, context_for: ContextFor, known: Mapping[EntryId, str] = NO_LINES) -> list[str]:
    """A line for each entry; of those that are `known` the line is taken as it is."""
    return [known.get(entry.id) or _line(site, entry, context_for) for entry in site.library.entries]


def unaffected_lines(published: str, affected: Collection[str]) -> dict[EntryId, str]:
    """The lines of a published file whose entries' pages, given by their paths, are not among the `affected`."""
    lines = {}
    for line in published.split("\n"):
        name = EntryId(line[len(_BEGIN) : line.find('"', len(_BEGIN))])
        if line.startswith(_BEGIN) and entry_url(name) not in affected:
            lines[name] = line
    return lines


def entries_jsonl(lines: Sequence[str]) -> bytes:
    """The file of these lines."""
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _line(site: Site, entry: Entry, context_for: ContextFor) -> str:
    return json.dumps(_record(site, entry, context_for), ensure_ascii=False, separators=(",", ":"))


def _record(site: Site, entry: Entry, context_for: ContextFor) -> dict[str, object]:
    page = entry_url(entry.id)
    root = site.settings.site_url
    return {
        "id": entry.id,
        "title": entry.title,
        "kind": str(entry.kind),
        "lang": entry.lang,
        "date": entry.date,
        "date_inferred": entry.date_inferred,
        "updated": entry.updated,
        "authors": author_names(site, entry),
        "topics": list(entry.topics),
        "tags": list(entry.tags),
        "url": page,
        "markdown_url": copy_of(page),
        "links": [{"url": link.url, "text": link.text} for link in entry.links],
        "terms": list(site.entry_terms(entry.id)),
        "source": {"path": entry.span.path, "start_line": entry.span.start_line, "end_line": entry.span.end_line},
        "markdown": entry_body(site, entry, context_for, lambda path: f"{root}{path}"),
    }
