"""The right document comes first, and why. The cases are in tests/cases/search/ranking.txt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument

CASES = Path(__file__).resolve().parents[2] / "cases" / "search" / "ranking.txt"
EQUIVALENTS = [("注意力机制", "attention mechanism")]


def parts() -> tuple[list[list[str]], list[tuple[str, str, str]]]:
    documents: list[list[str]] = []
    queries: list[tuple[str, str, str]] = []
    lines = CASES.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        if line.startswith("? "):
            query, _, first = line[2:].partition(" => ")
            queries.append((query, first, lines[number + 1]))
        elif line.count("|") == 3:
            documents.append([field.strip() for field in line.split("|")])
    return documents, queries


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    documents = [doc(id_, title, body.replace("\\n", "\n"), date) for id_, date, title, body in parts()[0]]
    return build(documents, (), EQUIVALENTS)


@pytest.mark.parametrize(("query", "first", "reason"), parts()[1])
def test_first_hit(index: SearchIndex, query: str, first: str, reason: str) -> None:
    assert index.ids(query)[:1] == [first], reason


def test_long_entry_leads_to_its_best_section(index: SearchIndex) -> None:
    hit = index.search("推测解码").hits[0]
    assert (hit.url, hit.section) == ("entries/long.html#s-1", "推测解码")


def test_missing_words_lower_a_hit_but_never_empty_the_list(index: SearchIndex) -> None:
    assert index.ids("注意力机制 从未出现过的词语甲乙丙")[0] == "attention"


def test_order_does_not_depend_on_how_many_hits_are_asked_for(index: SearchIndex) -> None:
    everything = index.ids("大模型 注意力 的", limit=50)
    pages: list[Any] = [
        hit.id for offset in range(0, 50, 3) for hit in index.search("大模型 注意力 的", 3, offset).hits
    ]
    assert pages == everything


def test_a_word_that_only_begins_like_one_of_several_is_no_hit(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """Who asks for Node.js does not want all that says JSON; who asks for JS alone may be at it still."""
    index = build(
        [doc("node", "Node.js 入门", "用 JS 写服务"), doc("json", "JSON 的写法", "JSON"), doc("c", "别的", "无关")]
    )
    assert index.ids("Node.js") == ["node"]
    assert index.ids("js") == ["node", "json"]


def test_a_rarer_name_does_not_outrank_the_one_that_was_typed(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """AI stood in half of the notes and 人工智能 in three: those came first although they never say AI."""
    written = [doc(f"plain-{n}", f"第{n}篇", f"这里说到 AI 一次，编号 {n}。") for n in range(8)]
    others = [doc(f"other-{n}", f"别的{n}", f"没有关系的话，编号 {n}。") for n in range(8)]
    index = build(
        [doc("named", "人工智能的历史", "人工智能。"), doc("typed", "AI 的历史", "AI。"), *written, *others],
        (),
        [("AI", "人工智能")],
    )
    assert index.ids("AI")[0] == "typed"
    assert "named" in index.ids("AI", limit=20)


def test_a_rare_name_counts_fully_where_half_of_what_was_typed_is_missing(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    common = [doc(f"plain-{n}", f"第{n}篇 model", f"model {n}") for n in range(8)]
    index = build([doc("named", "扩散", "扩散生成"), *common], (), [("diffusion model", "扩散")])
    assert index.ids("diffusion model")[0] == "named"
