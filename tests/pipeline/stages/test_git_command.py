"""A repository may name programs that git is to run; asked by us, git runs none of them, and asks no other host."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.stages.git_dates import dated
from ainotes_site.pipeline.stages.git_log import changed_since, commit_of, head_of, read_history
from ainotes_site.pipeline.stages.recent_changes import recent_changes
from ainotes_site.pipeline.stages.scan import scan
from ainotes_site.readers import read
from ainotes_site.readers.git_blame import blame_file


def git(folder: Path, *words: str) -> str:
    made = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false", *words]
    return subprocess.run(made, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def hostile(tmp_path: Path) -> tuple[Path, Path]:
    """Notes in a repository with a program in every setting that names one; and the file that they would all write."""
    notes, trace = tmp_path / "notes", tmp_path / "trace"
    notes.mkdir()
    git(notes, "init", "-q")
    (notes / "a.md").write_text("# 一\n\n第一句。\n", encoding="utf-8")
    (notes / "b.md").write_text("# 二\n\n别的话。\n", encoding="utf-8")
    (notes / ".gitattributes").write_text("*.md filter=evil diff=evil\n", encoding="utf-8")
    git(notes, "add", ".")
    git(notes, "commit", "-qm", "one")
    (notes / "a.md").write_text("# 一\n\n第一句。第二句。\n", encoding="utf-8")
    git(notes, "commit", "-qam", "two")
    program = tmp_path / "program.sh"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> "{trace}"\ncat 2>/dev/null\n', encoding="utf-8")
    program.chmod(0o755)
    for name in (
        "core.fsmonitor", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv",
        "diff.evil.command", "diff.external", "gpg.program", "gpg.ssh.program", "core.pager", "pager.log", "pager.diff",
        "core.sshCommand", "core.editor", "credential.helper", "remote.origin.uploadpack",
    ):  # fmt: skip
        git(notes, "config", name, str(program))
    git(notes, "config", "log.showSignature", "true")
    git(notes, "config", "core.hooksPath", str(tmp_path))
    for hook in ("post-index-change", "post-checkout", "fsmonitor-watchman"):
        (tmp_path / hook).write_bytes(program.read_bytes())
        (tmp_path / hook).chmod(0o755)
    (notes / "b.md").write_text("# 二\n\n改过的话。\n", encoding="utf-8")
    os.utime(notes / "a.md", (1, 1))
    return notes, trace


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
def test_no_program_that_a_repository_names_is_run(hostile: tuple[Path, Path]) -> None:
    notes, trace = hostile
    first = git(notes, "rev-list", "--max-parents=0", "HEAD")
    assert not trace.exists()
    head = commit_of(notes)
    assert head_of(notes).startswith(head)
    assert "b.md" in read_history(notes, head).changed
    assert changed_since(notes, first) == {"a.md"}
    assert blame_file(notes, "a.md").dates
    found = scan(notes)
    readings = [read(source.path, source.data) for source in found.sources]
    assert any(
        entry.date
        for reading in dated(readings, found.sources, notes, Caches.none().blames)
        for entry in reading.entries
    )
    assert [change.path for change in recent_changes(notes, head, Caches.none().changes)][:1] == ["a.md"]
    assert not trace.exists(), trace.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_what_a_partial_clone_lacks_is_not_fetched(hostile: tuple[Path, Path]) -> None:
    notes, trace = hostile
    git(notes, "config", "remote.origin.url", f"ext::{notes.parent / 'program.sh'}")
    git(notes, "config", "remote.origin.promisor", "true")
    git(notes, "config", "remote.origin.partialclonefilter", "blob:none")
    git(notes, "config", "extensions.partialClone", "origin")
    git(notes, "config", "core.repositoryFormatVersion", "1")
    git(notes, "config", "protocol.ext.allow", "always")
    name = git(notes, "-c", "core.fsmonitor=false", "rev-parse", "HEAD~1:a.md")
    blob = notes / ".git" / "objects" / name[:2] / name[2:]
    blob.chmod(0o644)
    blob.unlink()
    trace.unlink(missing_ok=True)
    recent_changes(notes, None, Caches.none().changes)
    blame_file(notes, "a.md")
    assert not trace.exists(), trace.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_a_repository_inside_the_repository_runs_nothing_either(hostile: tuple[Path, Path]) -> None:
    notes, trace = hostile
    inner = notes / "inner"
    inner.mkdir()
    git(inner, "init", "-q")
    (inner / ".gitattributes").write_text("* filter=worse\n", encoding="utf-8")
    (inner / "c.md").write_text("# 三\n", encoding="utf-8")
    git(inner, "add", ".")
    git(inner, "commit", "-qm", "one")
    git(notes, "-c", "core.fsmonitor=false", "add", "inner")
    for name in ("core.fsmonitor", "filter.worse.clean"):
        git(inner, "config", name, str(notes.parent / "program.sh"))
    (inner / "c.md").write_text("# 三。\n", encoding="utf-8")
    trace.unlink(missing_ok=True)
    assert head_of(notes)
    read_history(notes, commit_of(notes))
    assert not trace.exists(), trace.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
@pytest.mark.parametrize("file", ["config", "config.worktree"])
@pytest.mark.parametrize("name", ["evil", "e=v", "a.b c"])
def test_no_filter_is_run_wherever_and_however_it_is_named(hostile: tuple[Path, Path], file: str, name: str) -> None:
    notes, trace = hostile
    git(notes, "config", "extensions.worktreeConfig", "true")
    program = trace.parent / "program.sh"
    with (notes / ".git" / file).open("a", encoding="utf-8") as config:
        config.write(f'[filter "{name}"]\nclean = {program}\nrequired = true\n')
    (notes / ".git" / "info" / "attributes").write_text(f"*.md filter={name.partition(' ')[0]}\n", encoding="utf-8")
    assert "b.md" in head_of(notes)
    assert not trace.exists()
