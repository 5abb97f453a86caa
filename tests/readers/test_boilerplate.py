"""Boilerplate is left out by kind; what people wrote themselves is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ainotes_site.model import Reading
from ainotes_site.readers import read
from ainotes_site.readers.boilerplate.detector import REASONS
from ainotes_site.readers.detect.phrases import expression, sections
from ainotes_site.readers.skip_reasons import REASONS as EXPLAINED

NOTES = Path(__file__).resolve().parents[2] / "notes"
OURS = {*REASONS.values(), "badges", "assistant-talk", "placeholder", "plugin-data"}


def left_out(text: str, path: str = "a.md") -> list[tuple[int, str]]:
    reading = read(path, text.encode())
    return [(skip.span.start_line, skip.reason) for skip in reading.skipped if skip.reason in OURS]


def readings() -> list[Reading]:
    return [read(path.relative_to(NOTES).as_posix(), path.read_bytes()) for path in sorted(NOTES.rglob("*.md"))]


def test_nothing_of_our_own_notes_is_boilerplate() -> None:
    found = [(skip.span, skip.reason) for reading in readings() for skip in reading.skipped if skip.reason in OURS]
    assert found == []


def test_each_kind_is_explained() -> None:
    assert set(EXPLAINED) >= OURS


@pytest.mark.parametrize("line", ["扫码关注公众号，免费领取资料", "![x](https://img.shields.io/badge/a-b-c)", "[TOC]"])
def test_code_is_never_boilerplate(line: str) -> None:
    assert left_out(f"# 一段代码\n\n说明一句话。\n\n```text\n{line}\n```\n") == []


def test_a_file_of_nothing_else_keeps_what_it_says() -> None:
    assert left_out("点击关注，每天一口锅\n") == []
    assert read("a.md", "点击关注，每天一口锅\n".encode()).entries


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("扫…二维码", "扫一下左边的二维码", True),
        ("扫…二维码", "扫地。二维码坏了", False),
        ("(阅读|查看)原文", "查看原文", True),
        ("^目录$", "** 目录：", True),
        ("^目录$", "目录结构", False),
        ("<n>篇原创内容", "三十篇原创内容", True),
        ("e-?books", "12 E-books", True),
        ("end", "weekend", False),
    ],
)
def test_phrases_of_word_lists(phrase: str, text: str, found: bool) -> None:
    assert (re.search(expression(phrase), text, re.IGNORECASE) is not None) is found


@pytest.mark.parametrize(
    "name", ["boilerplate/phrases", "boilerplate/buttons", "detect/field_names", "detect/titles/title_words"]
)
def test_each_section_of_a_word_list_has_phrases_that_can_be_looked_for(name: str) -> None:
    assert all(phrases and all(re.compile(expression(each)) for each in phrases) for phrases in sections(name).values())


@pytest.mark.parametrize(
    "name",
    [
        "detect/author_words",
        "detect/date_words",
        "detect/headings/heading_words",
        "detect/page_phrases",
        "detect/posts/post_words",
        "detect/titles/site_names",
        "glossary/glossary_words",
    ],
)
def test_each_line_of_a_list_of_alternatives_is_an_expression_by_itself_and_stands_there_once(name: str) -> None:
    for lines in sections(name).values():
        assert len(set(lines)) == len(lines)
        assert all(re.compile(line).fullmatch("") is None for line in lines)  # what may be empty fits everything
