"""Shown texts come back as they were written, whatever they consist of, and are shorter where they are Chinese."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ainotes_site.search.engine import open_index
from ainotes_site.search.format.scripts import dump, parse_script, script
from ainotes_site.search.format.text_code_tables import CHARACTERS, END, FIRST, SHORTEST, WORDS
from ainotes_site.search.format.text_codes import restored, shortened
from ainotes_site.search.index.assemble import build_index
from ainotes_site.search.index.document import SearchDocument

Doc = Callable[..., SearchDocument]
_WORDS = [WORDS[at : at + 2] for at in range(0, len(WORDS), 2)]
_CODES = "".join(map(chr, (*range(0x20), 0x7F, 0x80, 0xE9, 0x3B1, 0x7FF, 0x800)))


def _there_and_back(text: str) -> str:
    data = script("texts/0", "xx", shortened(dump([text])))
    (found,) = parse_script(data, "texts/0.js")[2]
    return restored(found)


@given(st.text(st.one_of(st.sampled_from(_CODES + '"\\bfnu0的模型数据'), st.characters(exclude_categories=["Cs"]))))
def test_any_text_comes_back(text: str) -> None:
    assert _there_and_back(text) == text


@pytest.mark.parametrize("text", ["\\u0001", "\\\\b", "\b\f\0\x1f", "\x7f\x7f", "café Ωμέγα", "模型数据数据模", "😀的"])
def test_what_looks_like_a_code_comes_back(text: str) -> None:
    assert _there_and_back(text) == text


@given(st.text(st.sampled_from("模型数据结果然后来自己有关系统一个人工作用é\x80，x"), max_size=40))
def test_words_are_taken_from_left_to_right(text: str) -> None:
    codes = dict(zip((*CHARACTERS, *_WORDS), (*SHORTEST, *map(chr, range(FIRST, END))), strict=True))
    expected, at = "", 0
    while at < len(text):
        token = text[at : at + 2] if text[at : at + 2] in codes else text[at]
        expected += codes.get(token, f"\x7f{token}" if token in "é\x80" else token)
        at += len(token)
    assert shortened(text) == expected


def test_tables_fill_the_short_codes_and_name_nothing_twice() -> None:
    assert len(CHARACTERS) + len(_WORDS) == len(SHORTEST) + END - FIRST
    assert len(set(CHARACTERS)) == len(CHARACTERS)
    assert len(set(_WORDS)) == len(_WORDS)
    assert all(ord(character) > 0x7FF for character in CHARACTERS + WORDS)


def test_short_codes_need_no_escape_in_a_script() -> None:
    assert not set(SHORTEST) & set('\0\t\n\r"\\')
    assert len(shortened(dump("模型的数据，")).encode()) == len('""') + 2 + 1 + 2 + 1


def test_hit_shows_control_characters_and_accents_as_they_were_written(doc: Doc, tmp_path: Path) -> None:
    text = "Schrödinger 的猫\x01与\x7fλ 演算，注意力机制"
    for path, content in build_index([doc("a", "café", text)], (), ()).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (hit,) = open_index(tmp_path).search("演算").hits
    assert hit.title.text == "café"
    assert hit.snippet.text == text
