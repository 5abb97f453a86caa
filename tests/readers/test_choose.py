"""How files are cut: the labelled set, what siblings change, and what the configuration says."""

from __future__ import annotations

import pytest
from tests.readers.cuts import Label, written

from ainotes_site.errors import ConfigError
from ainotes_site.readers import read, source_of
from ainotes_site.readers.choose import candidates
from ainotes_site.readers.formats import journal, numbered_notes
from ainotes_site.readers.source import Source
from ainotes_site.source_hints import Hints, hints_by_path, outline
from ainotes_site.source_rules import SourceRule, source_rules

SECTIONS = "## 今日三件事\n- 买米\n\n## 2024-01-0{n} 杂记\n遇到老同学，聊了半小时，{n} 号。\n\n## 提醒\n体检 {n}\n"


WRONG = {
    "gh/trending-2024-05-20.md", "kitchen-anan/notes.md", "lena/optics.md",
    "split/两件事.md", "tweetbox/idea-slips.md", "wenwen-desk/未命名.md",
}  # fmt: skip
"""Files of the set that are still cut otherwise."""


def _right(label: Label, hints: Hints) -> bool:
    reading = read(label.path, label.data, hints)
    starts = [entry.span.start_line for entry in reading.entries]
    if reading.terms:
        return "terms" in label.right
    return label.fits(starts) or (label.one() and len(starts) == 1)


def test_all_files_of_the_labelled_set_but_these_are_cut_as_their_authors_meant() -> None:
    found = list(written())
    outlines = {owner: [] for owner in sorted({label.owner for label in found})}
    for label in found:
        outlines[label.owner].append((label.path, outline(label.data), b""))
    hints = {owner: hints_by_path(files, ()) for owner, files in outlines.items()}
    wrong = {
        f"{label.owner}/{label.path}"
        for label in found
        if not _right(label, hints[label.owner].get(label.path, Hints()))
    }
    assert wrong == WRONG


def test_headings_that_come_again_in_three_files_of_a_folder_are_hints_and_in_two_are_none() -> None:
    files = [(f"a/{n}.md", outline(SECTIONS.format(n=n).encode()), b"") for n in range(1, 4)]
    assert {len(hints.recurring) for hints in hints_by_path(files, ()).values()} == {2}
    assert hints_by_path(files[:2], ()) == {}
    assert hints_by_path([*files[:2], ("b/3.md", files[2][1], b"")], ()) == {}


def test_folders_that_differ_in_numbers_only_hold_files_of_one_kind() -> None:
    files = [(f"twir/{n}/issue.md", outline(b"## News\n## Tools\n"), b"") for n in (7, 8, 12)]
    assert set(hints_by_path(files, ())) == {path for path, _, _ in files}


def test_the_configuration_decides_how_a_file_is_read_and_a_file_of_itself() -> None:
    text = b"# Tea\n\n## Water\nhot\n\n## Leaves\ngreen\n"
    assert len(read("x.md", text).entries) == 1
    assert len(read("x.md", text, Hints(format="journal")).entries) == 2
    assert len(read("x.md", b"---\nformat: note\n---\n" + text, Hints(format="journal")).entries) == 1
    nested = b"# a\n## b\nfirst\n## c\nsecond\n# d\nthird\n"
    assert [e.title for e in read("x.md", nested, Hints(format="journal", level=1)).entries] == ["a", "d"]


def test_the_first_glob_that_matches_counts() -> None:
    rules = source_rules({"digests/**": "digest", "inbox/*.md": {"format": "journal", "level": 2}, "**": "note"})
    paths = ["digests/2024/a.md", "inbox/b.md", "inbox/deep/c.md"]
    hints = hints_by_path([(path, (), b"") for path in paths], rules)
    assert [(hints[path].format, hints[path].level) for path in paths] == [("digest", 0), ("journal", 2), ("note", 0)]
    assert rules[0] == SourceRule("digests/**", "digest")


