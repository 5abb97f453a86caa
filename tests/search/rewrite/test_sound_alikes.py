"""Han words with a wrong character are mended by their sound, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.text.syllables import syllable_table

NAMES = [
    ("注意力机制", "attention"),
    ("幻觉", "hallucination"),
    ("向量", "vector"),
    ("知识蒸馏", "distillation"),
    ("投机解码", "speculative decoding"),
    ("卷积神经网络", "CNN"),
    ("检索增强", "RAG"),
    ("梯度下降", "gradient descent"),
]
TEXT = "注意力机制、幻觉、向量、国占便宜、写作者、投机解码、卷积神经网络、检索增强、梯度下降、宁静致远、知识蒸馏、权利清单。"


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    filling = [doc(f"d{number}", f"第{number}篇", "今天的天气很好，大家都去公园散步。") for number in range(8)]
    return build([doc("a", "词汇", TEXT), *filling], [], NAMES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("注义力机制", "注意力机制"),
        ("投机结码", "投机解码"),
        ("卷几神经网络", "卷积神经网络"),
        ("知识争馏", "知识蒸馏"),  # zh and z, eng and en
        ("检索曾强", "检索增强"),  # 曾 is read in two ways
        ("梯度夏降", "梯度下降"),
        ("换觉", "幻觉"),  # a name, so two characters are enough
        ("相量", "向量"),
    ],
)
def test_what_sounds_alike_is_mended(index: SearchIndex, typed: str, meant: str) -> None:
    result = index.search(typed)
    assert result.corrected == meant
    assert [hit.id for hit in result.hits][:1] == ["a"]


@pytest.mark.parametrize(
    "typed",
    [
        "国产便宜",  # one character from 国占便宜, but with another sound
        "写作业",
        "投机取码",
        "全力",  # sounds like 权利, which is no name: who knows what was meant
        "天气",
    ],
)
def test_what_sounds_otherwise_or_is_no_name_is_left(index: SearchIndex, typed: str) -> None:
    assert index.search(typed).corrected == ""


def test_what_stands_in_the_notes_is_never_mended(index: SearchIndex) -> None:
    words = ["注意力", "幻觉", "向量", "国占便宜", "写作者", "公园散步", "宁静致远", "权利清单"]
    assert {word: index.search(word).corrected for word in words} == dict.fromkeys(words, "")


def test_the_table_of_sounds_has_daily_characters_and_those_of_names() -> None:
    """A page loads the table for each query with an error; the rare half of GB 2312 would be a third of it."""
    table = syllable_table(["交叉熵"])
    assert "熵" in table and "啊" in table and "贲" not in table
