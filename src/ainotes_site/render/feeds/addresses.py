"""Where the feeds of a site are, and which there are: each page that names one can rely on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ainotes_site.link.library import PersonRecord
from ainotes_site.model import Entry, TopicId
from ainotes_site.render.site import Site
from ainotes_site.urls import Url, person_url, tag_path, tag_slug, tag_url, topic_url

FEED = Url("feed.xml")
JSON_FEED = Url("feed.json")
CHANGES_FEED = Url("changes.xml")
FOLLOWED = 3
"""Entries that a person must have for a feed of their own: there is nothing to follow in fewer."""


def feed_of(page: str) -> Url:
    """The feed of a topic or person, beside the page.

    >>> feed_of("topics/llm.html")
    'topics/llm.xml'
    """
    return Url(page.removesuffix(".html") + ".xml")


def topic_feed(site: Site, topic: TopicId) -> Url | None:
    """The feed of a topic; None where there is none: without an address of the site, or a dated entry."""
    entries = site.library.by_topic.get(topic, ())
    return feed_of(topic_url(topic)) if site.settings.topics and _can_be_followed(site, entries) else None


def person_feed(site: Site, record: PersonRecord) -> Url | None:
    """The feed of a person; None where there is none, as above, or where they have few entries."""
    if len(record.entries) < FOLLOWED:
        return None
    entries = (site.library.entry[entry] for entry in record.entries)
    return feed_of(person_url(record.slug)) if _can_be_followed(site, entries) else None


def tag_feed(site: Site, slug: str) -> Url | None:
    """The feed of a tag; None where none is asked for, as above, or where all are and it has few entries."""
    asked = site.settings.tag_feeds
    if not asked or slug not in site.tags:
        return None
    entries = site.tags[slug].entries
    is_named = any(tag_slug(tag.strip("#/ ")) == slug for tag in asked if tag != "*")
    if not is_named and ("*" not in asked or len(entries) < FOLLOWED):
        return None
    return feed_of(tag_url(slug)) if _can_be_followed(site, entries) else None


def _can_be_followed(site: Site, entries: Iterable[Entry]) -> bool:
    return bool(site.settings.site_url) and any(entry.date for entry in entries)


def feed_paths(site: Site) -> Iterator[Url]:
    """The feeds of topics, persons and tags that there are."""
    if site.settings.site_url:
        yield from (path for topic in site.library.taxonomy if (path := topic_feed(site, topic.id)))
        yield from (path for record in site.library.people if (path := person_feed(site, record)))
        yield from (path for slug in (site.tags if site.settings.tag_feeds else ()) if (path := tag_feed(site, slug)))


def feeds_of_entry(site: Site, entry: Entry) -> Iterator[Url]:
    """The feeds of topics, persons and tags that an entry may be in."""
    slugs = site.library.author_slug
    yield from (feed_of(topic_url(topic)) for topic in entry.topics)
    yield from (feed_of(person_url(slugs[author])) for author in entry.authors if author in slugs)
    if site.settings.tag_feeds:
        yield from (feed_of(tag_url(slug)) for tag in entry.tags for slug, _ in tag_path(tag))
