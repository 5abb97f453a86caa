"""Work in several processes: one function over many items, and one piece of work beside another."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

_WORTH_A_PROCESS = 300
"""Items per process below which starting the process costs more than it saves."""

_CHUNK = 128

_shared: Any = None


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_all(
    work: Callable[[Any, Item], Made], shared: Any, items: Sequence[Item], workers: int | None = None
) -> list[Made]:
    """`[work(shared, item) for item in items]`, in the order of `items` for any number of workers.

    `shared` reaches each process once, without copying where processes are forked.
    """
    limit = cores() if workers is None else workers
    wanted = min(limit, len(items) // _WORTH_A_PROCESS)
    if wanted < 2:
        return [work(shared, item) for item in items]
    forks = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    global _shared
    _shared = (work, shared, items)  # forked processes have the items already
    gc.freeze()  # keeps the collector from touching, and so copying, pages that forked processes share
    try:
        pool = (
            ProcessPoolExecutor(wanted, context, _die_with, (os.getpid(),))
            if forks
            else ProcessPoolExecutor(wanted, context, _receive, ((work, shared, items),))
        )
        with pool:
            starts = range(0, len(items), _CHUNK)
            return [made for part in pool.map(_run, starts) for made in part]
    finally:
        gc.unfreeze()
        _shared = None


@contextmanager
def beside(work: Callable[[], Made], workers: int | None = None) -> Iterator[Callable[[], Made]]:
    """Do `work` in a process of its own while the body of the `with` runs; what is given waits for the result.

    What the work changes in memory stays there. Where there is one processor, or processes are not forked, the work is
    done when its result is asked for. What it raises, the asking raises.
    """
    if sys.platform != "linux" or min(cores(), workers or cores()) < 2:
        yield work
        return
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(there, work, os.getpid()))
    process.start()
    there.close()

    def result() -> Made:
        try:
            done, value = here.recv()
        except EOFError as error:
            raise ChildProcessError(f"a build process ended with {process.exitcode}") from error
        if not done:
            raise value
        return value  # type: ignore[no-any-return]

    try:
        yield result
    finally:
        here.close()
        process.terminate()
        process.join()


def _answer(there: Connection, work: Callable[[], Any], parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told as well, and ends this process
    _die_with(parent)
    try:
        there.send((True, work()))
    except Exception as error:
        there.send((False, error))


_PR_SET_PDEATHSIG = 1
"""linux/prctl.h: the signal that a process gets when its parent dies."""


def _die_with(parent: int) -> None:
    """End this process when its parent ends: what a killed build leaves running would write on, and hold its lock."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(1)


def _receive(value: Any) -> None:
    global _shared
    _shared = value


def _run(start: int) -> list[Any]:
    work, shared, items = _shared
    return [work(shared, item) for item in items[start : start + _CHUNK]]
