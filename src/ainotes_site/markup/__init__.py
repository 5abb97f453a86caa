"""Markdown to safe HTML. `compile_entry` does an entry, `render_definition` a glossary definition, `plain` a title."""

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.inline import render_definition
from ainotes_site.markup.outline import headings
from ainotes_site.markup.plain import plain

__all__ = ["compile_entry", "headings", "plain", "render_definition"]
