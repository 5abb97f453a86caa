"""The search index, written while the pages are.

What it takes is imported where it is done: an edit's index prepares itself while this process still imports the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from ainotes_site.pipeline.publish.outputs import Outputs, Written
from ainotes_site.pipeline.workers import Beside, Receive, beside, halves
from ainotes_site.urls import INDEX_FOLDER

if TYPE_CHECKING:
    from ainotes_site.link.library import Library
    from ainotes_site.model import EntryId, Problem
    from ainotes_site.pipeline.cache.caches import Caches
    from ainotes_site.pipeline.context import BuildContext

    Result = tuple[tuple[Problem, ...] | None, Written]
    """What the self-test says, and the files; None where the index could not be updated."""

INDEXED = f"{INDEX_FOLDER}/manifest.js"
"""A file that every index has."""


class Indexer:
    """Writes the index in a process of its own, which ends with the `with` that this is for."""

    def __init__(self, caches: Caches, workers: int | None = None) -> None:
        self._caches = caches
        self._workers = workers
        self._running = ExitStack()
        self._update: Beside[Result] | None = None
        self._again: Callable[[], Result] | None = None

    def __enter__(self) -> Indexer:
        return self

    def __exit__(self, *_: object) -> None:
        self.forget()
        self._again = None  # what it holds of the library goes with it

    def prepare(self, texts: Sequence[bytes]) -> None:
        """Where there may be an edit only: load all that does not depend on it. `texts` are sources that are not as they
        were when the site was made.
        """
        self._update = self._beside(lambda receive: self._updated(receive, texts))

    def forget(self) -> None:
        """What was prepared is of no use."""
        self._running.close()
        self._update = None

    def start(self, job: BuildContext, library: Library) -> None:
        """Write the index of a library that was linked as a whole."""
        self._start(job, library, job.state)

    def update(self, job: BuildContext, library: Library, state: bytes, changed: Iterable[EntryId]) -> None:
        """Update the index of the build that had this `state`: `changed` are the entries that were edited, came or went
        since. Where that index is not to be had, the index of `library` is written.
        """
        if not job.theme.settings.search:
            return
        if self._update is None or self._is_void(self._update):
            self._start(job, library, b"")  # a relinked library has the state of no build that others differ from
            return
        from ainotes_site.pipeline.stages.index.search_documents import delta

        self._again = partial(self._start_again, job, library)
        self._update.tell((delta(library, state, changed), job.outputs.within(INDEX_FOLDER)))

    def _start(self, job: BuildContext, library: Library, state: bytes) -> None:
        if not job.theme.settings.search:
            return
        self._again = partial(self._start_again, job, library)
        self.forget()
        self._update = self._beside(lambda _: self._written(job, library, state))

    def _start_again(self, job: BuildContext, library: Library) -> Result:
        job.outputs.target.recheck(INDEX_FOLDER)  # some of it may have been written
        return self._written(job, library, b"")

    def done(self) -> bool:
        """Whether it is written, so that its processor is free."""
        return self._update is not None and self._update.ready()

    def result(self) -> Result:
        """What was written; waits for it."""
        if self._update is None or self._again is None:
            return (), Written({}, [])
        found = self._update.result()
        return self._again() if found[0] is None else found

    @staticmethod
    def _is_void(update: Beside[Result]) -> bool:
        """Whether it has turned out that there is nothing to update."""
        return update.ready() and update.result()[0] is None

    def _beside(self, work: Callable[[Receive], Result]) -> Beside[Result]:
        return self._running.enter_context(beside(work, self._workers))

    def _updated(self, receive: Receive, texts: Sequence[bytes]) -> Result:
        from ainotes_site.pipeline.incremental.index_update import prepare, update_index

        nothing = None, Written({}, [])
        known = prepare(self._caches, texts)
        if known is None:
            return nothing
        delta, outputs = receive()
        problems = update_index(known, delta, outputs, self._caches)
        return nothing if problems is None else (problems, outputs.done())

    def _written(self, job: BuildContext, library: Library, state: bytes) -> Result:
        from ainotes_site.pipeline.stages.index.whole_index import write_index

        own: Outputs = job.outputs.beside()
        workers = halves(job.workers)[1]
        problems = write_index(library, job.theme.settings.glossary, own, job.caches, workers, state, job.theme.pages)
        own.seed_next()
        return problems, own.done()
