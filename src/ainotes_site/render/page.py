"""What a page is, before and after its template is filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from ainotes_site.markup.result import EntryHeading
from ainotes_site.model import Lang
from ainotes_site.urls import Url


class PageKind(StrEnum):
    """The types of page; each has a module, a template (some share one) and a CSS class `an-page-<kind>`."""

    HOME = "home"
    ENTRY = "entry"
    TOPICS = "topics"
    TOPIC = "topic"
    READ = "read"
    PART = "part"
    LIST = "list"
    GLOSSARY = "glossary"
    GLOSSARY_PART = "glossary-part"
    TERM = "term"
    TIMELINE = "timeline"
    YEAR = "year"
    PEOPLE = "people"
    PERSON = "person"
    TAGS = "tags"
    TAG = "tag"
    SOURCES = "sources"
    FILES = "files"
    FOLDER = "folder"
    SOURCE = "source"
    SOURCE_PART = "source-part"
    GRAPH = "graph"
    SEARCH = "search"
    CHANGES = "changes"


class PageKey(NamedTuple):
    """Names one page of a library."""

    kind: PageKind
    name: str = ""
    """Id or slug of what the page is about; empty where a library has one page of the kind."""


class About(NamedTuple):
    """What search engines and messengers are told of a page beside its title and description."""

    type: str
    """As schema.org calls it: Article, DefinedTerm, or WebPage."""
    way: tuple[tuple[str, str], ...]
    """Names and pages that it stands below, from the top of the site."""
    date: str | None = None
    """ISO 8601, with what is known of it."""
    updated: str | None = None
    authors: tuple[tuple[str, str | None], ...] = ()
    """Names, and pages of this site."""
    other_names: tuple[str, ...] = ()
    """Of a term."""
    tags: tuple[str, ...] = ()
    feed: str = ""
    """The page's own feed, by its path in the site; empty where there is none."""


@dataclass(frozen=True, slots=True)
class PageData:
    """A page before its template is filled: all that it shows, as plain values.

    What a page shows is what it depends on, so nothing can be shown that its fingerprint does not cover.
    """

    url: Url
    title: str
    kind: PageKind
    nav: str
    """Destination of the navigation that it belongs under, for example `topics`; empty for none."""
    values: Mapping[str, object]
    """What the template of its kind is given: strings, numbers and (named) tuples of them."""
    description: str = ""
    toc: tuple[EntryHeading, ...] = ()
    lang: Lang = "zh"
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page's content and what its frame must be told."""

    url: Url
    title: str
    """Plain text."""
    html: str
    """What goes inside the article element."""
    description: str = ""
    """Plain text of at most 160 characters; empty when there is nothing to say."""
    toc: tuple[EntryHeading, ...] = field(default=())
    kind: str = "entry"
    """Type of page, as in its CSS class `an-page-<kind>`."""
    nav: str = ""
    """Destination of the navigation: home, topics, glossary, timeline, people, sources, graph, search, or empty."""
    lang: Lang = "zh"
    """Language of the interface around it."""
    about: About | None = None


def fingerprint(draft: PageData) -> str:
    """32 hexadecimal digits that are equal for two drafts exactly when they show the same."""
    shown = repr(
        (
            draft.url,
            draft.title,
            str(draft.kind),
            draft.nav,
            tuple(draft.values.items()),
            draft.description,
            draft.toc,
            draft.about,
        )
    )
    return blake2b(f"{draft.lang} {shown}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
