"""Which entries have a query, as Dataview, Bases and Logseq write them: their pages depend on all other entries."""

from __future__ import annotations

from ainotes_site.model import Entry

FENCED_QUERIES = ("```dataview", "```base")
LOGSEQ_QUERIES = ("{{query", "{{namespace", "#+BEGIN_QUERY")
"""How a query begins, which may look into the texts of other entries."""


BASE_FILE = ".base"
"""Ending of a note that is a query, which others may show."""


def has_query(entry: Entry) -> bool:
    """Whether a query begins in the body of an entry, or it may show a note that is one."""
    return any(mark in entry.body for mark in (*FENCED_QUERIES, *LOGSEQ_QUERIES, BASE_FILE))
