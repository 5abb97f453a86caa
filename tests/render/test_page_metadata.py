"""What the head of a page tells messengers and search engines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from ainotes_site.render import PageKey, PageKind, Site, draft, plan, render
from ainotes_site.render.page_metadata import page_metadata


class Head(HTMLParser):
    """The metas and the JSON-LD of a head."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.metas: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta":
            self.metas.append((values.get("property") or values.get("name") or "", values["content"] or ""))
        self._in_script = tag == "script"
        if self._in_script:
            assert values == {"type": "application/ld+json"}
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    @property
    def graph(self) -> list[dict[str, object]]:
        whole = json.loads(self.scripts[0])
        assert whole["@context"] == "https://schema.org"
        return list(whole["@graph"])


def head(site: Site, kind: PageKind, name: str = "") -> Head:
    return Head(page_metadata(render(draft(PageKey(kind, name), site)), site.settings))


def test_an_entry_is_an_article_with_its_date_and_authors(site: Site) -> None:
    said = head(site, PageKind.ENTRY, "2024-05-02-01")
    metas = dict(said.metas)
    assert metas["og:type"] == "article"
    assert metas["og:title"] == metas["twitter:title"] == "分块大小怎样影响 RAG"
    assert metas["og:url"] == "https://notes.example.org/entries/2024-05-02-01.html"
    assert metas["article:published_time"] == "2024-05-02"
    assert metas["article:author"] == metas["author"] == "林晓"
    assert metas["article:tag"] == "检索"
    assert metas["og:description"]
    article, way = said.graph
    assert (article["@type"], article["headline"]) == ("Article", "分块大小怎样影响 RAG")
    assert (article["datePublished"], article["dateModified"]) == ("2024-05-02", "2024-05-02")
    assert (
        article["author"]
        == [{"@type": "Person", "name": "林晓", "url": "https://notes.example.org/people/lin-xiao.html"}]
        or article["author"][0]["name"] == "林晓"
    )  # type: ignore[index]
    assert way["@type"] == "BreadcrumbList"
    steps = way["itemListElement"]
    assert isinstance(steps, list)
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert steps[0]["item"] == "https://notes.example.org/"
    assert steps[-1] == {
        "@type": "ListItem",
        "position": 4,
        "name": "分块大小怎样影响 RAG",
        "item": "https://notes.example.org/entries/2024-05-02-01.html",
    }


def test_a_term_is_a_defined_term_of_the_glossary(site: Site) -> None:
    term, way = head(site, PageKind.TERM, "rag").graph
    assert term["@type"] == "DefinedTerm"
    assert term["name"] == "检索增强生成"
    assert term["alternateName"] == ["RAG", "Retrieval-Augmented Generation"]
    assert term["inDefinedTermSet"] == {
        "@type": "DefinedTermSet",
        "name": "术语表",
        "url": "https://notes.example.org/glossary.html",
    }
    assert term["description"] == "先检索，再生成。"
    assert len(way["itemListElement"]) == 3  # type: ignore[arg-type]


def test_an_undated_entry_says_nothing_of_dates(site: Site) -> None:
    undated = next(entry for entry in site.library.entries if not entry.date)
    said = head(site, PageKind.ENTRY, undated.id)
    assert not [name for name, _ in said.metas if name.endswith("_time")]
    assert not {"datePublished", "dateModified"} & said.graph[0].keys()


def test_every_page_has_a_card_and_every_address_in_it_is_one_of_the_site(site: Site) -> None:
    keys = plan(site)
    pages = {f"https://notes.example.org/{render(draft(key, site)).url}" for key in keys}
    pages |= {"https://notes.example.org/", "https://notes.example.org/assets/ainotes/icon-512.png"}
    for key in keys:
        html = page_metadata(render(draft(key, site)), site.settings)
        said = Head(html)
        assert {"og:title", "og:type", "og:url", "og:site_name", "twitter:card"} <= dict(said.metas).keys()
        assert {url.rstrip('"') for url in re.findall(r'https://notes[^"\\]*', html)} <= pages
        assert said.graph[0]["@type"] in ("Article", "DefinedTerm", "WebPage")


def test_what_a_title_holds_ends_no_script_and_no_attribute(site: Site) -> None:
    hostile = '</script><!--<script>"><b>题'
    entries = tuple(replace(entry, title=hostile) for entry in site.library.entries)
    nasty = Site(replace(site.library, entries=entries), site.settings)
    said = head(nasty, PageKind.ENTRY, "2024-05-02-01")
    assert dict(said.metas)["og:title"] == hostile
    assert said.graph[0]["headline"] == hostile
    assert len(said.scripts) == 1


@pytest.mark.parametrize("kind", [PageKind.HOME, PageKind.GLOSSARY])
def test_without_an_address_there_is_a_card_and_no_address(site: Site, kind: PageKind) -> None:
    nowhere = Site(site.library, replace(site.settings, site_url=""))
    said = head(nowhere, kind)
    assert dict(said.metas)["og:title"]
    assert not {"og:url", "og:image"} & dict(said.metas).keys()
    assert said.scripts == []
