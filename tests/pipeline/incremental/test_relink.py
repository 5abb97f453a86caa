"""Notes that are revised after an edit are what they would be if they were linked anew; so is every page."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.long import seeds
from tests.pipeline.incremental.edits import SITE, changed, many, notes_of, rearranged, sources

from ainotes_site.link.library import Library
from ainotes_site.markup.result import Compiled
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.cache.serialise import unpack
from ainotes_site.pipeline.context import BuildContext
from ainotes_site.pipeline.incremental.affected_pages import affected_pages
from ainotes_site.pipeline.incremental.door import page_scope, remembering
from ainotes_site.pipeline.incremental.relink import MOST_ENTRIES, Relinked, relink
from ainotes_site.pipeline.incremental.snapshot_inputs import SnapshotBasis, SnapshotFile, difference
from ainotes_site.pipeline.publish.manifest import Manifest
from ainotes_site.pipeline.publish.outputs import FolderTarget, Outputs
from ainotes_site.pipeline.report import Stopwatch
from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.pipeline.stages.scan import Scan
from ainotes_site.pipeline.theme.theme_render import ThemeRender
from ainotes_site.render import (
    PageFingerprints,
    PageKey,
    RenderedDigests,
    Site,
    draft,
    fingerprint,
    list_parts,
    pagination,
    plan,
)
from ainotes_site.settings import Settings

OURS = Path(__file__).resolve().parents[3] / "notes"
SETTINGS = Settings(edit_base="https://code.example.org/")
FIELDS = ("entries", "terms", "taxonomy", "people", "sources", "topic_scores", "backlinks", "mentions")
MORE = ("mention_totals", "topic_terms", "related", "duplicates", "related_terms", "problems")


@dataclass
class Desk:
    """Notes with a snapshot of them."""

    folder: Path
    notes: dict[str, str]

    def __post_init__(self) -> None:
        caches = self.caches
        found = Scan(self.folder, sources(self.notes), (), (), (), (), {}, ())
        host = ThemeRender(SETTINGS, {}, {})
        outputs = Outputs(FolderTarget(self.folder), Manifest(), ())
        context = BuildContext(found, host, self.folder, caches, outputs, Stopwatch(), b"state")
        linked = link_sources(found.sources, caches=caches)
        site = Site(linked.library, SETTINGS)
        scope, _ = page_scope(context, linked, site)
        with remembering(context, linked, scope, lambda: False):
            pass

    @property
    def caches(self) -> Caches:
        return Caches.at(self.folder)

    def revised(self, notes: dict[str, str]) -> Relinked | None:
        """The notes as a build would revise them; None where it would link them anew."""
        found = Scan(self.folder, sources(notes), (), (), (), (), {}, ())
        caches = self.caches
        assert caches.snapshot
        snapshot_file = SnapshotFile(caches.snapshot)
        since = difference(snapshot_file.inputs, found, SETTINGS)
        if since is None:
            return None
        return relink(found, SnapshotBasis(snapshot_file, since), caches, Stopwatch(), lambda *_: None)


def told(library: Library) -> dict[str, object]:
    """All that a library says."""
    parts: dict[str, object] = {name: getattr(library, name) for name in FIELDS + MORE}
    return {**parts, "compiled": {entry: _told(compiled) for entry, compiled in library.compiled.items()}}


def _told(compiled: Compiled) -> tuple[object, ...]:
    facts = (compiled.excerpt, compiled.mentions, compiled.references, compiled.images, compiled.problems)
    return (*facts, compiled.html, compiled.toc, compiled.sections)


def _shown(site: Site) -> dict[PageKey, str]:
    return {key: fingerprint(draft(key, site)) for key in plan(site)}


def shown_of(notes: dict[str, str]) -> dict[PageKey, str]:
    """What the pages of notes show that are linked as a whole."""
    return _shown(Site(link_sources(sources(notes)).library, SETTINGS))


def check(desk: Desk, notes: dict[str, str], before: dict[PageKey, str]) -> bool:
    """Whether the notes could be revised; if so, that it was done well."""
    linked = desk.revised(notes)
    if linked is None:
        return False
    whole = link_sources(sources(notes))
    assert linked.problems == whole.problems
    assert told(linked.library) == told(whole.library)
    site = Site(linked.library, SETTINGS)
    known = unpack(RenderedDigests, linked.snapshot.rendered_digests)
    fingerprints = PageFingerprints(site, known, linked.changes.edited | linked.changes.gone)
    assert [dict(each) for each in fingerprints.digests] == list(
        PageFingerprints(Site(whole.library, SETTINGS)).digests
    )
    restyled = [entry for entry in linked.changes.edited if known.cards.get(entry) != fingerprints.cards[entry]]
    pages = affected_pages(Site(linked.snapshot.library, SETTINGS), site, linked.changes, restyled)
    after = _shown(Site(whole.library, SETTINGS))
    assert [key for key, shown in after.items() if before.get(key) != shown and key not in pages] == []
    pieces = {owner: count for owner, count in known.pieces.items() if owner not in pages}
    assert plan(Site(linked.library, SETTINGS), pieces) == list(after)
    return True


@pytest.mark.parametrize("seed", seeds(3, 40))
def test_random_edits(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_parts, "MOST_LINES", 5)
    monkeypatch.setattr(list_parts, "MOST_ROWS", 3)
    monkeypatch.setattr(list_parts, "MOST_READ", 2)
    monkeypatch.setattr(list_parts, "MOST_LISTED", 2 + seed % 2)
    monkeypatch.setattr(pagination, "NEWEST", 1 + seed % 2)
    chance = random.Random(seed)
    assert revisions(Desk(tmp_path, notes_of(SITE)), changed, chance) > 0


def revisions(
    desk: Desk, alter: Callable[[dict[str, str], random.Random], dict[str, str]], chance: random.Random
) -> int:
    """How many of twelve random alterations could be revised; each was done well."""
    before = shown_of(desk.notes)
    revised = 0
    for _ in range(12):
        notes = desk.notes
        for _ in range(chance.randint(1, 3)):
            notes = alter(notes, chance)
        revised += check(desk, notes, before)
    return revised


@pytest.mark.parametrize("seed", seeds(4, 60))
def test_notes_that_come_and_go_and_are_renamed(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_parts, "MOST_LINES", 5)
    monkeypatch.setattr(list_parts, "MOST_ROWS", 15)
    monkeypatch.setattr(list_parts, "MOST_READ", 4)
    monkeypatch.setattr(list_parts, "MOST_LISTED", 3 + seed % 3)
    monkeypatch.setattr(pagination, "NEWEST", 2)
    chance = random.Random(seed)
    assert revisions(Desk(tmp_path, many(chance)), rearranged, chance) > 6


NOTE = "---\ntitle: {title}\ndate: 2024-01-01\nauthors: [{author}]\n---\n一句话。\n"


@pytest.mark.parametrize(
    ("path", "text", "first"),
    [
        ("n-01.md", NOTE.format(title="同名的来源", author="Ann"), "n-01.md"),
        ("zz.md", NOTE.format(title="同号", author="Ann").replace("date", "id: '01'\ndate"), "n/01.md"),
        ("zz.md", NOTE.format(title="同名的人", author="'(ann'"), "zz.md"),
    ],
    ids=["a source of the same slug", "an entry of the same id", "a person of the same slug"],
)
def test_what_would_name_others_otherwise_is_linked_anew(path: str, text: str, first: str, tmp_path: Path) -> None:
    """`first` has the name that both would have."""
    notes = many(random.Random(1))
    desk = Desk(tmp_path / "one", notes)
    assert desk.revised({**notes, "zz.md": NOTE.format(title="另一篇", author="Ann")}) is not None
    assert desk.revised({**notes, path: text}) is None
    both = {**notes, path: text}
    other = Desk(tmp_path / "other", both)
    assert other.revised({**both, "n/02.md": notes["n/02.md"] + "又一句。\n"}) is not None
    del both[first]
    assert other.revised(both) is None


@pytest.mark.parametrize("seed", seeds(1, 10))
def test_random_edits_of_many_notes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    desk = Desk(tmp_path, notes_of(OURS))
    before = shown_of(desk.notes)
    texts = list(desk.notes.values())
    revised = 0
    for _ in range(4):
        notes = desk.notes
        for _ in range(3):
            path = chance.choice(sorted(notes))
            line = chance.choice(chance.choice(texts).split("\n"))
            notes = {**notes, path: notes[path] + f"\n{line}\n"}
        revised += check(desk, notes, before)
    assert revised > 0


def _journal(count: int, text: str) -> str:
    return "\n".join(f"## 第 {number} 条\n日期：2024-01-01\n\n{text}\n" for number in range(count))


def test_too_many_edited_entries_are_linked_anew_but_moved_ones_are_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"journal.md": _journal(MOST_ENTRIES + 2, "一句话。")})
    assert desk.revised({"journal.md": _journal(MOST_ENTRIES + 2, "另一句话。")}) is None
    longer = desk.notes["journal.md"].replace("一句话。", "一句话。\n\n又一段。", 1)
    linked = desk.revised({"journal.md": longer})
    assert linked and linked.changes
    assert (len(linked.changes.edited), len(linked.changes.moved)) == (1, MOST_ENTRIES + 1)


@pytest.mark.parametrize("notes", [{}, {"empty.md": ""}, {"one.md": "# 一\n\n一句话。\n"}])
@pytest.mark.parametrize("now", [{}, {"empty.md": ""}, {"other.md": ""}, {"one.md": "# 一\n\n一句话。又一句。\n"}])
def test_hardly_any_notes(notes: dict[str, str], now: dict[str, str], tmp_path: Path) -> None:
    desk = Desk(tmp_path, notes)
    check(desk, now, shown_of(notes))
