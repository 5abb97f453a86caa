"""Many processes give what one gives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ainotes_site.errors import BuildError
from ainotes_site.pipeline.workers import Receive, _Elsewhere, beside, cores, map_all


def _work(shared: int, item: int) -> int:
    if item < 0:
        raise ValueError("negative")
    return shared * item


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    items = list(range(1500))
    assert list(map_all(_work, 7, items, workers)) == [7 * item for item in items]


@pytest.mark.skipif(sys.platform != "linux" or cores() < 2, reason="needs a second process")
def test_one_worker_shares_what_is_left_once_other_work_has_ended() -> None:
    asked = iter([False, False, True])
    items = list(range(1500))
    done = list(map_all(_where, 7, items, 1, lambda: next(asked)))
    assert [item for item, _ in done] == items
    processes = [process for _, process in done]
    assert set(processes[: 2 * 128]) == {os.getpid()}
    assert len(set(processes)) == 2


def _where(_: int, item: int) -> tuple[int, int]:
    return item, os.getpid()


def test_work_beside_says_when_its_result_is_there() -> None:
    with beside(lambda receive: receive() * 100_000, 2) as other:
        assert not other.ready()
        other.tell("many ")
        while isinstance(other, _Elsewhere) and not other.ready():
            time.sleep(0.01)
        assert other.result() == "many " * 100_000
    with beside(lambda _: 1, 1) as later:
        assert not later.ready()


def _killed(_: None, __: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_is_killed_is_an_error_with_a_next_step() -> None:
    with pytest.raises(BuildError, match="--workers 1"):
        list(map_all(_killed, None, range(1000), 2))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_in_the_work_is_not_swallowed(workers: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        list(map_all(_work, 1, [*range(1000), -1], workers))


@pytest.mark.parametrize("workers", [1, 2])
def test_work_beside_gives_its_result_or_its_mistake(workers: int) -> None:
    with beside(lambda receive: sum(receive()), workers) as other:
        other.tell(range(10))
        assert other.result() == 45

    def fail(_: Receive) -> None:
        raise BuildError("here", "a fact", "a step")

    with pytest.raises(BuildError, match="here: a fact; a step"), beside(fail, workers) as other:
        other.tell(1)
        other.result()


def test_a_mistake_beside_tells_where_it_was_made() -> None:
    def wrong(_: Receive) -> int:
        return {}["nothing"]  # type: ignore[return-value]

    with pytest.raises(KeyError) as caught, beside(wrong, 2) as other:
        other.result()
    assert 'return {}["nothing"]' in "".join(caught.value.__notes__)


_TALKS = """
import time
from multiprocessing.util import Finalize
from ainotes_site.pipeline.workers import beside

def work(_):
    Finalize(None, time.sleep, (60,), exitpriority=0)  # keeps Python from flushing by itself
    print("said before")

with beside(work, 2) as other:
    other.result()
"""


def test_what_work_beside_printed_is_not_lost_with_it() -> None:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-c", _TALKS]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=buffered)
    assert said.stdout == "said before\n"


def test_work_beside_ends_with_the_work_that_failed(tmp_path: Path) -> None:
    def endless(_: Receive) -> None:
        while True:
            (tmp_path / "alive").touch()
            time.sleep(0.01)

    with pytest.raises(ValueError, match="no"), beside(endless, 2):
        raise ValueError("no")
    (tmp_path / "alive").unlink(missing_ok=True)
    time.sleep(0.1)
    assert not (tmp_path / "alive").exists()


def test_work_beside_that_is_killed_is_an_error() -> None:
    with (
        pytest.raises(BuildError, match="--workers 1"),
        beside(lambda _: os.kill(os.getpid(), signal.SIGKILL), 2) as other,
    ):
        other.result()


_KILLED = """
import os, sys, time
from ainotes_site.pipeline.workers import beside, map_all
def work(place, item):
    open(f"{place}/{os.getpid()}", "w").close()
    time.sleep(60)
def both(place):
    with beside(lambda _: list(map_all(work, place, list(range(1000)), 2)), 2) as other:
        other.result()
both(sys.argv[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_a_killed_build_leaves_no_process_behind(tmp_path: Path) -> None:
    running = subprocess.Popen([sys.executable, "-c", _KILLED, str(tmp_path)])
    end = time.monotonic() + 30
    while len(workers := [int(path.name) for path in tmp_path.iterdir()]) < 2:
        assert time.monotonic() < end, "nothing started"
        time.sleep(0.05)
    running.kill()
    running.wait()
    while any(_lives(pid) for pid in workers):
        assert time.monotonic() < end, "a worker lives on"
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    """Whether the process runs; one that waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
