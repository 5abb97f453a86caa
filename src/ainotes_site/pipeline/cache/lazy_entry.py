"""Compiled entries of which the bodies stay in the cache until somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from ainotes_site.markup.result import Body, Compiled, Context, Mention, Reference
from ainotes_site.model import Entry, Image, Problem


class Summary(NamedTuple):
    """A compiled entry without its body."""

    excerpt: str
    mentions: tuple[Mention, ...]
    references: tuple[Reference, ...]
    images: tuple[Image, ...]
    problems: tuple[Problem, ...]
    """Their lines count from the body's first, so that moving a note costs nothing."""
    files: tuple[str, ...]
    body: bytes
    """See `Body.digest`."""


def summary(compiled: Compiled) -> Summary:
    """That of an entry compiled with `first_line=1`."""
    return Summary(
        compiled.excerpt,
        compiled.mentions,
        compiled.references,
        compiled.images,
        compiled.problems,
        compiled.files,
        compiled.body.digest,
    )


def restored(
    summary: Summary, entry: Entry, context_for: Callable[[Entry], Context], look_up: Callable[[], Body]
) -> Compiled:
    """`entry` as it was compiled, at its place in the source of today. `look_up` is called once, if at all."""
    problems = summary.problems
    if problems:
        shift = context_for(entry).first_line - 1
        problems = tuple(replace(one, line=one.line + shift) if one.line else one for one in problems)
    body = LazyBody(summary.body, look_up)
    return Compiled(
        body, summary.excerpt, summary.mentions, summary.references, summary.images, problems, summary.files
    )


class LazyBody:
    """A body that is loaded at its first access."""

    def __init__(self, digest: bytes, look_up: Callable[[], Body]) -> None:
        self.digest = digest
        self._look_up = look_up
        self._body: Body | None = None

    def load(self) -> Body:
        """The body."""
        if self._body is None:
            self._body = self._look_up()
        return self._body

    def __reduce__(self) -> tuple[type[Body], tuple[object, ...]]:
        """To another process it goes whole: the cache stays here."""
        body = self.load()
        return Body, (body.html, body.toc, body.sections)
