"""A compiled entry in two parts tells what it told whole."""

from __future__ import annotations

import pickle
from pathlib import Path

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Compiled, Context
from ainotes_site.model import Entry, EntryId, Kind, Span
from ainotes_site.pipeline.cache.lazy_entry import EntryBody, LazyEntry, parted
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.stages.compile import compile_entries

BODY = "## 小节\n\n正文 **重点**，见 [[别处]]。\n\n## 又一节\n\n![图](x.png)\n"
FIELDS = ("html", "toc", "sections", "excerpt", "mentions", "references", "images", "problems", "mark")


def _told(compiled: Compiled) -> list[object]:
    return [getattr(compiled, name) for name in FIELDS]


def test_the_content_is_loaded_when_it_is_asked_for_and_once() -> None:
    whole = compile_entry(BODY, Context())
    facts, content = parted(whole)
    loads: list[EntryBody] = []

    def load() -> EntryBody:
        loads.append(content)
        return content

    kept = LazyEntry(facts, facts.problems, load)
    assert (kept.excerpt, kept.mark, loads) == (whole.excerpt, whole.mark, [])
    assert _told(kept) == _told(whole)
    assert loads == [content]
    assert _told(pickle.loads(pickle.dumps(kept))) == _told(whole)


def test_damaged_content_is_compiled_again(tmp_path: Path) -> None:
    entry = Entry(EntryId("a"), "题", Kind.NOTE, BODY, Span("a.md", 1, 9))
    made = compile_entries([entry], lambda _: Context(), frozenset(), RecordStore(tmp_path / "s"))
    made.save()
    whole = _told(made.compiled[entry.id])
    again = compile_entries([entry], lambda _: Context(), frozenset(), RecordStore(tmp_path / "s"))
    assert (again.fresh, _told(again.compiled[entry.id])) == (0, whole)
    raw = (tmp_path / "s").read_bytes()
    (tmp_path / "s").write_bytes(raw.replace("重点".encode(), "轻点".encode()))
    again = compile_entries([entry], lambda _: Context(), frozenset(), RecordStore(tmp_path / "s"))
    assert _told(again.compiled[entry.id]) == whole
