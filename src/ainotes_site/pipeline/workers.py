"""Work in several processes: one function over many items, and one piece of work beside another.

What goes between them, through pipes, is pickled by multiprocessing. Only processes of one build ever read that; nothing of
it is kept.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from traceback import format_exception
from typing import Any, Generic, Protocol, TypeVar

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.lazy_regex import compile_all

Item = TypeVar("Item")
Made = TypeVar("Made")
Done = TypeVar("Done", covariant=True)

_WORTH_A_PROCESS = 300
"""Items per process below which starting the process costs more than it saves."""

_CHUNK = 128

FORKS = sys.platform == "linux"
"""Whether processes are forked: elsewhere that is not safe, or not possible, and they are started anew."""
_MOST_ON_WINDOWS = 60
"""Processes that a pool can wait for there."""

_shared: Any = None


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def halves(workers: int | None) -> tuple[int, int]:
    """The workers of two pieces of work that are done at the same time, the first one's and the second one's."""
    wanted = cores() if workers is None else workers
    return max(1, wanted - wanted // 2), max(1, wanted // 2)


def map_all(
    work: Callable[[Any, Item], Made],
    shared: Any,
    items: Sequence[Item],
    workers: int | None = None,
    free: Callable[[], bool] = lambda: False,
) -> Iterator[Made]:
    """`work(shared, item)` for each of `items`, in their order for any number of workers, as they come to be done.

    `shared` reaches each process once, without copying where processes are forked. A single worker asks `free`
    whether other work has ended, and then shares what is left with a second one.
    """
    limit = cores() if workers is None else workers
    wanted = min(limit, len(items) // _WORTH_A_PROCESS)
    if wanted < 2:
        for at in range(0, len(items), _CHUNK):
            if len(items) - at > 2 * _WORTH_A_PROCESS and free():
                yield from _shared_out(work, shared, items[at:])
                return
            yield from (work(shared, item) for item in items[at : at + _CHUNK])
        return
    if not FORKS:
        wanted = min(wanted, _MOST_ON_WINDOWS)
    compile_all()
    context = multiprocessing.get_context("fork" if FORKS else "spawn")
    from concurrent.futures import (
        ProcessPoolExecutor,
        process,
    )  # takes its time to be imported, and few things are done by many

    global _shared
    _shared = (work, shared, items)  # forked processes have the items already
    gc.freeze()  # keeps the collector from touching, and so copying, pages that forked processes share
    try:
        pool = (
            ProcessPoolExecutor(wanted, context, _die_with, (os.getpid(),))
            if FORKS
            else ProcessPoolExecutor(wanted, context, _receive, ((work, shared, items),))
        )
        with pool:
            with _deaf():
                parts = pool.map(_run, range(0, len(items), _CHUNK))
            for part in parts:
                yield from part
    except process.BrokenProcessPool as error:
        raise _ended(None) from error
    finally:
        gc.unfreeze()
        _shared = None


def _shared_out(work: Callable[[Any, Item], Made], shared: Any, items: Sequence[Item]) -> Iterator[Made]:
    # Every second one, as those that take long often stand together.
    with beside(lambda _: [work(shared, item) for item in items[1::2]]) as other:
        mine = [work(shared, item) for item in items[::2]]
        theirs = other.result()
    made = [*mine, *theirs]
    made[::2], made[1::2] = mine, theirs
    yield from made


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started inside hears no interrupt, from its first moment: Ctrl-C reaches all processes of a terminal, and this
    one ends the others.
    """
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


Receive = Callable[[], Any]
"""Returns the next message to the worker; blocks until there is one."""


class Beside(Protocol[Done]):
    """Work that is done beside other work."""

    def tell(self, value: Any) -> None:
        """Give the work something that it waits for, once."""
        ...

    def ready(self) -> bool:
        """Whether `result` need not wait."""
        ...

    def result(self) -> Done:
        """What the work gave; waits for it. What the work raises, this raises."""
        ...


@contextmanager
def beside(work: Callable[[Receive], Made], workers: int | None = None) -> Iterator[Beside[Made]]:
    """Do `work` in a process of its own while the body of the `with` runs.

    What the work changes in memory stays there. Where there is one processor, or processes are not forked, the work is
    done when its result is asked for.
    """
    if not FORKS or min(cores(), workers or cores()) < 2:
        yield _Later(work)
        return
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_answer, args=(there, work, os.getpid()))
    with _deaf():
        process.start()
    there.close()
    try:
        yield _Elsewhere(here, process)
    finally:
        here.close()
        process.terminate()
        process.join()


class _Later(Generic[Made]):
    def __init__(self, work: Callable[[Receive], Made]) -> None:
        self._work = work
        self._told: Any = None

    def tell(self, value: Any) -> None:
        self._told = value

    def ready(self) -> bool:
        return False

    def result(self) -> Made:
        return self._work(lambda: self._told)


class _Elsewhere(Generic[Made]):
    def __init__(self, pipe: Connection, process: BaseProcess) -> None:
        self._pipe = pipe
        self._process = process
        self._answer: tuple[bool, Any] | None = None
        """Whether the work was done, and what it gave or raised."""

    def tell(self, value: Any) -> None:
        with suppress(BrokenPipeError):  # it has failed: `result` says how
            self._pipe.send(value)

    def ready(self) -> bool:
        if self._answer is None and self._pipe.poll():
            self._answer = self._received()  # so that the process ends, and gives its memory back
        return self._answer is not None

    def result(self) -> Made:
        done, value = self._answer or self._received()
        if not done:
            raise value
        return value  # type: ignore[no-any-return]

    def _received(self) -> tuple[bool, Any]:
        try:
            return self._pipe.recv()  # type: ignore[no-any-return]
        except (EOFError, ConnectionResetError) as error:
            self._process.join()
            raise _ended(self._process.exitcode) from error


def _ended(code: int | None) -> BuildError:
    """What to say of a process that the system, or somebody, has ended: a crash, or no memory left."""
    status = "" if code is None else f" {code}"
    return error_of(BuildError, "ainotes", "build.process", code=status)


def _answer(there: Connection, work: Callable[[Receive], Any], parent: int) -> None:
    _die_with(parent)
    try:
        answer = (True, work(there.recv))
    except Exception as error:
        error.add_note("".join(format_exception(error)))  # what it says of the place does not reach another process
        answer = (False, error)
    sys.stdout.flush()  # this process may be ended as soon as it has answered
    there.send(answer)


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
