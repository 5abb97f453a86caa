"""A page's mark never stays while the page changes: tried with many small changes of the notes."""

from __future__ import annotations

import random

import pytest
from tests.long import seeds
from tests.pipeline.incremental.edits import SITE, changed, many, notes_of, rearranged, sources

from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.render import (
    PageFingerprints,
    PageKey,
    PageKind,
    Site,
    draft,
    fingerprint,
    list_parts,
    pagination,
    plan,
)
from ainotes_site.render.fingerprints.digests import serialised
from ainotes_site.settings import Settings


def _pages(notes: dict[str, str], topics_yml: str | None = None) -> dict[PageKey, tuple[bytes, str]]:
    """Per page its mark, and the fingerprint of what it shows."""
    site = Site(
        link_sources(sources(notes), topics_yml, workers=1).library, Settings(edit_base="https://code.example.org/")
    )
    fingerprints = PageFingerprints(site)
    shown = {key: fingerprint(draft(key, site)) for key in plan(site)}
    return {
        key: (own.digest if (own := fingerprints.of(key)) else print_.encode(), print_) for key, print_ in shown.items()
    }


@pytest.mark.parametrize("seed", seeds(7, 100))
def test_a_mark_that_stays_means_a_page_that_stays(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if seed % 2:
        monkeypatch.setattr(list_parts, "MOST_LINES", 5)
    monkeypatch.setattr(list_parts, "MOST_READ", 3)
    monkeypatch.setattr(list_parts, "MOST_LISTED", 2 + seed % 3)
    monkeypatch.setattr(pagination, "NEWEST", 1 + seed % 2)
    chance = random.Random(seed)
    notes = notes_of(SITE)
    before = _pages(notes)
    for _ in range(10):
        notes = changed(notes, chance)
        after = _pages(notes)
        same = [key for key in before.keys() & after.keys() if before[key][0] == after[key][0]]
        assert [key for key in same if before[key][1] != after[key][1]] == []
        before = after


@pytest.mark.parametrize("seed", seeds(3, 40))
def test_a_mark_of_a_part_stays_only_while_its_neighbours_do(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_parts, "MOST_LINES", 8)
    monkeypatch.setattr(list_parts, "MOST_READ", 4)
    monkeypatch.setattr(list_parts, "MOST_LISTED", 3 + seed % 3)
    monkeypatch.setattr(pagination, "NEWEST", 2)
    chance = random.Random(seed)
    notes = many(chance)
    before = _pages(notes)
    assert len([key for key in before if key.kind is PageKind.LIST]) > 20
    for _ in range(6):
        notes = rearranged(notes, chance)
        after = _pages(notes)
        same = [key for key in before.keys() & after.keys() if before[key][0] == after[key][0]]
        assert [key for key in same if before[key][1] != after[key][1]] == []
        before = after


def test_a_mark_does_not_tell_one_equal_value_from_another() -> None:
    note = {"a.md": "# 标题\n\n正文 *一*。", "b.md": "# b\n\n[[标题]]"}
    twins = {str(bytearray(path, "ascii"), "ascii"): "".join(list(text)) for path, text in note.items()}
    assert _pages(note) == _pages(twins)
    shared = "\ud800标"
    assert serialised([shared, shared, "title"]) == serialised(
        ["".join(shared), "\ud800" + "标", "".join(["ti", "tle"])]
    )


def test_most_marks_stay_after_an_edit() -> None:
    notes = notes_of(SITE)
    path = min(notes)
    before, after = _pages(notes), _pages({**notes, path: notes[path] + "\n\n又一句。\n"})
    stayed = [key for key in before if key in after and before[key][0] == after[key][0]]
    assert len(stayed) > 0.6 * len(before)


def test_another_taxonomy_changes_the_marks_of_what_it_changes() -> None:
    notes = notes_of(SITE)
    own = "- id: patience\n  zh: 耐心\n  en: Patience\n  words: [耐心, 注意力]\n"
    before, after = _pages(notes), _pages(notes, own)
    same = [key for key in before.keys() & after.keys() if before[key][0] == after[key][0]]
    assert [key for key in same if before[key][1] != after[key][1]] == []
