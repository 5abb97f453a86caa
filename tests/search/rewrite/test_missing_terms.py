"""A word that the notes do not have is named, where others of the query were found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument, TermCard


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    cards = [TermCard("幻觉", ("hallucination",), "编造。", "terms/hallucination.html")]
    return build([doc("a", "大模型的计算", "大模型会有幻觉，transformer 也会"), doc("b", "显卡", "计算")], cards)


@pytest.mark.parametrize(
    ("query", "absent"),
    [
        ("区块链 大模型", ["区块链"]),
        ("量子计算", ["量子"]),
        ("大模型 quantum", ["quantum"]),
        ("Quantum Blockchain 大模型", ["Quantum", "Blockchain"]),
        ("肺 大模型", ["肺"]),
        ("大模型", []),
        ("为什么大模型会有幻觉吗", []),
        ("hallucination", []),
        ("transfomer 计算", []),
        ("damoxing 计算", []),
        ("如何评价一个大模型", ["评价"]),
        ("区块链", []),
    ],
)
def test_absent_words_are_named(index: SearchIndex, query: str, absent: list[str]) -> None:
    remarks = index.search(query).remarks
    assert [remark.values["text"] for remark in remarks if remark.code == "absent"] == absent


@pytest.mark.parametrize(
    ("query", "apart", "absent"),
    [
        ("GPT-6 发布", ["GPT-6"], []),
        ("gpt 6", ["gpt 6"], []),
        ("GPT-99", ["GPT-99"], []),
        ("175B", ["175B"], []),
        ("WSE-4 模型", [], ["WSE"]),
        ("GPT-4", [], []),
        ("gpt4 70B", [], []),
        ("6 天", [], []),
        ("K8S", [], []),
    ],
)
def test_a_name_of_which_only_parts_are_there_is_named_whole(
    doc: Callable[..., SearchDocument],
    build: Callable[..., SearchIndex],
    query: str,
    apart: list[str],
    absent: list[str],
) -> None:
    texts = ["GPT-4 发布", "过了 6 天", "70B 的模型", "175 个人", "3×3 的卷积", "Kubernetes", "k 和 s 和 8"]
    index = build([doc(str(number), "", text) for number, text in enumerate(texts)], [], [("k8s", "Kubernetes")])
    remarks = index.search(query).remarks
    assert [remark.values["text"] for remark in remarks if remark.code == "apart"] == apart
    assert [remark.values["text"] for remark in remarks if remark.code == "absent"] == absent
