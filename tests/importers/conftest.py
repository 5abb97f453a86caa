"""A knowledge base to import into."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ainotes_site.cli import main

Entries = dict[str, dict[str, Any]]
Run = Callable[..., dict[str, Any]]


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base with an empty folder of notes, in which the test stands."""
    root = tmp_path / "base"
    (root / "notes").mkdir(parents=True)
    config = "site_name: x\ndocs_dir: notes\nuse_directory_urls: false\nplugins:\n- ainotes/entries: {lang: en}\n"
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("AINOTES_LANG", "en")
    return root


@pytest.fixture
def imported(base: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `ainotes import` and gives what it says as JSON."""

    def run(*words: str | Path) -> dict[str, Any]:
        capsys.readouterr()
        assert main(["import", *map(str, words), "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
        assert isinstance(said, dict)
        assert not [one for one in said["not_imported"] if one["reason"] == "unlike"]
        return said

    return run


@pytest.fixture
def parsed(base: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[], Entries]:
    """All entries that `ainotes parse` reads from the notes, by title; each has the path of its file."""

    def run() -> Entries:
        capsys.readouterr()
        assert main(["parse", "notes", "--json"]) == 0
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        entries = [{**one, "path": one["source"]["path"]} for one in records if one["type"] == "entry"]
        assert len({one["title"] for one in entries}) == len(entries)
        return {one["title"]: one for one in entries}

    return run


def archive(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """A zip archive of files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name, content)
    return path


def folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder of files."""
    for name, content in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def reasons(said: dict[str, Any]) -> dict[str, int]:
    """What was not imported: how many, by reason."""
    return {one["reason"]: one["count"] for one in said["not_imported"]}


def titled(entries: Entries, start: str) -> dict[str, Any]:
    """The one entry whose title begins so."""
    (found,) = (entry for title, entry in entries.items() if title.startswith(start))
    return found
