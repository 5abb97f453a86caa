"""With its door for edits closed the pipeline is slower, and as correct: nothing of the clean way needs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.long import seeds
from tests.pipeline import test_build
from tests.pipeline.base import Base

from ainotes_site.pipeline.incremental import snapshot_inputs
from ainotes_site.pipeline.stages import read_and_link
from ainotes_site.pipeline.stages.index.index_process import Indexer


@pytest.fixture(autouse=True)
def closed_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """No snapshot is usable, no index is updated; whoever links from a snapshot all the same fails."""

    def relink(*_: object) -> None:
        raise AssertionError("linked from a snapshot")

    monkeypatch.setattr(snapshot_inputs, "usable_snapshot", lambda *_: None)
    monkeypatch.setattr(read_and_link, "relink", relink)
    monkeypatch.setattr(Indexer, "prepare", lambda *_: None)


@pytest.mark.parametrize(
    "test",
    [
        test_build.test_an_unchanged_site_is_left_alone,
        test_build.test_a_file_somebody_altered_in_the_site_is_made_again,
        test_build.test_an_edit_that_is_taken_back_while_another_is_made,
        test_build.test_strict_publishes_nothing_while_there_are_problems,
    ],
    ids=lambda test: test.__name__,
)
def test_a_build_is_what_it_is_with_the_door(base: Base, test: Callable[[Base], None]) -> None:
    test(base)


@pytest.mark.parametrize("seed", seeds(1, 20))
def test_any_sequence_of_edits_gives_the_bytes_of_a_clean_build(base: Base, seed: int) -> None:
    test_build.test_any_sequence_of_edits_gives_the_bytes_of_a_clean_build(base, seed)
