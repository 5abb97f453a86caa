"""What other programs follow a site by: an Atom feed (RFC 4287) and a sitemap (sitemaps.org 0.9)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from ainotes_site.model import Entry
from ainotes_site.render.site import Site
from ainotes_site.urls import Url, entry_url

FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
"""What programs that look through a site may read (RFC 9309): everything."""
NO_JEKYLL = ".nojekyll"
"""Has GitHub publish a branch as it is."""

_ENTRIES = 30
_ROW = re.compile(rb"<loc>[^<]*</loc>")


def feed(site: Site) -> bytes | None:
    """Atom feed of the newest dated entries; None when the site's address is not known, as entries need one.

    Its times are the entries' own dates, so the same notes give the same bytes. Without dated entries it is empty, as
    every page names it.
    """
    base = site.settings.site_url
    dated = [entry for entry in site.library.entries if entry.date][:_ENTRIES]
    if not base:
        return None
    updated = max((_time(entry.updated or entry.date or "") for entry in dated), default=_time("1970"))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_text(site.settings.site_name)}</title>",
        f"<id>{_text(base)}</id>",
        f"<updated>{updated}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{_text(base + FEED)}"/>',
        f'<link rel="alternate" type="text/html" href="{_text(base)}"/>',
    ]
    for entry in dated:
        lines += _entry(site, entry, base)
    return ("\n".join([*lines, "</feed>"]) + "\n").encode("utf-8", "replace")


def _entry(site: Site, entry: Entry, base: str) -> list[str]:
    url = _text(base + entry_url(entry.id))
    card = site.card(entry.id)
    names = [author.name for author in card.authors] or [site.settings.site_name]
    return [
        "<entry>",
        f"<title>{_text(entry.title)}</title>",
        f"<id>{url}</id>",
        f'<link rel="alternate" type="text/html" href="{url}"/>',
        f"<published>{_time(entry.date or '')}</published>",
        f"<updated>{_time(entry.updated or entry.date or '')}</updated>",
        *(f"<author><name>{_text(name)}</name></author>" for name in names),
        *(f'<category term="{_text(topic)}"/>' for topic in entry.topics),
        f"<summary>{_text(card.excerpt)}</summary>",
        "</entry>",
    ]


def sitemap(site: Site, urls: Iterable[Url]) -> bytes | None:
    """Sitemap of these pages, with the date of each entry; None when the site's address is not known."""
    base = site.settings.site_url
    if not base:
        return None
    changed = {entry_url(entry.id): entry.updated or entry.date for entry in site.library.entries}
    rows = []
    for url in sorted(urls):
        date = changed.get(url)
        stamp = f"<lastmod>{_text(date)}</lastmod>" if date else ""
        rows.append(f"<url><loc>{_text(base + url)}</loc>{stamp}</url>")
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


def _time(date: str) -> str:
    """Midnight (UTC) of a date; of the first day where only month or year is known."""
    return f"{date}{'-01-01'[len(date) - 4 :] if len(date) < 10 else ''}T00:00:00Z"


def _text(text: str) -> str:
    """Text for XML 1.0, which has no way to write control characters."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n\r"))
