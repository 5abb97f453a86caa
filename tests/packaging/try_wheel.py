"""Try the wheel of a folder in empty folders, by each usual way of installing a program: `try_wheel.py dist [way …]`.

Ways: pip, module, pipx, uvx. Each makes a knowledge base, builds it and searches it, away from this repository. What is not
installed on this machine is named and left out; what fails ends with 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

Command = Callable[..., None]


def run(folder: Path, *command: str | Path) -> str:
    """Run a command in a folder, without what this process has set for Python. Raises CalledProcessError."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    clean["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run([*map(str, command)], cwd=folder, env=clean, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode("utf-8")


def use(folder: Path, *program: str | Path) -> None:
    """Make, build and search a knowledge base in an empty folder."""
    assert run(folder, *program, "--version").startswith("ainotes ")
    run(folder, *program, "init", "kb")
    run(folder / "kb", *program, "build", "--strict")
    assert (folder / "kb" / "site" / "index.html").is_file()
    assert run(folder / "kb", *program, "search", "笔记").strip()


def _environment(folder: Path, wheel: Path) -> Path:
    """A new virtual environment with the wheel; its folder of programs."""
    venv.create(folder / "env", with_pip=True)
    programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    run(folder, programs / "python", "-m", "pip", "install", "--quiet", wheel)
    return programs


def with_pip(folder: Path, wheel: Path) -> None:
    use(folder, _environment(folder, wheel) / "ainotes")


def with_module(folder: Path, wheel: Path) -> None:
    use(folder, _environment(folder, wheel) / "python", "-m", "ainotes_site")


def with_pipx(folder: Path, wheel: Path) -> None:
    use(folder, "pipx", "run", "--spec", wheel, "ainotes")


def with_uvx(folder: Path, wheel: Path) -> None:
    use(folder, "uvx", "--from", wheel, "ainotes")


WAYS = {"pip": with_pip, "module": with_module, "pipx": with_pipx, "uvx": with_uvx}


def main(arguments: Sequence[str]) -> int:
    """Try each way; the number of the exit."""
    folder, *ways = arguments
    wheel = max(Path(folder).resolve().glob("ainotes_site-*.whl"))
    failed = []
    for way in ways or WAYS:
        if way in ("pipx", "uvx") and shutil.which(way) is None:
            print(f"{way}: not installed here, not tried")
            continue
        with tempfile.TemporaryDirectory() as empty:
            try:
                WAYS[way](Path(empty), wheel)
                print(f"{way}: works", flush=True)
            except (subprocess.CalledProcessError, AssertionError) as error:
                failed.append(way)
                print(f"{way}: {error}", flush=True)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
