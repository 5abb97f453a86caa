"""A dictionary that is loaded in part cuts as the whole one does."""

from __future__ import annotations

import importlib.util
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ainotes_site.search.text import partial_dictionary
from ainotes_site.search.text.segment import Segmenter, partial_cutter, rust_cutter

rjieba = pytest.importorskip("rjieba")

NOTES = Path(__file__).resolve().parents[3] / "notes"
WORDS = ("大语言模型", "检索增强生成", "注意力", "的注意", "世界模型", "囡囫囹")


def _dictionary() -> list[tuple[str, int]]:
    spec = importlib.util.find_spec("jieba")
    assert spec is not None and spec.origin is not None
    lines = (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    return [(word, int(frequency)) for word, frequency, _ in (line.split(" ") for line in lines)]


def test_the_file_is_the_dictionary_of_the_rust_port() -> None:
    """Whoever allows another version of rjieba is to see this pass with it."""
    file, own = _dictionary(), rjieba.Jieba.empty()
    for word, frequency in file:
        own.add_word(word, frequency, None)
    whole = rjieba.Jieba()
    assert sum(frequency for _, frequency in file) == partial_dictionary._OCCURRENCES
    assert [word for word, _ in file if not whole.has_word(word)] == []
    # How frequent a compound is taken to be follows from the frequencies of its parts and from their sum.
    chance = random.Random(7)
    texts = ["".join(word for word, _ in chance.sample(file, 2)) for _ in range(5000)]
    assert [text for text in texts if own.suggest_freq(text) != whole.suggest_freq(text)] == []


def test_every_word_is_found_by_how_it_begins() -> None:
    found = partial_dictionary._dictionary()
    for word, frequency in _dictionary():
        assert (word, frequency) in found.words([word[:2]]) or (word, frequency) in found.unordered()


@pytest.mark.parametrize("words", [(), WORDS])
def test_texts_are_cut_as_by_the_whole_dictionary(words: tuple[str, ...]) -> None:
    whole = rust_cutter(words)
    texts = [path.read_text(encoding="utf-8") for path in sorted(NOTES.rglob("*.md"))]
    chance = random.Random(11)
    file = _dictionary()
    texts += ["".join(word for word, _ in chance.sample(file, 8)) for _ in range(500)]
    texts += ["", "\n", "一", "a b", "AT&T 的 T恤", "𠮷野家", "小S和大S", "，。 ", "鿕鿖", "力机 的 注意"]
    alone = [partial_cutter(words)(text) for text in texts[::40]]
    assert alone == [whole(text) for text in texts[::40]]
    partly = partial_cutter(words)
    assert [text for text in texts if partly(text) != whole(text)] == []


def test_few_words_are_loaded_for_a_note() -> None:
    tokenizer = partial_dictionary.PartialTokenizer()
    tokenizer.cut("注意力机制让模型关注输入的不同部分。")
    assert 1_000_000 < tokenizer._rest < partial_dictionary._OCCURRENCES
    assert tokenizer._tokenizer.has_word("注意力") and not tokenizer._tokenizer.has_word("银行")


def _another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial_dictionary, "_VERSIONS", ())


def _another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial_dictionary, "_SIZE", 1)


@pytest.mark.parametrize("change", [_another_version, _another_file])
def test_the_whole_dictionary_is_loaded_where_another_is_installed(
    change: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(monkeypatch)
    for cached in (partial_dictionary._maker, partial_dictionary._dictionary):
        cached.cache_clear()
    try:
        with pytest.raises(ImportError):
            partial_cutter(())
        words = ("只在这里", "用一次的")
        assert Segmenter(words, partial_dictionary=True).cut("只在这里") == ["只在这里"]
    finally:
        for cached in (partial_dictionary._maker, partial_dictionary._dictionary):
            cached.cache_clear()


def test_a_segmenter_may_be_asked_to_be_sparing() -> None:
    text = "".join(re.findall(r"[\u4e00-\u9fff]+", (NOTES / "about.md").read_text(encoding="utf-8")))
    whole = Segmenter(WORDS)
    assert whole.with_partial_dictionary().extra_words == whole.extra_words
    assert whole.with_partial_dictionary().cut(text) == whole.cut(text)
