"""Links of an entry that get a card."""

from __future__ import annotations

from html import escape

import pytest

from ainotes_site.model import Entry, EntryId, Kind, Link, Span
from ainotes_site.render.pages.entry import outward_cards


@pytest.mark.parametrize("count", [6, 400])
def test_links_that_the_body_shows_get_none_however_many_there_are(count: int) -> None:
    urls = [f"https://example.org/a?x={number}&y" for number in range(count)]
    body, html = f"见 {urls[0]}。", f'<p><a href="{escape(urls[1])}">一</a> &amp;y</p>'
    links = tuple(Link(url, "") for url in (*urls, urls[5], "https://example.org/a?x=1"))
    entry = Entry(EntryId("a"), "题", Kind.NOTE, body, Span("a.md", 1, 2), links=links)
    shown = {urls[0], urls[1], "https://example.org/a?x=1"}  # the last as the beginning of another
    assert [card.url for card in outward_cards(entry, html)] == [url for url in urls if url not in shown]
