"""Files with the right cut of each: golden cases, the set of `tests/cases/cuts`, and folders of labelled files.

A file of the set holds files of several owners. `=== owner/path` begins one, the line below says how it is right to cut it,
as alternatives parted by ` | `: `one`, `terms`, `any`, or `/pattern/` for how the lines begin at which entries do. The rest
is the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.readers.golden import cases

CUTS = Path(__file__).resolve().parents[1] / "cases" / "cuts"
GOLDEN = 2.0
"""Weight of a golden case: it tells one habit, and is short."""
TOLERANCE = 2
"""By how many lines a cut may lie beside its label."""


@dataclass(frozen=True, slots=True)
class Label:
    """A file and its right cuts."""

    owner: str
    path: str
    """Below the folder of its owner."""
    data: bytes
    right: tuple[tuple[int, ...] | str, ...]
    """Lines at which entries begin, `one`, `terms` or `any`: each is right."""
    count: int = 0
    """How many entries there are, where only some are labelled."""
    weight: float = 1.0

    def one(self) -> bool:
        """Whether to read it as one note is right."""
        return "one" in self.right

    def fits(self, starts: list[int]) -> bool:
        """Whether entries that begin at these lines are a right cut."""
        if self.count:
            return abs(len(starts) - self.count) <= max(1, self.count // 50) or "any" in self.right
        return "any" in self.right or any(_near(starts, lines) for lines in self.right if not isinstance(lines, str))


def _near(starts: list[int], lines: tuple[int, ...]) -> bool:
    pairs = zip(sorted(starts), sorted(lines), strict=False)
    return len(starts) == len(lines) and all(abs(a - b) <= TOLERANCE for a, b in pairs)


def labels(folders: list[Path]) -> Iterator[Label]:
    """All labelled files."""
    yield from _golden()
    yield from written()
    for folder in folders:
        yield from _labelled(folder)


def written() -> Iterator[Label]:
    """The set in the repository."""
    for file in sorted(CUTS.glob("*.txt")):
        for chunk in file.read_text("utf-8").split("\n=== ")[1:]:
            head, _, text = chunk.partition("\n")
            right, _, text = text.partition("\n")
            owner, _, path = head.strip().partition("/")
            yield Label(
                owner, path, text.encode(), tuple(_alternative(one.strip(), text) for one in right.split(" | "))
            )


def _alternative(said: str, text: str) -> tuple[int, ...] | str:
    if not said.startswith("/"):
        return said
    begins = re.compile(said.strip("/"))
    return tuple(number for number, line in enumerate(text.split("\n"), 1) if begins.match(line))


def _golden() -> Iterator[Label]:
    for number, case in enumerate(cases()):
        if "format:" in case.text[:200] or case.path.endswith(")"):
            continue
        spans = [line.split()[1] for line in case.expected.split("\n") if line.startswith("entry ")]
        starts = tuple(int(span.partition("-")[0]) for span in spans)
        terms = any(line.startswith("term ") for line in case.expected.split("\n"))
        one = case.expected.split(":")[0] in ("note", "outline", "page")
        right: tuple[int, ...] | str = "terms" if terms else "one" if one else starts
        yield Label(
            f"golden-{case.file}-{number}", case.path, case.text.encode("utf-8", "surrogatepass"), (right,), 0, GOLDEN
        )


def _labelled(folder: Path) -> Iterator[Label]:
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        said = json.loads(line)
        starts = tuple(entry["line"] for entry in said.get("entries") or ())
        what = said["what"]
        right: list[tuple[int, ...] | str] = [
            "one" if what in ("one", "index") else "terms" if what == "terms" else starts
        ]
        for other in said.get("accept", ()):
            right.append(other[0] if isinstance(other[0], str) else tuple(other))
        owner, _, path = said["file"].partition("/")
        data = (folder / "files" / said["file"]).read_bytes()
        count = said.get("n_entries", 0)
        yield Label(owner, path, data, tuple(right), count, said.get("sure", 1.0))
