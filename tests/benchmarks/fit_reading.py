"""Fit the weights by which a source is cut, on labelled files, with owners left out in turn.

usage: python tests/benchmarks/fit_reading.py [--ablate] [FOLDER …]
    --ablate    leave each feature out in turn as well, and print how many files fewer are right without it

Labelled files are the golden cases of the readers, `tests/cases/cuts`, and each FOLDER that holds a `labels.jsonl` (one
object a line: `file` below `files/`, `what` is one, index, entries, terms or mixed; `entries` with their `line`; `accept`
other right cuts) and `files/`. The first folder of a path is its owner. It prints what is right with owners left out, and
the table for `readers/choose.py`. A fit begins at that table and stays near it: it was fitted on more files than are at hand.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.readers.cuts import Label, labels  # noqa: E402

from ainotes_site.readers import source_of  # noqa: E402
from ainotes_site.readers.choose import WEIGHTS, candidates  # noqa: E402
from ainotes_site.readers.decode import Decoded, decode  # noqa: E402
from ainotes_site.source_hints import outline, recurring_headings  # noqa: E402

RIDGE = 0.003
"""Weight of the squared steps away from the table, beside the mean loss."""

FOLDS = 12
"""How many groups of owners are left out in turn when features are compared."""
STEPS, RATE = 1500, 0.25
ROUNDS = 5
"""How many times golden cases that are read wrong are given twice the weight: these must be right."""
ALSO = 0.4
"""How much less than the best cut another one counts that is right as well."""


@dataclass(frozen=True)
class Example:
    """A labelled file: its candidates, one note first, and which of them are right."""

    label: Label
    rows: np.ndarray
    right: np.ndarray
    """1 for the best cut, `ALSO` for another that is right, 0 for a wrong one."""
    formats: tuple[str, ...]


def examples(found: Sequence[Label], names: list[str]) -> list[Example]:
    """Weighed files; `names` takes the names of features, `prior` first."""
    owners: dict[str, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
    for label in found:
        owners[label.owner].append((label.path, outline(label.data)))
    siblings = {owner: recurring_headings(outlines) for owner, outlines in owners.items()}
    seen = []
    for label in found:
        text = decode(label.data)
        assert isinstance(text, Decoded), label.path
        source = source_of(label.path, text.lines)
        if source.front.format or source.front.id:
            continue
        choices = candidates(source, siblings[label.owner].get(label.path, ()))
        seen.append((label, choices))
    names[:] = ["prior", *sorted({name for _, choices in seen for choice in choices for name in choice.evidence})]
    made = []
    for label, choices in seen:
        rows = np.zeros((len(choices) + 1, len(names)))
        right = np.zeros(len(choices) + 1)
        first = replace(label, right=label.right[:1])
        right[0] = _worth(label.one(), first.one())
        for at, choice in enumerate(choices, 1):
            rows[at, 0] = 1
            for name, value in choice.evidence.items():
                rows[at, names.index(name)] = value
            starts = [piece.first + 1 for piece in choice.proposal.pieces]
            if choice.proposal.format == "glossary":
                right[at] = _worth("terms" in label.right, "terms" in first.right)
            elif choice.proposal.format in ("chat", "digest"):
                right[at] = _worth(not label.one(), not label.one())
            else:
                right[at] = _worth(label.fits(starts), first.fits(starts))
        made.append(Example(label, rows, right, ("one", *(c.proposal.format for c in choices))))
    return made


def _worth(right: bool, best: bool) -> float:
    return 1.0 if best else ALSO if right else 0.0


def fit(given: Sequence[Example], start: np.ndarray) -> np.ndarray:
    """Weights near `start` that make the right candidates likely: softmax over the candidates of a file, ridge, Adam."""
    usable = [e for e in given if e.right.any() and not (e.right == 1).all()]
    weights = start.copy()
    rows = np.concatenate([e.rows for e in usable])
    right = np.concatenate([e.right for e in usable])
    group = np.concatenate([np.full(len(e.rows), n) for n, e in enumerate(usable)])
    importance = np.array([e.label.weight for e in usable])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    count = len(usable)
    for step in range(1, STEPS + 1):
        scores = rows @ weights
        top = np.full(count, -np.inf)
        np.maximum.at(top, group, scores)
        odds = np.exp(scores - top[group])
        total = np.bincount(group, odds, count)
        good = np.bincount(group, odds * right, count)
        pull = odds / total[group] - odds * right / np.maximum(good[group], 1e-12)
        slope = rows.T @ (pull * importance[group]) / importance.sum() + 2 * RIDGE * (weights - start)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights = weights - RATE / (1 + step / 200) * first / (1 - 0.9**step) / (
            np.sqrt(second / (1 - 0.999**step)) + 1e-9
        )
    return weights


def _is_golden(example: Example) -> bool:
    return example.label.owner.startswith("golden")


def _heavier(example: Example) -> Example:
    return replace(example, label=replace(example.label, weight=2 * example.label.weight))


def is_right(example: Example, weights: np.ndarray) -> bool:
    """Whether the best candidate is right."""
    return bool(example.right[int(np.argmax(example.rows @ weights))])


def left_out(given: Sequence[Example], start: np.ndarray, folds: int = 0) -> dict[str, list[bool]]:
    """By owner, what is right with weights fitted on all others; several owners at a time in `folds`, where given."""
    by: dict[str, list[bool]] = {}
    groups = defaultdict(list)
    for example in given:
        owner = example.label.owner
        number = sum(map(ord, owner))
        group = str(number % folds) if folds else f"golden-{number % 8}" if owner.startswith("golden") else owner
        groups[group].append(example)
    for owner, own in groups.items():
        weights = fit([e for e in given if e not in own], start)
        by[owner] = [is_right(e, weights) for e in own]
    return by


def without(given: Sequence[Example], column: int) -> list[Example]:
    """The examples as they are if the feature in a column is never seen."""
    mask = np.ones(given[0].rows.shape[1])
    mask[column] = 0
    return [replace(example, rows=example.rows * mask) for example in given]


def ablate(given: Sequence[Example], names: Sequence[str], start: np.ndarray) -> None:
    """Print how many files are wrong for want of each feature, owners left out, the most useful first."""
    whole = sum(map(sum, left_out(given, start, FOLDS).values()))
    bought = {name: whole - sum(map(sum, left_out(without(given, at), start, FOLDS).values()))
              for at, name in enumerate(names)}  # fmt: skip
    for name, files in sorted(bought.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"buys {files:3} {name}")


def main(arguments: list[str]) -> None:
    """Print what is right, and the weights."""
    folders = [Path(word) for word in arguments if not word.startswith("-")]
    names: list[str] = []
    given = examples(list(labels(folders)), names)
    start = np.array([WEIGHTS.get(name, 0.0) for name in names])
    weights = fit(given, start)
    for _ in range(ROUNDS):
        given = [_heavier(e) if _is_golden(e) and not is_right(e, weights) else e for e in given]
        weights = fit(given, start)
    if "--ablate" in arguments:
        ablate(given, names, start)
    by = left_out(given, start)
    for owner, flags in sorted(by.items()):
        print(f"{sum(flags):3}/{len(flags):3} {owner}")
    print("left out:", sum(map(sum, by.values())), "of", sum(map(len, by.values())))
    print("table:", sum(is_right(e, start) for e in given), "of", len(given))
    print("fitted:", sum(is_right(e, weights) for e in given), "of", len(given))
    for example in given:
        best = int(np.argmax(example.rows @ weights))
        if not example.right[best]:
            possible = [f for f, r in zip(example.formats, example.right, strict=True) if r]
            print("wrong", example.label.owner, example.label.path[-60:], example.formats[best], "right:", possible)
    print("WEIGHTS = {")
    for name, weight in sorted(zip(names, weights, strict=True), key=lambda pair: -abs(pair[1])):
        print(f'    "{name}": {weight:.2f},')
    print("}")


if __name__ == "__main__":
    main(sys.argv[1:])
