"""Comments, and parts of a file that a program writes anew between comments that say where they begin and end.

What they are called does not matter: where all between the comments was left out (a table of contents, badges) or is
pictures of another host, they go with it. Text between comments of HTML stays, and so do these.
Comments of Obsidian are told from text by their begin and end alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import Found
from ainotes_site.readers.detect.dates import date_line
from ainotes_site.readers.detect.field_names import is_authors
from ainotes_site.readers.source import Source

PLUGIN = "plugin-data"
COMMENT = "comment"

MOST_LINES = 40
"""How many lines a comment has at most."""

_COMMENT = pattern(r"\s*(?:<!--(?P<html>[^\n]{1,300}?)-->|%%(?P<plugin>[^\n]{1,300}?)%%)\s*$")
_WORD = pattern(r"[^\W_]+|/")
_OPENING, _CLOSING = frozenset(("start", "begin", "beginning")), frozenset(("end", "stop", "finish", "/"))
_FRAMES_OR_SHOWS = pattern(
    r"\s*(?:</?(?:details|summary)\b|(?:\[?!\[[^\]\n]{0,200}\]\(https?://[^()\s]{1,1000}\)(?:\]\([^()\s]{0,1000}\))?\s*)+$)",
    re.IGNORECASE,
)
"""A part of a fold, or pictures of another host."""


def generated_parts(source: Source, left_out: Mapping[int, str]) -> Iterator[Found]:
    """The parts between comments that go with what is between them, and the comments of plugins."""
    if "-->" not in source.lowered and "%%" not in source.lowered:
        return
    comments = {
        at: found
        for at in range(source.start, len(source.lines))
        if at not in source.code and (found := _COMMENT.match(source.lines[at]))
    }
    opened: dict[str, int] = {}
    for at, comment in comments.items():
        edge, name = _edge(comment["html"] or comment["plugin"])
        if edge in _CLOSING and name in opened:
            yield from _pair(source, opened.pop(name), at, comments, left_out)
        elif edge in _OPENING:
            opened[name] = at


def comments(source: Source) -> Iterator[Found]:
    """Comments on lines of their own: no page shows them. One that states a field or a day stays to be read, unseen."""
    if not any(mark in source.lowered for mark in ("<!--", "%%", "{/*")):
        return
    after = source.start
    for at in range(source.start, len(source.lines)):
        if at >= after and at not in source.code and source.lines[at].lstrip().startswith(("<!--", "%%", "{/*")):
            after = _end_of_comment(source, at)
            if after and _is_mere(source.lines[at:after]):
                yield Found(at, after, COMMENT)


def _end_of_comment(source: Source, first: int) -> int:
    """Index after the line that ends the comment which begins on the line `first`; 0 where something stands behind it."""
    end = {"<": "-->", "%": "%%", "{": "*/}"}[source.lines[first].lstrip()[0]]
    for at in range(first, min(first + MOST_LINES, len(source.lines))):
        _, found, rest = source.lines[at].lstrip()[2 * (at == first) :].partition(end)
        if found:
            return at + 1 if not rest.strip() else 0
    return 0


def _is_mere(lines: Sequence[str]) -> bool:
    """Whether a comment states nothing of its note; one of several lines may hold fields of any name."""
    said = " ".join(lines).strip().strip("<!->%{/*} \t")
    label, colon, _ = said.replace("：", ":").partition(":")
    if colon and len(lines) > 1:
        return False
    return not (colon and is_authors(label)) and date_line(said) is None


def is_marker(comment: str) -> bool:
    """Whether a comment says that something begins or ends."""
    return bool(_edge(comment)[0])


def _edge(comment: str) -> tuple[str, str]:
    """The word by which a comment says that something begins or ends, its first or its last, and the others; empty without one."""
    words = _WORD.findall(comment.lower())
    for at in (0, -1) if words else ():
        if words[at] in _OPENING or words[at] in _CLOSING:
            return words.pop(at), " ".join(words)
    return "", ""


def _pair(
    source: Source, first: int, last: int, comments: Mapping[int, re.Match[str]], left_out: Mapping[int, str]
) -> Iterator[Found]:
    inside = [at for at in range(first + 1, last) if source.lines[at].strip() and at not in comments]
    reasons = (left_out[at] for at in inside if at in left_out)
    if inside and all(at in left_out or _FRAMES_OR_SHOWS.match(source.lines[at]) for at in inside):
        yield Found(first, last + 1, next(reasons, "badges"))
    elif comments[first]["plugin"]:
        yield Found(first, first + 1, PLUGIN)
        yield Found(last, last + 1, PLUGIN)
