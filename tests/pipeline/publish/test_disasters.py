"""What goes wrong around a build costs neither the old site nor the owner's files, and is said in one line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.pipeline.base import Base
from tests.pipeline.publish.test_ownership import THEIRS, edit, put
from tests.pipeline.test_build import clean_tree, differing

from ainotes_site.pipeline.publish.ownership import MARKER


def command(base: Base) -> list[str]:
    return [sys.executable, "-m", "ainotes_site", "build", "--config-file", str(base.root / "mkdocs.yml")]


def test_two_builds_at_once_give_what_one_gives(base: Base) -> None:
    put(base.site, THEIRS)
    edit(base, 1)
    shutil.rmtree(base.cache)
    both = [subprocess.Popen(command(base), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    for one in both:
        assert one.wait(timeout=300) == 0
    assert without(base, THEIRS) == clean_of(base)


def test_ainotes_and_mkdocs_at_once_give_what_one_gives(base: Base) -> None:
    put(base.site, THEIRS)
    edit(base, 1)
    plain = [sys.executable, "-m", "mkdocs", "build", "-f", str(base.root / "mkdocs.yml")]
    both = [
        subprocess.Popen(each, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for each in (command(base), plain)
    ]
    for one in both:
        assert one.wait(timeout=300) == 0
    assert without(base, THEIRS) == clean_of(base)


def test_plain_mkdocs_leaves_the_owners_files_and_gives_way_to_them(base: Base) -> None:
    put(base.site, {**THEIRS, "about.pdf": "%PDF"})
    (base.notes / "mine.md").write_text("# 我的\n\n话\n", encoding="utf-8")
    put(base.site, {"entries/mine.html": "by hand"})
    plain = [sys.executable, "-m", "mkdocs", "build", "-f", str(base.root / "mkdocs.yml")]
    for _ in range(2):
        done = subprocess.run(plain, capture_output=True, text=True, check=True)
        assert "占了 entries/mine.html 的位置" in done.stderr
        assert {path: (base.site / path).read_text() for path in THEIRS} == THEIRS
        assert (base.site / "entries" / "mine.html").read_text() == "by hand"
        assert sorted(path.name for path in base.root.iterdir()) == [".ainotes", "mkdocs.yml", "notes", "site"]
    (base.root / "mkdocs.yml").write_text(
        "site_name: x\nplugins: [ainotes/entries]\nuse_directory_urls: false\nnav: 7\n"
    )
    assert subprocess.run(plain, capture_output=True, check=False).returncode == 1
    assert (base.site / "entries" / "mine.html").read_text() == "by hand"
    assert sorted(path.name for path in base.root.iterdir()) == [".ainotes", "mkdocs.yml", "notes", "site"]


def without(base: Base, theirs: dict[str, str]) -> dict[str, bytes]:
    assert {path: (base.site / path).read_text() for path in theirs} == theirs
    return {path: data for path, data in base.tree().items() if path not in theirs and path != MARKER}


def clean_of(base: Base) -> dict[str, bytes]:
    """All but what the owner has instead, and the list of all."""
    return {path: data for path, data in clean_tree(base).items() if path not in THEIRS and path != MARKER}


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A file system of that size at `folder`; the test is skipped where that cannot be had."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a file system")
def test_a_full_disk_leaves_the_old_site_and_says_so(base: Base, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, 20_000):
        full = Base(disk / "base")
        shutil.copytree(base.root, full.root)
        put(full.site, THEIRS)
        edit(full, 1)
        shutil.rmtree(full.cache)
        before = full.tree()
        free = shutil.disk_usage(disk).free
        for room in (20_000, 500_000, 1_500_000):
            filler = disk / "filler"
            filler.write_bytes(bytes(free - room))
            failed = subprocess.run(command(full), capture_output=True, text=True, check=False)
            assert failed.returncode == 1
            assert "磁盘已满" in failed.stderr and len(failed.stderr.splitlines()) == 1, failed.stderr
            assert full.tree() == before
            filler.unlink()
            shutil.rmtree(full.cache, ignore_errors=True)
        subprocess.run(command(full), capture_output=True, check=True)
        assert without(full, THEIRS)["index.html"]
        assert sorted(path.name for path in full.root.iterdir()) == [".ainotes", "mkdocs.yml", "notes", "site"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a file system")
def test_a_site_on_a_read_only_file_system_is_left_alone(base: Base) -> None:
    edit(base, 1)
    before = base.tree()
    done = subprocess.run(["mount", "--bind", str(base.site), str(base.site)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(base.site)], check=True)
        failed = subprocess.run(command(base), capture_output=True, text=True, check=False)
    finally:
        subprocess.run(["umount", "-l", str(base.site)], check=True)
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1, failed.stderr
    assert base.tree() == before
    base.build()
    assert differing(base.tree(), clean_tree(base)) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_site_without_the_right_to_write_is_left_alone(base: Base) -> None:
    edit(base, 1)
    before = base.tree()
    base.site.chmod(0o555)
    failed = subprocess.run(command(base), capture_output=True, text=True, check=False)
    base.site.chmod(0o755)
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1
    assert base.tree() == before


def test_a_build_while_a_preview_runs(base: Base) -> None:
    serving = subprocess.Popen(
        [*command(base)[:3], "serve", "--port", "0", *command(base)[4:]],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert serving.stdout is not None
    assert any("http://" in line for line in serving.stdout)
    put(base.site, THEIRS)
    for number in range(2):
        edit(base, number)
        assert subprocess.run(command(base), capture_output=True, check=False).returncode == 0
        time.sleep(0.5)
    serving.terminate()
    assert "Traceback" not in serving.communicate(timeout=60)[1]
    base.build()
    assert without(base, THEIRS) == clean_of(base)
    assert (base.site / MARKER).exists()
