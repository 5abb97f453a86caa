"""Glossary definitions as HTML, by the same rules as entries."""

from __future__ import annotations

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Context


def render_definition(markdown: str, context: Context) -> str:
    """Safe HTML of a definition, for a page one folder below the root. Name the term itself in `context.nolink`."""
    return compile_entry(markdown, context).html
