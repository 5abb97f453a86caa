"""The index of an edit, where the cache has lost what it would be made from."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.pipeline.base import Base
from tests.pipeline.publish.owned import mark_as_ours
from tests.pipeline.test_build import clean_tree, differing

from ainotes_site.link.library import Library
from ainotes_site.model import Problem
from ainotes_site.pipeline.cache.caches import INDEX, Caches
from ainotes_site.pipeline.cache.index_state import load_state
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.context import BuildContext
from ainotes_site.pipeline.incremental import index_update
from ainotes_site.pipeline.incremental.index_update import Prepared
from ainotes_site.pipeline.publish.manifest import Made, Manifest
from ainotes_site.pipeline.publish.outputs import Outputs, Written, write_file
from ainotes_site.pipeline.publish.publish import SiteDraft
from ainotes_site.pipeline.report import Stopwatch
from ainotes_site.pipeline.stages.index import whole_index
from ainotes_site.pipeline.stages.index.index_process import Indexer
from ainotes_site.pipeline.stages.index.search_documents import Delta
from ainotes_site.pipeline.stages.scan import scan
from ainotes_site.pipeline.theme.theme_render import ThemeRender
from ainotes_site.search.text import pinyin, traditional, word_cache
from ainotes_site.settings import Settings
from ainotes_site.urls import INDEX_FOLDER

EDITED = "attention-cheatsheet"


@pytest.mark.parametrize("workers", [1, 2])
def test_documents_that_the_cache_has_lost_are_cut_again(base: Base, workers: int) -> None:
    state = load_state(base.cache / INDEX)
    place = len(state.words.cards) + state.ids.index(EDITED)
    RecordStore(base.cache / "tokens.store").save([state.columns.rows[place].key], {})
    before = base.tree()
    with (base.notes / "journal" / "attention.md").open("a", encoding="utf-8") as note:
        note.write("\n又一句，讲 LoRA。\n")
    base.build(workers=workers)
    assert differing(base.tree(), clean_tree(base)) == []
    assert differing(base.tree(), before) != []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_edit_after_one_that_was_too_large_to_update_the_index(base: Base, workers: int) -> None:
    notes = [base.notes / f"n{number}.md" for number in range(12)]
    for note in notes:
        note.write_text(f"---\ndate: 2024-01-01\n---\n# {note.stem}\n\n一句话。\n", encoding="utf-8")
    shutil.rmtree(base.cache)
    base.build()
    before = {note: note.read_bytes() for note in notes}
    for note in notes:
        note.write_text(f"---\ndate: 2024-01-01\n---\n# {note.stem}\n\n另一句，讲 LoRA。\n", encoding="utf-8")
    base.build(workers=workers)
    for note in notes[:-1]:
        note.write_bytes(before[note])
    base.build(workers=workers)
    assert differing(base.tree(), clean_tree(base)) == []


def test_an_edit_does_not_work_out_again_how_new_words_are_read(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read, convert = pinyin._reading, traditional.regional_pairs

    def told(word: str) -> str:
        asked.append(word)
        return read(word)

    def converted(words: Iterable[str]) -> list[tuple[str, str]]:
        asked.extend(words)
        return convert(words)

    monkeypatch.setattr(pinyin, "_reading", told)
    monkeypatch.setattr(word_cache, "regional_pairs", converted)
    note = base.notes / "journal" / "attention.md"
    for line, new in (("龙门石窟在洛阳。", True), ("龙门石窟在洛阳，又一句。", False)):
        with note.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
        asked.clear()
        base.build(workers=1)
        assert asked.count("龙门石窟") == 2 * new
    assert differing(base.tree(), clean_tree(base)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_what_an_update_left_half_done_is_not_taken_for_the_published_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    site, previous_site = tmp_path / "site", tmp_path / "previous-site"
    shard = f"{INDEX_FOLDER}/a.js"
    for root in (site, previous_site / "site"):
        (root / INDEX_FOLDER).mkdir(parents=True)
    (site / shard).write_text("old")
    os.link(site / shard, previous_site / "site" / shard)
    whole = {shard: (site / shard).stat().st_ino}
    mark_as_ours(site)
    draft = SiteDraft(site, previous_site)
    draft.begin(whole)
    outputs = Outputs(draft, Manifest(files={shard: Made(b"", b"", 3, 0)}), whole)

    def half_done(_: Prepared, delta: Delta, own: Outputs, caches: Caches) -> None:
        assert own.is_intact(shard)
        write_file(own.target, shard, b"", b"half")

    def keeps_all(library: Library, glossary: bool, own: Outputs, *_: object) -> tuple[Problem, ...]:
        own.keep(shard)
        return ()

    monkeypatch.setattr(index_update, "prepare", lambda caches, texts: "prepared")
    monkeypatch.setattr(index_update, "update_index", half_done)
    monkeypatch.setattr(whole_index, "write_index", keeps_all)
    job = BuildContext(
        scan(tmp_path), ThemeRender(Settings(), {}, {}), tmp_path, Caches.none(), outputs, Stopwatch(), b"", workers
    )
    with Indexer(job.caches, workers) as indexer:
        indexer.prepare([])
        indexer.update(job, Library((), {}, (), ()), b"", ())
        assert indexer.result() == ((), Written(dict(outputs.old.files), []))
    assert (draft.root / shard).read_text() == "old"


def test_what_is_written_after_it_was_kept_leaves_the_site_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text("old")
    mark_as_ours(site)
    draft = SiteDraft(site)
    draft.begin()
    draft.keep(["a.html"])
    draft.keep(["a.html"])
    write_file(draft, "a.html", b"", b"new")
    assert (site / "a.html").read_text() == "old"
    draft.keep(["a.html"])
    draft.publish(["a.html"])
    assert (site / "a.html").read_text() == "old"
