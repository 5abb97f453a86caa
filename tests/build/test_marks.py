"""A page's mark never stays while the page changes: tried with many small changes of the notes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ainotes_site.build.library import link_sources
from ainotes_site.build.scan import SourceFile, digest
from ainotes_site.settings import Settings
from ainotes_site.write import Marks, PageKey, Site, draft, fingerprint, plan, timeline

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


def _read() -> dict[str, str]:
    return {
        path.relative_to(SITE).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in SITE.rglob("*.md")
    }


def _pages(notes: dict[str, str], topics_yml: str | None = None) -> dict[PageKey, tuple[bytes, str]]:
    """Per page its mark, and the fingerprint of what it shows."""
    sources = [SourceFile(path, text.encode(), digest(text.encode())) for path, text in sorted(notes.items())]
    site = Site(link_sources(sources, topics_yml, workers=1).library, Settings(edit_base="https://code.example.org/"))
    marks = Marks(site)
    shown = {key: fingerprint(draft(key, site)) for key in plan(site)}
    return {key: (own.digest if (own := marks.of(key)) else print_.encode(), print_) for key, print_ in shown.items()}


def _changed(notes: dict[str, str], chance: random.Random) -> dict[str, str]:
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


@pytest.mark.parametrize("seed", range(12))
def test_a_mark_that_stays_means_a_page_that_stays(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "MOST_ENTRIES", 5)
    chance = random.Random(seed)
    notes = _read()
    before = _pages(notes)
    for _ in range(6):
        notes = _changed(notes, chance)
        after = _pages(notes)
        same = [key for key in before.keys() & after.keys() if before[key][0] == after[key][0]]
        assert [key for key in same if before[key][1] != after[key][1]] == []
        before = after


def test_most_marks_stay_after_an_edit() -> None:
    notes = _read()
    path = min(notes)
    before, after = _pages(notes), _pages({**notes, path: notes[path] + "\n\n又一句。\n"})
    stayed = [key for key in before if key in after and before[key][0] == after[key][0]]
    assert len(stayed) > 0.6 * len(before)


def test_another_taxonomy_changes_the_marks_of_what_it_changes() -> None:
    notes = _read()
    own = "- id: patience\n  zh: 耐心\n  en: Patience\n  words: [耐心, 注意力]\n"
    before, after = _pages(notes), _pages(notes, own)
    same = [key for key in before.keys() & after.keys() if before[key][0] == after[key][0]]
    assert [key for key in same if before[key][1] != after[key][1]] == []
