"""The page of what changed, from build to build."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.pipeline.base import Base


def _git(root: Path, day: int, *words: str) -> None:
    when = f"2026-04-{day:02}T12:00:00Z"
    who = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
    person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *person, *words], cwd=root, check=True, capture_output=True, env=os.environ | who)


def _clean(base: Base, to: Path) -> dict[str, bytes]:
    """The site that a build without any cache makes of the same."""
    shutil.copytree(base.root, to, ignore=shutil.ignore_patterns(".ainotes", "site"), symlinks=True)
    other = Base(to)
    other.build()
    return other.tree()


def test_after_edits_and_commits_the_site_is_that_of_a_clean_build(
    new_base: Callable[[], Base], tmp_path: Path
) -> None:
    """An edit alone changes nothing on the page; the commit does; an entry that is gone leaves it."""
    base = new_base()
    _git(base.root, 1, "init", "-q")
    (base.root / ".gitignore").write_text("/site/\n/.ainotes/\n", encoding="utf-8")
    _git(base.root, 1, "add", "-A")
    _git(base.root, 1, "commit", "-qm", "all")
    base.build()
    first = (base.site / "changes.html").read_text(encoding="utf-8")
    assert "2026 年 4 月 1 日" in first
    note = base.notes / "journal" / "attention.md"
    note.write_text(note.read_text(encoding="utf-8") + "\n这是后来补上的一句新话。\n", encoding="utf-8")
    base.build()
    assert "后来补上" not in (base.site / "changes.html").read_text(encoding="utf-8")
    _git(base.root, 2, "commit", "-qam", "more")
    base.build()
    assert "这是后来补上的一句新话。" in (base.site / "changes.html").read_text(encoding="utf-8")
    assert "这是后来补上的一句新话。" in (base.site / "changes.xml").read_text(encoding="utf-8")
    assert base.tree() == _clean(base, tmp_path / "clean1")
    note.write_text(
        note.read_text(encoding="utf-8").replace("这是后来补上的一句新话。", "这一句又换了。"), encoding="utf-8"
    )
    base.build()
    assert "后来补上" not in (base.site / "changes.html").read_text(encoding="utf-8")
    assert base.tree() == _clean(base, tmp_path / "clean2")
