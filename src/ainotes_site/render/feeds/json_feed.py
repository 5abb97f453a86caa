"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with full texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ainotes_site.model import Entry
from ainotes_site.render.feeds.full_text import full_text
from ainotes_site.render.feeds.times import midnight
from ainotes_site.render.site import Site
from ainotes_site.urls import entry_url

if TYPE_CHECKING:
    from ainotes_site.render.feeds.channel import Channel

VERSION = "https://jsonfeed.org/version/1.1"
_ICON, _FAVICON = "assets/ainotes/icon-512.png", "assets/ainotes/icon-192.png"
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def json_feed(site: Site, channel: Channel) -> bytes:
    """The feed; what is not known is left out."""
    base = site.settings.site_url
    whole = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": base,
        "feed_url": base + channel.path,
        "description": channel.description,
        "icon": base + _ICON,
        "favicon": base + _FAVICON,
        "language": _LANGUAGES[site.lang],
        "items": [_item(site, entry, base) for entry in channel.entries],
    }
    known = {name: value for name, value in whole.items() if value or name == "items"}
    return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _item(site: Site, entry: Entry, base: str) -> dict[str, object]:
    url = base + entry_url(entry.id)
    card = site.card(entry.id)
    authors = [{"name": author.name, **({"url": base + author.url} if author.url else {})} for author in card.authors]
    item: dict[str, object] = {
        "id": url,
        "url": url,
        "external_url": entry.links[0].url if entry.kind in ("bookmark", "video") and entry.links else None,
        "title": entry.title,
        "content_html": full_text(site, entry),
        "summary": card.excerpt,
        "date_published": midnight(entry.date or ""),
        "date_modified": midnight(entry.updated) if entry.updated else None,
        "authors": authors,
        "tags": [*(anchor.text for anchor in card.topics), *entry.tags],
        "language": _LANGUAGES[entry.lang],
    }
    return {name: value for name, value in item.items() if value or name == "content_html"}
