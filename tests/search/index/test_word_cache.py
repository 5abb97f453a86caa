"""What is worked out about words before their documents are known."""

from __future__ import annotations

import pytest

from ainotes_site.search.text import pinyin, word_cache
from ainotes_site.search.text.segment import Segmenter
from ainotes_site.search.text.word_cache import Memory

TEXT = "---\ndate: 2024-05-01\n---\n# 龙门石窟的软件\n\n银行里有**网络**，也有`代码`。\n"


def test_words_of_a_text_and_phrases_of_its_title_are_met() -> None:
    told = Memory().after([TEXT], Segmenter().cut, frozenset())
    assert {"软件", "网络", "银行", "龙门石窟"} <= told.regional.keys()
    assert told.regional["软件"] == ("软体",)
    assert told.regional["银行"] == ()
    assert told.readings["银行"] == "yh yin hang"
    assert told.readings["的软件"] == "drj de ruan jian"


def test_what_is_known_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = Segmenter().cut
    once = Memory().after([TEXT], cut, frozenset())
    phrases = once.readings.keys() - once.regional.keys()
    words = Memory({}, once.regional)  # of rare words the index knows no reading, and needs none

    def fails(*_: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(pinyin, "_reading", fails)
    monkeypatch.setattr(word_cache, "regional_pairs", lambda words: [] if not words else fails())
    assert once.after([TEXT, ""], cut, frozenset()) == once
    assert words.after([TEXT], cut, phrases) == words
