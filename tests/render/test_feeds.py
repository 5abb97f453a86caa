"""Feed, sitemap, previews and exports."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import datetime

import feedparser
import pytest

from ainotes_site.render import PageFingerprints, Site, draft, plan, render
from ainotes_site.render.exports import bucket, glossary_json, previews
from ainotes_site.render.feeds.channel import feed_files
from ainotes_site.render.feeds.full_text import full_text
from ainotes_site.render.page_metadata import page_metadata
from ainotes_site.render.sitemap import sitemap
from ainotes_site.urls import Url

ATOM = "{http://www.w3.org/2005/Atom}"


def files(site: Site) -> dict[str, bytes]:
    return {path: make() for path, _, make in feed_files(site, PageFingerprints(site))}


def feed(site: Site) -> bytes:
    return files(site)["feed.xml"]


def test_the_feed_has_the_dated_entries_with_their_own_dates(site: Site) -> None:
    root = ET.fromstring(feed(site))
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}published") for entry in entries] == [
        "2024-05-02T00:00:00Z",
        "2024-03-11T00:00:00Z",
        "2023-12-30T00:00:00Z",
    ]
    assert root.findtext(f"{ATOM}updated") == "2024-05-02T00:00:00Z"
    assert entries[0].findtext(f"{ATOM}id") == "https://notes.example.org/entries/2024-05-02-01.html"
    assert entries[0].findtext(f"{ATOM}author/{ATOM}name") == "林晓"
    assert entries[0].findtext(f"{ATOM}author/{ATOM}uri") == "https://notes.example.org/people/linxiao.html"


def test_what_was_changed_last_leads_and_says_so(site: Site) -> None:
    entries = tuple(
        replace(entry, updated="2025-01-01") if entry.id == "journal-demo" else entry for entry in site.library.entries
    )
    parsed = feedparser.parse(feed(Site(replace(site.library, entries=entries), site.settings)))
    assert (parsed.entries[0].title, parsed.entries[0].updated) == (
        "A demo of retrieval <in> practice",
        "2025-01-01T00:00:00Z",
    )
    assert parsed.entries[0].published == "2023-12-30T00:00:00Z"


def test_a_month_in_the_feed_is_its_first_day(site: Site) -> None:
    entries = tuple(replace(entry, date="2024-05" if entry.date else None) for entry in site.library.entries)
    root = ET.fromstring(feed(Site(replace(site.library, entries=entries), site.settings)))
    assert root.findtext(f"{ATOM}updated") == "2024-05-01T00:00:00Z"


def test_a_title_that_xml_cannot_hold_does_not_break_the_feed(site: Site) -> None:
    entries = tuple(replace(entry, title="坏\x00\x1b<&>字\ufffe\ud800") for entry in site.library.entries)
    root = ET.fromstring(feed(Site(replace(site.library, entries=entries), site.settings)))
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "坏<&>字"


def test_another_program_reads_every_feed(site: Site) -> None:
    found = files(site)
    atoms = {path: feedparser.parse(content) for path, content in found.items() if path.endswith(".xml")}
    assert {path: (parsed.bozo, parsed.version) for path, parsed in atoms.items()} == dict.fromkeys(
        atoms, (False, "atom10")
    )
    assert {path: len(parsed.entries) for path, parsed in atoms.items()} == {
        "feed.xml": 3,
        "topics/rag-retrieval.xml": 2,
        "topics/training.xml": 1,
        "topics/vectors.xml": 1,
    }
    assert atoms["feed.xml"].entries[0].author == "林晓"
    assert atoms["topics/vectors.xml"].feed.title == "向量 - 测试笔记"


def test_the_text_is_whole_and_every_address_in_it_too(site: Site) -> None:
    (content,) = feedparser.parse(feed(site), sanitize_html=False).entries[0].content
    assert content.type == "text/html"
    for needed in ("把文档切成 300 字的块", "<h2>为什么</h2>", 'href="https://notes.example.org/terms/rag.html"'):
        assert needed in content.value
    assert not re.search(r'\s(?:class|id|data-[a-z-]+|style)="', content.value)
    addresses = re.findall(r'\s(?:href|src)="([^"]*)"', content.value)
    assert addresses and all(address.startswith("https://") for address in addresses)
    bookmark = full_text(site, site.library.entries[-1])
    assert bookmark.count("https://blog.example.com/rope?x=1&amp;y=2") == 2


def test_the_json_feed_is_one_by_the_specification(site: Site) -> None:
    """https://www.jsonfeed.org/version/1.1/: required fields, whole addresses, RFC 3339 dates."""
    whole = json.loads(files(site)["feed.json"])
    assert whole["version"] == "https://jsonfeed.org/version/1.1"
    assert whole["feed_url"] == "https://notes.example.org/feed.json"
    assert whole["home_page_url"] == "https://notes.example.org/"
    assert len(whole["items"]) == 3
    for item in whole["items"]:
        assert item["id"] == item["url"] and item["url"].startswith("https://notes.example.org/entries/")
        assert item["content_html"] and isinstance(item["content_html"], str)
        assert datetime.fromisoformat(item["date_published"]).tzinfo is not None
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert all(author["name"] for author in item.get("authors", []))
    assert whole["items"][0]["tags"] == ["检索增强生成", "向量", "检索"]
    assert whole["items"][2]["external_url"] == "https://www.video.example.net/watch?v=1"


