"""Ended at any moment, in any way, a build leaves a whole site, the owner's files, and nothing that the next one trips over."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.long import seeds
from tests.pipeline.base import Base

from ainotes_site.pipeline.publish.ownership import MARKER

THEIRS = {"CNAME": b"notes.example.org", "papers/a.pdf": b"%PDF", ".git/HEAD": b"ref: refs/heads/gh-pages"}
WAYS = tuple(signal.Signals[name] for name in os.environ.get("AINOTES_KILLS", "SIGKILL SIGTERM SIGINT").split())
_ROUND = 5
"""Kills of one seed."""


class Killing:
    """A knowledge base whose builds are ended before they are done."""

    def __init__(self, base: Base, chance: random.Random) -> None:
        self.base = base
        self._chance = chance
        self._note = base.notes / "kill.md"
        self._built = 2
        self._trees = {number: self._tree_of(number) for number in (1, 2)}
        self._seconds = dict.fromkeys(("edit", "no cache", "first"), 4.0)
        """How long a build takes on this machine, roughly."""

    def once(self, how: signal.Signals, start: str) -> str:
        """Begin with a site of one version, end the build of the other; say what was left."""
        new = self._built = 3 - self._built
        self._put_theirs()
        if start == "first":
            shutil.rmtree(self.base.site)
            self._put_theirs()
        if start != "edit":
            shutil.rmtree(self.base.cache)
        before = {} if start == "first" else self._published()
        self._write(new)
        running = self._start()
        time.sleep(self._chance.uniform(0, 1.2 * self._seconds[start]))
        os.killpg(running.pid, how) if how is signal.SIGINT else running.send_signal(how)
        said = running.communicate(timeout=120)[1]
        if how is signal.SIGINT:
            self._check_interrupt(running.returncode, said)
        left = self._published()
        assert left in (before, self._trees[new]), f"{how.name}, {start}: {said}"
        self._check_theirs()
        begun = time.monotonic()
        self._finish(new)
        self._seconds[start] = 0.7 * self._seconds[start] + 0.3 * (time.monotonic() - begun)
        return "old" if left == before else "new"

    @staticmethod
    def _check_interrupt(code: int, said: str) -> None:
        """One line, unless Python itself was still starting: then its own words, which speak of nothing of ours."""
        assert code in (0, 130, -signal.SIGINT), said
        if "Traceback" in said:
            assert "ainotes" not in said, said
        elif code == 130:
            assert len(said.splitlines()) == 1 and "已中断" in said, said

    def _tree_of(self, number: int) -> dict[str, bytes]:
        self._write(number)
        self.base.build()
        return {path: data for path, data in self.base.tree().items() if path != MARKER}

    def _published(self) -> dict[str, bytes]:
        tree = self.base.tree() if self.base.site.exists() else {}
        return {path: data for path, data in tree.items() if path not in THEIRS and path != MARKER}

    def _write(self, number: int) -> None:
        self._note.write_text(f"# 第一条\n\n改 {number}\n\n# 第 {number} 条\n\n正文，讲 LoRA。\n", encoding="utf-8")

    def _put_theirs(self) -> None:
        for path, data in THEIRS.items():
            (self.base.site / path).parent.mkdir(parents=True, exist_ok=True)
            (self.base.site / path).write_bytes(data)
        (self.base.site / ".git" / "refs").mkdir(exist_ok=True)

    def _check_theirs(self) -> None:
        assert {path: (self.base.site / path).read_bytes() for path in THEIRS} == THEIRS
        assert (self.base.site / ".git" / "refs").is_dir()

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "ainotes_site", "build", "--config-file", str(self.base.root / "mkdocs.yml")]
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def _finish(self, number: int) -> None:
        """The build after it gives what it would have given, and clears up."""
        done = self._start()
        said = done.communicate(timeout=300)
        assert done.returncode == 0, said
        assert self._published() == self._trees[number]
        self._check_theirs()
        names = sorted(path.name for path in self.base.root.iterdir())
        assert names == [".ainotes", "mkdocs.yml", "notes", "site"]


@pytest.mark.parametrize("seed", seeds(1, 60))
def test_a_build_that_is_ended_at_any_moment(new_base: Callable[[], Base], seed: int) -> None:
    chance = random.Random(seed)
    killing = Killing(new_base(), chance)
    for number in range(_ROUND):
        how, start = WAYS[(seed + number) % len(WAYS)], chance.choice(("edit", "edit", "no cache", "first"))
        left = killing.once(how, start)
        report(f"{how.name}\t{start}\t{left}")


def report(line: str) -> None:
    """Add a line to the table that was asked for."""
    table = os.environ.get("AINOTES_KILL_TABLE")
    if table:
        with Path(table).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
