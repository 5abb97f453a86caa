"""The text of an entry as a feed reader can show it: without the site's own markup, all addresses whole."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urljoin

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry
from ainotes_site.render.html_rewrite import TAG
from ainotes_site.render.pages.entry import body_of
from ainotes_site.render.site import Site
from ainotes_site.urls import entry_url

_ATTRIBUTE = pattern(r'\s([a-z-]+)(?:="([^"]*)")?')
_ADDRESSES = frozenset(("href", "src", "poster", "cite"))
_KEPT = (
    frozenset(
        (
            "alt",
            "title",
            "width",
            "height",
            "lang",
            "colspan",
            "rowspan",
            "start",
            "datetime",
            "display",
            "open",
            "controls",
        )
    )
    | _ADDRESSES
)
"""Attributes that a text needs; the others are for the site's style and scripts."""


def full_text(site: Site, entry: Entry) -> str:
    """HTML, whose addresses start with that of the site. A link alone is the text of an entry that has none."""
    base = site.settings.site_url + entry_url(entry.id)
    body = clean_html(body_of(site, entry), base)
    links = [link.url for link in entry.links if escape(link.url) not in body]
    return body + "".join(f'<p><a href="{escape(url)}">{escape(url)}</a></p>' for url in links[:10])


def clean_html(html: str, base: str) -> str:
    """HTML of the site without what its style and scripts need; addresses start from `base`."""

    def clean(match: re.Match[str]) -> str:
        slash, name, attributes = match.groups()
        return match[0] if slash else f"<{name}{_clean(attributes, base)}>"

    return TAG.sub(clean, html)


def _clean(attributes: str, base: str) -> str:
    kept = []
    for name, value in _ATTRIBUTE.findall(attributes):
        if name in _KEPT:
            kept.append(f' {name}="{_whole(value, base) if name in _ADDRESSES else value}"')
    return "".join(kept)


def _whole(address: str, base: str) -> str:
    try:
        return escape(urljoin(base, unescape(address)))
    except ValueError:  # no address that can be read
        return address
