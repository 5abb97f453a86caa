"""From bytes to a Reading: which format a source is in, and all that it says, each non-blank line accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from ainotes_site.model import Problem, Reading, Skipped, Span
from ainotes_site.readers.choose import choose
from ainotes_site.readers.decode import Undecodable, decode
from ainotes_site.readers.detect.logseq import OWN, logseq_lines, may_refer, without_logseq_lines
from ainotes_site.readers.entry_ids import distinct, valid_id
from ainotes_site.readers.formats import (
    chat,
    details,
    digest,
    journal,
    newsletter,
    note,
    numbered_article,
    numbered_notes,
    page,
    posts,
)
from ainotes_site.readers.frontmatter.front_matter import front_matter
from ainotes_site.readers.glossary import glossary
from ainotes_site.readers.source import Parts, Source
from ainotes_site.source_hints import NO_HINTS, Hints

READERS: Mapping[str, Callable[[Source], Parts]] = {
    "page": page.read,
    "chat": chat.read,
    "digest": digest.read,
    "glossary": glossary.read,
    "newsletter": newsletter.read,
    "outline": numbered_article.read,
    "posts": posts.read,
    "details": details.read,
    "numbered": numbered_notes.read,
    "journal": journal.read,
    "note": note.read,
}
"""Formats and how each is read where its owner declares it."""

_OUTLINED = ("journal", "note")
"""Formats that pages of an outliner are read in: their bodies close up where a line is left out."""


def read(path: str, data: bytes, hints: Hints = NO_HINTS) -> Reading:
    """Read one source. Any bytes are read or named in a Problem; nothing raises.

    `path` is POSIX and relative to the notes folder.
    """
    text = decode(data)
    if isinstance(text, Undecodable):
        return _unreadable(path, text)
    raw, own = _raw(path, text.lines)
    front = raw.front
    raw = replace(raw, declared=front.format or hints.format)
    source = _outlined(raw, own, "")
    format, read_as, problems = _format(source, hints)
    problems += tuple(Problem(path, c.line, c.message, c.hint) for c in front.complaints)
    span = Span(path, 1, front.lines) if front.lines else None
    if front.draft and format != "page":
        parts = Parts(skipped=tuple(source.skip("draft", source.start, len(source.lines))))
    else:
        parts = read_as(_outlined(raw, own, OWN) if format in _OUTLINED else source)
        parts = replace(parts, skipped=(*parts.skipped, *_skipped(raw, own))) if own else parts
    return Reading(
        path,
        format,
        text.encoding,
        len(text.lines),
        title=front.title or parts.title or source.stem,
        entries=distinct(parts.entries),
        terms=parts.terms,
        skipped=tuple(sorted(parts.skipped, key=lambda skip: skip.span)),
        front_matter=span,
        problems=(*problems, *parts.problems),
    )


def source_of(path: str, lines: tuple[str, ...]) -> Source:
    """A source as its format is chosen: without what an outliner wrote for itself."""
    return _outlined(*_raw(path, lines), "")


def _raw(path: str, lines: tuple[str, ...]) -> tuple[Source, frozenset[int]]:
    """A source as written, and the indices of the lines that an outliner wrote for itself."""
    front = front_matter(lines)
    raw = Source(path, lines, front, front.lines)
    return raw, logseq_lines(raw.lines, raw.start)


def _format(source: Source, hints: Hints) -> tuple[str, Callable[[Source], Parts], tuple[Problem, ...]]:
    """Declared in the file, else in the configuration, else chosen. A file with an id of its own is one note."""
    declared = source.declared
    problems: tuple[Problem, ...] = ()
    if declared in READERS:
        by_level = declared == "journal" and hints.level and not source.front.format
        return declared, partial(journal.read, level=hints.level) if by_level else READERS[declared], problems
    if declared:
        fact = f"不认识的格式 (unknown format): {declared}"
        problems = (Problem(source.path, 1, fact, f"use one of {', '.join(READERS)}, or leave format out"),)
    if source.front.id:
        if not valid_id(source.front.id):
            fact = f"id 不能用 (id cannot be used): {source.front.id}"
            problems += (
                Problem(source.path, 1, fact, "use lower-case letters, digits, dots, hyphens and underscores"),
            )
        return "note", note.read, problems
    chosen = choose(source, hints.recurring)
    if chosen is not None:
        return chosen.format, chosen.read, problems
    one = "outline" if numbered_article.recognise(source) else "note"
    return one, READERS[one], problems


def _outlined(source: Source, own: frozenset[int], mark: str) -> Source:
    """`source` without what an outliner wrote for itself."""
    if not own and not may_refer(source.lines):
        return source
    return replace(source, lines=without_logseq_lines(source.lines, own, source.start, mark))


def _skipped(source: Source, own: frozenset[int]) -> tuple[Skipped, ...]:
    """An outliner's own lines, run by run."""
    starts = [at for at in sorted(own) if at - 1 not in own]
    stops = [at + 1 for at in sorted(own) if at + 1 not in own]
    return tuple(Skipped("outliner", source.span(a, b - 1)) for a, b in zip(starts, stops, strict=True))


def _unreadable(path: str, failure: Undecodable) -> Reading:
    what = (
        "二进制内容 (binary content)"
        if failure.binary
        else "不是 UTF-8、UTF-16 或 GB18030 (not UTF-8, UTF-16 or GB18030)"
    )
    hint = "move it out of the notes or give it its own suffix" if failure.binary else "save the file as UTF-8"
    problem = Problem(path, 0, f"第 {failure.offset} 字节处{what} (at byte {failure.offset})", hint)
    skipped = (Skipped("unreadable", Span(path, 1, failure.lines)),) if failure.lines else ()
    return Reading(path, "unreadable", "unknown", failure.lines, skipped=skipped, problems=(problem,))
