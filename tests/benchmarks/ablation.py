"""What each number of the engine is worth: asks queries again with every number of js/constants.js changed.

    python tests/benchmarks/ablation.py --index site other --queries notes.jsonl others.jsonl [--every 3] [--page FILE]

Mean reciprocal rank and recall at ten of each file of queries, a column each, when a number is halved, doubled and, where it
is a weight, nought. What helps the queries of one owner only is fitted to them. An index serves all files where only one is
named. `--every N` asks each Nth query. `--page` writes the table with what constants.js says of each number.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ainotes_site.search import js
from ainotes_site.search.engine import Index, open_index
from ainotes_site.search.evaluate import evaluate, read_cases

UNMEASURED = {
    "LONGEST", "MOST_UNITS", "MOST_SHARDS", "SINGLE_SHARDS", "ONE", "FULL", "BLENDED_ONE", "SIDE_WORD",
    "SIDE_NOTES", "SIDE_UNITS", "LEAST_OFFERED", "WINDOW", "LEAD", "MOST_CARDS", "LONGEST_SYLLABLE", "MOST_PARTINGS",
    "MOST_BITS", "RELATED_DOCUMENTS", "MOST_TERMS", "MOST_SPANS", "MOST_INITIALS", "MOST_ABSENT",
}  # fmt: skip
"""Bounds, units, and what is shown: they move no hit."""
_BUNDLE = js.bundle()
_SOURCE = Path(js.__file__).with_name("constants.js")
_LINE = re.compile(r"^    ([A-Z_]+): ([0-9.]+(?: \* [0-9]+)?), // (.+)$", re.MULTILINE)
_HEAD = """# The numbers of the search

Each number of the query engine (`search/js/constants.js`), what it is for, and what it is worth: mean reciprocal rank and
recall at ten when it is changed, against what they are. {columns}. Made by `python tests/benchmarks/ablation.py --page`; of
files of queries with `--every {every}`, each {every}th query was asked. A number whose change moves nothing here stands for
speed, for a bound, or for notes larger than these.

"""


class Number(NamedTuple):
    """A number of the engine."""

    name: str
    value: float
    meaning: str


def numbers() -> Iterator[Number]:
    """The numbers of constants.js that may move hits."""
    for name, value, meaning in _LINE.findall(_SOURCE.read_text(encoding="utf-8")):
        if name not in UNMEASURED:
            yield Number(name, eval_product(value), meaning)


def main() -> None:
    """Print the table, a line when it is known; write the page in the end."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--index", type=Path, nargs="+", required=True, help="a site for each file of queries, or one")
    options.add_argument("--queries", type=Path, nargs="+", required=True)
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--page", type=Path)
    chosen = options.parse_args()
    sites = chosen.index * len(chosen.queries) if len(chosen.index) == 1 else chosen.index
    pairs = list(zip(sites, chosen.queries, strict=True))
    lines = table(pairs, chosen.every, with_meaning=chosen.page is not None)
    written = []
    for line in lines:
        print(line, flush=True)
        written.append(line)
    if chosen.page:
        columns = ", ".join(f"`{file.stem}`" for file in chosen.queries)
        head = _HEAD.format(columns=f"The columns are the queries of {columns}", every=chosen.every)
        chosen.page.write_text(head + "\n".join(written) + "\n", encoding="utf-8")


def table(pairs: Sequence[tuple[Path, Path]], every: int, *, with_meaning: bool) -> Iterator[str]:
    """The lines of the table in Markdown."""
    end = " what it is |" if with_meaning else ""
    yield f"| number | is | tried | {' | '.join(file.stem for _, file in pairs)} |{end}"
    yield "|---|---|---|" + "---|" * (len(pairs) + with_meaning)
    before = measured(pairs, "", every)
    yield f"| as they are | | | {' | '.join(f'{mrr:.3f} {recall:.3f}' for mrr, recall in before)} |{' |' * with_meaning}"
    for number in numbers():
        meaning = f" {number.meaning.replace('|', '/')} |" if with_meaning else ""
        for other in tried(number):
            now = measured(pairs, f"ainotes.engine.constants.{number.name} = {other};", every)
            shown = (f"{a - c:+.3f} {b - d:+.3f}" for (a, b), (c, d) in zip(now, before, strict=True))
            yield f"| `{number.name}` | {number.value:g} | {other:g} | {' | '.join(shown)} |{meaning}"
            meaning = " |" if with_meaning else ""


def tried(number: Number) -> list[float]:
    """Half of a number and twice as much; of a weight nought."""
    half = number.value / 2 if number.value % 1 else number.value // 2
    is_weight = re.search("SHARE|WHOLE|COVERAGE|WEIGHT", number.name)
    return [other for other in (*([0.0] if is_weight else []), half, number.value * 2) if other != number.value]


def eval_product(text: str) -> float:
    """`6 * 256` as a number."""
    product = 1.0
    for factor in text.split("*"):
        product *= float(factor)
    return product


def measured(pairs: Sequence[tuple[Path, Path]], change: str, every: int) -> list[tuple[float, float]]:
    """MRR and recall at ten of each file of queries with a change to the constants."""
    head, first, rest = _BUNDLE.partition("/* What the engine needs of its surroundings")
    js.bundle = lambda: f"{head}{change}\n{first}{rest}"  # type: ignore[assignment]
    return [scores(open_index(site / "search"), file, every) for site, file in pairs]


def scores(index: Index, file: Path, every: int) -> tuple[float, float]:
    """MRR and recall at ten of each Nth query of a file that an entry answers; terms (`t:…`) are no answers."""
    cases = [
        replace(case, relevant=entries)
        for case in read_cases(file.read_text(encoding="utf-8").splitlines(), str(file))
        if (entries := frozenset(one for one in case.relevant if not one.startswith("t:")))
    ]
    found = evaluate(cases[::every], index.ids)
    return found.mrr, found.recall


if __name__ == "__main__":
    main()
