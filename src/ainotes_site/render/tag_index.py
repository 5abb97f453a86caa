"""Tags and the entries that have them: nested ones count for those above, and spelling with other capitals makes no other tag."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry
from ainotes_site.urls import tag_slug, tag_url

_CLASS = 'class="an-tag"'
_TAG = pattern(rf"<span {_CLASS}>#([^<>]*)</span>")


class TagRecord(NamedTuple):
    """One tag."""

    name: str
    """As it is written most often."""
    entries: tuple[Entry, ...]
    """In the order of the library; those with a tag below this one too."""
    below: tuple[str, ...]
    """Slugs of the tags one level below, by their names."""


def tag_index(entries: Iterable[Entry]) -> Mapping[str, TagRecord]:
    """All tags by their slugs, sorted."""
    found: dict[str, dict[str, Entry]] = {}
    names: dict[str, Counter[str]] = {}
    children: dict[str, set[str]] = {}
    for entry in entries:
        for tag in entry.tags:
            above = ""
            for slug, name in tag_path(tag):
                found.setdefault(slug, {})[entry.id] = entry
                names.setdefault(slug, Counter())[name] += 1
                if above:
                    children.setdefault(above, set()).add(slug)
                above = slug
    named = {slug: max(counted.items(), key=lambda pair: (pair[1], pair[0]))[0] for slug, counted in names.items()}
    return {
        slug: TagRecord(
            named[slug],
            tuple(found[slug].values()),
            tuple(sorted(children.get(slug, ()), key=lambda child: (named[child], child))),
        )
        for slug in sorted(found)
    }


@lru_cache(maxsize=65536)
def tag_path(tag: str) -> tuple[tuple[str, str], ...]:
    """Slug and name of a tag and of those that it is nested in, the outermost first.

    >>> tag_path("AI/RAG")
    (('ai', 'AI'), ('ai-rag-…', 'AI/RAG'))
    """
    parts = [part.strip() for part in tag.strip("#/ ").split("/")]
    return tuple(_prefixes([part for part in parts if part]))


def _prefixes(parts: list[str]) -> Iterator[tuple[str, str]]:
    for stop in range(1, len(parts) + 1):
        name = "/".join(parts[:stop])
        yield tag_slug(name), name


def with_tag_links(html: str, tags: Iterable[str], root: str) -> str:
    """The HTML of a body with links to the pages of those tags in it that are among `tags`; `root` leads to the root of the
    site.
    """
    if _CLASS not in html:
        return html
    known = {tag_slug(tag.strip("#/ ")) for tag in tags}

    def linked(found: re.Match[str]) -> str:
        slug = tag_slug(unescape(found[1]).strip("#/ "))
        return f'<a class="an-tag-link" href="{root}{tag_url(slug)}">#{found[1]}</a>' if slug in known else found[0]

    return _TAG.sub(linked, html)