def test_the_feed_that_every_page_names_is_there_without_any_dated_entry(site: Site) -> None:
    entries = tuple(replace(entry, date=None) for entry in site.library.entries)
    found = files(Site(replace(site.library, entries=entries), site.settings))
    assert set(found) == {"feed.xml", "feed.json"}
    parsed = feedparser.parse(found["feed.xml"])
    assert (parsed.bozo, parsed.version, parsed.entries) == (False, "atom10", [])
    assert json.loads(found["feed.json"])["items"] == []


def test_every_feed_that_a_page_names_is_there_and_the_other_way_round(site: Site) -> None:
    people = tuple(
        replace(record, entries=tuple(entry.id for entry in site.library.entries[:3])) for record in site.library.people
    )
    for settings in (site.settings, replace(site.settings, site_url=""), replace(site.settings, topics=False)):
        changed = Site(replace(site.library, people=people), settings)
        heads = [page_metadata(render(draft(key, changed)), settings) for key in plan(changed)]
        named = {match[1] for head in heads for match in re.finditer(r'atom\+xml"[^>]* href="([^"]*)"', head)}
        there = {path.rpartition("/")[2] for path in files(changed) if "/" in path}
        assert named - {"changes.xml"} == there
        assert bool(there) == bool(settings.site_url)


def test_an_entry_that_is_not_published_is_in_no_feed(site: Site) -> None:
    """What is private is no part of the library that feeds are made from; nothing else may bring it back."""
    gone = site.library.entries[0]
    rest = replace(site.library, entries=site.library.entries[1:], people=site.library.people[:1])
    for content in files(Site(rest, site.settings)).values():
        assert gone.title not in content.decode()


def test_without_an_address_there_is_no_feed_and_no_sitemap(site: Site) -> None:
    nowhere = Site(site.library, replace(site.settings, site_url=""))
    assert files(nowhere) == {}
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


def test_a_tag_has_a_feed_where_it_is_asked_for(site: Site) -> None:
    assert not any(path.startswith("tags/") for path in files(site))
    asked = Site(site.library, replace(site.settings, tag_feeds=("#检索", "no such tag")))
    (path,) = [path for path in files(asked) if path.startswith("tags/")]
    parsed = feedparser.parse(files(asked)[path])
    assert (parsed.bozo, parsed.version, parsed.feed.title) == (False, "atom10", "#检索 - 测试笔记")
    assert [entry.title for entry in parsed.entries] == ["分块大小怎样影响 RAG"]
    named = f'href="{path.removeprefix("tags/")}"'
    assert named in _head(asked, path) and named not in _head(site, path)
    everything = Site(site.library, replace(site.settings, tag_feeds=("*",)))
    assert not any(path.startswith("tags/") for path in files(everything)), "there is nothing to follow in one entry"
    nowhere = Site(site.library, replace(asked.settings, site_url=""))
    assert files(nowhere) == {} and "atom" not in _head(nowhere, path)


def _head(site: Site, feed_path: str) -> str:
    """What programs are told on the page that a feed is of."""
    page = feed_path.removesuffix(".xml") + ".html"
    (key,) = [key for key in plan(site) if draft(key, site).url == page]
    return page_metadata(render(draft(key, site)), site.settings)
