"""The same pure function over many items, in as many processes as pay off."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
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
    _shared = (work, shared)
    gc.freeze()  # keeps the collector from touching, and so copying, pages that forked processes share
    try:
        pool = (
            ProcessPoolExecutor(wanted, context)
            if forks
            else ProcessPoolExecutor(wanted, context, _receive, ((work, shared),))
        )
        with pool:
            chunks = [items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK)]
            return [made for part in pool.map(_run, chunks) for made in part]
    finally:
        gc.unfreeze()
        _shared = None


def _receive(value: Any) -> None:
    global _shared
    _shared = value


def _run(items: Sequence[Any]) -> list[Any]:
    work, shared = _shared
    return [work(shared, item) for item in items]
