"""Sketches are the same whoever makes them, and are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pipeline.incremental.edits import SITE, notes_of, sources

from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.stages import fingerprint
from ainotes_site.pipeline.stages.link import link_sources


@pytest.mark.parametrize("workers", [1, 2])
def test_sketches_made_beside_are_those_made_in_turn(
    workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = link_sources(sources(notes_of(SITE)), workers=1).library
    monkeypatch.setattr(fingerprint, "MANY", 1)
    caches = Caches.at(tmp_path)
    for _ in range(2):
        made = link_sources(sources(notes_of(SITE)), caches=caches, workers=workers).library
        assert made.topic_scores == alone.topic_scores
        assert made.related == alone.related
        kept = caches.entry_fingerprints.path.read_bytes()
        caches = Caches.at(tmp_path)
    assert caches.entry_fingerprints.path.read_bytes() == kept
    assert len(kept) > 64 * len(alone.entries)
