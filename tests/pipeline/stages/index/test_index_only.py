"""`ainotes index` replaces what it has written, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ainotes_site.cli import main
from ainotes_site.pipeline.publish.ownership import MARKER, owned_files


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text("# 注意力\n\n讲一讲注意力机制。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AINOTES_LANG", "en")
    return folder


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _index(out: Path) -> int:
    return main(["index", "--notes", "notes", "--out", str(out), "--workers", "1"])


def test_an_index_is_replaced_whole_and_the_owners_files_stay(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert _index(out) == 0
    first = _tree(out)
    (out / "search" / "mine.txt").write_text("mine")
    (out / "read me.txt").write_text("mine")
    (notes / "a.md").write_text("# 扩散模型\n\n从噪声开始。\n", encoding="utf-8")
    assert _index(out) == 0
    second = _tree(out)
    assert second.keys() - first.keys() >= {"search/mine.txt", "read me.txt"}
    assert second["search/mine.txt"] == b"mine"
    owned = owned_files(out / "search")
    assert owned is not None
    assert {f"search/{path}" for path in owned} == set(second) - {"search/mine.txt", "read me.txt", f"search/{MARKER}"}
    assert sorted(path.name for path in out.iterdir()) == ["read me.txt", "search"]


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_it_has_not_written_is_left_and_named(
    notes: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    place = out / "search" / "manifest.js"
    place.parent.mkdir(parents=True)
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("years of work")
    if kind == "file":
        place.write_text("years of work")
    elif kind == "folder":
        place.mkdir()
        (place / "thesis.txt").write_text("years of work")
    else:
        place.symlink_to(thesis)
    before = sorted(map(str, tmp_path.rglob("*")))
    assert _index(out) == 1
    said = capsys.readouterr().err
    assert said.splitlines()[-1] == (
        f"ainotes: {place}{'/thesis.txt' if kind == 'folder' else ''}: not written by ainotes, in the place of the index; "
        "move it away, or name another folder with --out"
    )
    assert thesis.read_text() == "years of work"
    assert sorted(map(str, tmp_path.rglob("*"))) == before


def test_the_index_of_a_site_is_not_replaced(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "site" / "search").mkdir(parents=True)
    (tmp_path / "site" / "search" / "manifest.js").write_text("made by a build")
    assert _index(tmp_path / "site") == 1
    assert "name another folder with --out" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["notes", "notes/deep", ".git"])
def test_an_index_among_the_notes_or_in_a_repository_is_refused(
    notes: Path, tmp_path: Path, out: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(map(str, tmp_path.rglob("*")))
    assert _index(Path(out)) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert sorted(map(str, tmp_path.rglob("*"))) == before


def test_init_replaces_no_link(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = tmp_path / "base"
    base.mkdir()
    (base / "mkdocs.yml").symlink_to(tmp_path / "nowhere")
    assert main(["init", str(base)]) == 0
    assert os.readlink(base / "mkdocs.yml") == str(tmp_path / "nowhere")
    assert "left as it is" in capsys.readouterr().err


def test_a_terminal_obeys_nothing_that_a_note_says(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b[2J\x9b31m\u202e"
    (notes / "b.md").write_text(f"# 缩放定律 {evil}\n\n正文{evil}缩放定律{evil}\n\n完\n", encoding="utf-8")
    assert _index(tmp_path / "out") == 0
    assert main(["search", "缩放定律", "--site", str(tmp_path / "out")]) == 0
    said = "".join(capsys.readouterr())
    assert "缩放定律" in said
    assert not set("\x1b\x9b\u202e") & set(said)
