"""Many processes give what one gives."""

from __future__ import annotations

import pytest

from ainotes_site.build.workers import map_all


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
