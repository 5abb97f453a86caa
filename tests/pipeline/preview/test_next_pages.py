"""The pages of a saved note, shown ahead of the build, are those that the build makes."""

from __future__ import annotations

import shutil
from argparse import Namespace

from tests.pipeline.base import Base

from ainotes_site.cli.config import place
from ainotes_site.pipeline.preview.next_pages import next_pages
from ainotes_site.pipeline.preview.published_pages import built_site
from ainotes_site.pipeline.project import Project

NOTE = "journal/attention.md"
PAGE = "entries/attention-cheatsheet.html"


def _project(base: Base) -> Project:
    return place(Namespace(config_file=base.root / "mkdocs.yml", notes=None, site_dir=None)).project


def _edit(base: Base, sentence: str) -> bytes:
    note = base.notes / NOTE
    note.write_text(f"{note.read_text(encoding='utf-8')}\n{sentence}\n", encoding="utf-8")
    return note.read_bytes()


def test_what_an_unchanged_site_is_recalled_from_shows_what_the_build_makes(base: Base) -> None:
    assert base.build().unchanged
    built = built_site(_project(base))
    assert built
    ahead = next_pages(built, NOTE, _edit(base, "又一句，讲 LoRA。"))
    base.build()
    assert ahead == {PAGE: (base.site / PAGE).read_bytes()}


def test_it_is_recalled_with_the_edits_since_all_notes_were_linked(base: Base) -> None:
    _edit(base, "后来补上的一句。")
    base.build()
    assert base.build().unchanged
    built = built_site(_project(base))
    assert built
    assert "后来补上的一句" in built.site.library.entry["attention-cheatsheet"].body
    ahead = next_pages(built, NOTE, _edit(base, "再一句，见 [[rag-notes]]。"))
    base.build()
    assert ahead == {PAGE: (base.site / PAGE).read_bytes()}


def test_nothing_is_recalled_from_a_cache_that_has_gone(base: Base) -> None:
    shutil.rmtree(base.cache)
    assert built_site(_project(base)) is None


def test_a_note_that_the_build_did_not_know_is_left_to_the_next(base: Base) -> None:
    built = built_site(_project(base))
    assert built
    assert next_pages(built, "journal/new.md", "# 新\n\n一句。\n".encode()) == {}
    assert next_pages(built, NOTE, "# 换了题目\n\n一句。\n".encode()) == {}
