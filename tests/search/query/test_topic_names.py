"""`topic:` asks for a topic by its id or by any of its names."""

from __future__ import annotations

import pytest
from tests.search.memory import opened

from ainotes_site.search.index.assemble import build_index
from ainotes_site.search.index.document import SearchDocument

DOCUMENTS = [
    SearchDocument("a", "entries/a.html", "框架比较", "note", topics=("agent", "ai-coding")),
    SearchDocument("b", "entries/b.html", "框架闲谈", "note", topics=("llm",)),
]
NAMES = {"agent": ("智能体", "Agents"), "ai-coding": ("AI 编程", "AI coding"), "nobody": ("没人写的", "Unused")}


@pytest.mark.parametrize("asked", ["agent", "智能体", "AGENTS", "AI编程", '"AI 编程"'])
def test_every_name_of_a_topic_means_it(asked: str) -> None:
    files = build_index(DOCUMENTS, (), (), NAMES)
    found = opened(files).search(f"框架 topic:{asked}")
    assert [hit.id for hit in found.hits] == ["a"]
    assert found.remarks == ()


def test_the_beginning_of_a_name_means_every_topic_with_such_a_name() -> None:
    """As it does for tags and authors; a whole name means that topic only."""
    index = opened(build_index(DOCUMENTS, (), (), {"agent": ("智能体",), "ai-coding": ("智能编程",), "llm": ("智能",)}))
    assert set(index.ids("框架 topic:智能编")) == {"a"}
    assert set(index.ids("框架 topic:智")) == {"a", "b"}
    assert set(index.ids("框架 topic:智能")) == {"b"}


def test_a_topic_that_no_entry_has_is_searched_literally_with_a_remark() -> None:
    files = build_index(DOCUMENTS, (), (), NAMES)
    assert [remark.code for remark in opened(files).search("框架 topic:没人写的").remarks] == ["literal"]
