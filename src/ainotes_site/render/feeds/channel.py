"""Which feeds a site has, and which entries are in each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from heapq import nlargest
from pathlib import PurePosixPath

from ainotes_site.i18n import text
from ainotes_site.model import Entry, EntryId, TopicId
from ainotes_site.render.feeds.addresses import FEED, JSON_FEED, feed_paths
from ainotes_site.render.feeds.atom import atom
from ainotes_site.render.feeds.json_feed import json_feed
from ainotes_site.render.fingerprints.digests import digest_of
from ainotes_site.render.fingerprints.page_fingerprints import PageFingerprints
from ainotes_site.render.site import Site
from ainotes_site.urls import HOME, Url, person_url, tag_url, topic_url

NEWEST = 30
"""Entries of the site's own feeds."""
NEWEST_OF_ONE = 15
"""Entries of the feed of a topic, person or tag."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One feed."""

    path: Url
    page: Url
    """The page that it is the feed of."""
    title: str
    description: str
    entries: tuple[Entry, ...]
    """Those that were written or changed last, the latest first."""


def feed_files(
    site: Site, fingerprints: PageFingerprints, wanted: Collection[str] | None = None
) -> Iterator[tuple[str, bytes, Callable[[], bytes]]]:
    """Path, digest of what it is made from, and making of each feed; of those of topics, persons and tags all or those `wanted`.
    Without the address of the site there is none: entries of feeds have addresses.
    """
    if not site.settings.site_url:
        return
    whole = _whole(site)
    yield FEED, _key(whole, fingerprints), partial(atom, site, whole)
    as_json = replace(whole, path=JSON_FEED)
    yield JSON_FEED, _key(whole, fingerprints), partial(json_feed, site, as_json)
    for channel in _channels(site, wanted):
        yield channel.path, _key(channel, fingerprints), partial(atom, site, channel)


def _whole(site: Site) -> Channel:
    settings = site.settings
    return Channel(FEED, HOME, settings.site_name, settings.site_description, _newest(site.library.entries, NEWEST))


def _channels(site: Site, wanted: Collection[str] | None) -> Iterator[Channel]:
    library, name = site.library, site.settings.site_name
    for path in feed_paths(site):
        if wanted is not None and path not in wanted:
            continue
        slug = PurePosixPath(path).stem
        if path.startswith("topics/"):
            topic = library.topic[TopicId(slug)]
            title, said = topic.name(site.lang), topic.scope(site.lang)
            page, entries = topic_url(topic.id), library.by_topic[topic.id]
        elif path.startswith("tags/"):
            tag = site.tags[slug]
            title, said, page, entries = f"#{tag.name}", "", tag_url(slug), tag.entries
        else:
            record = site.person[slug]
            title, said = record.person.name or f"@{record.person.handle}", ""
            page, entries = person_url(slug), tuple(library.entry[entry] for entry in record.entries)
        titled = text("feed.title", site.lang, name=title, site=name)
        yield Channel(path, page, titled, said, _newest(entries, NEWEST_OF_ONE))


def _newest(entries: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    return tuple(nlargest(most, (entry for entry in entries if entry.date), key=_when))


def _when(entry: Entry) -> tuple[str, EntryId]:
    return entry.updated or entry.date or "", entry.id


def _key(channel: Channel, fingerprints: PageFingerprints) -> bytes:
    """A digest of all that a feed shows."""
    bodies = fingerprints.bodies
    said = [(entry.updated, fingerprints.pages_of(entry.authors), entry.tags) for entry in channel.entries]
    return digest_of(
        fingerprints.everywhere,
        channel.title,
        channel.description,
        repr(said),
        *(bodies[entry.id] for entry in channel.entries),
    )
