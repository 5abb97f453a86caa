"""The search index, written while the pages are.

What it takes is imported where it is done: an edit's index prepares itself while this process still imports the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from ainotes_site.build.job import Job
from ainotes_site.build.outputs import Written
from ainotes_site.build.workers import Beside, Receive, beside, halves

if TYPE_CHECKING:
    from ainotes_site.link.library import Library
    from ainotes_site.model import EntryId, Problem

    Result = tuple[tuple[Problem, ...] | None, Written]
    """What the self-test says, and the files; None where the index could not be updated."""


class Indexer:
    """Writes the index in a process of its own, which ends with the `with` that this is for."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._running = ExitStack()
        self._update: Beside[Result] | None = None
        self._whole: Callable[[], Result] | None = None

    def __enter__(self) -> Indexer:
        """Where there may be an edit only: load all that does not depend on it."""
        if self._job.host.settings.search and self._job.basis is not None:
            self._update = self._beside(self._updated)
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()
        self._update = self._whole = None  # what it holds of the library goes with it

    def start(self, library: Library, identity: bytes, changed: Iterable[EntryId] | None) -> None:
        """Write the index of a settled library: `changed` says in which entries it differs from the one on the ground of
        this identity; None where that is not known, or it is that one.
        """
        if not self._job.host.settings.search:
            return
        own = identity if changed is None else b""  # a revision is the library of no ground that others differ from
        self._whole = lambda: self._written(library, own)
        if self._update is None or changed is None or self._is_void(self._update):
            self._running.close()  # what was prepared is of no use
            self._update = self._beside(lambda _: self._written(library, own))
        else:
            from ainotes_site.build.documents import delta

            self._update.tell(delta(library, identity, changed))

    def done(self) -> bool:
        """Whether it is written, so that its processor is free."""
        return self._update is not None and self._update.ready()

    def result(self) -> Result:
        """What was written; waits for it."""
        if self._update is None or self._whole is None:
            return (), Written({}, [])
        found = self._update.result()
        if found[0] is None:
            from ainotes_site.build.searching import FOLDER

            self._job.outputs.target.doubt(FOLDER)  # some of it may have been written
            return self._whole()
        return found

    @staticmethod
    def _is_void(update: Beside[Result]) -> bool:
        """Whether it has turned out that there is nothing to update."""
        return update.ready() and update.result()[0] is None

    def _beside(self, work: Callable[[Receive], Result]) -> Beside[Result]:
        return self._running.enter_context(beside(work, self._job.workers))

    def _updated(self, receive: Receive) -> Result:
        from ainotes_site.build.searching import update_index

        own = self._job.outputs.beside()
        problems = update_index(receive, own, self._job.caches)
        return problems, Written({}, []) if problems is None else own.done()

    def _written(self, library: Library, identity: bytes) -> Result:
        from ainotes_site.build.searching import write_index

        job, own = self._job, self._job.outputs.beside()
        workers = halves(job.workers)[1]
        problems = write_index(library, job.host.settings.glossary, own, job.caches, workers, identity)
        return problems, own.done()
