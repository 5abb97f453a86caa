"""Readings are those of pypinyin, polyphones included."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from ainotes_site.search.pinyin import initials, readings


@given(st.sets(st.text("银行长重乐了便宜的地得绿女㐀々の字a", min_size=1, max_size=5)))
@example({"银行", "行长", "长征", "重庆", "绿色", "の字"})
def test_a_word_is_read_as_pypinyin_reads_it(words: set[str]) -> None:
    told = {word: lazy_pinyin(word, errors="ignore") for word in words}
    expected = {
        word: f"{initials(syllables)} {' '.join(syllables)}" if len(syllables) == len(word) else ""
        for word, syllables in told.items()
    }
    assert readings(words, {}) == expected
