"""Every command of the READMEs works, and both name the same ones."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from ainotes_site.cli import main
from ainotes_site.cli.arguments import arguments, parser

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh.md")


def commands(name: str) -> list[str]:
    """The lines of a README's shell blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def test_both_languages_name_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh.md")


@pytest.mark.parametrize("command", [line for line in commands("README.md") if line.startswith("make")])
def test_make_knows_its_targets(command: str) -> None:
    said = subprocess.run([*shlex.split(command), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("command", [line for line in commands("README.md") if "ainotes" in line])
def test_ainotes_understands_each_command(command: str) -> None:
    program, *words = shlex.split(command)
    assert program.endswith("bin/ainotes")
    assert callable(arguments(words).run)


def test_the_daily_commands_work_on_the_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    site = str(tmp_path / "site")
    config = tmp_path / "mkdocs.yml"
    config.write_text((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["build", "--strict", "--config-file", str(config), "--notes", "notes", "--site-dir", site]) == 0
    assert main(["search", "注意力机制", "--site", site]) == 0
    assert main(["check"]) == 0
    assert main(["audit"]) == 0


def test_every_command_and_option_is_documented_in_both_languages() -> None:
    for lang in ("zh", "en"):
        whole = parser(lang)  # type: ignore[arg-type]
        for action in whole._subparsers._group_actions[0].choices.values():  # type: ignore[union-attr]
            for option in action._actions:
                assert option.help, f"{action.prog} {option.dest}"
