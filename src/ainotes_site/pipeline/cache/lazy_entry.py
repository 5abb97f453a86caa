"""A compiled entry of which the larger part stays in the cache until somebody asks for it.

What an entry says of others is needed whenever the notes are linked; its HTML only when a page that shows it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from ainotes_site.markup.result import Compiled, Context, Heading, Mention, Reference, Section
from ainotes_site.model import Entry, Image, Problem


class EntryBody(NamedTuple):
    """The larger part."""

    html: str
    toc: tuple[Heading, ...]
    sections: tuple[Section, ...]


class EntrySummary(NamedTuple):
    """The rest, with the mark of the content."""

    excerpt: str
    mentions: tuple[Mention, ...]
    references: tuple[Reference, ...]
    images: tuple[Image, ...]
    problems: tuple[Problem, ...]
    mark: bytes


def parted(compiled: Compiled) -> tuple[EntrySummary, EntryBody]:
    """A compiled entry in its two parts."""
    facts = EntrySummary(
        compiled.excerpt,
        compiled.mentions,
        compiled.references,
        compiled.images,
        compiled.problems,
        compiled.mark,
    )
    return facts, EntryBody(compiled.html, compiled.toc, compiled.sections)


def placed(problems: tuple[Problem, ...], context_for: Callable[[Entry], Context], entry: Entry) -> tuple[Problem, ...]:
    """Problems at their lines in the source: kept facts count from the body's first, so that moving a note costs nothing."""
    if not problems:
        return ()
    shift = context_for(entry).first_line - 1
    return tuple(replace(problem, line=problem.line + shift) if problem.line else problem for problem in problems)


class LazyEntry(Compiled):
    """The two parts as one value, equal in all that it tells to the entry as it was compiled."""

    __slots__ = ("_content", "_load", "_mark")
    _content: EntryBody | None
    _load: Callable[[], EntryBody]
    _mark: bytes

    def __init__(self, facts: EntrySummary, problems: tuple[Problem, ...], load: Callable[[], EntryBody]) -> None:
        """`problems` are those of `facts`, placed in the source; `load` is called once, if at all."""
        told = (facts.excerpt, facts.mentions, facts.references, facts.images, problems, facts.mark, load, None)
        for name, value in zip(_NAMES, told, strict=True):
            object.__setattr__(self, name, value)

    @property
    def html(self) -> str:
        """As compiled."""
        return self._parts().html

    @property
    def toc(self) -> tuple[Heading, ...]:
        """As compiled."""
        return self._parts().toc

    @property
    def sections(self) -> tuple[Section, ...]:
        """As compiled."""
        return self._parts().sections

    @property
    def mark(self) -> bytes:
        """As it was when the entry was compiled."""
        return self._mark

    def __reduce__(self) -> tuple[type[Compiled], tuple[object, ...]]:
        """To another process it goes whole: the cache stays here."""
        whole = (self.html, self.toc, self.sections)
        return Compiled, (*whole, self.excerpt, self.mentions, self.references, self.images, self.problems)

    def _parts(self) -> EntryBody:
        content = self._content
        if content is None:
            content = self._load()
            object.__setattr__(self, "_content", content)
        return content


_NAMES = ("excerpt", "mentions", "references", "images", "problems", "_mark", "_load", "_content")
