"""Markdown outside entries: definitions of terms, as HTML and as plain text."""

from __future__ import annotations

from functools import lru_cache

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.definitions import render_definition
from ainotes_site.markup.plain_text import plain as text_of
from ainotes_site.markup.result import Context

PLAIN_LENGTH = 160
"""Longest start of a definition in characters: two or three sentences, which is what fits a card."""

_STOP = pattern(r"[。！？；.!?;](?=\s|$|[^\x00-\x7f])|[。！？；]")


@lru_cache(maxsize=8192)
def prose(markdown: str, path: str) -> str:
    """Sanitised HTML of a definition; `path` is the source that its relative links start from."""
    return render_definition(markdown, Context(path=path))


def plain(markdown: str) -> str:
    """Plain text of the start of a definition, cut after a sentence where one ends, else with an ellipsis."""
    text = text_of(markdown)
    if len(text) <= PLAIN_LENGTH:
        return text
    stops = [match.end() for match in _STOP.finditer(text, 0, PLAIN_LENGTH)]
    if stops and stops[-1] > PLAIN_LENGTH // 3:
        return text[: stops[-1]]
    return text[: PLAIN_LENGTH - 1].rstrip() + "…"
