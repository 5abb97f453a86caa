"""Fit the numbers by which topics are chosen, on labelled entries, with owners left out in turn.

usage: python tests/benchmarks/fit_topics.py [--write] [--ablate] FOLDER SEEDS
    --write    put what was fitted on all into `link/topics/choice.py` and `link/topics/pairs.txt`

Labelled entries are those of FOLDER (`topics.jsonl` and `topic_files/`, a folder an owner, as for `topics.py`; and of its
`files/` those that `topic_labels.txt` beside this script names by digests), of the cases in `tests/cases/link` (SEEDS holds
the files of `topics_seeds.txt`) and of `tests/cases/notes`. It prints precision, recall and F1 of each set and of all, the
owner of an entry being left out when the weights for it are made, for all features and with `--ablate` without each one of them.
These figures are means over several likelihoods from which on a second and a third topic is given (`LEASTS`): the best ones for
each set would be those of chance.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(Path(__file__).parent)]

from tests.link.test_topics import real, written  # noqa: E402
from topics import labelled  # noqa: E402

from ainotes_site.link.taxonomy import load_taxonomy  # noqa: E402
from ainotes_site.link.topics import choice  # noqa: E402
from ainotes_site.link.topics.assign import prose, said, stated_topics  # noqa: E402
from ainotes_site.model import Entry  # noqa: E402
from ainotes_site.readers import read  # noqa: E402

RIDGE = 3.0
"""Weight of the squared weights of standardised features beside the sum of losses."""
SMALL = 5
"""Owners with fewer labelled entries are left out together."""
FOREIGN = {"others", "more of others"}
"""Sets of texts that strangers wrote: what the numbers are for."""
OWN = 0.5
"""How much an entry of the other sets counts beside one of these."""
LEASTS = [(second, third) for second in (0.24, 0.28, 0.32, 0.36, 0.40) for third in (0.42, 0.50, 0.58)]
"""How likely a second and a third topic must be, where left-out owners are measured."""
SECOND, THIRD = np.arange(0.2, 0.6, 0.03), np.arange(0.25, 0.8, 0.05)
"""What is tried, where numbers are fitted on all."""
TAXONOMY = load_taxonomy()[0]
IDS = [topic.id for topic in TAXONOMY.topics]


@dataclass
class Example:
    """A labelled entry."""

    set: str
    owner: str
    labels: tuple[str, ...]
    stated: tuple[str, ...]
    spoken: dict[int, choice.Spoken]
    candidates: list[tuple[int, float]]

    def rows(self, pairs: choice.TopicPairs) -> list[dict[str, float]]:
        """The features of the candidates."""
        return choice.features(self.spoken, self.candidates, IDS, pairs) if self.candidates else []


def digest(path: str) -> str:
    """A name for a file that does not say what is in it."""
    return blake2b(path.encode(), digest_size=8).hexdigest()


def example(kind: str, owner: str, entry: Entry, labels: Sequence[str]) -> Example:
    """The entry with what its words say."""
    spoken = said(entry, TAXONOMY, prose(entry.body))[2]
    candidates = [each for each in choice.most_spoken(spoken) if each[1] >= choice.ENOUGH]
    return Example(kind, owner, tuple(labels), stated_topics(entry, TAXONOMY), spoken, candidates)


def examples(folder: Path, seeds: Path) -> list[Example]:
    """All of them."""
    found = [example("others", path.split("/")[0], entry, labels) for path, entry, labels in labelled(folder) if entry]
    lines = (Path(__file__).parent / "topic_labels.txt").read_text("utf-8").splitlines()
    named = {(name, int(line)): topics for name, line, *topics in map(str.split, lines) if name != "#"}
    for file in sorted((folder / "files").rglob("*")):
        path = file.relative_to(folder / "files").as_posix()
        if file.is_file() and any(name == digest(path) for name, _ in named):
            for entry in read(path, file.read_bytes()).entries:
                topics = named.get((digest(path), entry.span.start_line))
                if topics:
                    found.append(example("more of others", path.split("/")[0], entry, topics))
    found += [example("written", "written", entry, sorted(labels)) for entry, labels in written()]
    found += [example("seeds", entry.span.path[:3], entry, sorted(labels)) for entry, labels in real(seeds)]
    return found + own_notes()


def own_notes() -> list[Example]:
    """The labelled ones of `notes/`."""
    rows = [line.split(" | ") for line in (ROOT / "tests/cases/notes/topics.txt").read_text("utf-8").splitlines()]
    wanted = {row[0].strip(): re.split(r",\s*", row[1].strip()) for row in rows if len(row) == 2 and row[0][0] != "#"}
    files = sorted((ROOT / "notes").rglob("*.md"))
    entries = [e for f in files for e in read(f.relative_to(ROOT / "notes").as_posix(), f.read_bytes()).entries]
    return [example("notes", "notes", entry, wanted[entry.title]) for entry in entries if entry.title in wanted]


@dataclass
class Fitted:
    """Weights of the features that are used, the first one of none."""

    names: list[str]
    weights: np.ndarray

    def likely(self, rows: list[dict[str, float]]) -> np.ndarray:
        """How likely each candidate is."""
        values = np.array([[1.0, *(row[name] for name in self.names)] for row in rows])
        return 1 / (1 + np.exp(-values @ self.weights))


def fitted(rows: list[dict[str, float]], right: np.ndarray, counts: np.ndarray, names: list[str]) -> Fitted:
    """Logistic regression by Newton's method; `counts` is how much each row counts."""
    values = np.array([[row[name] for name in names] for row in rows])
    mean, spread = values.mean(0), values.std(0) + 1e-9
    design = np.c_[np.ones(len(values)), (values - mean) / spread]
    weights, ridge = np.zeros(len(names) + 1), np.diag([1e-3, *[RIDGE] * len(names)])
    for _ in range(12):
        likely = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (counts * (right - likely)) - ridge @ weights
        weights += np.linalg.solve((design * (counts * likely * (1 - likely))[:, None]).T @ design + ridge, slope)
    plain = weights[1:] / spread
    return Fitted(names, np.array([weights[0] - plain @ mean, *plain]))


