"""A page for each tag, nested, Chinese and pictures too; and an overview of them."""

from __future__ import annotations

import pytest
from tests.pipeline.incremental.edits import sources

from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.render import PageKey, PageKind, Site, draft, plan, render, url_of
from ainotes_site.render.tag_index import TagIndex, with_tag_links
from ainotes_site.settings import Settings
from ainotes_site.urls import TAGS, tag_path, tag_slug, tag_url

NOTES = {
    "a.md": "---\ntags: [训练/微调, LLM, 🚀]\n---\n# 甲\n\n讲 #llm 与 #别处/有 的事。\n",
    "b.md": "---\ntags: [llm, 训练]\n---\n# 乙\n\n一句。\n",
    "c.md": "# 丙\n\n一句。\n",
}


def site() -> Site:
    return Site(link_sources(sources(NOTES), workers=1).library, Settings())


def test_tags_that_differ_in_capitals_are_one_and_nested_ones_count_above() -> None:
    tags = TagIndex(site().library.entries)
    found = {record.name: [entry.title for entry in record.entries] for record in tags.values()}
    assert {name: sorted(titles) for name, titles in found.items()} == {
        "llm": ["乙", "甲"],
        "训练": ["乙", "甲"],
        "训练/微调": ["甲"],
        "🚀": ["甲"],
        "别处": ["甲"],
        "别处/有": ["甲"],
    }
    assert [tags[child].name for child in tags[tag_slug("训练")].below] == ["训练/微调"]


@pytest.mark.parametrize(
    ("tag", "slug"),
    [("LLM", "llm"), ("Ｌlm", "llm"), ("gpt-4", "gpt-4"), ("c++", "c-d9bf32"), ("index", "index-590407")],
)
def test_a_tag_in_plain_letters_is_its_own_address_and_any_other_has_digits(tag: str, slug: str) -> None:
    assert tag_slug(tag) == slug


def test_every_tag_of_an_entry_leads_to_a_page_that_there_is() -> None:
    one = site()
    pages = {url_of(key) for key in plan(one)}
    assert TAGS in pages
    links = [tag_url(slug) for entry in one.library.entries for tag in entry.tags for slug, _ in tag_path(tag)]
    assert len(links) > 6 and pages.issuperset(links)


def test_the_page_of_a_tag_lists_its_entries_and_the_tags_below() -> None:
    page = render(draft(PageKey(PageKind.TAG, tag_slug("训练")), site()))
    assert page.title == "#训练"
    assert "甲" in page.html and "乙" in page.html and "丙" not in page.html
    assert f'href="../{tag_url(tag_slug("训练/微调"))}">微调<' in page.html


def test_the_overview_names_each_tag_once() -> None:
    page = render(draft(PageKey(PageKind.TAGS), site()))
    assert [page.html.count(f'href="../{tag_url(tag_slug(tag))}"') for tag in ("训练", "训练/微调", "LLM", "🚀")] == [
        1
    ] * 4


def test_notes_without_tags_have_no_pages_of_them() -> None:
    bare = Site(link_sources(sources({"c.md": NOTES["c.md"]}), workers=1).library, Settings())
    assert [key for key in plan(bare) if key.kind in (PageKind.TAG, PageKind.TAGS)] == []


def test_a_tag_in_the_text_is_a_link_where_the_entry_has_it() -> None:
    html = '<p><span class="an-tag">#LLM</span> <span class="an-tag">#其他</span></p>'
    linked = '<p><a class="an-tag-link" href="../tags/llm.html">#LLM</a> <span class="an-tag">#其他</span></p>'
    assert with_tag_links(html, ["llm"], "../") == linked
    one = site()
    entry = next(entry for entry in one.library.entries if entry.title == "甲")
    assert '<a class="an-tag-link" href="../tags/llm.html">#llm</a>' in one.body(entry.id)


def test_the_page_of_a_tag_names_the_tags_that_go_with_it_but_not_its_kin() -> None:
    page = render(draft(PageKey(PageKind.TAG, tag_slug("训练")), site()))
    beside = page.html.partition('id="an-beside"')[2].partition("</section>")[0]
    assert [url for url in (tag_url(tag_slug("llm")), tag_url(tag_slug("训练/微调"))) if url in beside] == [
        tag_url(tag_slug("llm"))
    ]


def test_the_overview_tells_tags_that_are_used_once_apart() -> None:
    page = render(draft(PageKey(PageKind.TAGS), site()))
    often, _, once = page.html.partition('id="an-once"')
    assert [name for name in ("#llm", "#训练", "#🚀", "#别处") if name in often] == ["#llm", "#训练", "#别处"]
    assert "#🚀" in once
