"""The feed of what is new and what was revised (Atom, RFC 4287): an entry for each change."""

from __future__ import annotations

from html import escape

from ainotes_site.i18n import text
from ainotes_site.render.feeds.addresses import CHANGES_FEED
from ainotes_site.render.feeds.times import midnight
from ainotes_site.render.pages.changes import ChangeRow, change_rows
from ainotes_site.render.site import Site
from ainotes_site.render.sitemap import xml_text
from ainotes_site.urls import CHANGES


def changes_feed(site: Site) -> bytes:
    """The feed; its times are those of the commits."""
    base = site.settings.site_url
    changes = change_rows(site)
    title = text("feed.title", site.lang, name=text("nav.changes", site.lang), site=site.settings.site_name)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.lang}">',
        f"<title>{xml_text(title)}</title>",
        f"<id>{xml_text(base + CHANGES)}</id>",
        f"<updated>{midnight(changes[0].date if changes else '1970')}</updated>",
        f"<author><name>{xml_text(site.settings.site_name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{xml_text(base + CHANGES_FEED)}"/>',
        f'<link rel="alternate" type="text/html" href="{xml_text(base + CHANGES)}"/>',
    ]
    for change in changes:
        lines += _entry(site, change, base)
    return ("\n".join([*lines, "</feed>"]) + "\n").encode("utf-8", "replace")


def _entry(site: Site, change: ChangeRow, base: str) -> list[str]:
    url = xml_text(base + change.url)
    kind = text("changes.new" if change.is_new else "changes.revised", site.lang)
    more = [text("changes.more", site.lang, count=change.more)] if change.more else []
    said = "".join(f"<p>{escape(sentence)}</p>" for sentence in (*change.sentences, *more))
    return [
        "<entry>",
        f"<title>{xml_text(text('changes.titled', site.lang, kind=kind, title=change.title))}</title>",
        f"<id>{url}#change-{change.mark}</id>",
        f'<link rel="alternate" type="text/html" href="{url}"/>',
        f"<updated>{midnight(change.date)}</updated>",
        f'<content type="html">{xml_text(said)}</content>',
        "</entry>",
    ]
