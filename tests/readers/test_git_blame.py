"""Dates from version control."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ainotes_site.readers import read
from ainotes_site.readers.git_blame import Blame, blame_file, infer_dates, parse_blame
from ainotes_site.source_hints import Hints

PORCELAIN = """\
1111111111111111111111111111111111111111 1 1 2
author A
author-mail <a@example.com>
author-time 1704067200
author-tz +0000
summary first
boundary
filename a.md
\t# 甲
1111111111111111111111111111111111111111 2 2
\tauthor-time 0
2222222222222222222222222222222222222222 3 3 1
author B
author-time 1709308800
author-tz +0800
summary second
filename a.md
\t一
0000000000000000000000000000000000000000 4 4 1
author Not Committed Yet
author-time 1709908800
author-tz +0000
filename a.md
\t二
"""


def test_dates_come_from_the_author_s_own_day_and_never_from_text_or_uncommitted_lines() -> None:
    assert parse_blame(PORCELAIN.replace("boundary\n", "")).dates == {1: "2024-01-01", 2: "2024-01-01", 3: "2024-03-02"}


def test_lines_at_the_edge_of_a_shallow_clone_have_no_date() -> None:
    assert parse_blame(PORCELAIN).dates == {3: "2024-03-02"}


def test_created_is_the_oldest_line_and_updated_the_newest_and_a_stated_date_stays() -> None:
    entries = read("a.md", "# 甲\n一\n二\n# 乙\n2020-01-01\n三\n# 丙\n四".encode(), Hints(format="journal")).entries
    blame = Blame({1: "2024-01-02", 2: "2024-02-02", 3: "2024-01-31", 4: "2024-05-05", 5: "2024-05-05"})
    first, second, third = infer_dates(entries, blame)
    assert (first.date, first.updated, first.date_inferred) == ("2024-01-02", "2024-02-02", True)
    assert (second.date, second.updated, second.date_inferred) == ("2020-01-01", None, False)
    assert (third.date, third.date_inferred) == (None, False)


@pytest.mark.parametrize("broken", ["", "\n\n", "author-time x", "1111111 1 1\nauthor-tz +9999\n", "\t\t"])
def test_any_output_is_borne(broken: str) -> None:
    assert parse_blame(broken).dates in ({}, {1: "1970-01-01"})


def test_a_real_repository_dates_its_lines(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        person = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
        environment = {
            "GIT_AUTHOR_DATE": "2024-01-05T12:00:00 +0800",
            "GIT_COMMITTER_DATE": "2024-01-05T12:00:00 +0800",
        }
        subprocess.run(
            ["git", *person, *words],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            env={"PATH": "/usr/bin:/bin", **environment},
        )

    git("init", "-q")
    (tmp_path / "-笔记.md").write_text("# 甲\n一\n# 乙\n二\n", "utf-8")
    git("add", "--", "-笔记.md")
    git("commit", "-qm", "first")
    (tmp_path / "-笔记.md").write_text("# 甲\n一\n# 乙\n二\n三\n", "utf-8")
    assert blame_file(tmp_path, "-笔记.md").dates == dict.fromkeys(range(1, 5), "2024-01-05")


def test_outside_a_repository_there_are_no_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.md").write_text("x", "utf-8")
    assert blame_file(tmp_path, "a.md").dates == {}
    monkeypatch.setenv("PATH", "")
    assert blame_file(tmp_path, "a.md").dates == {}
