"""`ainotes check`: what the owner of the notes may want to mend, and no reader or compiler has named."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ainotes_site.link.checks.entries import anachronisms, dates, duplicates, topics
from ainotes_site.link.checks.images import images
from ainotes_site.link.checks.notes import Notes
from ainotes_site.link.checks.terms import conflicting, undefined
from ainotes_site.link.library import Library
from ainotes_site.model import Problem

Check = Callable[[Notes], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (images, topics, dates, anachronisms, duplicates, undefined, conflicting)


def check(library: Library, today: str) -> tuple[Problem, ...]:
    """The lints, sorted by place. `library.problems` has what reading and compiling found, and is not repeated here.

    `today` is an ISO 8601 date, so that the result depends on nothing else.
    """
    notes = Notes(library, today)
    return tuple(sorted({problem for run in CHECKS for problem in run(notes)}))
