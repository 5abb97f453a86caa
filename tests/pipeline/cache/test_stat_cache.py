"""A file that has not changed is not read again; one that has is, however well it hides it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from tests.pipeline.base import Base

from ainotes_site.errors import BuildError
from ainotes_site.pipeline.cache.stat_cache import StatCache
from ainotes_site.pipeline.file_rules import FileRules
from ainotes_site.pipeline.stages import scan as scanning
from ainotes_site.pipeline.stages.scan import Scan, scan

LATER = 3_600_000_000_000


def look(notes: Path, cache: Path, *, now: int | None = None) -> Scan:
    """Scan as a build does that comes an hour after the last change, or `now`."""
    seen = StatCache.load(cache, time.time_ns() + LATER if now is None else now)
    found = scan(notes, seen, FileRules(pages=("a.md",)))
    seen.save(cache)
    return found


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """Notes, and where is kept what is known of them."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("---\nformat: page\n---\n页\n")
    (notes / "b.md").write_text("笔记")
    (notes / "c.png").write_bytes(b"picture")
    return notes, tmp_path / "cache" / "seen"


def test_unchanged_files_are_not_read(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    first = look(*places)

    def no(*_: object, **__: object) -> object:
        raise AssertionError("read again")

    with monkeypatch.context() as patch:
        patch.setattr(scanning, "open", no, raising=False)
        again = look(*places)
    assert [(one.path, one.digest, one.is_page) for one in again.sources] == [
        (one.path, one.digest, one.is_page) for one in first.sources
    ]
    assert again.digests == first.digests and first.sources[0].is_page
    assert [one.data for one in again.sources] == [one.data for one in first.sources]


def test_a_change_that_keeps_size_and_time_is_seen(places: tuple[Path, Path]) -> None:
    notes, cache = places
    first = look(notes, cache)
    stat = (notes / "b.md").stat()
    time.sleep(0.02)
    (notes / "b.md").write_text("日记")
    os.utime(notes / "b.md", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert look(notes, cache).sources[1].digest != first.sources[1].digest


def test_a_file_that_has_just_changed_is_read_again(places: tuple[Path, Path]) -> None:
    notes, cache = places
    look(notes, cache, now=time.time_ns())
    assert StatCache.load(cache, 0).get("b.md", (notes / "b.md").stat()) is None
    look(notes, cache)
    assert StatCache.load(cache, 0).get("b.md", (notes / "b.md").stat()) is not None


@pytest.mark.parametrize("damage", [b"", b"\xafainotes-cache-1", b"\xafainotes-cache-1" + b"x" * 80])
def test_what_is_damaged_is_not_believed(places: tuple[Path, Path], damage: bytes) -> None:
    notes, cache = places
    first = look(notes, cache)
    cache.write_bytes(damage)
    assert look(notes, cache).digests == first.digests


def test_a_file_that_changes_after_it_was_looked_at_ends_the_build(places: tuple[Path, Path]) -> None:
    notes, cache = places
    look(notes, cache)
    found = look(notes, cache)
    (notes / "b.md").write_text("改了")
    with pytest.raises(BuildError, match=r"b\.md: .*changed while the site was built\); build again"):
        found.sources[1].data  # noqa: B018


def test_a_build_that_lost_its_cache_reads_what_it_only_looked_at(base: Base) -> None:
    before = base.tree()
    for path in base.notes.rglob("*"):
        os.utime(path, (1, 1))
    look(base.notes, base.cache / "notes.seen")
    for path in base.cache.glob("*.*"):
        if path.name != "notes.seen":
            path.unlink()
    base.build()
    assert base.tree() == before
