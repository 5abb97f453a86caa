"""A problem is said in the reader's language, also where the message has both."""

from __future__ import annotations

import re

import pytest

from ainotes_site.model import Problem, in_english


@pytest.mark.parametrize(
    ("fact", "english"),
    [
        ("没有主题 (entry without a topic): A note (draft)", "entry without a topic: A note (draft)"),
        ("第 3 字节处不是 UTF-8 (not UTF-8 at byte 3)", "not UTF-8 at byte 3"),
        ("plain English (in brackets): kept", "plain English (in brackets): kept"),
        ("没有英文的一句", "没有英文的一句"),
    ],
)
def test_the_english_in_brackets_is_what_an_english_reader_sees(fact: str, english: str) -> None:
    assert in_english(fact) == english
    said = Problem("a.md", 3, fact, "mend it")
    assert said.said("en") == (english, "mend it") and said.said("zh") == (fact, "mend it")


def test_what_was_found_may_be_chinese_and_what_is_said_of_it_is_not() -> None:
    line = Problem("a.md", 3, "双链没有对应的笔记 (unresolved wikilink): [[不存在]]", "correct the name").in_one_line(
        "en"
    )
    assert line == "a.md:3: unresolved wikilink: [[不存在]]; correct the name"
    assert not re.search("[\u4e00-\u9fff]", line.replace("[[不存在]]", ""))
