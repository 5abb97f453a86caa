"""`entries.jsonl`: a line for each entry, newest first, as `schemas/entries.schema.json` has it."""

from __future__ import annotations

import json
from functools import partial

from ainotes_site.model import Entry
from ainotes_site.render.data_files.markdown_copies import ContextFor, author_names, copy_address, copy_of, entry_body
from ainotes_site.render.site import Site
from ainotes_site.urls import entry_url

VERSION = 1


def entries_jsonl(site: Site, context_for: ContextFor) -> bytes:
    """All entries, an object a line."""
    lines = (
        json.dumps(_record(site, entry, context_for), ensure_ascii=False, separators=(",", ":")) + "\n"
        for entry in site.library.entries
    )
    return "".join(lines).encode("utf-8", "replace")


def _record(site: Site, entry: Entry, context_for: ContextFor) -> dict[str, object]:
    page = entry_url(entry.id)
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
        "markdown": entry_body(site, entry, context_for, partial(copy_address, page=page)),
    }
