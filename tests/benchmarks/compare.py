"""How much slower or faster one checkout builds than another: both build the same notes, in turn, in one run.

    git worktree add --detach ../before some-commit
    python tests/benchmarks/compare.py ../before . --notes 10000 --pairs 5
    python tests/benchmarks/compare.py ../before . --notes 10000 --pairs 1 --days 9
    python tests/benchmarks/compare.py ../before . --vault ~/some/notes
    python tests/benchmarks/compare.py ../before . --vault ~/some/notes --reading

A pair is a cold build of each checkout, then `--days` times the builds of a day: nothing changed, edits, a new note, title
and term. Of each step the medians and the minima are compared, of seconds and of processor seconds of all processes; on a
busy machine the latter say more. With `--reading` the notes are only read, by one process of each checkout, some files by one and
then by the other, and the least processor seconds for these files count. Each checkout uses its own source, plugins and `mkdocs.yml`, and the packages of this
environment.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple, Self

from build import COMMAND, day, measure
from corpus import write_corpus

ROOT = Path(__file__).resolve().parents[2]

AT_ONCE = 20
"""How many files are read by one checkout, and then by the other."""
_READ = """
import sys, time
from pathlib import Path
from ainotes_site.readers import read
root = Path(sys.argv[1])
files = [(path.relative_to(root).as_posix(), path.read_bytes()) for path in sorted(root.rglob("*.md"))]
print(len(files), flush=True)
for line in sys.stdin:
    first, stop = map(int, line.split())
    start = time.process_time()
    for path, data in files[first:stop]:
        read(path, data)
    print(time.process_time() - start, flush=True)
"""
"""Reads the files of a folder from one number to another, as it is told on its standard input."""


class Spent(NamedTuple):
    """One build."""

    seconds: float
    processor: float
    """Processor seconds of all its processes."""


Step = tuple[str, Spent, Spent]


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("old", type=Path)
    options.add_argument("new", type=Path)
    options.add_argument("--notes", type=int, default=3000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--pairs", type=int, default=5)
    options.add_argument("--days", type=int, default=1)
    options.add_argument("--vault", type=Path, help="a folder of notes to copy, in place of generated ones")
    options.add_argument("--memory", action="store_true", help="compare the memory of cold builds, and nothing else")
    options.add_argument("--reading", action="store_true", help="compare how long the notes are read, and nothing else")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        if chosen.vault:
            shutil.copytree(chosen.vault, base / "notes")
        else:
            write_corpus(base / "notes", ROOT / "notes", chosen.notes, chosen.seed)
        tempfile.tempdir = folder
        checkouts = (chosen.old.resolve(), chosen.new.resolve())
        if chosen.reading:
            _compare_reading(base / "notes", checkouts, chosen.pairs)
        elif chosen.memory:
            _compare_memory(base, checkouts, chosen.pairs)
        else:
            _compare_times(_steps(base, checkouts, chosen.pairs, chosen.days))


def _compare_times(steps: Iterator[Step]) -> None:
    found: dict[str, list[tuple[Spent, Spent]]] = {}
    for name, old, new in steps:
        found.setdefault(name, []).append((old, new))
        print(f"{name:16} {old.seconds:8.2f} s {new.seconds:8.2f} s", flush=True)
    print(f"\n{'':16} {'seconds':>26}  {'processor seconds':>26}")
    print(f"{'':16} {2 * '     old      new  ratio  '}     (medians, then minima)")
    for name, pairs in found.items():
        for take in (median, min):
            columns = []
            for field in ("seconds", "processor"):
                old, new = (take(getattr(pair[side], field) for pair in pairs) for side in (0, 1))
                columns.append(f"{old:8.2f} {new:8.2f} {new / old:6.2f}")
            print(f"{name:16} {'    '.join(columns)}")
            name = ""


def _compare_reading(notes: Path, checkouts: tuple[Path, Path], rounds: int) -> None:
    with ExitStack() as stack:
        readers = [stack.enter_context(_Reader(notes, checkout)) for checkout in checkouts]
        spent = [0.0, 0.0]
        for first in range(0, readers[0].files, AT_ONCE):
            for side, least in enumerate(map(min, zip(*(_read(readers, first) for _ in range(rounds)), strict=True))):
                spent[side] += least
    print(f"reading {readers[0].files} files {spent[0]:8.2f} s {spent[1]:8.2f} s {spent[1] / spent[0]:6.2f}")


def _read(readers: Sequence[_Reader], first: int) -> list[float]:
    """The processor seconds of each for the files from number `first` on."""
    return [reader.read(first, first + AT_ONCE) for reader in readers]


class _Reader:
    """A process that reads notes with the source of a checkout. It has read them once before it is measured."""

    def __init__(self, notes: Path, checkout: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _READ, str(notes)],
            env=_environment(checkout), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.files = int(self._line())
        self.read(0, self.files)

    def read(self, first: int, stop: int) -> float:
        """Read the files from one number to another: processor seconds."""
        assert self._process.stdin is not None
        print(first, stop, file=self._process.stdin, flush=True)
        return float(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def _compare_memory(base: Path, checkouts: tuple[Path, Path], pairs: int) -> None:
    for _ in range(pairs):
        peaks = []
        for side, checkout in enumerate(checkouts):
            _lay_out(base, side, checkout)
            peaks.append(measure(COMMAND, base / str(side), environment=_environment(checkout)).megabytes)
        print(f"cold {peaks[0]:8.0f} MB {peaks[1]:8.0f} MB {peaks[1] / peaks[0]:6.2f}", flush=True)


def _steps(base: Path, checkouts: tuple[Path, Path], pairs: int, days: int) -> Iterator[Step]:
    """Each step of both checkouts; who begins alternates, since what is built second finds the files in memory."""
    for side, checkout in enumerate(checkouts):
        _lay_out(base, side, checkout)
        _build(base / str(side), checkout)  # compiles its bytecode
    for number in range(pairs):
        for side, checkout in enumerate(checkouts):
            _lay_out(base, side, checkout)
        for at in range(days):
            for first, (name, _) in enumerate(zip(day(base / "0", at), day(base / "1", at), strict=True)):
                if name == "cold" and at:
                    continue
                order = (0, 1) if (number + at + first) % 2 else (1, 0)
                spent = {side: _build(base / str(side), checkouts[side]) for side in order}
                yield name, spent[0], spent[1]


def _lay_out(base: Path, side: int, checkout: Path) -> None:
    folder = base / str(side)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base / "notes", folder / "notes")
    shutil.copy(checkout / "mkdocs.yml", folder)


def _build(folder: Path, checkout: Path) -> Spent:
    """Raises CalledProcessError when it fails."""
    start = time.perf_counter()
    running = subprocess.Popen(
        COMMAND, cwd=folder, env=_environment(checkout), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(running.pid, 0)
    seconds = time.perf_counter() - start
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, COMMAND)
    return Spent(seconds, used.ru_utime + used.ru_stime)


def _environment(checkout: Path) -> dict[str, str]:
    """As an installed package runs: with its bytecode at hand, though not beside the sources."""
    paths = os.pathsep.join((str(checkout / "src"), str(checkout / "plugins")))
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": paths, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "bytecode")}


if __name__ == "__main__":
    main()
