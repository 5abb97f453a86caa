"""Dates, people, links, titles, tags and languages, by table."""

from __future__ import annotations

import pytest

from ainotes_site.model import Image, Link, Person
from ainotes_site.readers import read
from ainotes_site.readers.detect.authors import lone_handle, looks_like_name, named_handle, person
from ainotes_site.readers.detect.dates import date_line, dates_in, named_date
from ainotes_site.readers.detect.entry_kind import is_video
from ainotes_site.readers.detect.inline_tags import inline_tags
from ainotes_site.readers.detect.language import language
from ainotes_site.readers.detect.links import links_and_images
from ainotes_site.readers.detect.titles.titles import plain, read_title, shortened, without_site
from ainotes_site.readers.glossary.term_names import split_names


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2023-11-19", "2023-11-19"), ("2023/11/9", "2023-11-09"), ("2023.11.19", "2023-11-19"),
        ("2023年11月19日", "2023-11-19"),
        ("2023 年 1 月 9 日 星期一", "2023-01-09"), ("**2024-04-01**", "2024-04-01"), ("[2024-04-01]", "2024-04-01"),
        ("2024-04-01 10:30:05", "2024-04-01"), ("2024-04-01T10:30:05+08:00", "2024-04-01"),
        ("日期：2024-04-01", "2024-04-01"),
        ("Apr 1, 2024", "2024-04-01"), ("1 April 2024", "2024-04-01"), ("20240401", "2024-04-01"),
        ("2024-04", "2024-04"),
        ("2024年4月", "2024-04"), ("2099-01-01", "2099-01-01"), ("· 2024/4/1", "2024-04-01"),
        ("2023-02-30", None), ("2023-13-01", None), ("1899-01-01", None),
        ("2024-04-01 去了", None), ("12.5", None), ("", None),
        ("2024/4-1", None), ("192.168.2024.1", None),
    ],
)  # fmt: skip
def test_a_line_that_is_a_date(line: str, date: str | None) -> None:
    assert date_line(line) == date


def test_dates_in_a_text_keep_their_places_and_versions_are_none() -> None:
    assert dates_in("从 2024-01-02 到 2024年3月") == ((2, 12, "2024-01-02"), (15, 22, "2024-03"))
    assert dates_in("2024.06.10-2024.06.16")[0][2] == "2024-06-10"
    assert dates_in("v1.2024.3.4.5 和 a2024-1-23456") == ()


@pytest.mark.parametrize(
    ("line", "name", "handle"),
    [
        ("小满 @xiaoman", "小满", "xiaoman"),
        ("山田　太郎（AI） @taro_y", "山田　太郎（AI）", "taro_y"),
        ("Dr. X. Y. (lab) 🦊 (@xy)", "Dr. X. Y. (lab) 🦊", "xy"),
        ("[云上](https://x.com/yun)", "云上", "yun"),
        ("bsky 用户 @name.bsky.social", "bsky 用户", "name.bsky.social"),
    ],
)
def test_names_with_handles(line: str, name: str, handle: str) -> None:
    assert named_handle(line) == Person(name, handle) == person(line)


@pytest.mark.parametrize(
    "line", ["感谢 @a 的帮助", "写信给 a@example.com", "这篇文章，来自 @a", "见 @a", "https://x.com/@a"]
)
def test_sentences_with_handles_are_no_names(line: str) -> None:
    assert named_handle(line) is None


