"""The Rust port cuts as jieba does, and cuts do not depend on the order of the user dictionary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ainotes_site.search.text.segment import Segmenter, cut, reference_cutter, rust_cutter

WORDS = ("大语言模型", "检索增强生成", "注意力机制", "提示工程", "世界模型", "深度求索")
NOTES = Path(__file__).resolve().parents[3] / "notes"


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
@pytest.mark.parametrize("words", [(), WORDS])
def test_rust_port_cuts_as_jieba_does(words: tuple[str, ...]) -> None:
    pytest.importorskip("rjieba")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(NOTES.rglob("*.md")))
    runs = "\n".join(re.findall(r"[\u4e00-\u9fff]+", text)[:8000])
    assert [w for w in rust_cutter(words)(runs) if w != "\n"] == [w for w in reference_cutter(words)(runs) if w != "\n"]


def test_user_words_are_cut_whole() -> None:
    assert "检索增强生成" in Segmenter(WORDS).cut("什么是检索增强生成呢")


def test_dictionaries_are_kept_apart() -> None:
    pytest.importorskip("rjieba")
    own, other = rust_cutter(("推理成本",)), rust_cutter(())
    assert (own("推理成本"), other("推理成本")) == (["推理成本"], ["推理", "成本"])


def test_words_joined_are_the_text() -> None:
    text = "大模型 LLM，2024 年。\n第二行"
    assert "".join(cut(text)) == text


def test_order_of_user_words_does_not_matter() -> None:
    assert Segmenter(WORDS).extra_words == Segmenter(WORDS[::-1]).extra_words


@pytest.mark.parametrize("make", [rust_cutter, reference_cutter])
def test_a_new_word_changes_the_cut_of_no_text_without_it(
    make: Callable[[Iterable[str]], Callable[[str], list[str]]],
) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(NOTES.rglob("*.md")))[:200_000]
    runs = "\n".join(sorted(set(re.findall(r"[\u4e00-\u9fff]+", text))))
    more = (*WORDS, *(f"{one}{other}" for one in "甪亍彳" for other in "囡囫囹"))
    assert make(WORDS)(runs) == make(more)(runs)


@settings(max_examples=12)
@given(st.sets(st.sampled_from(["力机", "模型训", "的注意", "意力", "语言模", "练数据"])))
def test_a_word_matters_where_it_stands_only(words: set[str]) -> None:
    text = ["注意力机制很好", "大语言模型训练数据", "别的话也一样"]
    before, after = rust_cutter(WORDS), rust_cutter(sorted({*WORDS, *words}))
    for run in text:
        assert any(word in run for word in words) or before(run) == after(run)
