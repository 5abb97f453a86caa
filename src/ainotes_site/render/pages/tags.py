"""All tags, and the page of a tag: its entries, and the tags that are nested in it."""

from __future__ import annotations

from collections.abc import Iterable

from ainotes_site.i18n import text
from ainotes_site.render.feeds.addresses import tag_feed
from ainotes_site.render.page import About, PageData, PageKey, PageKind
from ainotes_site.render.pagination import first_part, part_links
from ainotes_site.render.site import Site
from ainotes_site.render.tag_index import tag_path
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import TAGS, tag_url

MOST = 1000
"""Tags that the overview lists, those with most entries."""


def tags_page(site: Site, _: str) -> PageData:
    """Draft of the overview: each tag that is in no other, those with most entries first, with the tags below it."""
    tags = site.tags
    nested = {child for record in tags.values() for child in record.below}
    outermost = sorted((slug for slug in tags if slug not in nested), key=lambda slug: (-len(tags[slug].entries), slug))
    return PageData(
        url=TAGS,
        title=text("nav.tags", site.lang),
        kind=PageKind.TAGS,
        nav="topics" if site.settings.topics else "",
        values={
            "tags": _tallies(site, (slug for slug in outermost[:MOST] if not tags[slug].below)),
            "nested": tuple(
                (*_tallies(site, [slug]), _tallies(site, tags[slug].below, len(tags[slug].name) + 1))
                for slug in outermost[:MOST]
                if tags[slug].below
            ),
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
            "entries": tuple(site.card(entry.id) for entry in first_part(site, key)),
            "parts": part_links(site, key),
        },
        description=text("tag.lead", site.lang, name=record.name, total=len(record.entries)),
        lang=site.lang,
        about=About("WebPage", ((text("nav.tags", site.lang), TAGS),), feed=feed) if feed else None,
    )


def _tallies(site: Site, slugs: Iterable[str], known: int = 0) -> tuple[Tally, ...]:
    """Tags with the numbers of their entries; without as many characters of their names as are said above them."""
    tags = site.tags
    return tuple(
        Tally(tag_url(slug), tags[slug].name[known:] if known else f"#{tags[slug].name}", len(tags[slug].entries))
        for slug in slugs
    )
