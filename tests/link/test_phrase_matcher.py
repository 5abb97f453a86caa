"""The lexicon: which spellings are one word, and that the work is linear."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ainotes_site.link.merge_terms import plain_text
from ainotes_site.link.phrase_matcher import fold, lexicon, needs_capitals, spellings
from ainotes_site.link.topics.assign import prose


def found(names: str, text: str, *, families: bool = False) -> list[str]:
    words = lexicon(((name, at) for at, name in enumerate(names.split("|"))), families=families)
    return [text[start:end] for start, end, _ in words.find(text)]


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("GPT-4", {"GPT4", "GPT 4", "GPT-4"}),
        ("LangChain", {"LangChain", "Lang Chain", "Lang-Chain"}),
        ("Claude 3", {"Claude3", "Claude-3", "Claude 3"}),
        ("AI 智能体", {"AI智能体", "AI 智能体"}),
        ("微调", {"微调"}),
        ("RAG", {"RAG"}),
    ],
)
def test_spellings_of_one_name(name: str, others: set[str]) -> None:
    assert spellings(name) == others


@pytest.mark.parametrize("name", ["RAG", "SAM", "MoE", "LoRA", "ReAct", "RL", "CV", "o1", "M2", "T5"])
def test_names_that_small_letters_would_make_words(name: str) -> None:
    assert needs_capitals(name)


@pytest.mark.parametrize("name", ["GPT", "LSTM", "Transformer", "GPT-4", "微调", "RAG检索", "ControlNet", "4090"])
def test_names_that_nothing_else_is_written_like(name: str) -> None:
    assert not needs_capitals(name)


def test_a_version_makes_another_name_unless_families_are_wanted() -> None:
    assert found("GPT|Qwen", "GPT-4 与 Qwen2.5-72B") == []
    assert found("GPT|Qwen", "GPT-4 与 Qwen2.5-72B", families=True) == ["GPT", "Qwen"]
    assert found("GPT|GPT-4", "GPT-4", families=True) == ["GPT-4"]


def test_where_several_begin_the_longest_is_taken_and_where_it_fails_the_next() -> None:
    assert found("神经|神经网络|循环神经网络", "循环神经网络与神经网络") == ["循环神经网络", "神经网络"]
    assert found("open|open source", "open sources, open sourcery") == ["open sources", "open"]


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=200)
@given(st.lists(st.text("ab大模-4 G", min_size=1, max_size=5), max_size=5), st.text("ab大模-4 Gs", max_size=40))
def test_every_match_is_a_spelling_of_its_name(names: list[str], text: str) -> None:
    words = lexicon((name, at) for at, name in enumerate(names))
    for start, end, number in words.find(text):
        keys = {fold(spelling) for spelling in spellings(names[number])}
        assert fold(text[start:end]) in keys or fold(text[start : end - 1]) in keys


@settings(max_examples=300)
@given(st.sets(st.text("大模型库", min_size=2, max_size=5), max_size=8), st.text("大模型库", max_size=40))
def test_the_longest_name_from_left_to_right_is_found_as_by_looking_for_each(names: set[str], text: str) -> None:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    expected, at = [], 0
    while at < len(text):
        name = next((name for name in ordered if text.startswith(name, at)), "")
        expected += [(at, at + len(name), ordered.index(name))] if name else []
        at += len(name) or 1
    words = lexicon((name, number) for number, name in enumerate(ordered))
    assert words.find(text) == expected
    assert pickle.loads(pickle.dumps(words)).find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("模型训练，大模型，训练模型；大训练。模型", ["模型", "训练", "训练", "模型", "模型"]),
        ("大模型 A 模型 B 大训练 C 训练", ["模型", "训练"]),
        ("大模型", []),
    ],
)
def test_han_names_end_where_words_end_in_each_run(text: str, expected: list[str]) -> None:
    words = lexicon([("模型", 0), ("训练", 1)])

    def in_twos(run: str) -> list[str]:
        return [run[at : at + 2] for at in range(0, len(run), 2)]

    assert [text[start:end] for start, end, _ in words.find(text, in_twos)] == expected


def test_half_a_character_is_passed_over() -> None:
    assert found("微调|\ud800x", "\ud800微调\udc00") == ["微调"]


@pytest.mark.parametrize(
    "piece", ["微调", "![", "](", "[[", "RAG ", "```\n", "<a", "@a", "https://", "AaA-", " " * 9 + "rag"]
)
def test_much_of_anything_is_passed_over_in_one_go(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    words = lexicon([("微调", 0), ("RAG", 1), ("微", 2)])
    words.find(text, lambda run: [run[at : at + 2] for at in range(0, len(run), 2)])
    assert len(prose(text)) <= len(text)
    plain_text(text)
