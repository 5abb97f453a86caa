"""The Rust port cuts as jieba does, and cuts do not depend on the order of the user dictionary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ainotes_site.search.segment import Segmenter, cut, reference_cutter, rust_cutter

WORDS = ("大语言模型", "检索增强生成", "注意力机制", "提示工程", "世界模型", "深度求索")
NOTES = Path(__file__).resolve().parents[2] / "notes"


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
@pytest.mark.parametrize("words", [(), WORDS])
def test_rust_port_cuts_as_jieba_does(words: tuple[str, ...]) -> None:
    pytest.importorskip("rjieba")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(NOTES.rglob("*.md")))
    runs = "\n".join(re.findall(r"[\u4e00-\u9fff]+", text)[:8000])
    assert [w for w in rust_cutter(words)(runs) if w != "\n"] == [w for w in reference_cutter(words)(runs) if w != "\n"]


def test_user_words_are_cut_whole() -> None:
    assert "检索增强生成" in Segmenter(WORDS).cut("什么是检索增强生成呢")


def test_words_joined_are_the_text() -> None:
    text = "大模型 LLM，2024 年。\n第二行"
    assert "".join(cut(text)) == text


def test_order_of_user_words_does_not_matter() -> None:
    assert Segmenter(WORDS).extra_words == Segmenter(WORDS[::-1]).extra_words
