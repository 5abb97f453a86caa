"""What each number of the engine is worth: asks the queries again with every constant of js/constants.js changed.

    python tests/benchmarks/ablation.py --index site --queries tests/cases/search/notes.jsonl [more.jsonl]

For each number of the ranking the mean reciprocal rank and the recall at ten when it is halved, doubled and, for what may be
left out, nought. Of files of queries of several owners, each is a column: what helps one only is fitted to it.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from ainotes_site.search import js
from ainotes_site.search.engine import Index, open_index
from ainotes_site.search.evaluate import evaluate, read_cases

NAMES = [
    "SYNONYM_SHARE",
    "PINYIN_SHARE",
    "MENDED_SHARE",
    "BEGUN",
    "LEAST_IDF",
    "SATURATION",
    "LENGTH_SHARE",
    "TITLE_SHARE",
    "LABEL_SHARE",
    "HEADING_SHARE",
    "PASSAGE_SHARE",
    "UNCOVERED",
    "LEAST_COVERAGE",
    "ADJACENCY",
    "TITLE_ADJACENCY",
    "WHOLE",
    "CANDIDATES",
    "PHRASE_CANDIDATES",
    "ACROSS_LOG",
    "SHORT_PAIRS",
    "LONGER_PAIRS",
    "MOST_TERMS",
    "MOST_SYNONYMS",
    "MOST_READINGS",
    "SHORT_NUMBER",
    "SHORTEST_MENDED",
    "SHORTEST_BEGUN",
]
_BUNDLE = js.bundle()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--index", type=Path, nargs="+", required=True, help="a site for each file of queries, or one")
    options.add_argument("--queries", type=Path, nargs="+", required=True)
    chosen = options.parse_args()
    sites = chosen.index * len(chosen.queries) if len(chosen.index) == 1 else chosen.index
    pairs = list(zip(sites, chosen.queries, strict=True))
    print("| number | value | " + " | ".join(file.stem for _, file in pairs) + " |")
    print("|---|---|" + "---|" * len(pairs))
    before = measured(pairs, "")
    print("| as it is | | " + " | ".join(f"{mrr:.3f} {recall:.3f}" for mrr, recall in before) + " |", flush=True)
    for name in NAMES:
        match = re.search(rf"\b{name}: ([0-9 *]+),", _BUNDLE)
        if match is None:
            continue  # the engine has no such number any more
        value = eval_product(match[1])
        for other in dict.fromkeys((0, value // 2, value * 2)):
            if other != value:
                now = measured(pairs, f"ainotes.engine.constants.{name} = {other};")
                shown = (f"{a - c:+.3f} {b - d:+.3f}" for (a, b), (c, d) in zip(now, before, strict=True))
                print(f"| {name} {value} | {other} | " + " | ".join(shown) + " |", flush=True)


def eval_product(text: str) -> int:
    """`6 * 256` as a number."""
    product = 1
    for factor in text.split("*"):
        product *= int(factor)
    return product


def measured(pairs: list[tuple[Path, Path]], change: str) -> list[tuple[float, float]]:
    """MRR and recall at ten of each file of queries with a change to the constants."""
    head, first, rest = _BUNDLE.partition("/* What the engine needs of its surroundings")
    js.bundle = lambda: f"{head}{change}\n{first}{rest}"  # type: ignore[assignment]
    return [scores(open_index(site / "search"), file) for site, file in pairs]


def scores(index: Index, file: Path) -> tuple[float, float]:
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if any(not id_.startswith("t:") for id_ in json.loads(line)["relevant"])]
    found = evaluate(read_cases(kept, str(file)), index.ids)
    return found.mrr, found.recall


if __name__ == "__main__":
    main()
