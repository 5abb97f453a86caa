"""`ainotes check`: each lint finds what it is for, and is silent about what is right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.link.builders import catalogued, entry, reading, term

from ainotes_site.link.check import check
from ainotes_site.link.library import Library
from ainotes_site.link.relations import relate, settle
from ainotes_site.markup.compile import compile_entry
from ainotes_site.model import Entry, Problem, Term

TEXT = "检索增强把外部文档切块后存进向量数据库，提问时先召回再作答，这样回答有据可查，也便于更新知识。"


def library(*parts: Entry | Term, assets: tuple[str, ...] = ()) -> Library:
    made = catalogued(*(reading(path, *own) for path, own in _by_path(parts).items()), assets=assets)
    compiled = {one.id: compile_entry(one.body, made.context_for(one)) for one in made.entries}
    return relate(settle(made, compiled), made)[0]


def _by_path(parts: tuple[Entry | Term, ...]) -> dict[str, list[Entry | Term]]:
    paths: dict[str, list[Entry | Term]] = {}
    for part in parts:
        span = part.span if isinstance(part, Entry) else part.definitions[0].span
        paths.setdefault(span.path, []).append(part)
    return paths


def problems(*parts: Entry | Term, assets: tuple[str, ...] = (), about: str = "") -> list[tuple[str, int]]:
    made = library(*parts, assets=assets)
    found = sorted({*made.problems, *check(made, "2024-06-15")})
    return [(problem.path, problem.line) for problem in found if about in str(problem)]


def test_a_link_to_a_file_that_is_not_there() -> None:
    note = entry("a", "RAG", "见\n[表](files/t.csv)\n[图](files/有 空格.pdf)", "notes/a.md", 10)
    assert problems(note, about="no such file") == [("notes/a.md", 12)]
    assert problems(note, assets=("notes/files/t.csv",), about="no such file") == []


def test_a_picture_that_is_not_there() -> None:
    note = entry("a", "RAG", "前\n![检索的流程](img/x.png)", "n/a.md", 1)
    assert problems(note, about="no such file") == [("n/a.md", 3)]
    assert problems(note, assets=("n/img/x.png",), about="no such file") == []


def test_links_to_other_hosts_are_not_followed() -> None:
    assert (
        problems(entry("a", "RAG", "[x](https://example.org/gone) ![好图](https://example.org/y.png)"), about="no such")
        == []
    )


def test_an_anchor_that_the_other_entry_lacks() -> None:
    there = entry("there", "目标", "## 小节\n文字", "there.md")
    right = entry("right", "RAG", "[去](there.md#小节)", "right.md")
    wrong = entry("wrong", "RAG", "一\n[去](there.md#没有)", "wrong.md")
    assert problems(there, right, wrong, about="no such heading") == [("wrong.md", 3)]


def test_alt_texts_that_say_nothing_are_counted_per_entry() -> None:
    note = entry(
        "a", "RAG", "文\n![image.png](https://e.org/1.png)\n![](https://e.org/2.png)\n![检索流程](https://e.org/3.png)"
    )
    (found,) = [one for one in check(library(note), "2024-06-15") if "alt" in str(one)]
    assert found.line == 3 and "2 张" in found.message


def test_an_entry_without_topic() -> None:
    assert problems(entry("a", "午饭", "今天吃面。"), entry("b", "RAG", "检索", line=5), about="without a topic") == [
        ("a.md", 1)
    ]


@pytest.mark.parametrize(
    ("date", "future"),
    [("2024-06-15", False), ("2024-06-16", True), ("2024-06", False), ("2024-07", True), ("2023-12-31", False)],
)
def test_dates_are_in_the_future_of_the_day_that_is_given(date: str, future: bool) -> None:
    assert bool(problems(entry("a", "RAG", "文", date=date), about="future")) is future


@pytest.mark.parametrize(
    ("date", "text", "younger"),
    [
        ("2024-03-01", "见 [2405.00001](https://arxiv.org/abs/2405.00001)", True),
        ("2024-05-30", "见 [2405.00001](https://arxiv.org/abs/2405.00001)", False),
        ("2024", "见 arXiv:2405.00001", False),
        ("2023", "见 arXiv:2405.00001", True),
        ("2024-03-01", "版本 2405.00001 的价格", False),
        ("2024-03-01", "发布（2024-04-02）", True),
        ("2024-03-01", "[文](https://example.org/blog/2024/04/02/a)", True),
        ("2024-03-01", "2024-04-02 开会", False),
        ("2024-03-01", "开会（2024-03-05）", False),
        ("2024-03-01", "截止（2025-01-01）", False),
        ("2024-03-01", "- [ ] 交稿（2024-05-01）", False),
        ("2024-03-01", "```\n（2024-05-01）\n```", False),
        ("2024-03-01", "（2024-02-31）不是日子，（2024-05-39）也不是", False),
        (None, "见 arXiv:2405.00001", False),
    ],
)
def test_a_text_younger_than_its_date(date: str | None, text: str, younger: bool) -> None:
    assert bool(problems(entry("a", "RAG", text, date=date), about="younger")) is younger


def test_a_near_duplicate_is_named_once_with_its_similarity() -> None:
    parts = (entry("a", "RAG", TEXT, "a.md"), entry("b", "RAG 二", TEXT + "完。", "b.md"))
    (found,) = [one for one in check(library(*parts), "2024-06-15") if "near-duplicate" in str(one)]
    assert found.path == "b.md" and "a.md:1" in found.message and "9" in found.message.split("%")[0]


def test_a_near_duplicate_shows_the_first_sentence_that_differs_and_its_line() -> None:
    added = f"{TEXT}\n\n后来又补了一句话。"
    parts = (entry("a", "RAG", TEXT, "a.md"), entry("b", "RAG 二", added, "b.md"))
    for pair in (parts, (replace(parts[0], body=added), replace(parts[1], body=TEXT))):
        (found,) = [one for one in check(library(*pair), "2024-06-15") if "near-duplicate" in str(one)]
        assert "不同处：后来又补了一句话。" in found.message
    (found,) = [one for one in check(library(*parts), "2024-06-15") if "near-duplicate" in str(one)]
    assert found.line > parts[1].span.start_line


def test_a_copy_is_called_one() -> None:
    parts = (entry("a", "RAG", TEXT, "a.md"), entry("b", "RAG", TEXT, "b.md"))
    (found,) = [one for one in check(library(*parts), "2024-06-15") if "a copy" in str(one)]
    assert found.path == "b.md" and "a.md:1" in found.message


def test_a_word_that_many_entries_use_and_nobody_defined() -> None:
    entries = [
        entry(f"e{n}", f"第 {n} 篇", f"这里用到 HNSW，也用到 RAG，第 {n} 回。", line=n * 3 + 1) for n in range(6)
    ]
    found = check(library(*entries, term("RAG")), "2024-06-15")
    missed = [one for one in found if "undefined" in str(one)]
    assert [("HNSW" in str(one), one.line) for one in missed] == [(True, 2)]


def test_a_term_that_a_text_introduces_with_its_english_name_counts_as_used() -> None:
    entries = [
        entry(f"e{n}", f"第 {n} 篇", f"讲讲位置编码（Positional Encoding），第 {n} 回。", line=n * 3 + 1)
        for n in range(6)
    ]
    assert len(problems(*entries, about="undefined")) == 1
    assert problems(*entries, term("Positional Encoding"), about="undefined") == []


def test_definitions_that_have_nothing_in_common_are_in_conflict() -> None:
    one = term("Token", text="模型读写文本时的最小单位，一个汉字约为一到两个。", path="a.md")
    same = term("Token", text="文本切分后的最小单位，模型按它计费，一个汉字约一两个。", path="b.md")
    other = term("Token", text="区块链上可以转让的权益凭证，由合约发行并记账。", path="c.md")
    assert problems(one, same, about="conflict") == []
    assert problems(one, other, about="conflict") == [("c.md", 1)]
    assert problems(one, same, other, about="conflict") == [("c.md", 1)], "said once, however many others there are"


def test_a_definition_in_english_is_in_no_conflict_with_one_in_chinese() -> None:
    chinese = term("Token", text="模型读写文本时的最小单位，一个汉字约为一到两个。", path="a.md")
    text = "The smallest unit a model reads and writes, often part of a word, which providers count and bill."
    english = term("Token", text=text, path="b.md")
    wrong = "A transferable claim recorded by contracts, traded between wallets on exchanges for money."
    assert problems(chinese, english, about="conflict") == []
    assert problems(chinese, english, term("Token", text=wrong, path="c.md"), about="conflict") == [("c.md", 1)]


def test_sound_notes_have_no_problems() -> None:
    note = entry("a", "RAG 入门", f"{TEXT}\n\n![检索流程](https://e.org/1.png)", date="2024-06-01")
    found: tuple[Problem, ...] = check(library(note, term("RAG", text="先查后答")), "2024-06-15")
    assert found == ()
