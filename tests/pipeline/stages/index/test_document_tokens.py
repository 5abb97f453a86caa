"""Cut documents come from the cache while they stand, and damage costs time only."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.stages.index.document_tokens import Cuts, PendingDocument, tokens
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.text.segment import Segmenter


def _item(name: str, title: str) -> PendingDocument:
    return PendingDocument(
        f"{name} {title}".encode(), partial(SearchDocument, name, f"entries/{name}.html", title, "note")
    )


ITEMS = [_item("a", "注意力机制"), _item("b", "损失函数与训练")]


def test_only_what_has_a_new_word_is_cut_again(tmp_path: Path) -> None:
    first = tokens(ITEMS, Segmenter(), Cuts(), RecordStore(tmp_path / "s"))
    first.save()
    assert len(first.fresh) == 2
    again = tokens(ITEMS, Segmenter(["数与训"]), first.cuts, RecordStore(tmp_path / "s"))
    assert list(again.fresh) == [again.keys[1]]
    assert again.keys[0] == first.keys[0]


def test_a_damaged_document_is_cut_again(tmp_path: Path) -> None:
    first = tokens(ITEMS, Segmenter(), Cuts(), RecordStore(tmp_path / "s"))
    whole = [first.fetch(key) for key in first.keys]
    first.save()
    raw = (tmp_path / "s").read_bytes()
    damaged = raw.replace("损失函数".encode(), "损坏函数".encode())
    assert damaged != raw
    (tmp_path / "s").write_bytes(damaged)
    again = tokens(ITEMS, Segmenter(), first.cuts, RecordStore(tmp_path / "s"))
    assert again.find(again.keys[1]) is None
    assert [again.fetch(key) for key in again.keys] == whole
