"""How often topics are right on entries that others labelled: `python tests/benchmarks/topics.py FOLDER [-v]`.

FOLDER holds `topics.jsonl` (an object a line: `file`, `line`, `first_words`, `topics`) and the files in `topic_files/`, a
folder an owner. Micro precision, recall and F1 over pairs of entry and topic, in all and by owner. The few numbers keep their
worth when owners are left out (see `link/topics/assign.py`), but the classes of words were edited by reading mistakes on all of
these. Expect less on others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from ainotes_site.link.taxonomy import load_taxonomy
from ainotes_site.link.topics.assign import assign
from ainotes_site.model import Entry
from ainotes_site.readers import read


def flat(text: str) -> str:
    """Letters and digits only, so that marks of Markdown do not hide a passage."""
    return "".join(filter(str.isalnum, text.lower()))


def entry_of(label: dict[str, object], entries: tuple[Entry, ...]) -> Entry | None:
    """The entry that has the labelled words, or else the labelled line."""
    words, line = flat(str(label["first_words"])), int(str(label["line"]))
    named = (one for one in entries if words in flat(one.title + one.body))
    return next(named, None) or next((e for e in entries if e.span.start_line <= line <= e.span.end_line), None)


def labelled(folder: Path) -> Iterator[tuple[str, Entry | None, list[str]]]:
    """Per label: path, the entry that it is of, and its topics."""
    for line in (folder / "topics.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        path = label["file"]
        found = entry_of(label, read(path, (folder / "topic_files" / path).read_bytes()).entries)
        yield path, found, label["topics"]


def figures(right: int, given: int, wanted: int) -> str:
    """Precision, recall and F1 of counts of pairs."""
    precision, recall = right / max(given, 1), right / max(wanted, 1)
    return f"precision {precision:.3f} recall {recall:.3f} F1 {2 * right / max(given + wanted, 1):.3f}"


def main(folder: Path, verbose: bool) -> None:
    """Print the figures."""
    taxonomy, _ = load_taxonomy()
    counts: dict[str, list[int]] = {}
    for path, found, wanted in labelled(folder):
        given = [score.topic for score in assign(found, taxonomy)] if found else []
        for name in (path.split("/")[0], "all"):
            own = counts.setdefault(name, [0, 0, 0])
            for at, count in enumerate((len({*given} & {*wanted}), len(given), len(wanted))):
                own[at] += count
        if verbose and {*given} != {*wanted}:
            print(f"{path}:{found.span.start_line if found else 0} wanted {' '.join(wanted)} given {' '.join(given)}")
    for name, own in sorted(counts.items()):
        print(f"{name:20} {figures(own[0], own[1], own[2])}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "-v" in sys.argv)
