"""Small readings made by hand, and a segmenter, for the tests of `link`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jieba

from ainotes_site.link.merge import MergedNotes, merge
from ainotes_site.link.taxonomy import load_taxonomy
from ainotes_site.markup.result import Body, Compiled, Mention, Reference
from ainotes_site.model import Definition, Entry, EntryId, Kind, Reading, Span, Term, TermSlug


def cut(text: str) -> Sequence[str]:
    """jieba with its own dictionary."""
    return jieba.lcut(text)


def entry(name: str, title: str = "", body: str = "", path: str = "a.md", line: int = 1, **more: Any) -> Entry:
    """An entry that stands under a heading on `line`, its body on the lines after it."""
    span = Span(path, line, line + body.count("\n") + 1)
    return Entry(EntryId(name), title or name, more.pop("kind", Kind.NOTE), body, span, **more)


def term(name: str, *aliases: str, text: str = "定义", path: str = "g.md", line: int = 1) -> Term:
    """A term as a reader gives it."""
    return Term(name, aliases, (Definition(text, Span(path, line, line)),))


def reading(path: str, *parts: Entry | Term) -> Reading:
    """A source with these entries and terms."""
    entries = tuple(part for part in parts if isinstance(part, Entry))
    terms = tuple(part for part in parts if isinstance(part, Term))
    return Reading(path, "journal", "utf-8", 100, path, entries, terms)


def catalogued(*readings: Reading, assets: Sequence[str] = ()) -> MergedNotes:
    """A catalogue under the shipped taxonomy."""
    return merge(readings, load_taxonomy()[0], cut, assets)


def compiled(mentions: Sequence[str] = (), references: Sequence[str] = (), sentence: str = "一句话。") -> Compiled:
    """What compiling gave, as far as relating looks at it."""
    return Compiled(
        Body(""),
        mentions=tuple(Mention(TermSlug(term), sentence) for term in mentions),
        references=tuple(Reference(EntryId(target), sentence) for target in references),
    )
