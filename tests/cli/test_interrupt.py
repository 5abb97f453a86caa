"""Ctrl-C at any moment: one line of what is left, exit code 130, no traceback, in no process."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.long import seeds

SITE = Path(__file__).resolve().parents[1] / "site"
PATIENCE = 120


def interrupted(command: list[str], seconds: float, again: float | None = None) -> tuple[int, str]:
    """What a program says and ends with when the terminal interrupts it, and perhaps once more."""
    running = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "AINOTES_LANG": "en"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert running.stderr is not None
    time.sleep(seconds)
    os.killpg(running.pid, signal.SIGINT)
    if again is not None:
        time.sleep(again)
        running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=PATIENCE)[1]
    return running.returncode, said


def check(code: int, said: str) -> None:
    """While Python itself starts, before any line of ours, it has words of its own."""
    if code in (0, -signal.SIGINT) or ("Traceback" in said and "ainotes" not in said):
        return
    lines = said.splitlines()
    assert code == 130 and len(lines) == 1, said
    assert lines[0].lower().startswith(("interrupted", "the preview has ended")), said


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SITE, tmp_path / "base", ignore=shutil.ignore_patterns(".*", "site"))
    return tmp_path / "base"


@pytest.mark.parametrize("seed", seeds(4, 100))
def test_a_command_ends_in_one_line(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    name = ["build", "serve", "audit", "init"][seed % 4]
    own = {
        "build": ["--config-file", str(root / "mkdocs.yml")],
        "serve": ["--config-file", str(root / "mkdocs.yml"), "--port", "0"],
        "audit": ["--notes", str(root / "notes")],
        "init": [str(root / "new")],
    }
    longest = 8.0 if name in ("build", "serve") else 1.0
    again = chance.uniform(0, 0.3) if chance.random() < 0.5 else None
    check(*interrupted(["-m", "ainotes_site", name, *own[name]], chance.uniform(0.05, longest), again))


@pytest.mark.parametrize("moment", ["finaliser", "thread", "callback", "loading"])
def test_an_interrupt_where_no_exception_is_heard_ends_the_program_too(tmp_path: Path, moment: str) -> None:
    code = {
        "finaliser": "class A:\n  def __del__(self): os.kill(os.getpid(), 2)\nwork = lambda o: [A() for _ in range(3)] and 0",
        "thread": "import threading\ndef work(o): threading.Timer(0.1, lambda: os.kill(os.getpid(), 2)).start(); time.sleep(9)",
        "callback": "def work(o):\n  os.register_at_fork(before=lambda: os.kill(os.getpid(), 2))\n  os.fork() or os._exit(0)\n  time.sleep(9)",
        "loading": "import ainotes_site.os_errors\ndef work(o): raise KeyboardInterrupt",
    }[moment]
    program = (
        f"import os, signal, sys, time\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n{code}\nfrom importlib import import_module\na = import_module('ainotes_site.cli.arguments')\n"
        "a._later = lambda module, name: work\nfrom ainotes_site.__main__ import program\n"
        "sys.argv = ['ainotes', 'audit']\nprogram()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, "AINOTES_LANG": "en"},
    )
    assert (done.returncode, done.stderr) == (130, "Interrupted; no file was changed.\n")


_POOL = """
import os, sys, time
from ainotes_site.pipeline.workers import beside, map_all
def work(place, item):
    open(f"{place}/{os.getpid()}", "w").close()
    time.sleep(0.05)
try:
    with beside(lambda _: list(map_all(work, sys.argv[1], list(range(1000)), 2)), 2) as other:
        list(map_all(work, sys.argv[1], list(range(1000)), 2))
        other.result()
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_worker_processes_say_nothing(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", _POOL, str(tmp_path)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    end = time.monotonic() + PATIENCE
    while len(list(tmp_path.iterdir())) < 2:
        assert time.monotonic() < end, "nothing started"
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    assert running.communicate(timeout=PATIENCE)[1] == ""
    assert running.returncode == 130
