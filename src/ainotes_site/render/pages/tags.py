"""All tags, and the page of a tag: its entries, and the tags that are nested in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.model import Entry
from ainotes_site.render.feeds.addresses import tag_feed
from ainotes_site.render.page import About, PageData, PageKey, PageKind
from ainotes_site.render.pages.overview import overview, people_of, topics_of
from ainotes_site.render.site import Site
from ainotes_site.render.tag_index import TagRecord
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import TAGS, tag_path, tag_url

MOST = 1000
"""Tags that the overview lists, those with most entries."""
_BESIDE = 12
"""Tags that a page names as those that occur with its own."""


class Branch(NamedTuple):
    """A tag of the overview, with the tags one level below."""

    tag: Tally
    below: tuple[Tally, ...]


def tags_page(site: Site, _: str) -> PageData:
    """Draft of the overview: each tag that is in no other, those with most entries first, with the tags below it; then those of
    a single entry."""
    tags = site.tags
    nested = {child for record in tags.values() for child in record.below}
    outermost = sorted((slug for slug in tags if slug not in nested), key=lambda slug: (-len(tags[slug].entries), slug))
    shown = outermost[:MOST]
    is_once = {slug: len(tags[slug].entries) == 1 and not tags[slug].below for slug in shown}
    return PageData(
        url=TAGS,
        title=text("nav.tags", site.lang),
        kind=PageKind.TAGS,
        nav="topics" if site.settings.topics else "",
        values={
            "tags": tuple(_branch(site, slug) for slug in shown if not is_once[slug]),
            "once": _tallies(site, (slug for slug in shown if is_once[slug])),
            "total": len(tags),
            "more": max(0, len(outermost) - MOST),
        },
        description=text("tags.lead", site.lang, total=len(tags)),
        lang=site.lang,
    )


def tag_page(site: Site, name: str) -> PageData:
    """Draft of the page of the tag with the slug `name`. Raises KeyError when there is none."""
    record = site.tags[name]
    key = PageKey(PageKind.TAG, name)
    feed = tag_feed(site, name)
    above = tuple(Anchor(tag_url(slug), f"#{tag}") for slug, tag in tag_path(record.name)[:-1])
    return PageData(
        url=tag_url(name),
        title=f"#{record.name}",
        kind=PageKind.TAG,
        nav="topics" if site.settings.topics else "",
        values={
            "title": f"#{record.name}",
            "path": (Anchor(TAGS, text("nav.tags", site.lang)), *above),
            "below": _tallies(site, record.below, len(record.name) + 1),
            "beside": _beside(name, record),
            "topics": topics_of(site, record.entries),
            "people": people_of(site, record.entries),
            **overview(site, key, record.entries),
        },
        description=text("tag.lead", site.lang, name=record.name, total=len(record.entries)),
        lang=site.lang,
        about=About("WebPage", ((text("nav.tags", site.lang), TAGS),), feed=feed) if feed else None,
    )


def _branch(site: Site, slug: str) -> Branch:
    record = site.tags[slug]
    tag = Tally(tag_url(slug), f"#{record.name}", len(record.entries))
    return Branch(tag, _tallies(site, record.below, len(record.name) + 1))


def _beside(own: str, record: TagRecord) -> tuple[Tally, ...]:
    """The tags that most entries of the tag `own` have as well, as these write them; not those that it is nested in, or that are
    in it."""
    counted: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for entry in record.entries:
        names = _other_names(entry, own, dict(tag_path(record.name)))
        counted.update(names.keys())
        for slug, name in names.items():
            written.setdefault(slug, Counter())[name] += 1
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_BESIDE]
    return tuple(Tally(tag_url(slug), f"#{_most_used(written[slug])}", total) for slug, total in ranked)


def _other_names(entry: Entry, own: str, kin: Mapping[str, str]) -> dict[str, str]:
    """The tags of an entry by slug that are neither among `kin` nor in the tag `own`."""
    paths = (tag_path(tag) for tag in entry.tags)
    last = (path[-1] for path in paths if path and own not in dict(path))
    return {slug: name for slug, name in last if slug not in kin}


def _most_used(names: Counter[str]) -> str:
    return max(names.items(), key=lambda pair: (pair[1], pair[0]))[0]


def _tallies(site: Site, slugs: Iterable[str], known: int = 0) -> tuple[Tally, ...]:
    """Tags with the numbers of their entries; without as many characters of their names as are said above them."""
    tags = site.tags
    return tuple(
        Tally(tag_url(slug), tags[slug].name[known:] if known else f"#{tags[slug].name}", len(tags[slug].entries))
        for slug in slugs
    )
