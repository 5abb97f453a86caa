"""The search index, written while the pages are.

What it takes is imported where it is done: an edit's index prepares itself while this process still imports the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from ainotes_site.pipeline.publish.outputs import Outputs, Written
from ainotes_site.pipeline.workers import Beside, Receive, beside, halves

if TYPE_CHECKING:
    from ainotes_site.link.library import Library
    from ainotes_site.model import EntryId, Problem
    from ainotes_site.pipeline.cache.caches import Caches
    from ainotes_site.pipeline.context import BuildContext

    Result = tuple[tuple[Problem, ...] | None, Written]
    """What the self-test says, and the files; None where the index could not be updated."""

FOLDER = "search"
"""Folder of the index in a site."""
INDEXED = f"{FOLDER}/manifest.js"
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

    def start(self, job: BuildContext, library: Library, identity: bytes, changed: Iterable[EntryId] | None) -> None:
        """Write the index of a settled library: `changed` says in which entries it differs from the one on the ground of
        this identity; None where that is not known, or it is that one.
        """
        if not job.host.settings.search:
            return
        own = identity if changed is None else b""  # a revision is the library of no ground that others differ from

        def written() -> Result:
            return self._written(job, library, own)

        def again() -> Result:
            job.outputs.target.recheck(FOLDER)  # some of it may have been written
            return written()

        self._again = again
        if self._update is None or changed is None or self._is_void(self._update):
            self.forget()
            self._update = self._beside(lambda _: written())
        else:
            from ainotes_site.pipeline.stages.search_documents import delta

            self._update.tell((delta(library, identity, changed), job.outputs.within(FOLDER)))

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

    def _written(self, job: BuildContext, library: Library, identity: bytes) -> Result:
        from ainotes_site.pipeline.stages.whole_index import write_index

        own: Outputs = job.outputs.beside()
        workers = halves(job.workers)[1]
        problems = write_index(library, job.host.settings.glossary, own, job.caches, workers, identity)
        own.spare()
        return problems, own.done()
