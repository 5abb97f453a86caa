"""How long a build takes, and how that compares with others at the same work in the same run.

    python tests/benchmarks/build.py --notes 10000 --seed 1 --against hugo,pagefind
    python tests/benchmarks/build.py --notes 1000,5000,10000,50000

Prints a table: cold, nothing changed, edits, a new note, title and term, peak memory of all processes, size of site and
cache; for several numbers of notes also what each costs per note. A peer is used when its command is installed: hugo with
minimal templates and pagefind after it count as one. Seconds depend on the machine; quote the ratios.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from corpus import write_corpus

ROOT = Path(__file__).resolve().parents[2]
_CONFIG = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


_LOOK_SECONDS = 0.2
"""Between two looks at the memory: each takes several milliseconds of the time that is measured."""
_WATCHED = ("cold", "another edit", "one new term")
"""Builds of a day whose memory is looked at. Short ones that are not are timed without that."""


class Run(NamedTuple):
    """One command, measured."""

    seconds: float
    megabytes: float = 0.0
    """Peak of the resident memory that belongs to its processes alone, in 10^6 bytes (proportional set size); 0 where nobody
    looked.
    """


Rows = list[tuple[str, Run | None]]


class Size(NamedTuple):
    """A folder."""

    files: int
    megabytes: float


def main() -> None:
    """Measure, and print the tables."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--notes", default="10000", help="a number, or several with commas between")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--against", default="")
    chosen = options.parse_args()
    growth = []
    for count in map(int, chosen.notes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            base = Path(folder)
            write_base(base, count, chosen.seed)
            rows = ours(base)
            growth.append((count, dict(rows), size(base / "site"), size(base / ".ainotes")))
            for name in filter(None, chosen.against.split(",")):
                rows += PEERS[name](base) if name in PEERS else [(f"{name}: unknown", None)]
        print(f"\n{count} notes, seed {chosen.seed}, {os.cpu_count()} processors")
        table(rows)
        print(
            "site: {} files, {:.0f} MB; cache: {} files, {:.0f} MB".format(*growth[-1][2], *growth[-1][3]), flush=True
        )
    if len(growth) > 1:
        print(
            "\nper note: milliseconds (cold, unchanged, edit, another, new note, title, term), kilobytes (memory, site, cache)"
        )
        for count, runs, site, cache in growth:
            spent = "  ".join(f"{run.seconds / count * 1e3:7.2f}" for run in runs.values() if run)
            memory = max(run.megabytes for run in runs.values() if run)
            print(
                f"{count:7}  {spent}   " + "  ".join(f"{mb / count * 1e3:6.1f}" for mb in (memory, site[1], cache[1]))
            )


def write_base(base: Path, notes: int, seed: int) -> None:
    """A knowledge base of generated notes."""
    write_corpus(base / "notes", ROOT / "notes", notes, seed)
    (base / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")


def table(rows: Rows) -> None:
    """Print rows, and each as a multiple of the first."""
    cold = next(run.seconds for _, run in rows if run)
    for name, run in rows:
        if run is None:
            print(f"{name:32} not installed")
        else:
            memory = f"{run.megabytes:7.0f} MB" if run.megabytes else 10 * " "
            print(f"{name:32} {run.seconds:8.2f} s  {memory}  {run.seconds / cold:6.2f} x cold")


COMMAND = [sys.executable, "-m", "ainotes_site", "build"]


def day(base: Path, number: int = 0) -> Iterator[str]:
    """The builds of a day: what is different at each. Of the same notes each `number` is another day."""
    yield "cold"
    yield "nothing changed"
    note = sorted((base / "notes").rglob("*.md"))[7 + number]
    for what in ("one edit", "another edit"):
        note.write_text(note.read_text(encoding="utf-8") + "\n后来又想到一点。\n", encoding="utf-8")
        yield what
    note.with_name(f"new-{number}.md").write_text(
        "---\ntitle: 今天\ndate: 2026-11-28\ntags: [芯片]\n---\n今天看了上下文窗口的文章。\n", encoding="utf-8"
    )
    yield "one new note"
    note.write_text(note.read_text(encoding="utf-8").replace("title: ", "title: 又名", 1), encoding="utf-8")
    yield "one new title"
    (base / "notes" / f"new-term-{number}.md").write_text(
        f"---\nformat: glossary\n---\n- **推理成本{number or ''}（Inference Cost{number or ''}）**：回答一次要花的钱。\n",
        encoding="utf-8",
    )
    yield "one new term"


def ours(base: Path) -> Rows:
    """The builds of a day, measured."""
    return [(f"ainotes {what}", measure(COMMAND, base, watched=what in _WATCHED)) for what in day(base)]


def hugo(base: Path) -> Rows:
    """Hugo with the smallest templates that show a note, then Pagefind over its site."""
    program = shutil.which("hugo")
    if program is None:
        return [("hugo", None)]
    work = base / "hugo"
    (work / "layouts" / "_default").mkdir(parents=True)
    (work / "hugo.toml").write_text('baseURL="/"\ntitle="notes"\ndisableKinds=["taxonomy","term"]\n', encoding="utf-8")
    page = '<!doctype html><html lang="zh"><title>{{ .Title }}</title><main data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}</main>'
    (work / "layouts" / "_default" / "single.html").write_text(page, encoding="utf-8")
    (work / "layouts" / "_default" / "list.html").write_text(
        "{{ range .Pages }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}", encoding="utf-8"
    )
    shutil.copytree(base / "notes", work / "content")
    rows: Rows = [("hugo", measure([program, "--quiet"], work))]
    finder = shutil.which("pagefind")
    command = [finder] if finder else [sys.executable, "-m", "pagefind"]
    try:
        rows.append(("pagefind", measure([*command, "--site", "public"], work)))
    except (OSError, subprocess.CalledProcessError):
        return [*rows, ("pagefind", None)]
    both = Run(sum(run.seconds for _, run in rows if run), max(run.megabytes for _, run in rows if run))
    return [*rows, ("hugo + pagefind", both)]


def zensical(base: Path) -> Rows:
    """Zensical on the same Markdown."""
    return _mkdocs_like(base, "zensical")


def mkdocs(base: Path) -> Rows:
    """Plain MkDocs with Material."""
    return _mkdocs_like(base, "mkdocs")


def _mkdocs_like(base: Path, name: str) -> Rows:
    program = shutil.which(name)
    if program is None:
        return [(name, None)]
    work = base / name
    work.mkdir()
    shutil.copytree(base / "notes", work / "docs")
    (work / "docs" / "index.md").write_text("# notes\n", encoding="utf-8")
    (work / "mkdocs.yml").write_text("site_name: notes\ntheme: {name: material, font: false}\n", encoding="utf-8")
    return [(name, measure([program, "build"], work))]


PEERS: dict[str, Callable[[Path], Rows]] = {
    "hugo": hugo,
    "pagefind": lambda _: [],
    "zensical": zensical,
    "mkdocs": mkdocs,
}


def measure(
    command: list[str], folder: Path, *, watched: bool = True, environment: dict[str, str] | None = None
) -> Run:
    """Run a command to its end, and look at its memory meanwhile if it is `watched`. Raises CalledProcessError when it
    fails.
    """
    start = time.perf_counter()
    running = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(running.pid, peak), daemon=True)
    if watched:
        watcher.start()
    status = running.wait()
    seconds = time.perf_counter() - start
    if status:
        raise subprocess.CalledProcessError(status, command)
    if watched:
        watcher.join()
    return Run(seconds, peak[0])


def _watch(root: int, peak: list[float]) -> None:
    while Path(f"/proc/{root}").exists():
        peak[0] = max(peak[0], sum(map(_proportional, _family(root))) / 1e6)
        time.sleep(_LOOK_SECONDS)


def _family(root: int) -> list[int]:
    """A process and all that it started, directly or not."""
    found = [root]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            with suppress(OSError):  # it has ended meanwhile
                found += map(int, task.read_text().split())
    return found


def _proportional(pid: int) -> float:
    """Proportional set size in bytes: pages that forked processes share count once in all."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024.0 for line in text.splitlines() if line.startswith("Pss:")), 0.0)


def size(folder: Path) -> Size:
    """Files of a folder and their bytes, in 10^6; without those that are links to files of the site."""
    files = [path.stat() for path in folder.rglob("*") if path.is_file()]
    own = [stat.st_size for stat in files if folder.name == "site" or stat.st_nlink == 1]
    return Size(len(own), sum(own) / 1e6)


if __name__ == "__main__":
    main()