def test_the_configuration_keeps_boilerplate_beside_a_format_or_alone() -> None:
    rules = source_rules({"clips/**": {"boilerplate": "keep"}, "d/**": {"format": "digest", "boilerplate": "keep"}})
    hints = hints_by_path([("clips/a.md", (), b""), ("d/b.md", (), b""), ("c.md", (), b"")], rules)
    assert {path: (hint.format, hint.keep_boilerplate) for path, hint in hints.items()} == {
        "clips/a.md": ("", True),
        "d/b.md": ("digest", True),
    }
    text = "# 桥\n\n桥是路的一部分。\n\n长按识别二维码，关注「桥声」\n".encode()
    assert [skip.reason for skip in read("clips/a.md", text).skipped] == ["follow"]
    assert read("clips/a.md", text, hints["clips/a.md"]).skipped == ()


@pytest.mark.parametrize(
    "said",
    [
        ["digest"],
        {"a": "diary"},
        {"a": {"boilerplate": "drop"}},
        {"a": {}},
        {"a": {"format": "journal", "depth": 2}},
        {"a": {"format": "journal", "level": 9}},
    ],
)
def test_a_rule_that_cannot_be_used_is_named(said: object) -> None:
    with pytest.raises(ConfigError):
        source_rules(said)


def test_words_about_the_file_and_headings_over_entries_are_shown() -> None:
    text = "# 手札\n一句说明。\n\n## 2024\n### 2024-03-01 伞\n风大的时候更容易翻。\n### 2024-03-02 表\n听得见它在走。\n### 空\n"
    reading = read("a.md", text.encode(), Hints(format="journal", level=3))
    shown = "\n".join(skip.text for skip in reading.skipped)
    assert reading.entries[0].body.startswith("> 一句说明。\n\n") and "空" in shown
    assert {entry.section for entry in reading.entries} == {("2024",)}


def _source(path: str) -> Source:
    label = next(label for label in written() if f"{label.owner}/{label.path}" == path)
    return source_of(label.path, tuple(label.data.decode().split("\n")))


def test_turns_of_a_conversation_are_no_notes() -> None:
    assert journal.propose(_source("chats/2024/怎么修帐篷拉链.md")) == []


def test_numbers_that_begin_anew_in_each_section_enclose_nothing() -> None:
    assert numbered_notes.propose(_source("quarry/issues/采石周刊-006.md")) == []


def test_headings_in_the_sections_of_an_issue_are_its_items() -> None:
    found = candidates(_source("harbour/issues/潮信周刊-017.md"))
    assert {each.proposal.level for each in found if "says newsletter" in each.evidence} == {3}


def test_a_list_of_changes_is_far_from_several_notes() -> None:
    assert all(each.score < -6 for each in candidates(_source("winch/HISTORY.md")))


def test_each_row_of_a_table_is_an_entry_where_the_owner_says_so() -> None:
    text = (
        "# 本周论文\n\n挑了三篇。\n\n## 检索\n\n| # | 题目 | 日期 | 一句话 |\n|---|---|---|---|\n"
        "| 1 | [Slow Indexes](https://p.example/1) | 2024-03-04 | 慢也有慢的好处 |\n| 2 | [Two Towers](https://p.example/2) | | 两座塔 |\n\n"
        "## 其它\n\n| 题目 | 备注 |\n|---|---|\n| 绳结的拓扑 | 没有链接 |\n"
    )
    hints = Hints(format="rows")
    reading = read("papers/w10.md", text.encode(), hints)
    assert [(entry.title, entry.date, entry.section) for entry in reading.entries] == [
        ("Slow Indexes", "2024-03-04", ("检索",)), ("Two Towers", None, ("检索",)), ("绳结的拓扑", None, ("其它",)),
    ]  # fmt: skip
    assert "- **一句话**：慢也有慢的好处" in reading.entries[0].body
    assert "挑了三篇" in reading.entries[0].body
    assert len(read("papers/w10.md", text.encode()).entries) == 1
    assert len(read("papers/w11.md", "没有表格。\n".encode(), hints).entries) == 1


def test_long_sections_with_a_link_each_are_one_text() -> None:
    section = "The quay is longer than it looks from the water, and each berth has its own depth. " * 20
    titles = ("Depths along the quay", "Lights along the quay", "Ropes that are long enough")
    text = "# Handbook\n\n" + "".join(
        f"## {title}\n\n{section}See [a page](https://a.example/).\n\n" for title in titles
    )
    assert read("harbour.md", text.encode()).format == "note"