def hits(one: Example, likely: np.ndarray, second: float, third: float) -> tuple[int, int]:
    """How many topics the entry is given, and how many of them are right."""
    order = np.argsort(-likely, kind="stable")[:3]
    leasts = (choice.LIKELY[0], second, third)
    given = list(one.stated)
    for place, least in zip(order, leasts, strict=False):
        if likely[place] < least:
            break
        given += [IDS[one.candidates[place][0]]]
    kept = list(dict.fromkeys(given))[: choice.MOST]
    return len(kept), len({*kept} & {*one.labels})


def fold_of(found: list[Example]) -> list[str]:
    """With whom each is left out."""
    sizes: dict[str, int] = defaultdict(int)
    for one in found:
        sizes[one.owner] += 1
    return [one.owner if sizes[one.owner] >= SMALL else "" for one in found]


def left_out(found: list[Example], names: list[str]) -> dict[str, np.ndarray]:
    """By set, and for all: given, right and wanted for each of `LEASTS`, by weights made without the owner."""
    folds = fold_of(found)
    counts: dict[str, np.ndarray] = defaultdict(lambda: np.zeros((len(LEASTS), 3)))
    for fold in sorted({*folds}):
        others = [one for one, own in zip(found, folds, strict=True) if own != fold]
        pairs = choice.pairs_of([one.labels for one in others])
        model = model_of(others, pairs, names)
        for one, own in zip(found, folds, strict=True):
            if own == fold:
                rows = one.rows(pairs)
                likely = model.likely(rows) if rows else np.zeros(0)
                own_counts = [(*hits(one, likely, *leasts), len(one.labels)) for leasts in LEASTS]
                for kind in (one.set, "all"):
                    counts[kind] += own_counts
    return counts


def leasts_of(found: list[Example], pairs: choice.TopicPairs, model: Fitted) -> tuple[float, float]:
    """How likely a second and third topic must be for the best F1 on texts of strangers, the mean with what lies beside it."""
    foreign = [one for one in found if one.set in FOREIGN and one.candidates]
    likely = [model.likely(one.rows(pairs)) for one in foreign]
    wanted = sum(len(one.labels) for one in foreign)

    def worth(second: float, third: float) -> float:
        sums = np.sum([hits(one, own, second, third) for one, own in zip(foreign, likely, strict=True)], axis=0)
        return 2 * sums[1] / (sums[0] + wanted)

    padded = np.pad([[worth(second, third) for third in THIRD] for second in SECOND], 1, mode="edge")
    means = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).mean((2, 3))
    row, column = np.unravel_index(means.argmax(), means.shape)
    return SECOND[row], THIRD[column]


def model_of(found: list[Example], pairs: choice.TopicPairs, names: list[str]) -> Fitted:
    """The model of some examples."""
    rows = [row for one in found for row in one.rows(pairs)]
    right = np.array([IDS[topic] in one.labels for one in found for topic, _ in one.candidates], float)
    counts = np.array([1.0 if one.set in FOREIGN else OWN for one in found for _ in one.candidates])
    return fitted(rows, right, counts, names)


def shown(counts: dict[str, np.ndarray]) -> str:
    """Precision, recall and F1 of each set, the means over `LEASTS`."""
    parts = []
    for kind, (given, right, wanted) in ((kind, own.T) for kind, own in counts.items()):
        figures = (right / given, right / wanted, 2 * right / (given + wanted))
        parts.append(f"{kind} " + " ".join(f"{each.mean():.3f}" for each in figures))
    return " · ".join(parts)


def main(folder: Path, seeds: Path, write: bool, ablate: bool) -> None:
    """Print the figures."""
    found = examples(folder, seeds)
    pairs = choice.pairs_of([one.labels for one in found])
    names = list(next(one for one in found if one.candidates).rows(pairs)[0])
    print(f"{len(found)} entries; all features: {shown(left_out(found, names))}")
    for name in names if ablate else ():
        print(f"without {name}: {shown(left_out(found, [each for each in names if each != name]))}")
    model = model_of(found, pairs, names)
    table = [f'    "{name}": {weight:.2f},' for name, weight in zip(["prior", *names], model.weights, strict=True)]
    print("\n".join(table))
    print("likely enough for a second and third topic:", *(f"{least:.2f}" for least in leasts_of(found, pairs, model)))
    if write:
        room = ROOT / "src/ainotes_site/link/topics"
        code = (room / "choice.py").read_text("utf-8")
        head, _, rest = code.partition("WEIGHTS: Mapping[str, float] = {")
        (room / "choice.py").write_text(
            head + "WEIGHTS: Mapping[str, float] = {\n" + "\n".join(table) + "\n" + rest[rest.index("}") :], "utf-8"
        )
        lines = [
            "# How often readers gave topics to entries, and two of them together. Made by tests/benchmarks/fit_topics.py."
        ]
        lines += [str(pairs.entries), *(f"{topic} {count}" for topic, count in sorted(pairs.topics.items()))]
        lines += [f"{a} {b} {count}" for (a, b), count in sorted(pairs.pairs.items()) if a < b]
        (room / "pairs.txt").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    paths = [Path(each) for each in sys.argv[1:] if each[:2] != "--"]
    main(paths[0], paths[1], "--write" in sys.argv, "--ablate" in sys.argv)
