"""What git says has changed, entry by entry."""

from __future__ import annotations

import os
import subprocess
import tracemalloc
from pathlib import Path

import pytest

from ainotes_site.cli import main
from ainotes_site.pipeline.cache.record_store import MemoryStore, RecordStore
from ainotes_site.pipeline.stages.recent_changes import recent_changes
from ainotes_site.render.site import Change
from ainotes_site.starter.starter_files import starter_config


class Notes:
    """Notes in a repository."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "notes"
        self.folder.mkdir(parents=True)
        self.day = 0
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> None:
        when = f"2026-03-{max(1, self.day):02}T12:00:00Z"
        who = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
        person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *person, *words], cwd=self.root, check=True, capture_output=True, env=os.environ | who)

    def commit(self, **files: str | None) -> None:
        self.day += 1
        for name, text in files.items():
            path = self.folder / f"{name}.md"
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", str(self.day))

    def changes(self, store: RecordStore | None = None) -> list[tuple[str, str, bool, list[str]]]:
        found: tuple[Change, ...] = recent_changes(self.folder, None, store or MemoryStore())
        return [(one.date[-2:], one.title, one.is_new, list(one.added)) for one in found]


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    return Notes(tmp_path / "base")


def test_new_and_revised_entries_with_the_sentences_that_were_added(notes: Notes) -> None:
    notes.commit(a="# 切块\n\n切成段。先粗后细。\n", b="# 召回\n\n找出来。\n")
    notes.commit(a="# 切块\n\n切成段。**重叠**一些更好。先粗后细。\n")
    notes.commit(b="# 召回\n\n")
    assert notes.changes() == [
        ("02", "切块", False, ["重叠一些更好。"]),
        ("01", "切块", True, []),
        ("01", "召回", True, []),
    ]


def test_in_a_journal_each_entry_changes_by_itself(notes: Notes) -> None:
    notes.commit(j="# 2026-01-01 甲\n甲的话。\n\n# 2026-01-02 乙\n乙的话。\n")
    notes.commit(j="# 2026-01-01 甲\n甲的话。\n\n# 2026-01-02 乙\n乙的话。又说了一句。\n\n# 2026-01-03 丙\n丙的话。\n")
    assert notes.changes()[:2] == [("02", "乙", False, ["又说了一句。"]), ("02", "丙", True, [])]


def test_a_file_that_was_moved_is_not_new(notes: Notes) -> None:
    notes.commit(a="# 切块\n\n切成段。先粗后细。还有许多别的话可以说。\n")
    (notes.folder / "a.md").rename(notes.folder / "b.md")
    notes.commit()
    assert [change[0] for change in notes.changes()] == ["01"]


def test_what_is_private_at_any_time_is_not_told(notes: Notes) -> None:
    notes.commit(a="---\nprivate: true\n---\n# 密\n\n不要说。\n", b="# 明\n\n可以说。\n%%\n内心的话不要说出去。\n%%\n")
    notes.commit(b="# 明\n\n可以说。再说一句。\n%%\n内心的话不要说出去。另一句心里话。\n%%\n")
    told = notes.changes()
    assert ("01", "密", True, []) not in told
    assert ("02", "明", False, ["再说一句。"]) in told


def test_a_comment_is_on_no_page_and_in_no_feed(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    (notes.root / "mkdocs.yml").write_bytes(starter_config("zh").read_bytes())
    notes.commit(b="# 明\n\n可以说。\n\n%%\n内心的话不要说出去。\n%%\n\n<!-- 也不说。 -->\n")
    notes.commit(
        b="# 明\n\n可以说。再说一句。\n\n%%\n内心的话不要说出去。另一句心里话。\n%%\n\n<!-- 也不说。真的不说。 -->\n"
    )
    monkeypatch.setenv("AINOTES_SITE_URL", "https://example.org/")
    assert main(["build", "--config-file", str(notes.root / "mkdocs.yml")]) == 0
    for name in ("changes.html", "changes.xml"):
        said = (notes.root / "site" / name).read_text(encoding="utf-8")
        assert "再说一句。" in said
        assert "心里话" not in said and "真的不说" not in said


def test_a_shallow_clone_does_not_take_everything_for_new(notes: Notes, tmp_path: Path) -> None:
    notes.commit(a="# 切块\n\n切成段。\n")
    notes.commit(b="# 召回\n\n找出来。\n")
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", f"file://{notes.root}", "clone"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    assert recent_changes(tmp_path / "clone" / "notes", None, MemoryStore()) == ()


def test_outside_a_repository_nothing_is_told(tmp_path: Path) -> None:
    assert recent_changes(tmp_path, "", MemoryStore()) == ()


def test_what_was_worked_out_is_taken_from_the_cache(
    notes: Notes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = RecordStore(tmp_path / "changes.store")
    notes.commit(a="# 切块\n\n切成段。\n")
    first = notes.changes(store)
    notes.commit(a="# 切块\n\n切成段。再加一句。\n")
    second = notes.changes(RecordStore(tmp_path / "changes.store"))
    assert second[1:] == first
    monkeypatch.setattr("ainotes_site.pipeline.stages.recent_changes.read", lambda *_: pytest.fail("read again"))
    assert notes.changes(RecordStore(tmp_path / "changes.store")) == second


def test_names_with_signs_and_windows_line_ends(notes: Notes) -> None:
    name = "“引号” 和 空格\tx"
    notes.commit(**{name: "# 题\r\n\r\n第一句话。\r\n"})
    notes.commit(**{name: "# 题\r\n\r\n第一句话。\r\n第二句话。\r\n"})
    assert notes.changes()[0] == ("02", "题", False, ["第二句话。"])


def test_a_version_that_is_too_large_is_not_read(notes: Notes) -> None:
    notes.commit(a="# 切块\n\n切成段。\n", b="# 召回\n\n找出来。\n")
    notes.commit(a="# 切块\n\n" + "x\n" * 20_000_000)
    notes.commit(b="# 召回\n\n找出来。再排一次。\n")
    tracemalloc.start()
    assert [title for _, title, is_new, _ in notes.changes() if not is_new] == ["召回"]
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
