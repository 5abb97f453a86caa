"""What people copy: the action and the example folders are whole and work."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ainotes_site.cli import main
from ainotes_site.starter.hosts import workflow

ROOT = Path(__file__).resolve().parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    """A copy of the example of a wiki that a model compiles, as a repository."""
    copy = tmp_path / "wiki"
    shutil.copytree(ROOT / "examples" / "llm-wiki", copy, ignore=shutil.ignore_patterns(".site", ".ainotes"))
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "begin"]):
        subprocess.run([*git, *words], cwd=copy, check=True)
    return copy


def test_the_wiki_is_checked_and_built_strictly(
    wiki: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(wiki)
    assert main(["check", "--strict"]) == 0
    assert main(["build", "--strict"]) == 0
    site = wiki / ".site"
    page = (site / "entries" / "retrieval.html").read_text(encoding="utf-8")
    assert 'href="../entries/2026-03-02-retrieval-talk.html"' in page and 'href="../terms/bm25.html"' in page
    assert not list(site.rglob("*gents*")) and not list(site.rglob("*readme*"))
    capsys.readouterr()
    assert main(["search", "向量 检索", "--site", str(site)]) == 0
    assert "中文手册的一点经验" in capsys.readouterr().out


def test_the_wiki_is_published_as_the_starter_would() -> None:
    written = (ROOT / "examples/llm-wiki/.github/workflows/publish.yml").read_bytes()
    assert written == workflow("github-pages", "en", base=".", site=".site", branch="main")


def test_the_action_is_valid_by_the_schema_of_github() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions"]
    checked = subprocess.run([*command, str(ROOT / "action.yml")], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_input_of_the_action_is_documented() -> None:
    said = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    for name, value in ACTION["inputs"].items():
        assert re.search(
            rf"^\| `{name}` \| {re.escape(chr(96) + str(value['default']) + chr(96) if value['default'] else '–')} \|",
            said,
            re.M,
        ), name


def test_no_input_of_the_action_becomes_part_of_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), step


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action runs bash")
def test_what_the_action_runs_makes_the_site(wiki: Path, tmp_path: Path) -> None:
    """Its scripts in a shell, as GitHub starts it, but for the installation: the program under test is what is to run."""
    inputs = {f"inputs.{name}": str(value["default"]) for name, value in ACTION["inputs"].items()}
    inputs["inputs.site-url"] = "https://me.example.org/wiki/"
    given = {name: str(tmp_path / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "RUNNER_TEMP")}
    start = f'pip() {{ :; }}\nainotes() {{ {shlex.quote(sys.executable)} -m ainotes_site "$@"; }}\n'
    for step in ACTION["runs"]["steps"]:
        if "run" in step:
            wanted = {name: _filled(value, inputs) for name, value in step.get("env", {}).items()}
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", start + step["run"]],
                cwd=wiki / _filled(step.get("working-directory", "."), inputs),
                env={**os.environ, **given, "GITHUB_ACTION_PATH": str(ROOT), **wanted},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    site = Path((tmp_path / "GITHUB_OUTPUT").read_text(encoding="utf-8").strip().removeprefix("site="))
    assert "https://me.example.org/wiki/entries/chunking.html" in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8").strip() == "No problems."


def _filled(written: str, inputs: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ ([a-z.-]+) \}\}", lambda found: inputs[found[1]], written)
