"""Queries within notes that are simple are answered when the site is built: of Dataview, of Logseq, and blocks of Bases.

What is not understood as a whole stays code, under the name of its language.
"""

from __future__ import annotations

from collections.abc import Sequence

from ainotes_site.link.query_marks import LOGSEQ_QUERIES
from ainotes_site.markup.rules.foreign.logseq_query import LANGUAGE
from ainotes_site.model import Entry, Lang

_LANGUAGES = ("dataview", "base", LANGUAGE)


def asks_for_texts(entry: Entry) -> bool:
    """Whether an entry that has a query has one that looks into the texts of others."""
    return any(mark in entry.body for mark in LOGSEQ_QUERIES) or "task" in entry.body.lower()


def with_answers(html: str, entries: Sequence[Entry], root: str, lang: Lang) -> str:
    """The HTML of a body with the answers to its queries in their place; `root` leads to the root of the site."""
    if not any(f'data-lang="{name}"' in html for name in _LANGUAGES):
        return html
    from ainotes_site.render.queries.answers import answered  # few notes have any

    return answered(html, entries, root, lang)
