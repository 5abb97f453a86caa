"""What a build did, for people."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ainotes_site.model import Problem
from ainotes_site.pipeline.remote_images.refusal import Why

Progress = Callable[[str, int], None]
"""Told the stage that begins (a key of the command line's words) and how many items it has."""


class Reason(NamedTuple):
    """Why a file was written."""

    path: str
    code: str
    """new, changed or damaged."""
    parts: tuple[str, ...] = ()
    """Which inputs of the file changed, by the names in `page_fingerprints.PARTS`; empty where unknown."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a build."""

    problems: tuple[Problem, ...]
    sources: int = 0
    entries: int = 0
    terms: int = 0
    files: int = 0
    read: int = 0
    """Sources that were read anew; the others came from the cache."""
    compiled: int = 0
    written: int = 0
    unchanged: bool = False
    """Nothing had changed, the site was left as it was."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall time per stage."""
    reasons: tuple[Reason, ...] = ()
    """One for each file that was written."""
    missing: tuple[tuple[str, Why], ...] = ()
    """URL of each image on another host that could not be fetched, and why. Not a problem of the notes."""
    unlinked: tuple[str, ...] = ()
    """Files of unknown types beside the notes, not published because no note links to them. Not a problem either."""


def quiet(stage: str, items: int) -> None:
    """A Progress that says nothing."""


class Stopwatch:
    """Wall time per stage, and the one place that tells progress."""

    def __init__(self, progress: Progress = quiet) -> None:
        self._progress = progress
        self._seconds: dict[str, float] = {}
        self._stage = ""
        self._since = 0.0

    def begin(self, stage: str, items: int = 0) -> None:
        """One stage ends, the next begins."""
        self.end()
        self._stage, self._since = stage, time.monotonic()
        self._progress(stage, items)

    def end(self) -> Mapping[str, float]:
        """The running stage ends; seconds per stage so far."""
        if self._stage:
            self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + time.monotonic() - self._since
            self._stage = ""
        return dict(self._seconds)
