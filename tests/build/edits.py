"""Small changes of notes, as slips of the hand make them."""

from __future__ import annotations

import random
from pathlib import Path

from ainotes_site.build.scan import SourceFile, digest

SITE = Path(__file__).resolve().parents[1] / "site" / "notes"
_LINES = (
    "新的一句，讲注意力机制和 LoRA。",
    "## 2024-05-09",
    "---",
    "- **权重（Weight）**：数而已。",
    "参见 [[注意力小抄]]，作者 @someone。",
    "#训练 #RAG",
    "https://example.org/new",
    "",
)


def notes_of(folder: Path) -> dict[str, str]:
    """The notes of a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in folder.rglob("*.md")
    }


def sources(notes: dict[str, str]) -> tuple[SourceFile, ...]:
    """The same as a scan would find them."""
    return tuple(SourceFile(path, text.encode(), digest(text.encode())) for path, text in sorted(notes.items()))


def changed(notes: dict[str, str], chance: random.Random) -> dict[str, str]:
    """One line altered, taken out, doubled, swapped with the next, or put in."""
    path = chance.choice(sorted(notes))
    lines = notes[path].split("\n")
    at = chance.randrange(len(lines))
    what = chance.choice(["word", "drop", "double", "swap", "put"])
    if what == "word" and len(lines[at]) > 2:
        cut = chance.randrange(len(lines[at]))
        lines[at] = lines[at][:cut] + chance.choice("新好x7") + lines[at][cut + 1 :]
    elif what == "drop":
        del lines[at]
    elif what == "double":
        lines.insert(at, lines[at])
    elif what == "swap" and at + 1 < len(lines):
        lines[at : at + 2] = lines[at + 1], lines[at]
    else:
        lines.insert(at, chance.choice(_LINES))
    return {**notes, path: "\n".join(lines)}
