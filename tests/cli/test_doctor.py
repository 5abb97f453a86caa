"""`ainotes doctor`: what is lacking is said with the next step, and what is wrong ends with 1."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from ainotes_site.cli import main
from ainotes_site.doctor.built_site import DeadLink, built_site, dead_links


def levels(capsys: pytest.CaptureFixture[str], expected: int) -> dict[str, str]:
    capsys.readouterr()
    assert main(["doctor", "--json"]) == expected
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(one["message"] for one in said)
    return {one["key"]: one["level"] for one in said}


def git(folder: Path, *words: str) -> None:
    person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *person, *words], cwd=folder, check=True, capture_output=True)


def test_a_new_base_becomes_healthy_step_by_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "base"
    assert main(["init", str(root), "--github-pages"]) == 0
    monkeypatch.chdir(root)
    said = levels(capsys, 1)
    assert said["not_built"] == "problem"
    assert said["no_git"] == said["no_url"] == "advice"
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "begin")
    monkeypatch.setenv("AINOTES_SITE_URL", "https://example.org/notes/")
    assert main(["build"]) == 0
    said = levels(capsys, 0)
    assert said["tracked"] == said["built"] == said["links_work"] == "good"
    assert not {"no_git", "no_url", "no_workflow", "not_built", "no_description"} & said.keys()
    page = root / "site" / "entries" / "rag.html"
    page.write_text(page.read_text(encoding="utf-8") + '<a href="gone.html">x</a>', encoding="utf-8")
    assert levels(capsys, 1)["dead_link"] == "problem"
    git(root, "add", "-f", "site/index.html")
    assert levels(capsys, 1)["committed"] == "advice"


def test_a_shallow_clone_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "base"
    assert main(["init", str(root)]) == 0
    git(root, "init", "-q")
    git(root, "add", "-A")
    for message in ("one", "two"):
        git(root, "commit", "-q", "--allow-empty", "-m", message)
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{root}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    assert levels(capsys, 1)["shallow"] == "problem"


def test_links_within_a_site_are_followed_to_files_and_anchors(tmp_path: Path) -> None:
    (tmp_path / "entries").mkdir()
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "index.html").write_text('<p id="top">', encoding="utf-8")
    (tmp_path / "entries" / "a b.html").write_text(
        '<h2 id="见 此">x</h2><a href="../index.html#here">1</a><a href="#见%20此">2</a><a href="#nowhere">3</a>'
        "<img src='../no.png'><a href=https://example.org/x>4</a><a href='//example.org'>5</a><a href='/root'>6</a>"
        '<a href="../guide/#top">7</a><a href="../guide/#bottom">8</a><a href="mailto:a@b">9</a><a href="?q=1">10</a>',
        encoding="utf-8",
    )
    (tmp_path / "index.html").write_text(
        '<p id="here"><a class="x" href="entries/a%20b.html">1</a><a href="entries/c.html?x#y">2</a>', encoding="utf-8"
    )
    assert list(dead_links(tmp_path)) == [
        DeadLink("entries/a b.html", "#nowhere"),
        DeadLink("entries/a b.html", "../no.png"),
        DeadLink("entries/a b.html", "../guide/#bottom"),
        DeadLink("index.html", "entries/c.html?x#y"),
    ]


def test_what_hosts_do_not_take_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ainotes_site.doctor.built_site.LARGEST_FILE", 10)
    monkeypatch.setattr("ainotes_site.doctor.built_site.MOST_FILES", 2)
    for name in ("index.html", "A.txt", "a.txt", "con.txt"):
        (tmp_path / name).write_text("0123456789ab" if name == "A.txt" else "", encoding="utf-8")
    found = {finding.key for finding in built_site(tmp_path)}
    assert {"large_file", "many_files", "twins", "unportable"} <= found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_line_begins_with_its_level(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    assert main(["init", str(tmp_path / "base")]) == 0
    monkeypatch.chdir(tmp_path / "base")
    monkeypatch.setenv("AINOTES_LANG", lang)
    capsys.readouterr()
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert {line[:2] for line in lines} <= {"✓ ", "· ", "✗ "}
    assert any("ainotes build" in line for line in lines)
