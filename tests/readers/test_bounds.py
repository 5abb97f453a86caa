"""No file keeps a build busy: what is too much is left out, and its owner is told where."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from ainotes_site.link.taxonomy import load_taxonomy
from ainotes_site.markup import compile as compiling
from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Context
from ainotes_site.readers import bounds, read
from ainotes_site.readers.audit import audit


def _bomb(*, merged: bool) -> str:
    """Nine times as much with each line, all of it in a few hundred characters."""
    if not merged:
        rows = [f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in pairwise("abcdefghi")]
        return "\n".join(['a: &a ["lol"]', *rows])
    rows = [f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 9)}]}}" for before, name in pairwise("abcdefghi")]
    return "\n".join(["a: &a {zh: lol}", *rows])


@pytest.mark.parametrize("merged", [False, True])
def test_aliases_of_aliases_cost_nothing_in_front_matter_and_taxonomy(merged: bool) -> None:
    start = time.process_time()
    reading = read("a.md", f"---\n{_bomb(merged=merged)}\ntags: *i\n---\n正文。\n".encode())
    assert [problem.line for problem in reading.problems] and reading.entries[0].body.strip() == "正文。"
    _, problems = load_taxonomy(f"{_bomb(merged=merged)}\ntopics:\n- id: x\n  words: *i\n")
    assert problems
    assert time.process_time() - start < 2


def test_what_is_beyond_the_longest_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_CHARACTERS", 40)
    text = "# 题\n\n" + "\n".join(f"第 {number} 行。" for number in range(20)) + "\n"
    reading = read("a.md", text.encode())
    (problem,) = reading.problems
    assert "第 5 行" in reading.entries[0].body and "第 12 行" not in reading.entries[0].body
    assert (problem.path, reading.lines, reading.skipped[-1].reason) == ("a.md", 22, "too-long")
    assert reading.skipped[-1].span.start_line == problem.line == reading.entries[-1].span.end_line + 1
    assert reading.skipped[-1].span.end_line == 22
    assert audit(reading, text.splitlines()).unaccounted == ()


def test_one_line_that_is_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_CHARACTERS", 40)
    reading = read("a.md", ("字" * 50).encode())
    assert [(skip.reason, skip.span.start_line) for skip in reading.skipped][-1] == ("too-long", 1)
    assert [problem.line for problem in reading.problems] == [1]


def test_a_million_tags_are_a_thousand() -> None:
    fields = "".join(f"- 标签{number}\n" for number in range(5000))
    reading = read("a.md", f"---\ntitle: 题\ntags:\n{fields}---\n正文。\n".encode())
    (entry,) = reading.entries
    assert entry.tags == tuple(f"标签{number}" for number in range(bounds.MOST_VALUES))
    assert ["tags" in problem.message for problem in reading.problems] == [True]


def test_an_entry_that_is_too_long_is_shown_up_to_a_line_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "MOST_LINES", 6)
    made = compile_entry(
        "第一段。\n\n第二段。\n\n第三段。\n\n第四段，在界外。\n\n完。\n", Context("a.md", first_line=11)
    )
    assert "第三段" in made.html and "第四段" not in made.html and "完" not in made.html
    assert [(problem.path, problem.line) for problem in made.problems] == [("a.md", 17)]
    assert compile_entry("一。\n\n二。\n" + 9 * "\n", Context()).problems == ()


def test_a_taxonomy_that_is_too_long_is_not_read() -> None:
    _, problems = load_taxonomy("- id: x\n" * 200_000)
    assert [problem.path for problem in problems] == ["topics.yml"]


@pytest.mark.parametrize("format", ["journal", "digest", "numbered", "glossary", "note"])
def test_a_heading_of_backticks_alone_is_read_in_no_time(format: str) -> None:
    marks = "`" * 100_000
    start = time.process_time()
    read("a.md", f"---\nformat: {format}\n---\n# 题\n\n## 2024-01-01 {marks}\n\n{marks}\n".encode())
    assert time.process_time() - start < 5


def test_a_heading_of_dates_alone_is_read_in_no_time() -> None:
    start = time.process_time()
    read("a.md", f"# {'2024-01-01 ' * 30_000}\n".encode())
    assert time.process_time() - start < 5
