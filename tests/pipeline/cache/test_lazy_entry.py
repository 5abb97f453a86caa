"""A compiled entry from the cache says what it said when it was compiled, and its body is looked up once, if at all."""

from __future__ import annotations

import pickle
from pathlib import Path

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Body, Compiled, Context
from ainotes_site.model import Entry, EntryId, Kind, Span
from ainotes_site.pipeline.cache.lazy_entry import restored, summary
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.stages.compile import compile_entries, stored

BODY = "## 小节\n\n正文 **重点**，见 [[别处]]。\n\n## 又一节\n\n![图](x.png)\n"
ENTRY = Entry(EntryId("a"), "题", Kind.NOTE, BODY, Span("a.md", 1, 9))


def _nothing(_: str, /) -> None:
    """A resolver of notes in which no name is found."""


UNRESOLVED = Context(resolve=_nothing)


def _all(compiled: Compiled) -> list[object]:
    facts = (compiled.excerpt, compiled.mentions, compiled.references, compiled.images, compiled.problems)
    return [*facts, compiled.html, compiled.toc, compiled.sections, compiled.body.digest]


def test_the_body_is_looked_up_when_it_is_asked_for_and_once() -> None:
    whole = compile_entry(BODY, Context())
    looks: list[Body] = []

    def look_up() -> Body:
        looks.append(whole.body.load())
        return looks[-1]

    lazy = restored(summary(whole), ENTRY, lambda _: Context(), look_up)
    assert (lazy.excerpt, lazy.body.digest, looks) == (whole.excerpt, whole.body.digest, [])
    assert _all(lazy) == _all(whole)
    assert len(looks) == 1
    assert _all(pickle.loads(pickle.dumps(lazy))) == _all(whole)


def test_a_damaged_body_is_compiled_again(tmp_path: Path) -> None:
    made = compile_entries([ENTRY], lambda _: Context(), frozenset(), RecordStore(tmp_path / "s"))
    made.save()
    whole = _all(made.compiled[ENTRY.id])
    again = compile_entries([ENTRY], lambda _: Context(), frozenset(), RecordStore(tmp_path / "s"))
    assert (again.fresh, _all(again.compiled[ENTRY.id])) == (0, whole)
    raw = (tmp_path / "s").read_bytes()
    (tmp_path / "s").write_bytes(raw.replace("重点".encode(), "轻点".encode()))
    again = compile_entries([ENTRY], lambda _: Context(), frozenset(), RecordStore(tmp_path / "s"))
    assert _all(again.compiled[ENTRY.id]) == whole


def test_a_snapshot_does_not_take_a_record_that_was_overwritten_since(tmp_path: Path) -> None:
    """A build that is killed after it compiled with a new name, and before it wrote its snapshot, leaves such records."""
    before = compile_entries([ENTRY], lambda _: UNRESOLVED, frozenset(), RecordStore(tmp_path / "s"))
    before.save()
    name = before.records[ENTRY.id]
    other = Context(resolve=_nothing, lang="en", path="elsewhere/a.md")
    changed = compile_entries([ENTRY], lambda _: other, frozenset({("重点", "new")}), RecordStore(tmp_path / "s"))
    key = changed.records[ENTRY.id].key
    assert key == name.key
    store = RecordStore(tmp_path / "s")
    store.save([], {key: (store.get(key) or b"").replace("正文".encode(), "别的".encode())})
    found = stored(RecordStore(tmp_path / "s"), name, ENTRY, lambda _: UNRESOLVED)
    assert _all(found) == _all(before.compiled[ENTRY.id])
