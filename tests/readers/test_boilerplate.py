"""Boilerplate is left out by kind; what people wrote themselves is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ainotes_site.model import Reading
from ainotes_site.readers import read
from ainotes_site.readers.boilerplate.head_and_tail import REASONS
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


@pytest.mark.parametrize("name", ["boilerplate/phrases", "detect/field_names", "detect/titles/title_words"])
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


NOTE = "# 显存笔记\n\n{}\n\n模型越大，显存越紧，先算一算账。\n\n## 账\n\n{}\n\n激活值常常比权重还大。\n\n{}\n"
OF_PAGES = """
点击上方“小站”，选择“星标”公众号
重磅干货，第一时间送达
关注并星标，从此不迷路
备注：昵称-学校-方向
扫码即可加入读者交流群
欢迎大家关注我的公众号，一起进步
原创不易，点个赞再走
建议先收藏再看
本文仅供学术交流，侵权请联系删除
部分图片来自网络
阅读本文大概需要 6 分钟
Join over 3,000 readers who get one letter a week
If you find this repo useful, please star it
PRs are welcome!
This post was originally published on my blog
This post contains affiliate links
Image by author
7 min read · Mar 3, 2023
"""
OF_OWNERS = """
点击右上角的按钮，选择“星标”，就能收藏一封邮件。
把节点写进配置，即可加入集群。
微信扫一扫识物是怎么做到的
数据集的内容来自网络。
创作不易，但是值得。
赠人玫瑰，手留余香。
我关注了几个公众号，每天看一遍。
把大家拉进技术交流群之后，问题反而多了。
备注：学校的服务器晚上会断电。
第一时间获取反馈很重要。
This essay was first published in 1950 in Mind.
Affiliate programs are a way to make money.
Image by image, the model learns.
Join over 100 tables in one query and it will be slow.
Please start it with the flag below.
Comment on GitHub issues when you see a regression.
⚠️ 本文已过时，仅供参考。
就这样，未完待续。
**保持好奇。**
点赞的人很多，用的人没有。
评论区有人问成本，补一句：一小时两毛钱。
分享给需要的同事了。
扫码登录那一步要手动。
推荐阅读：《写作法宝》
版权归我自己，随便用。
P.S. 录音要征得同意。
Written on a train, with bad wifi.
"""


def _gone(line: str) -> list[str]:
    """Where a line is left out that stands below the title, amid the text or last."""
    places = {"title": 0, "text": 1, "last": 2}
    texts = {place: NOTE.format(*(line if n == at else "这是一行。" for n in range(3))) for place, at in places.items()}
    return [
        place
        for place, text in texts.items()
        if any(
            skip.span.start_line <= text.splitlines().index(line) + 1 <= skip.span.end_line
            for skip in read("a.md", text.encode()).skipped
        )
    ]


@pytest.mark.parametrize("line", OF_PAGES.strip().splitlines())
def test_what_pages_say_to_their_readers_is_left_out_at_the_end(line: str) -> None:
    assert "last" in _gone(line)


@pytest.mark.parametrize("line", OF_OWNERS.strip().splitlines())
def test_what_owners_say_in_like_words_stays(line: str) -> None:
    assert _gone(line) == []
