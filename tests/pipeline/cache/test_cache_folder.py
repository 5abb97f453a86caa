"""The cache says what it is, and believes nobody else."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from ainotes_site.errors import BuildError
from ainotes_site.pipeline.cache.cache_folder import LOCK, forget_others, prepare_cache


def test_git_and_backups_leave_the_cache_alone(tmp_path: Path) -> None:
    cache = tmp_path / ".ainotes"
    prepare_cache(cache)
    prepare_cache(cache)
    (cache / "compiled.store").write_bytes(b"x")
    assert (cache / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    said = subprocess.run(["git", "status", "--porcelain", "-uall"], cwd=tmp_path, check=True, capture_output=True)
    assert said.stdout == b""


def test_a_link_to_a_folder_with_something_else_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "thesis" / "theme").mkdir(parents=True)
    (tmp_path / ".ainotes").symlink_to(tmp_path / "thesis")
    with pytest.raises(BuildError, match="a link to a folder that holds something else"):
        prepare_cache(tmp_path / ".ainotes")
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["theme"]
    (tmp_path / "thesis" / "theme").rmdir()
    prepare_cache(tmp_path / ".ainotes")
    prepare_cache(tmp_path / ".ainotes")


def test_links_in_the_cache_are_not_followed(tmp_path: Path) -> None:
    cache, outside = tmp_path / ".ainotes", tmp_path / "outside"
    outside.mkdir()
    (outside / "thesis.txt").write_text("years of work")
    prepare_cache(cache)
    (cache / "theme").symlink_to(outside)
    (cache / "images").mkdir()
    (cache / "images" / "a.png").symlink_to(outside / "thesis.txt")
    (cache / "compiled.store").write_bytes(b"x")
    forget_others(cache)
    assert not (cache / "theme").is_symlink()
    assert list((cache / "images").iterdir()) == []
    assert (cache / "compiled.store").exists()
    assert (outside / "thesis.txt").read_text() == "years of work"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_files_of_another_user_are_forgotten(tmp_path: Path) -> None:
    cache = tmp_path / ".ainotes"
    prepare_cache(cache)
    (cache / "theme" / "tree").mkdir(parents=True)
    (cache / "site-0.manifest").write_bytes(b"theirs")
    (cache / "theme" / "seal").write_bytes(b"theirs")
    (cache / "compiled.store").write_bytes(b"ours")
    (cache / LOCK).touch()
    for name in ("site-0.manifest", "theme/seal", LOCK):
        os.chown(cache / name, 65534, -1)
    forget_others(cache)
    assert sorted(path.name for path in cache.rglob("*")) == [
        ".gitignore",
        "CACHEDIR.TAG",
        "compiled.store",
        "lock",
        "theme",
        "tree",
    ]


def test_a_link_to_the_cache_of_another_program_is_no_cache(tmp_path: Path) -> None:
    other = tmp_path / "cache of another"
    (other / "wheels").mkdir(parents=True)
    (other / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n# of another program\n")
    (other / "link").symlink_to(tmp_path)
    (tmp_path / ".ainotes").symlink_to(other)
    with pytest.raises(BuildError, match="a link to a folder that holds something else"):
        prepare_cache(tmp_path / ".ainotes")
    assert sorted(path.name for path in other.iterdir()) == ["CACHEDIR.TAG", "link", "wheels"]


def test_what_another_build_removes_meanwhile_is_none_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir
    (tmp_path / "theme").mkdir()
    (tmp_path / "draft").touch()

    @contextmanager
    def removing(folder: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
        with scandir(folder) as items:
            listed = list(items)
        (tmp_path / "draft").unlink(missing_ok=True)
        yield iter(listed)

    def gone(folder: Path) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
        if folder == tmp_path / "theme":
            (tmp_path / "theme").rmdir()
            return scandir(folder)
        return removing(folder)

    monkeypatch.setattr(os, "scandir", gone)
    forget_others(tmp_path)
    assert [item.name for item in scandir(tmp_path)] == []