def test_lone_handles() -> None:
    assert [lone_handle(line) for line in (" @a_b ", "＠丙", "(@a)", "@a 说", "@", "a@b")] == [
        "a_b",
        None,
        "a",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("line", ["一个", "orange.ai", "九原客", "G_Z", "Ⅳ号机", "🦙", "Mr. A.B.", "Jane van der Berg"])
def test_what_can_be_a_name(line: str) -> None:
    assert looks_like_name(line)


@pytest.mark.parametrize(
    "line",
    ["基于", "这是", "研究者包括", "built by", "说下我的观点：", "1/ 甲", "好。", "https://a.example", "- 甲", ""],
)
def test_what_can_be_none(line: str) -> None:
    assert not looks_like_name(line)


@pytest.mark.parametrize(
    ("text", "links", "images"),
    [
        ("见https://a.example/x，后文", ["https://a.example/x"], []),
        ('[甲](https://a.example/(b)?utm_source=c&d=1 "题")', ["https://a.example/(b)?d=1"], []),
        ("(https://a.example/b).", ["https://a.example/b"], []),
        ("<https://a.example>", ["https://a.example"], []),
        ("[![图](i.png)](https://a.example)", ["https://a.example"], ["i.png"]),
        ("![[图.png|300]] [[甲]]", [], ["图.png"]),
        ('<a href="https://a.example">x</a><img alt="y" src="z.png">', ["https://a.example"], ["z.png"]),
        ("`https://a.example` 和\n```\nhttps://b.example\n```", [], []),
        ("[锚](#here) [文](other.md#x)", ["other.md#x"], []),
        ("https://a.example https://a.example?spm_id_from=1", ["https://a.example"], []),
        ("[" + "[甲](https://a.example) " * 200 + "]：", ["https://a.example"], []),  # not 2^200 ways
    ],
)
def test_links_and_images(text: str, links: list[str], images: list[str]) -> None:
    found_links, found_images = links_and_images(text)
    assert [link.url for link in found_links] == links
    assert [image.url for image in found_images] == images


def test_links_keep_their_words_and_images_their_alt() -> None:
    assert links_and_images("[甲_哔哩哔哩_bilibili](https://b.example)") == ((Link("https://b.example", "甲"),), ())
    assert links_and_images('<img src="z.png" alt="图">') == ((), (Image("z.png", "图"),))


@pytest.mark.parametrize(
    ("heading", "text", "date", "updated"),
    [
        ("2025-07-06 AI Search", "AI Search", "2025-07-06", None),
        ("模型（更新 2023-3-13，[参考](https://a.example)）", "模型", "2023-03-13", "2023-03-13"),
        ("关于提示 2023-3-1", "关于提示", "2023-03-01", None),
        ("**重点** 与 `code`", "重点 与 code", None, None),
        ("2024-01-01 之前和之后", "之前和之后", "2024-01-01", None),
        ("从 2024-01-01 说起的事", "从 2024-01-01 说起的事", "2024-01-01", None),
        ("[甲 - YouTube](https://youtu.be/x)", "甲", None, None),
        ("标题 ([链接](https://a.example))", "标题", None, None),
        ("snake_case_name 和 2*3*4", "snake_case_name 和 2*3*4", None, None),
        ("A &amp; B \\# C", "A & B # C", None, None),
        ("GPT_知乎", "GPT", None, None),
    ],
)
def test_headings_as_titles(heading: str, text: str, date: str | None, updated: str | None) -> None:
    title = read_title(heading)
    assert (title.text, title.date, title.updated) == (text, date, updated)


def test_sites_go_from_titles_only_where_something_is_left() -> None:
    assert without_site("_哔哩哔哩_bilibili") == "_哔哩哔哩_bilibili"
    assert without_site("知乎") == "知乎"
    assert without_site("Medium 模型") == "Medium 模型"


def test_long_first_lines_are_cut_at_a_sentence_or_a_word() -> None:
    assert shortened("第一句话在这里。第二句") == "第一句话在这里"
    assert shortened("word " * 30) == "word word word word word word word word word word word word…"
    assert shortened("字" * 80) == "字" * 60 + "…"


def test_plain_text_of_nested_markup() -> None:
    assert plain("[![图](a.png) **甲**](https://a.example) <b>乙</b> [[丙|丁]]") == "图 甲 乙 丁"


def test_inline_tags() -> None:
    text = "#读书 #a/b-c #123 #2024年 C# F# a#b #fff #fff000 `#code` [x](#anchor) https://a.example/#frag #话题# ##x"
    assert inline_tags(text) == ("话题", "读书", "a/b-c", "2024年")


def test_video_hosts() -> None:
    urls = [
        "https://www.bilibili.com/video/BV1",
        "https://youtu.be/x",
        "https://m.youtube.com/watch?v=1",
        "https://v.qq.com/x.html",
    ]
    others = [
        "https://space.bilibili.com/1",
        "https://www.youtube.com/@name",
        "https://notyoutube.com/x",
        "https://[bad",
        "x",
    ]
    assert all(map(is_video, urls)) and not any(map(is_video, others))


def test_languages() -> None:
    assert language("用 PyTorch 训练 Transformer 模型的 learning rate 调度") == "zh"
    assert language("Attention is all you need (注意力)") == "en"
    assert language("```\nfor x in y: pass\n```\n短句") == "zh"


@pytest.mark.parametrize(
    ("raw", "name", "aliases", "remark"),
    [
        ("向量/嵌入（Embeddings）", "向量", ("嵌入", "Embeddings"), ""),
        ("TCP/IP", "TCP/IP", (), ""),
        ("A/B 测试（A/B Testing）", "A/B 测试", ("A/B Testing",), ""),
        ("RAG - 检索增强生成", "RAG", ("检索增强生成",), ""),
        ("LLM（Large Language Model，大语言模型）", "LLM", ("Large Language Model", "大语言模型"), ""),
        ("1、注意力（Attention）：", "注意力", ("Attention",), ""),
        ("幻觉（Hallucination，又称 confabulation）", "幻觉", ("Hallucination", "confabulation"), ""),
        (
            "大语言模型（Large Language Model，LLM，大模型）",
            "大语言模型",
            ("Large Language Model", "LLM", "大模型"),
            "",
        ),
        ("词嵌入（Word Embedding，2013 年提出）", "词嵌入", ("Word Embedding",), "2013 年提出"),
        ("上下文学习（In-Context Learning，ICL）", "上下文学习", ("In-Context Learning", "ICL"), ""),
        ("开源模型（如 Llama，Qwen）", "开源模型", (), "如 Llama，Qwen"),
        ("学习率（超参数）", "学习率", (), "超参数"),
        ("GPT-4（2023）", "GPT-4", (), "2023"),
        ("Encoder", "Encoder", (), ""),
        ("K-近邻 / KNN", "K-近邻", ("KNN",), ""),
        ("3D 生成", "3D 生成", (), ""),
        ("强化学习（RL, Reinforcement Learning）", "强化学习", ("RL", "Reinforcement Learning"), ""),
        ("Q: 什么是对齐（Alignment）？", "对齐", ("Alignment",), ""),
        ("What are embeddings?", "embeddings", (), ""),
        ("为什么是它", "为什么是它", (), ""),
        ("`--temp`", "--temp", (), ""),
        ("-- 温度", "温度", (), ""),
    ],
)
def test_names_of_terms(raw: str, name: str, aliases: tuple[str, ...], remark: str) -> None:
    names = split_names(raw)
    assert (names.name, names.aliases, names.remark) == (name, aliases, remark)


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("daily/2025-03-02.md", "2025-03-02"), ("journals/2025_03_02.md", "2025-03-02"),
        ("2025-03-02-caching.md", "2025-03-02"), ("2025.3.2 组会.md", "2025-03-02"), ("组会 2025年3月2日.md", "2025-03-02"),
        ("202503021032 想法.md", "2025-03-02"), ("日记/2025/03/02.md", "2025-03-02"), ("2025年/3月/2日.md", "2025-03-02"),
        ("March 2nd, 2025.md", "2025-03-02"), ("2025-03-02_2025-03-08.md", "2025-03-02"),
        ("2025-03.md", None), ("2025年3月.md", None), ("2025-W10.md", "2025-03-03"), ("2025年第10周 周记.md", "2025-03-03"), ("2025-W60.md", None), ("v2025.1.1.md", None), ("20251399.md", None),
        ("meeting-2025-03-02.md", "2025-03-02"), ("周会_2025-3-2.md", "2025-03-02"), ("周会2025-03-02.md", "2025-03-02"),
        ("纪要（2025.03.02）.md", "2025-03-02"), ("Retro-2025%2D03%2D02.md", "2025-03-02"), ("2025/0302 组会.md", "2025-03-02"),
        ("2025/3月2日周会.md", "2025-03-02"), ("2025/1345.md", None), ("v1-2025-03-02-final.md", None),
        ("2025-02-30.md", None), ("12345678.md", None), ("2025/notes.md", None), ("readme", None),
    ],
)  # fmt: skip
def test_day_that_a_file_is_named_after(path: str, date: str | None) -> None:
    assert named_date(path) == date


def test_the_author_of_an_issue_is_that_of_its_items_but_of_those_that_name_another() -> None:
    text = (
        "# 港口周报\n\n作者：阿港\n\n## 1. [灯塔](https://a.example/1)\n\n换了灯泡。\n\n"
        "## 2. [缆绳](https://a.example/2)\n\n作者：老舵\n\n新的。\n\n## 3. [浮标](https://a.example/3)\n\n漆过了。\n"
    )
    entries = read("weekly-3.md", text.encode()).entries
    assert [[who.name for who in entry.authors] for entry in entries] == [["阿港"], ["老舵"], ["阿港"]]
