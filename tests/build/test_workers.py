"""Many processes give what one gives."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from ainotes_site.build.workers import beside, map_all
from ainotes_site.errors import BuildError


def _work(shared: int, item: int) -> int:
    if item < 0:
        raise ValueError("negative")
    return shared * item


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    items = list(range(1500))
    assert map_all(_work, 7, items, workers) == [7 * item for item in items]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_in_the_work_is_not_swallowed(workers: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        map_all(_work, 1, [*range(1000), -1], workers)


@pytest.mark.parametrize("workers", [1, 2])
def test_work_beside_gives_its_result_or_its_mistake(workers: int) -> None:
    with beside(lambda: sum(range(10)), workers) as result:
        assert result() == 45

    def fail() -> None:
        raise BuildError("here", "a fact", "a step")

    with pytest.raises(BuildError, match="here: a fact; a step"), beside(fail, workers) as result:
        result()


def test_work_beside_ends_with_the_work_that_failed(tmp_path: Path) -> None:
    def endless() -> None:
        while True:
            (tmp_path / "alive").touch()
            time.sleep(0.01)

    with pytest.raises(ValueError, match="no"), beside(endless, 2):
        raise ValueError("no")
    (tmp_path / "alive").unlink(missing_ok=True)
    time.sleep(0.1)
    assert not (tmp_path / "alive").exists()


def test_work_beside_that_is_killed_is_an_error() -> None:
    with pytest.raises(ChildProcessError), beside(lambda: os.kill(os.getpid(), signal.SIGKILL), 2) as result:
        result()
