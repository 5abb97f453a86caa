"""Pages, feeds and exports: what the site consists of.

`plan` names the pages of a library, `draft` gathers what one of them shows, `render` fills its template. `PageFingerprints` say
what pages depend on: a build drafts and renders a page again only when its fingerprint has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ainotes_site.link.library import Library
from ainotes_site.model import EntryId, TermSlug, TopicId
from ainotes_site.render.fingerprints.entry_fingerprints import RenderedDigests
from ainotes_site.render.fingerprints.page_fingerprints import PageFingerprints
from ainotes_site.render.page import Page, PageData, PageKey, PageKind, fingerprint
from ainotes_site.render.pages.changes import changes_page
from ainotes_site.render.pages.entry import entry_page
from ainotes_site.render.pages.full_topic import part_name, part_page, part_url, read_page, read_url
from ainotes_site.render.pages.glossary import (
    glossary_page,
    glossary_part_page,
    glossary_part_url,
    glossary_parts,
    term_page,
)
from ainotes_site.render.pages.graph import graph_page
from ainotes_site.render.pages.home import home_page
from ainotes_site.render.pages.list_part import list_page
from ainotes_site.render.pages.people import people_page, person_page
from ainotes_site.render.pages.search_page import search_page
from ainotes_site.render.pages.source import source_page, source_part_page
from ainotes_site.render.pages.sources import files_page, files_url, folder_page, sources_page
from ainotes_site.render.pages.tags import tag_page, tags_page
from ainotes_site.render.pages.timeline import has_year_pages, timeline_page, year_page, year_url
from ainotes_site.render.pages.topics import topic_page, topics_page
from ainotes_site.render.pagination import list_names, list_url, pieces
from ainotes_site.render.site import Site
from ainotes_site.render.template_engine import template
from ainotes_site.settings import Settings
from ainotes_site.urls import (
    CHANGES,
    GLOSSARY,
    GRAPH,
    HOME,
    PEOPLE,
    SEARCH,
    SOURCES,
    TAGS,
    TIMELINE,
    TOPICS,
    Url,
    entry_url,
    folder_url,
    person_url,
    source_part_url,
    source_url,
    tag_url,
    term_url,
    topic_url,
)

__all__ = [
    "Page",
    "PageData",
    "PageFingerprints",
    "PageKey",
    "PageKind",
    "RenderedDigests",
    "Site",
    "draft",
    "fingerprint",
    "pages",
    "plan",
    "render",
    "url_of",
]

DRAFTERS: Mapping[PageKind, Callable[[Site, str], PageData]] = {
    PageKind.HOME: home_page,
    PageKind.TOPICS: topics_page,
    PageKind.GLOSSARY: glossary_page,
    PageKind.GLOSSARY_PART: glossary_part_page,
    PageKind.TIMELINE: timeline_page,
    PageKind.PEOPLE: people_page,
    PageKind.SOURCES: sources_page,
    PageKind.FILES: files_page,
    PageKind.FOLDER: folder_page,
    PageKind.GRAPH: graph_page,
    PageKind.SEARCH: search_page,
    PageKind.CHANGES: changes_page,
    PageKind.YEAR: year_page,
    PageKind.TOPIC: topic_page,
    PageKind.READ: read_page,
    PageKind.PART: part_page,
    PageKind.LIST: list_page,
    PageKind.TERM: term_page,
    PageKind.PERSON: person_page,
    PageKind.TAGS: tags_page,
    PageKind.TAG: tag_page,
    PageKind.SOURCE: source_page,
    PageKind.SOURCE_PART: source_part_page,
    PageKind.ENTRY: entry_page,
}
"""Who drafts which kind of page."""

_TEMPLATES: Mapping[PageKind, str] = {
    PageKind.FILES: "sources",
    PageKind.GLOSSARY_PART: "glossary",
    PageKind.PART: "read",
    PageKind.SOURCE_PART: "source",
    PageKind.YEAR: "timeline",
}
"""The template of the kinds that have none of their own name: parts look like what they are parts of."""

_URLS: Mapping[PageKind, Callable[[str], Url]] = {
    PageKind.HOME: lambda _: HOME,
    PageKind.TOPICS: lambda _: TOPICS,
    PageKind.GLOSSARY: lambda _: GLOSSARY,
    PageKind.TIMELINE: lambda _: TIMELINE,
    PageKind.PEOPLE: lambda _: PEOPLE,
    PageKind.SOURCES: lambda _: SOURCES,
    PageKind.FILES: files_url,
    PageKind.FOLDER: folder_url,
    PageKind.GRAPH: lambda _: GRAPH,
    PageKind.SEARCH: lambda _: SEARCH,
    PageKind.CHANGES: lambda _: CHANGES,
    PageKind.YEAR: year_url,
    PageKind.TOPIC: lambda name: topic_url(TopicId(name)),
    PageKind.READ: lambda name: read_url(TopicId(name)),
    PageKind.PART: part_url,
    PageKind.LIST: list_url,
    PageKind.TERM: lambda name: term_url(TermSlug(name)),
    PageKind.PERSON: person_url,
    PageKind.TAGS: lambda _: TAGS,
    PageKind.TAG: tag_url,
    PageKind.SOURCE: source_url,
    PageKind.SOURCE_PART: lambda name: source_part_url(name.rpartition(".")[0], int(name.rpartition(".")[2])),
    PageKind.GLOSSARY_PART: glossary_part_url,
    PageKind.ENTRY: lambda name: entry_url(EntryId(name)),
}


def plan(site: Site, known: Mapping[PageKey, int] = MappingProxyType({})) -> list[PageKey]:
    """Every page of the site, in a fixed order. For `known` see `pieces`."""
    library, settings = site.library, site.settings
    keys = [*_overviews(site)]
    if settings.topics:
        keys += _topics(site)
    if settings.glossary:
        keys += _glossary(site)
        keys += (PageKey(PageKind.TERM, term.slug) for term in library.terms)
    keys += (PageKey(PageKind.PERSON, record.slug) for record in library.people)
    if site.tags:
        keys += (PageKey(PageKind.TAGS), *(PageKey(PageKind.TAG, tag) for tag in site.tags))
    keys += (PageKey(PageKind.LIST, name) for name in list_names(pieces(site, known)))
    keys += _sources(site)
    keys += (PageKey(PageKind.ENTRY, entry.id) for entry in library.entries)
    return keys


def _overviews(site: Site) -> Iterator[PageKey]:
    """Pages about the site as a whole, the parts of the list of sources, folders, and the years."""
    yield from map(PageKey, (PageKind.HOME, PageKind.TIMELINE, PageKind.PEOPLE, PageKind.SOURCES))
    parts = len(site.source_parts)
    if parts > 1:
        yield from (PageKey(PageKind.FILES, str(number)) for number in range(1, parts + 1))
    yield from (PageKey(PageKind.FOLDER, name) for name in site.folders)
    yield PageKey(PageKind.GRAPH)
    yield PageKey(PageKind.CHANGES)
    if site.settings.search:
        yield PageKey(PageKind.SEARCH)
    if has_year_pages(site):
        yield from (PageKey(PageKind.YEAR, year) for year in site.years)


def _glossary(site: Site) -> Iterator[PageKey]:
    """The index of terms, and its parts where it is long."""
    yield PageKey(PageKind.GLOSSARY)
    parts = len(glossary_parts(site))
    if parts > 1:
        yield from (PageKey(PageKind.GLOSSARY_PART, str(number)) for number in range(1, parts + 1))


def _sources(site: Site) -> Iterator[PageKey]:
    """Sources with a page of their own, and the parts of those that are long."""
    for record in site.library.sources:
        if not record.has_page:
            continue
        yield PageKey(PageKind.SOURCE, record.slug)
        parts = len(site.parts_of_source(record))
        if parts > 1:
            yield from (PageKey(PageKind.SOURCE_PART, f"{record.slug}.{number}") for number in range(1, parts + 1))


def _topics(site: Site) -> Iterator[PageKey]:
    """The list of topics, the topics, and those that are shown in full with their parts."""
    yield PageKey(PageKind.TOPICS)
    yield from (PageKey(PageKind.TOPIC, topic.id) for topic in site.library.taxonomy)
    for topic in site.library.taxonomy:
        parts = len(site.reading(topic.id))
        if parts:
            yield PageKey(PageKind.READ, topic.id)
        if parts > 1:
            yield from (PageKey(PageKind.PART, part_name(topic.id, at + 1)) for at in range(parts))


def url_of(key: PageKey) -> Url:
    """Where the page is, relative to the root of the site."""
    return _URLS[key.kind](key.name)


def draft(key: PageKey, site: Site) -> PageData:
    """What the page shows. Raises KeyError for a page that the library does not have."""
    return DRAFTERS[key.kind](site, key.name)


def render(drafted: PageData) -> Page:
    """The page with its template filled."""
    root = "../" if "/" in drafted.url else ""
    html = template(_TEMPLATES.get(drafted.kind, str(drafted.kind)), drafted.lang).render(
        {"root": root, **drafted.values}
    )
    return Page(
        drafted.url,
        drafted.title,
        html,
        drafted.description,
        drafted.toc,
        str(drafted.kind),
        drafted.nav,
        drafted.lang,
        drafted.about,
    )


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """Every page of the site."""
    site = Site(library, settings)
    return (render(draft(key, site)) for key in plan(site))
