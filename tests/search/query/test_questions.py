"""Questions in whole sentences: their words count little, and none of them is taken for a typing error."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    return build(
        [
            doc("why", "预警模型为什么没有用起来", "警报太多。"),
            doc("what", "模型的幻觉", "注意力机制与编造。"),
            doc("same", "同一个问题", "产能与瓶颈。"),
        ]
    )


@pytest.mark.parametrize(
    "query", ["注意力机制为什么会有用", "它是为什么", "评价一个模型", "新注意力机制", "注意力机制是什么"]
)
def test_no_word_is_mended_where_nothing_was_mistyped(index: SearchIndex, query: str) -> None:
    """What stands beside a word that is as it should be, or beside a stop word, is another word."""
    assert index.search(query).corrected == ""


@pytest.mark.parametrize(("query", "first"), [("what is warmup for", "warmup"), ("BERT mini", "bert")])
def test_stop_words_and_other_short_names_are_not_mended(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex], query: str, first: str
) -> None:
    """Where nobody wrote what, it was taken for that; mini was taken for min and mind."""
    index = build([doc("warmup", "Warmup"), doc("bert", "BERT"), doc("that", "That min, that mind")])
    found = index.search(query)
    assert [hit.id for hit in found.hits] == [first]
    assert found.corrected == ""


@pytest.mark.parametrize(("query", "corrected"), [("lroa", "lora"), ("lama", "llama"), ("lara", "")])
def test_a_short_name_is_mended_where_letters_are_swapped_or_one_is_lacking(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex], query: str, corrected: str
) -> None:
    assert build([doc("a", "LoRA"), doc("b", "LLaMA")]).search(query).corrected == corrected


def test_a_word_of_the_question_that_one_note_has_does_not_decide(index: SearchIndex) -> None:
    """为什么 stands once in these notes, which made it telling; it says nothing of what is asked."""
    assert index.ids("模型为什么会有幻觉") == ["what", "why"]
    assert index.ids("为什么会有幻觉") == ["what"]


def test_the_edge_of_a_stop_word_is_no_word(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """模型的 in a title stands together as asked, but asks nothing that 模型 does not; 幻觉 is what the question is about."""
    filler = [doc(f"other{number}", f"模型 {number}", "模型与价格。") for number in range(8)]
    index = build(
        [
            doc("trace", "追踪模型的思路", "模型的思路，模型的习惯，模型的脾气。"),
            doc(
                "lies",
                "编造从何而来",
                "预训练阶段把生成化归为判断，判断尚且会错，生成的错误就有下界。" * 4 + "这叫幻觉。",
            ),
            *filler,
        ]
    )
    assert index.ids("模型的幻觉")[0] == "lies"
