"""Atom (RFC 4287), with full texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ainotes_site.model import Entry
from ainotes_site.render.feeds.full_text import full_text
from ainotes_site.render.feeds.times import midnight
from ainotes_site.render.site import Site
from ainotes_site.render.sitemap import xml_text
from ainotes_site.urls import HOME, entry_url

if TYPE_CHECKING:
    from ainotes_site.render.feeds.channel import Channel

_ICON = "assets/ainotes/icon-192.png"


def atom(site: Site, channel: Channel) -> bytes:
    """The feed. Its times are the entries' own dates, so the same notes give the same bytes; without entries it is empty."""
    base = site.settings.site_url
    page = base if channel.page == HOME else base + channel.page
    updated = max((midnight(entry.updated or entry.date or "") for entry in channel.entries), default=midnight("1970"))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.lang}">',
        f"<title>{xml_text(channel.title)}</title>",
        *([f"<subtitle>{xml_text(channel.description)}</subtitle>"] if channel.description else []),
        f"<id>{xml_text(page)}</id>",
        f"<updated>{updated}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{xml_text(base + channel.path)}"/>',
        f'<link rel="alternate" type="text/html" href="{xml_text(page)}"/>',
        f"<icon>{xml_text(base + _ICON)}</icon>",
    ]
    for entry in channel.entries:
        lines += _entry(site, entry, base)
    return ("\n".join([*lines, "</feed>"]) + "\n").encode("utf-8", "replace")


def _entry(site: Site, entry: Entry, base: str) -> list[str]:
    url = xml_text(base + entry_url(entry.id))
    card = site.card(entry.id)
    labels = [(anchor.url, anchor.text) for anchor in card.topics] + [(tag, tag) for tag in entry.tags]
    language = f' xml:lang="{entry.lang}"' if entry.lang != site.lang else ""
    return [
        f"<entry{language}>",
        f"<title>{xml_text(entry.title)}</title>",
        f"<id>{url}</id>",
        f'<link rel="alternate" type="text/html" href="{url}"/>',
        f"<published>{midnight(entry.date or '')}</published>",
        f"<updated>{midnight(entry.updated or entry.date or '')}</updated>",
        *_authors(site, entry, base),
        *(f'<category term="{xml_text(term)}" label="{xml_text(label)}"/>' for term, label in labels),
        *([f"<summary>{xml_text(card.excerpt)}</summary>"] if card.excerpt else []),
        f'<content type="html">{xml_text(full_text(site, entry))}</content>',
        "</entry>",
    ]


def _authors(site: Site, entry: Entry, base: str) -> list[str]:
    """The authors with their pages; the site where none is known, as an entry needs one."""
    people = [(author.name, author.url) for author in site.card(entry.id).authors] or [(site.settings.site_name, "")]
    return [
        f"<author><name>{xml_text(name)}</name>{f'<uri>{xml_text(base + url)}</uri>' if url else ''}</author>"
        for name, url in people
    ]
