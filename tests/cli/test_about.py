"""Which versions are installed, and completion for shells."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from ainotes_site import __version__
from ainotes_site.cli.about import SHELLS
from ainotes_site.cli.arguments import arguments


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        arguments(words)
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_the_version_names_what_a_report_needs(capsys: pytest.CaptureFixture[str]) -> None:
    lines = _said(capsys, "--version").splitlines()
    assert lines[0] == f"ainotes {__version__}"
    assert lines[1].startswith("Python 3.")
    names = {line.split()[0] for line in lines[2:]}
    assert {"mkdocs", "mkdocs-material", "nh3", "quickjs-ng"} <= names
    assert all(line.split()[1][0].isdigit() for line in lines[2:])


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_completes_all_commands(capsys: pytest.CaptureFixture[str], shell: str) -> None:
    script = _said(capsys, "--completion", shell)
    assert all(word in script for word in ("build", "serve", "strict", "config-file"))


def test_bash_accepts_its_script(capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("bash") is None:
        pytest.skip("no bash")
    script = (
        _said(capsys, "--completion", "bash")
        + "\nCOMP_WORDS=(ainotes bui) COMP_CWORD=1\n_shtab_ainotes\necho ${COMPREPLY[@]}\n"
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["build"]
