"""What hosts and programs that look through a site read: a sitemap (sitemaps.org 0.9), robots.txt, .nojekyll."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from ainotes_site.render.site import Site
from ainotes_site.urls import Url, entry_url

SITEMAP = "sitemap.xml"

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROW = re.compile(rb"<loc>[^<]*</loc>")


def sitemap(site: Site, urls: Iterable[Url]) -> bytes | None:
    """Sitemap of these pages, with the date of each entry; None when the site's address is not known."""
    base = site.settings.site_url
    if not base:
        return None
    changed = {entry_url(entry.id): entry.updated or entry.date for entry in site.library.entries}
    rows = []
    for url in sorted(urls):
        date = changed.get(url)
        stamp = f"<lastmod>{xml_text(date)}</lastmod>" if date else ""
        rows.append(f"<url><loc>{xml_text(base + url)}</loc>{stamp}</url>")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *rows, "</urlset>\n"]).encode()


def robots(site: Site) -> bytes:
    """Everything may be read; where the sitemap is, if there is one."""
    base = site.settings.site_url
    return "\n".join(["User-agent: *", "Allow: /", *([f"Sitemap: {base}{SITEMAP}"] if base else []), ""]).encode()


def join_sitemaps(first: bytes, second: bytes) -> bytes:
    """The first sitemap with those pages of the second that it does not name."""
    named = set(_ROW.findall(first))
    rows = [row for row in second.split(b"\n") if (found := _ROW.search(row)) and found[0] not in named]
    head, end, rest = first.rpartition(b"</urlset>")
    return b"".join((head, *(row + b"\n" for row in rows), end, rest)) if end else first


def xml_text(text: str) -> str:
    """Text for XML 1.0, which has no way to write control characters, halves of pairs, and two that are none."""
    return escape(_NO_XML.sub("", text))
