"""What other systems lack: each call that only some have is taken away, and the site is the same to the byte."""

from __future__ import annotations

import errno
import importlib.util
import operator
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from tests.pipeline.base import Base

from ainotes_site.errors import BuildError
from ainotes_site.importers.write_import import _write_new
from ainotes_site.pipeline import lock, workers
from ainotes_site.pipeline.cache import record_store, secret_key
from ainotes_site.pipeline.publish import publish, work_folder
from ainotes_site.portable_names import twins

CONFIG = """\
site_name: 笔记
docs_dir: notes
use_directory_urls: false
theme: {name: material, font: false}
plugins: [ainotes/entries, ainotes/topics, ainotes/glossary, ainotes/search]
"""


def _base(folder: Path, notes: int = 3) -> Base:
    (folder / "notes").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for number in range(notes):
        (folder / "notes" / f"n{number}.md").write_text(
            f"---\nid: n{number}\n---\n# 第 {number} 篇\n\n讲重排，见 [[n{number // 2}]]。\n", encoding="utf-8"
        )
    return Base(folder)


def _edit(base: Base) -> None:
    (base.notes / "n1.md").write_text("---\nid: n1\n---\n# 改过\n\n讲召回，见 [[n0]]。\n", encoding="utf-8")
    (base.notes / "n2.md").unlink()


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The site before and after an edit, where nothing is lacking."""
    base = _base(tmp_path_factory.mktemp("usual"))
    base.build()
    before = base.tree()
    _edit(base)
    base.build()
    return before, base.tree()


def _no_links(patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    patch.setattr(os, "link", refuse)


def _no_swap(patch: pytest.MonkeyPatch) -> None:
    """As on Windows, where a library without a name is a TypeError."""

    def refuse(*_: object, **__: object) -> None:
        raise TypeError("LoadLibrary() argument 1 must be str, not None")

    patch.setattr(publish, "sys", SimpleNamespace(platform="win32"))
    patch.setattr(publish, "ctypes", SimpleNamespace(CDLL=refuse))


def _no_maps(patch: pytest.MonkeyPatch) -> None:
    """A mapped file cannot be replaced there, so that none may be mapped."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file of the cache is mapped")

    patch.setattr(record_store, "CAN_REPLACE_MAPPED", False)
    patch.setattr(record_store.mmap, "mmap", refuse)


def _no_folder_locks(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(publish, "WorkFolder", _as_on_windows(work_folder, patch).WorkFolder)


def _no_forks(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(workers, "FORKS", False)


def _as_on_windows(module: ModuleType, patch: pytest.MonkeyPatch) -> ModuleType:
    """The module as it is there: with the branches of Windows."""
    spec = importlib.util.spec_from_file_location(f"{module.__name__}_on_windows", str(module.__file__))
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    patch.setitem(sys.modules, spec.name, made)  # where dataclasses look for it
    with pytest.MonkeyPatch.context() as short:  # not longer: paths would be those of Windows
        short.setattr(os, "name", "nt")
        spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize("lacking", [_no_links, _no_swap, _no_maps, _no_folder_locks, _no_forks])
def test_the_site_is_the_same_without(
    lacking: Callable[[pytest.MonkeyPatch], None],
    usual: tuple[dict[str, bytes], dict[str, bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacking(monkeypatch)
    base = _base(tmp_path / "kb")
    base.build(workers=2)
    assert base.tree() == usual[0]
    _edit(base)
    base.build(workers=2)
    assert base.tree() == usual[1]
    assert base.build(workers=2).unchanged


def test_started_processes_give_what_forked_ones_give(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FORKS", False)
    items = list(range(700))
    assert list(workers.map_all(operator.mul, 7, items, 2)) == [7 * item for item in items]


@pytest.mark.skipif(sys.platform != "linux", reason="compared with forked ones")
def test_many_notes_are_compiled_in_started_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forked, started = _base(tmp_path / "forked", 640), _base(tmp_path / "started", 640)
    forked.build(workers=2)
    monkeypatch.setattr(workers, "FORKS", False)
    started.build(workers=2)
    assert started.tree() == forked.tree()


def test_one_build_at_a_time_by_the_lock_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def locking(descriptor: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    msvcrt = ModuleType("msvcrt")
    msvcrt.locking, msvcrt.LK_NBLCK = locking, 2  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    on_windows = _as_on_windows(lock, monkeypatch)
    waited = []

    def waiting() -> None:
        waited.append(True)
        first.__exit__(None, None, None)

    first = on_windows.exclusive(tmp_path / "lock", lambda: None)
    first.__enter__()
    with on_windows.exclusive(tmp_path / "lock", waiting):
        assert waited == [True]


def test_the_secret_stays_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _no_links(monkeypatch)
    made = secret_key._secret_in(tmp_path / "state" / "cache-key")
    assert secret_key._secret_in(tmp_path / "state" / "cache-key") == made
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["cache-key"]


def test_an_import_writes_whole_files_and_none_twice_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _no_links(monkeypatch)
    target = tmp_path / "new.md"
    _write_new(target, [b"one", b"two"])
    with pytest.raises(BuildError):
        _write_new(target, [b"another"])
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("new.md", b"onetwo")]


def test_processors_are_counted_where_no_process_is_bound_to_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert workers.cores() == 3
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert workers.cores() == 1


def test_folders_change_places_by_the_call_of_macos_or_not_at_all_where_a_library_lacks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renamex_np(one: bytes, other: bytes, flags: int) -> int:
        assert flags == 2  # RENAME_SWAP of sys/stdio.h
        os.rename(one, one + b"-")
        os.rename(other, one)
        os.rename(one + b"-", other)
        return 0

    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    libc = SimpleNamespace(renamex_np=renamex_np)
    monkeypatch.setattr(publish, "ctypes", SimpleNamespace(CDLL=lambda *_, **__: libc))
    for platform, done in (("linux", False), ("freebsd14", False), ("darwin", True)):
        monkeypatch.setattr(publish, "sys", SimpleNamespace(platform=platform))
        assert publish._swap(tmp_path / "one", tmp_path / "other") is done
        assert (tmp_path / "one" / "other").exists() is done


def test_files_of_the_cache_are_opened_where_flags_are_lacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"content")
    for flag in ("O_NOFOLLOW", "O_NONBLOCK"):
        monkeypatch.delattr(os, flag, raising=False)
    assert bytes(record_store.mapped(tmp_path / "file")[:]) == b"content"


def test_paths_that_are_one_where_case_does_not_count_are_told() -> None:
    assert list(twins(["a/B.png", "a/b.png", "é.md", "e\u0301.md", "c.md"])) == [
        ("a/b.png", "a/B.png"),
        ("e\u0301.md", "é.md"),
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
def test_a_console_of_another_encoding_ends_no_command(tmp_path: Path, encoding: str) -> None:
    _base(tmp_path / "kb")
    done = subprocess.run(
        [sys.executable, "-m", "ainotes_site", "audit", "--notes", "notes"],
        cwd=tmp_path / "kb",
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"n0.md" in done.stdout
