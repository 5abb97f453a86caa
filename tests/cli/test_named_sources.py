"""A file is read alike however it is named, and `audit --explain` says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ainotes_site.cli import main

DAY = "## 今日三件事\n- 买米\n\n## 2024-01-0{n}\n遇到老同学，聊了半小时。\n\n## 2024-02-0{n}\n排队两小时。\n\n## 提醒\n周五体检\n"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three daily notes with headings in common, and one that the configuration speaks of."""
    (tmp_path / "notes" / "daily").mkdir(parents=True)
    for n in (1, 2, 3):
        (tmp_path / "notes" / "daily" / f"{n}.md").write_text(DAY.format(n=n), "utf-8")
    (tmp_path / "notes" / "tea.md").write_text("# Tea\n\n## Water\nhot\n\n## Leaves\ngreen\n", "utf-8")
    rules = 'plugins:\n  - ainotes/entries:\n      sources: {"tea.md": journal}\n'
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\ndocs_dir: notes\nuse_directory_urls: false\n{rules}", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _parsed(path: str, capsys: pytest.CaptureFixture[str]) -> list[object]:
    assert main(["parse", "--json", path]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_file_is_read_alike_however_it_is_named(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone = _parsed("notes/daily/1.md", capsys)
    absolute = _parsed(str(vault / "notes" / "daily" / "1.md"), capsys)
    whole = [one for one in _parsed("notes", capsys) if one["source"]["path"] == "daily/1.md"]  # type: ignore[index]
    assert alone == absolute == whole != []


def test_the_configuration_counts_for_a_file_that_is_named(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    titles = [one["title"] for one in _parsed("notes/tea.md", capsys) if one["type"] == "entry"]  # type: ignore[index]
    assert titles == ["Water", "Leaves"]


def test_explain_says_what_was_chosen_and_how_to_choose_otherwise(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AINOTES_LANG", "en")
    assert main(["audit", "--explain", "notes/tea.md"]) == 0
    said = capsys.readouterr().out
    assert "tea.md: read as journal" in said and "as the configuration declares" in said
    assert 'sources: {"tea.md": note}' in said


def test_explain_says_why_entries_have_their_topics(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AINOTES_LANG", "en")
    note = "---\ntags: [robotics]\n---\n# Kettles with LoRA\n\nWith LoRA, and LoRA again.\n"
    (vault / "notes" / "kettle.md").write_text(note, encoding="utf-8")
    assert main(["audit", "--explain", "notes/kettle.md"]) == 0
    said = capsys.readouterr().out
    assert "topics of “Kettles with LoRA”, line 4:" in said
    assert "    robotics-embodied: robotics (declared)\n    training-finetuning: LoRA (title ×3)" in said


def test_who_has_no_notes_is_shown_the_option_that_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AINOTES_LANG", "en")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("# Tea\n\nWater first.\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: notes\ntheme: {name: material}\nplugins:\n  - ainotes/entries: {lang: en}\n",
        encoding="utf-8",
    )
    assert main(["audit", "--explain", "notes/a.md"]) == 0
    assert "a.md: a page for MkDocs" in capsys.readouterr().out
    assert main(["build"]) == 0
    assert 'notes: ["**"]' in capsys.readouterr().out
