"""The search index, written while the pages are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack

from ainotes_site.build.library import Caches
from ainotes_site.build.outputs import Outputs, Written
from ainotes_site.build.searching import Delta, delta, update_index, write_index
from ainotes_site.build.workers import Beside, Receive, beside, halves
from ainotes_site.link.library import Library
from ainotes_site.model import EntryId, Problem

Result = tuple[tuple[Problem, ...] | None, Written]
"""What the self-test says, and the files; None where the index could not be updated."""


class Indexer:
    """Writes the index in a process of its own, which ends with `running`."""

    def __init__(
        self, running: ExitStack, glossary: bool, outputs: Outputs, caches: Caches, workers: int | None
    ) -> None:
        self._running = running
        self._glossary = glossary
        self._outputs = outputs
        self._caches = caches
        self._workers = workers
        self._update: Beside[Result] | None = None
        self._whole: Callable[[], Result] | None = None

    def prepare(self) -> None:
        """Expect an edit: load all that does not depend on it."""
        self._update = self._beside(lambda receive: self._updated(receive))

    def start(self, library: Library, identity: bytes, edited: Iterable[EntryId] | None) -> None:
        """Write the index of a settled library: `edited` says how it differs from the one on the ground of this identity;
        None where that is not known, or it is that one.
        """
        self._whole = lambda: self._written(library, identity)
        if self._update is None or edited is None:
            self._update = self._beside(lambda _: self._written(library, identity))
        else:
            self._update.tell(delta(library, identity, edited))

    def result(self) -> Result:
        """What was written; waits for it."""
        if self._update is None or self._whole is None:
            return (), Written({}, [])
        found = self._update.result()
        return self._whole() if found[0] is None else found

    def _beside(self, work: Callable[[Receive], Result]) -> Beside[Result]:
        return self._running.enter_context(beside(work, self._workers))

    def _updated(self, receive: Callable[[], Delta]) -> Result:
        own = self._outputs.beside()
        problems = update_index(receive, own, self._caches)
        return problems, own.done()

    def _written(self, library: Library, identity: bytes) -> Result:
        own = self._outputs.beside()
        problems = write_index(library, self._glossary, own, self._caches, halves(self._workers)[1], identity)
        return problems, own.done()
