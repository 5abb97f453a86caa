"""Fit the weights of lines at the edges of pages, on labelled files, with owners left out in turn.

usage: python tests/benchmarks/fit_edges.py [--fit] FOLDER …
    --fit    fit the weights as well; without it only what those of today find is counted

Each FOLDER holds `files/` and `labels.jsonl`: one object a line with `file` below `files/` and `boilerplate`, a list of first
and last lines. The first folder of a path is its owner. `free.json` there may name lines by file that are right either
way. A folder with `files/` alone holds texts without boilerplate. It prints what is found with owners left out, by the
weights as they are and by fitted ones, and the table for `readers/boilerplate/edge_line.py`.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from ainotes_site.readers import read  # noqa: E402
from ainotes_site.readers.boilerplate import detector, edge_line, page_edges  # noqa: E402
from ainotes_site.readers.boilerplate.blocks import Block  # noqa: E402
from ainotes_site.readers.boilerplate.edge_line import EdgeLine  # noqa: E402
from ainotes_site.readers.source import Source  # noqa: E402
from ainotes_site.source_hints import NO_HINTS, edges, hints_by_path, outline  # noqa: E402

NAMES = (*edge_line.WEIGHTS, "bias", "above_title", "with_source")
FOLDS = 10
"""How many groups of owners are left out in turn."""
RIDGE = 1.0
"""Weight of the squared distance from the weights as they are: what few lines tell of stays."""
COST = 4.0
"""How many lines missed weigh as much as one left out wrongly."""
FEW = 40
"""How many lines from either end are learnt from."""
STEPS = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)
"""By how much a weight is changed in the search."""


@dataclass
class Example:
    """A labelled file."""

    owner: str
    path: str
    wanted: frozenset[int]
    """Indices of the lines that are boilerplate."""
    free: frozenset[int]
    """Those of lines that are right either way."""
    source: Source
    parts: Sequence[Block]
    found: Collection[int]
    """What tells that the file is a page."""
    others: frozenset[int]
    """What all other rules find."""
    lines: dict[int, list[EdgeLine]] = field(default_factory=dict)
    """The lines from the first on, and from the last on."""


def examples(folder: Path) -> Iterator[Example]:
    """The files of a folder, each as the weighing of its edges sees it."""
    base = folder / "files"
    paths = sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file())
    data = {path: (base / path).read_bytes() for path in paths}
    hints = hints_by_path([(path, outline(said), edges(said)) for path, said in data.items()], ())
    labels, free = _labels(folder)
    for path in paths:
        seen: list[tuple[Source, Sequence[Block], Collection[int]]] = []
        detector.page_edges = lambda *given, seen=seen: seen.append(given) or frozenset()  # type: ignore[attr-defined]
        reading = read(path, data[path], hints.get(path, NO_HINTS))
        if not seen or (labels and path not in labels):
            continue
        others = {at for skip in reading.skipped for at in range(skip.span.start_line - 1, skip.span.end_line)}
        yield Example(
            f"{folder.name}/{path.split('/')[0]}",
            path,
            labels.get(path, frozenset()),
            free.get(path, frozenset()),
            *seen[0],
            frozenset(others),
        )


def _labels(folder: Path) -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    labels, free = {}, {}
    if (folder / "labels.jsonl").exists():
        for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
            said = json.loads(line)
            spans = said.get("boilerplate") or ()
            labels[said["file"]] = frozenset(at for first, last, *_ in spans for at in range(first - 1, last))
    if (folder / "free.json").exists():
        said = json.loads((folder / "free.json").read_text("utf-8"))
        free = {path: frozenset(at - 1 for at in lines) for path, lines in said.items()}
    return labels, free


class Weighing:
    """The edges of pages under other weights: lines and what they are, kept between trials."""

    def __init__(self, given: Sequence[Example]) -> None:
        self.rows: dict[int, np.ndarray] = {}
        self.weights = np.zeros(len(NAMES))
        self.example = given[0]
        page_edges._lines = self.lines  # type: ignore[assignment]
        EdgeLine.score = lambda line: float(self.row(line) @ self.weights)  # type: ignore[method-assign]
        page_edges.BIAS = page_edges.WITH_SOURCE = page_edges.ABOVE_TITLE = 0.0

    def lines(self, source: Source, parts: object, found: object, step: int = 1) -> Iterator[EdgeLine]:
        """What `page_edges` asks for the lines of an edge."""
        known = self.example.lines.get(step)
        if known is None:
            known = self.example.lines[step] = list(islice(_ORIGINAL(source, parts, found, step), 120))  # type: ignore[arg-type]
        return iter(known)

    def row(self, line: EdgeLine) -> np.ndarray:
        """What a line is, by name."""
        row = self.rows.get(id(line))
        if row is None:
            row = np.zeros(len(NAMES))
            if len(line.raw) > edge_line.LONGEST and not line.raw.count("]("):
                row[NAMES.index("is_prose")] = 3.0
            else:
                for name, value in line.features().items():
                    row[NAMES.index(name)] = value
            row[-3:] = 1.0, line.is_above_title, bool(self.example.source.front.links)
            self.rows[id(line)] = row
        return row

    def found(self, example: Example, weights: np.ndarray) -> frozenset[int]:
        """The lines at the edges of a file."""
        self.example, self.weights = example, weights
        return page_edges.page_edges(example.source, example.parts, example.found)


def counts(example: Example, found: frozenset[int]) -> tuple[int, int]:
    """Lines found beyond those of other rules, and lines left out wrongly; none where nothing would be left."""
    if not detector._leaves_text(example.parts, dict.fromkeys(found | example.others, "")):
        return 0, 0
    own = {at for at in found - example.others if example.source.lines[at].strip()}
    return len(own & example.wanted), len(own - example.wanted - example.free)


def gain(weighing: Weighing, given: Sequence[Example], weights: np.ndarray) -> float:
    """What is found, less what it costs."""
    right, wrong = np.sum([counts(each, weighing.found(each, weights)) for each in given], axis=0)
    return float(right - COST * wrong)


def fit(weighing: Weighing, given: Sequence[Example], start: np.ndarray) -> np.ndarray:
    """Weights for which most speaks, one after the other, from those as they are."""
    base = {id(each): counts(each, weighing.found(each, start)) for each in given}
    value = sum(right - COST * wrong for right, wrong in base.values())
    weights, better = start.copy(), True
    while better:
        better = False
        for at in range(len(NAMES)):
            tried = [(gain(weighing, given, _moved(weights, at, step)), -abs(step), step) for step in STEPS]
            best, _, step = max(tried)
            if best > value + LEAST_GAIN:
                weights, value, better = _moved(weights, at, step), best, True
    return weights


LEAST_GAIN = 2.0
"""How many lines more a change of a weight must find."""


def _moved(weights: np.ndarray, at: int, step: float) -> np.ndarray:
    moved = weights.copy()
    moved[at] += step
    return moved


_ORIGINAL = page_edges._lines


def main(arguments: list[str]) -> None:
    """Print what is found, and the weights."""
    given = [each for word in arguments if not word.startswith("-") for each in examples(Path(word))]
    start = np.array([*edge_line.WEIGHTS.values(), page_edges.BIAS, page_edges.ABOVE_TITLE, page_edges.WITH_SOURCE])
    weighing = Weighing(given)
    groups: dict[int, list[Example]] = defaultdict(list)
    owners = sorted({each.owner for each in given}, key=lambda name: sum(map(ord, name)) * 7919 % 1000)
    for each in given:
        groups[owners.index(each.owner) % FOLDS].append(each)
    total = sum(
        len({at for at in each.wanted if each.source.lines[at : at + 1] and each.source.lines[at].strip()})
        for each in given
    )
    others = sum(len({at for at in each.wanted & each.others if each.source.lines[at].strip()}) for each in given)
    print(len(given), "files,", len(owners), "owners,", total, "lines, by other rules", others)
    before = np.sum([counts(each, weighing.found(each, start)) for each in given], axis=0)
    print("as they are:", before)
    if "--fit" in arguments:
        left = np.zeros(2)
        for own in groups.values():
            rest = [each for each in given if each not in own]
            weights = fit(weighing, rest, start)
            now = np.sum([counts(each, weighing.found(each, weights)) for each in own], axis=0)
            was = np.sum([counts(each, weighing.found(each, start)) for each in own], axis=0)
            print("fold", was, now, flush=True)
            left += now
        print("left out:", left)
        weights = fit(weighing, given, start)
        print("fitted:", np.sum([counts(each, weighing.found(each, weights)) for each in given], axis=0))
        for name, was, now in zip(NAMES, start, weights, strict=True):
            print(f'    "{name}": {now:.1f},' + (f"  # {was}" if was != now else ""))


if __name__ == "__main__":
    main(sys.argv[1:])
