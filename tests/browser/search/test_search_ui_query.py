"""A query as text: what the filter switches write, and which of its words can be marked on a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def reading(page: Page, site: Path) -> Page:
    """Any page: it brings the functions."""
    page.goto((site / "index.html").as_uri())
    page.evaluate("ainotes.ui.withEngine()")
    return page


@pytest.mark.parametrize(
    ("query", "field", "value", "after"),
    [
        ("注意力", "kind", "video", "注意力 kind:video"),
        ("", "kind", "video", "kind:video"),
        ("注意力 kind:video", "kind", "video", "注意力"),
        ("KIND:Video 注意力", "kind", "video", "注意力"),
        ("类型：video 注意力", "kind", "video", "注意力"),
        ("注意力 -kind:video", "kind", "video", "注意力 -kind:video kind:video"),
        ('"自 注意力" -x', "tag", "开源 模型", '"自 注意力" -x tag:"开源 模型"'),
        ('a tag:"开源 模型" b', "tag", "开源 模型", "a b"),
        ("「两 个」 a", "tag", "x", "「两 个」 a tag:x"),
        ('没有关上的"引号 a', "tag", "x", '没有关上的"引号 a tag:x'),
    ],
)
def test_switch_adds_a_filter_and_takes_it_away(reading: Page, query: str, field: str, value: str, after: str) -> None:
    assert (
        reading.evaluate("values => ainotes.engine.queryText.toggleFilter(...values)", [query, field, value]) == after
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("注意力 机制", ["注意力", "机制"]),
        ('"自 注意力" -排除 kind:video after:2024', ["自 注意力"]),
        ("蒸馏 OR 量化 | 剪枝", ["蒸馏", "量化", "剪枝"]),
        ("“弯引号” 「直角引号」", ["弯引号", "直角引号"]),
        ("https://example.com a:b", ["https://example.com", "a:b"]),
        ("foo:bar - －不要", ["foo:bar", "-"]),
        ('"" tag: ', ["tag:"]),
        ("", []),
    ],
)
def test_words_to_mark_are_what_a_page_can_show(reading: Page, query: str, words: list[str]) -> None:
    assert reading.evaluate("query => ainotes.engine.queryText.words(query)", query) == words


def test_query_without_its_filters_is_the_rest_as_typed(reading: Page) -> None:
    query = '注意力 kind:video "a  b" -tag:x OR 机制 before:2024'
    assert reading.evaluate("query => ainotes.engine.queryText.withoutFilters(query)", query) == '注意力 "a  b" OR 机制'


def test_link_to_a_hit_carries_the_words_before_its_anchor(reading: Page) -> None:
    link = reading.evaluate("ainotes.ui.landing('entries/a.html#三', ['注意力', 'a&b=c#d'])")
    assert link == "./entries/a.html?h=%E6%B3%A8%E6%84%8F%E5%8A%9B&h=a%26b%3Dc%23d#三"


def test_words_of_the_snippet_come_first_and_each_word_once(reading: Page) -> None:
    hit = {
        "title": "检索 Rag",
        "marks": [[0, 2], [3, 6]],
        "snippet": {"text": "说的是注意力机制与 RAG", "marks": [[3, 6], [10, 13]]},
    }
    assert reading.evaluate("hit => ainotes.ui.wordsToMark('rag zhuyili', hit)", hit) == [
        "注意力",
        "RAG",
        "检索",
        "zhuyili",
    ]
