"""How well the search answers judged queries: `python tests/benchmarks/search_quality.py QUERIES [--seeds FOLDER] [-v]`.

QUERIES, such as `tests/cases/search`, holds `notes.jsonl` and others asked of `notes/`, `seeds.jsonl`, asked of the files of
FOLDER, and `others.jsonl`, asked of the notes in `others-notes.jsonl`; a line is `{"query", "relevant": [ids], "kind"}`. Glossary terms (`t:…`) are no hits and do not count. An id of a seed,
`s001-046`, is the number of its file and the place of the entry in it: that of its level-1 heading, where it has those. What
was judged as parts of a file that is one entry here is that entry.
Prints MRR@10, recall@10 and the share without any hit, in all and by kind, and in all how many of the things that are offered as
what was meant lead to the answer: it is among the first five that a search for them finds. With -v the queries answered worst.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ainotes_site.cli import main as command
from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.pipeline.stages.scan import scan
from ainotes_site.search.engine import SearchIndex, open_index
from ainotes_site.search.evaluate import Case, Outcome, evaluate

ROOT = Path(__file__).resolve().parents[2]
OF_NOTES = ("notes", "paraphrase", "paraphrases", "readers", "typed", "strangers", "asked")
WORST = 20
MOST_PARTS = 200
LEADS_TO = 5


def main() -> None:
    """Print the figures of each file of queries that there is."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("queries", type=Path)
    options.add_argument("--seeds", type=Path)
    options.add_argument("-v", action="store_true", dest="verbose")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        notes = index_of(ROOT / "notes", base / "notes-index")
        for file in OF_NOTES:
            report(file, rows(chosen.queries / f"{file}.jsonl"), notes, {}, chosen.verbose)
        if asked := rows(chosen.queries / "others.jsonl"):
            (base / "others").mkdir()
            for row in rows(chosen.queries / "others-notes.jsonl"):
                (base / "others" / f"{row['id']}.md").write_text(f"# {row['title']}\n\n{row['text']}\n", "utf-8")
            report("others", asked, index_of(base / "others", base / "others-index"), {}, chosen.verbose)
        if chosen.seeds:
            (base / "seeds").mkdir()
            for path in sorted(chosen.seeds.glob("0*")):
                shutil.copyfile(path, base / "seeds" / f"{path.stem}.md")
            seeds = index_of(base / "seeds", base / "seeds-index")
            report("seeds", rows(chosen.queries / "seeds.jsonl"), seeds, places(base / "seeds"), chosen.verbose)


def index_of(notes: Path, out: Path) -> SearchIndex:
    """The index of a folder of notes."""
    command(["index", "--notes", str(notes), "--out", str(out)])
    return open_index(out / "search")


def rows(path: Path) -> list[dict[str, object]]:
    """The lines of a file of queries; none where there is no file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line] if path.exists() else []


def places(seeds: Path) -> Mapping[str, str]:
    """The entries by their places in their files, `s001-046`."""
    found: dict[str, str] = {}
    for reading in link_sources(scan(seeds).sources, notes=seeds).readings:
        text = (seeds / reading.path).read_text("utf-8").splitlines()
        headings = [number for number, line in enumerate(_outside_code(text), 1) if line.startswith("# ")]
        entries = sorted(reading.entries, key=lambda one: one.span.start_line)
        if len(entries) == 1:
            found.update((f"s{reading.path[:3]}-{place:03d}", str(entries[0].id)) for place in range(1, MOST_PARTS))
            continue
        for place, entry in enumerate(entries, 1):
            # Behind a date that stands above its heading, an entry begins before the heading does.
            own = next((n for n, line in enumerate(headings, 1) if line >= entry.span.start_line), 0)
            found[f"s{reading.path[:3]}-{own if len(headings) > 1 else place:03d}"] = str(entry.id)
    return found


def _outside_code(lines: Sequence[str]) -> list[str]:
    inside, told = False, []
    for line in lines:
        inside ^= bool(re.match("```", line))
        told.append("" if inside else line)
    return told


def report(
    label: str, asked: Sequence[dict[str, object]], index: SearchIndex, ids: Mapping[str, str], verbose: bool
) -> None:
    """Print the figures of one file of queries."""
    cases: dict[str, list[Case]] = {}
    for number, row in enumerate(asked):
        wanted = row["relevant"]
        assert isinstance(wanted, list)
        relevant = frozenset(ids.get(one, one) for one in wanted if not one.startswith("t:"))
        if relevant:
            for kind in ("all", str(row.get("kind", ""))):
                cases.setdefault(kind, []).append(Case(str(number), str(row["query"]), relevant))
    for kind, own in cases.items():
        scores = evaluate(own, lambda query, limit: index.ids(query, limit))
        print(
            f"{label:11} {kind:10} {scores.queries:4}  MRR {scores.mrr:.3f}  recall {scores.recall:.3f}  zero {scores.zero:.3f}"
            + (f"  offers {right_offers(own, index)}" if kind == "all" else "")
        )
        if kind == "all" and verbose:
            for outcome in sorted(scores.outcomes, key=_goodness)[:WORST]:
                print(
                    f"    {outcome.reciprocal_rank:.2f} {outcome.recall:.2f} {outcome.case.query}  {' '.join(outcome.ids[:4])}"
                )


def right_offers(cases: Sequence[Case], index: SearchIndex) -> str:
    """How many things are offered, and how many of them rightly, `41 right 3 wrong`."""
    told = [
        not case.relevant.isdisjoint(index.ids(name, LEADS_TO))
        for case in cases
        for remark in index.search(case.query, 1).remarks
        if remark.code == "meant"
        for name in remark.values["names"].split(" · ")
    ]
    return f"{sum(told)} right {len(told) - sum(told)} wrong"


def _goodness(outcome: Outcome) -> tuple[float, float]:
    return outcome.reciprocal_rank, outcome.recall


if __name__ == "__main__":
    main()
