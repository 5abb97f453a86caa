"""Dates from version control, for entries that state none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from ainotes_site.pipeline.cache.record_store import MemoryStore, RecordStore
from ainotes_site.pipeline.stages import git_log
from ainotes_site.pipeline.stages.git_dates import dated
from ainotes_site.pipeline.stages.git_log import changed_since, commit_of, head_of, read_history
from ainotes_site.pipeline.stages.scan import scan
from ainotes_site.readers import read


class Repository:
    """A git repository whose commits have the dates that a test gives them."""

    def __init__(self, root: Path, origin: Path | None = None) -> None:
        """`origin` is another repository of which it is a shallow clone."""
        self.root = root
        root.mkdir(parents=True)
        self.git(*(["clone", "-q", "--depth=1", origin.as_uri(), "."] if origin else ["init", "-q"]))

    def git(self, *words: str, date: str = "2024-01-01") -> str:
        stamp = f"{date}T12:00:00+0800"
        who = {"GIT_AUTHOR_NAME": "n", "GIT_AUTHOR_EMAIL": "e", "GIT_COMMITTER_NAME": "n", "GIT_COMMITTER_EMAIL": "e"}
        settings = {**os.environ, **who, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
        return subprocess.run(
            ["git", *words], cwd=self.root, env=settings, check=True, capture_output=True, text=True
        ).stdout

    def commit(self, date: str, **files: str) -> None:
        for name, text in files.items():
            (self.root / "notes").mkdir(exist_ok=True)
            (self.root / "notes" / f"{name}.md").write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-qm", "x", date=date)

    def dates(self, store: RecordStore | None = None) -> dict[str, tuple[str | None, str | None, bool]]:
        """Per title: date, updated, inferred."""
        notes = self.root / "notes"
        sources = scan(notes).sources
        readings = [read(source.path, source.data) for source in sources]
        found = dated(readings, sources, notes, store or MemoryStore())
        return {e.title: (e.date, e.updated, e.date_inferred) for reading in found for e in reading.entries}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "kb")


JOURNAL = "# 随手记\n\n# 第一条\n\n一些话。\n\n# 第二条 2023-02-02\n\n写了日期。\n"


def test_created_is_the_oldest_line_and_updated_the_newest(repository: Repository) -> None:
    repository.commit("2024-03-01", j=JOURNAL)
    repository.commit("2024-05-09", j=JOURNAL.replace("一些话。", "一些话。\n\n后来补充。"))
    assert repository.dates() == {
        "第一条": ("2024-03-01", "2024-05-09", True),
        "第二条": ("2023-02-02", None, False),
    }


def test_a_file_with_one_commit_needs_no_blame_and_gets_the_same(repository: Repository) -> None:
    repository.commit("2024-03-01", j=JOURNAL)
    notes = repository.root / "notes"
    assert read_history(notes, commit_of(notes)).only_commit("j.md") == "2024-03-01"
    assert repository.dates()["第一条"] == ("2024-03-01", "2024-03-01", True)


def test_lines_that_are_not_committed_have_no_date(repository: Repository) -> None:
    repository.commit("2024-03-01", j=JOURNAL)
    (repository.root / "notes" / "j.md").write_text(
        "---\nformat: journal\n---\n# 甲\n\n话\n\n# 乙\n\n话\n", encoding="utf-8"
    )
    (repository.root / "notes" / "new.md").write_text("# 丙\n\n话\n", encoding="utf-8")
    assert repository.dates()["丙"] == (None, None, False)
    assert repository.dates()["乙"][0] in (None, "2024-03-01")


def test_a_moved_file_keeps_the_dates_of_its_lines(repository: Repository) -> None:
    repository.commit("2024-03-01", j=JOURNAL)
    repository.git("mv", "notes/j.md", "notes/k.md")
    repository.git("commit", "-qm", "x", date="2025-01-01")
    assert repository.dates()["第一条"] == ("2024-03-01", "2024-03-01", True)


def test_outside_git_nothing_is_inferred(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("# 标题\n\n话\n", encoding="utf-8")
    sources = scan(tmp_path).sources
    readings = [read(source.path, source.data) for source in sources]
    assert dated(readings, sources, tmp_path, MemoryStore()) == tuple(readings)
    assert head_of(tmp_path) == ""


def test_what_git_said_is_kept_until_the_file_or_its_commits_change(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2024-03-01", j=JOURNAL)
    repository.commit("2024-04-01", j=JOURNAL + "\n再来一句。\n")
    first = repository.dates(RecordStore(tmp_path / "store"))
    kept = RecordStore(tmp_path / "store")
    assert repository.dates(kept) == first
    repository.git("commit", "--amend", "-qm", "y", "--date=2024-04-09T12:00:00+0800", date="2024-04-09")
    assert repository.dates(kept) == {**first, **repository.dates()}


def test_the_log_is_read_once_for_each_commit(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2024-03-01", j=JOURNAL)
    logs: list[Path] = []
    read_log = git_log._commits
    monkeypatch.setattr(git_log, "_commits", lambda folder: logs.append(folder) or read_log(folder))
    store = tmp_path / "store"
    first = repository.dates(RecordStore(store))
    assert repository.dates(RecordStore(store)) == first and len(logs) == 1
    repository.commit("2024-04-01", j=JOURNAL + "\n再来一句。\n")
    assert repository.dates(RecordStore(store))["第一条"] == first["第一条"] and len(logs) == 2
    shallow = Repository(tmp_path / "shallow", repository.root)
    assert shallow.dates(RecordStore(store))["第一条"] == (None, None, False)
    shallow.git("fetch", "-q", "--unshallow")
    assert shallow.dates(RecordStore(store)) == repository.dates()


def test_names_that_git_would_quote(repository: Repository) -> None:
    repository.commit("2024-03-01", **{"笔记 一": "# 标题\n\n话\n"})
    assert next(iter(repository.dates().values()))[0] == "2024-03-01"


def test_commits_on_top_touch_the_files_that_they_name(repository: Repository) -> None:
    notes = repository.root / "notes"
    repository.commit("2024-03-01", a="# 甲\n\n话\n", b="# 乙\n\n话\n", **{"笔记 一": "# 丙\n\n话\n"})
    first = commit_of(notes)
    assert changed_since(notes, first) is None
    repository.commit("2024-04-01", a="# 甲\n\n新话\n")
    repository.git("mv", "notes/笔记 一.md", "notes/笔记 二.md")
    (repository.root / "README.md").write_text("about")
    repository.commit("2024-04-02")
    assert changed_since(notes, first) == {"a.md", "笔记 一.md", "笔记 二.md"}


def test_what_a_history_that_is_no_row_touched_is_not_known(repository: Repository) -> None:
    notes = repository.root / "notes"
    repository.commit("2024-03-01", a="# 甲\n\n话\n")
    first = commit_of(notes)
    repository.git("checkout", "-qb", "side")
    repository.commit("2024-03-02", b="# 乙\n\n话\n")
    side = commit_of(notes)
    repository.git("checkout", "-q", "-")
    repository.commit("2024-03-03", c="# 丙\n\n话\n")
    assert changed_since(notes, side) is None
    assert changed_since(notes, first) == {"c.md"}
    repository.git("merge", "-q", "--no-edit", "side")
    assert changed_since(notes, first) is None
    after_merge = commit_of(notes)
    repository.git("commit", "--amend", "-qm", "y")
    assert changed_since(notes, after_merge) is None
    assert changed_since(notes, "") is changed_since(notes, "0" * 40) is None
