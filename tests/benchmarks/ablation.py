"""What each number of the engine is worth: asks queries again with every number of js/constants.js changed.

    python tests/benchmarks/ablation.py --fitted SITE=notes.jsonl … --held SITE=others.jsonl … [--most 100] [--page FILE]

Prints a line for each number: what it is, what it is for (from constants.js), and by how many thousandths the mean reciprocal
rank changes when it is nought (weights only), halved and doubled; over all queries of the files that it was fitted with, and
over those of files that nothing was fitted with. What helps the former only is fitted to them. `--most N` asks about N
queries of each file of the former. `--page` writes the table into a page between the lines `<!-- numbers -->` and `<!-- end of numbers -->`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ainotes_site.search import js
from ainotes_site.search.engine import open_index
from ainotes_site.search.evaluate import Case, evaluate, read_cases

UNMEASURED = {
    "LONGEST", "MOST_UNITS", "MOST_SHARDS", "SINGLE_SHARDS", "ONE", "FULL", "BLENDED_ONE", "SIDE_WORD", "SIDE_NOTES", "SIDE_UNITS",
    "LEAST_PROOF", "WINDOW", "LEAD", "MOST_CARDS", "LONGEST_SYLLABLE", "MOST_PARTINGS", "MOST_BITS",
    "RELATED_DOCUMENTS", "MOST_TERMS", "MOST_SPANS", "MOST_INITIALS", "MOST_ABSENT", "SHORT_PAIRS", "LONGER_PAIRS", "ACROSS_LOG",
    "SHORT_NUMBER", "MOST_SYNONYMS", "MOST_READINGS", "SHORTEST_BEGUN", "SHORTEST_CUT", "MOST_CUTS", "SHORTEST_MENDED",
    "LONGEST_ALIKE", "MOST_RELATED", "FEW_RELATED", "LONGEST_RELATED", "MOST_MEANT",
}  # fmt: skip
"""Units, limits of length and number, and what is shown: they bound the work, and what is offered."""
_BUNDLE = js.bundle()
_SOURCE = Path(js.__file__).with_name("constants.js")
_LINE = re.compile(r"^    ([A-Z_]+): ([0-9.]+(?: \* [0-9]+)?), // ([^:\n]+)", re.MULTILINE)
_WEIGHT = re.compile("SHARE|WHOLE|COVERAGE|WEIGHT")
_START, _END = "<!-- numbers -->\n", "<!-- end of numbers -->"
HEAD = ("| number | is | what it is | fitted: 0 / half / double | held: 0 / half / double |", "|---|---|---|---|---|")

Asked = tuple[Path, Sequence[Case]]
"""A site, and what is asked of it."""


class Number(NamedTuple):
    """A number of the engine."""

    name: str
    value: float
    meaning: str


def numbers() -> Iterator[Number]:
    """The numbers of constants.js that are no limits."""
    for name, value, meaning in _LINE.findall(_SOURCE.read_text(encoding="utf-8")):
        if name not in UNMEASURED:
            yield Number(name, product(value), meaning.strip())


def main() -> None:
    """Print the table, a line when it is known; write it into the page in the end."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--fitted", nargs="+", required=True, metavar="SITE=FILE")
    options.add_argument("--held", nargs="+", required=True, metavar="SITE=FILE")
    options.add_argument("--most", type=int, default=10_000, help="queries of each fitted file, evenly thinned")
    options.add_argument("--page", type=Path)
    chosen = options.parse_args()
    groups = [[cases_of(text, chosen.most) for text in chosen.fitted], [cases_of(text) for text in chosen.held]]
    before = measured(groups, "")
    sizes = [sum(len(cases) for _, cases in group) for group in groups]
    print(f"fitted: {sizes[0]} queries, MRR {before[0]:.3f}; held: {sizes[1]} queries, MRR {before[1]:.3f}", flush=True)
    written = list(HEAD)
    for number in numbers():
        written.append(row(number, groups, before))
        print(written[-1], flush=True)
    if chosen.page:
        into_page(chosen.page, written)


def cases_of(text: str, most: int = 10_000) -> Asked:
    """The site of `SITE=FILE`, and the queries of the file that an entry answers, evenly thinned; terms (`t:…`) are no answers."""
    site, _, file = text.partition("=")
    cases = [
        replace(case, relevant=entries)
        for case in read_cases(Path(file).read_text(encoding="utf-8").splitlines(), file)
        if (entries := frozenset(one for one in case.relevant if not one.startswith("t:")))
    ]
    return Path(site), cases[:: -(-len(cases) // most)]


def row(number: Number, groups: Sequence[Sequence[Asked]], before: Sequence[float]) -> str:
    """The line of a number."""
    cells: list[list[str]] = [[], []]
    for other in (0.0, half(number.value), number.value * 2):
        if other == 0.0 and not _WEIGHT.search(number.name):
            changes: Sequence[float | None] = (None, None)
        else:
            now = measured(groups, f"ainotes.engine.constants.{number.name} = {other};")
            changes = [1000 * (after - was) for after, was in zip(now, before, strict=True)]
        for cell, change in zip(cells, changes, strict=True):
            cell.append("·" if change is None else f"{change:+.0f}".replace("-", "−") if abs(change) >= 0.5 else "0")
    fitted, held = (" / ".join(cell) for cell in cells)
    return f"| `{number.name}` | {number.value:g} | {number.meaning} | {fitted} | {held} |"


def half(value: float) -> float:
    """Half of a number; of a whole one a whole one."""
    return value / 2 if value % 1 else value // 2


def product(text: str) -> float:
    """`6 * 256` as a number."""
    found = 1.0
    for factor in text.split("*"):
        found *= float(factor)
    return found


def measured(groups: Sequence[Sequence[Asked]], change: str) -> list[float]:
    """The mean reciprocal rank of all queries of each group, with a change to the constants."""
    head, first, rest = _BUNDLE.partition("/* What the engine needs of its surroundings")
    js.bundle = lambda: f"{head}{change}\n{first}{rest}"  # type: ignore[assignment]
    found = []
    for group in groups:
        outcomes = [one for site, cases in group for one in evaluate(cases, open_index(site / "search").ids).outcomes]
        found.append(sum(one.reciprocal_rank for one in outcomes) / len(outcomes))
    return found


def into_page(page: Path, lines: Sequence[str]) -> None:
    """Put the table in the place of the one that the page has."""
    before, _, rest = page.read_text(encoding="utf-8").partition(_START)
    _, _, after = rest.partition(_END)
    page.write_text(f"{before}{_START}\n" + "\n".join(lines) + f"\n\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
