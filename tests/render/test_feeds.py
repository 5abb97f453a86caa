"""Feed, sitemap, previews and exports."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import feedparser
import pytest

from ainotes_site.render import PageFingerprints, Site, draft, plan, render
from ainotes_site.render.exports import bucket, glossary_json, previews
from ainotes_site.render.feeds import feed, sitemap
from ainotes_site.urls import Url

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_the_dated_entries_with_their_own_dates(site: Site) -> None:
    root = ET.fromstring(feed(site) or b"")
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}published") for entry in entries] == [
        "2024-05-02T00:00:00Z",
        "2024-03-11T00:00:00Z",
        "2023-12-30T00:00:00Z",
    ]
    assert root.findtext(f"{ATOM}updated") == "2024-05-02T00:00:00Z"
    assert entries[0].findtext(f"{ATOM}id") == "https://notes.example.org/entries/2024-05-02-01.html"
    assert entries[0].findtext(f"{ATOM}author/{ATOM}name") == "林晓"


def test_a_month_in_the_feed_is_its_first_day(site: Site) -> None:
    entries = tuple(replace(entry, date="2024-05" if entry.date else None) for entry in site.library.entries)
    root = ET.fromstring(feed(Site(replace(site.library, entries=entries), site.settings)) or b"")
    assert root.findtext(f"{ATOM}updated") == "2024-05-01T00:00:00Z"


def test_a_title_that_xml_cannot_hold_does_not_break_the_feed(site: Site) -> None:
    entries = tuple(replace(entry, title="坏\x00\x1b<&>字") for entry in site.library.entries)
    root = ET.fromstring(feed(Site(replace(site.library, entries=entries), site.settings)) or b"")
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "坏<&>字"


def test_another_program_reads_the_feed(site: Site) -> None:
    parsed = feedparser.parse(feed(site))
    assert (parsed.bozo, parsed.version, len(parsed.entries)) == (False, "atom10", 3)
    assert parsed.entries[0].author == "林晓"


def test_the_feed_that_every_page_names_is_there_without_any_dated_entry(site: Site) -> None:
    entries = tuple(replace(entry, date=None) for entry in site.library.entries)
    parsed = feedparser.parse(feed(Site(replace(site.library, entries=entries), site.settings)))
    assert (parsed.bozo, parsed.version, parsed.entries) == (False, "atom10", [])


def test_without_an_address_there_is_no_feed_and_no_sitemap(site: Site) -> None:
    nowhere = Site(site.library, replace(site.settings, site_url=""))
    assert feed(nowhere) is None
    assert sitemap(nowhere, [Url("index.html")]) is None


def test_the_sitemap_names_every_page_once_in_order(site: Site) -> None:
    urls = [render(draft(key, site)).url for key in plan(site)]
    root = ET.fromstring(sitemap(site, reversed(urls)) or b"")
    named = [element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert named == [f"https://notes.example.org/{url}" for url in sorted(urls)]
    assert (sitemap(site, urls) or b"").count(b"<lastmod>") == 3


def test_every_entry_term_and_topic_has_a_preview_in_its_bucket(site: Site) -> None:
    found: dict[str, list[str]] = {}
    for path, _, make in previews(site, PageFingerprints(site)):
        content = make()
        match = re.fullmatch(r"ainotesPreviews\((.*)\);\n", content.decode())
        assert match is not None
        here = json.loads(match[1])
        assert {bucket(url) for url in here} == {path.rpartition("/")[2].removesuffix(".js")}
        found.update(here)
    library = site.library
    assert len(found) == len(library.entries) + len(library.terms) + len(library.taxonomy)
    assert found["terms/rag.html"] == ["检索增强生成", "RAG · Retrieval-Augmented Generation", "先检索，再生成。"]
    assert found["entries/2024-05-02-01.html"][1] == "帖子 · 2024 年 5 月 2 日 · 林晓"


@pytest.mark.parametrize(("url", "name"), [("", "45"), ("a", "2c"), ("foobar", "68")])
def test_buckets_are_fnv_1a(url: str, name: str) -> None:
    """The hashes 811c9dc5, e40c292c and bf9cf968 are in the tables of the algorithm's authors."""
    assert bucket(url) == name


def test_the_glossary_can_be_taken_away(site: Site) -> None:
    terms = json.loads(glossary_json(site))["terms"]
    assert [term["name"] for term in terms] == [term.name for term in site.library.terms]
    assert terms[1]["definitions"][1]["line"] == 18
