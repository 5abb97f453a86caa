"""Tags and the entries that have them: nested ones count for those above, and spelling with other capitals makes no other tag."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry
from ainotes_site.urls import tag_path, tag_slug, tag_url

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


class TagIndex(Mapping[str, TagRecord]):
    """All tags by their slugs, sorted. What is known of one is worked out when it is asked for: an edit asks for few."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._places: dict[str, list[int]] = {}
        """Per tag as it is written: which entries have it."""
        for place, entry in enumerate(entries):
            for tag in entry.tags:
                self._places.setdefault(tag, []).append(place)
        self._written: dict[str, list[str]] = {}
        """Per slug: the tags, as they are written, that are it or nested in it."""
        self._names: dict[str, Counter[str]] = {}
        self._below: dict[str, set[str]] = {}
        for tag, places in self._places.items():
            above = ""
            for slug, name in tag_path(tag):
                self._written.setdefault(slug, []).append(tag)
                self._names.setdefault(slug, Counter())[name] += len(places)
                if above:
                    self._below.setdefault(above, set()).add(slug)
                above = slug
        self._records: dict[str, TagRecord] = {}

    def __getitem__(self, slug: str) -> TagRecord:
        record = self._records.get(slug)
        if record is None:
            places = sorted({place for tag in self._written[slug] for place in self._places[tag]})
            below = sorted(self._below.get(slug, ()), key=lambda child: (self._name(child), child))
            record = TagRecord(self._name(slug), tuple(map(self._entries.__getitem__, places)), tuple(below))
            self._records[slug] = record
        return record

    def __contains__(self, slug: object) -> bool:
        return slug in self._written

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._written))

    def __len__(self) -> int:
        return len(self._written)

    def _name(self, slug: str) -> str:
        return max(self._names[slug].items(), key=lambda pair: (pair[1], pair[0]))[0]


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
