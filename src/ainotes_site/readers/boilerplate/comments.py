"""Comments of HTML, Obsidian and MDX on lines of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import Found
from ainotes_site.readers.detect.dates import date_line
from ainotes_site.readers.detect.field_names import is_authors
from ainotes_site.readers.source import Source

PLUGIN = "plugin-data"
COMMENT = "comment"

MOST_LINES = 40
"""How many lines a comment has at most."""


_WORD = pattern(r"[^\W_]+|/")
_EDGES = frozenset(("start", "begin", "beginning", "end", "stop", "finish", "/"))


def comments(source: Source) -> Iterator[Found]:
    """Comments on lines of their own: no page shows them. One that states a field or a day stays to be read, unseen."""
    if not any(mark in source.lowered for mark in ("<!--", "%%", "{/*")):
        return
    after = source.start
    for at in range(source.start, len(source.lines)):
        if at >= after and at not in source.code and source.lines[at].lstrip().startswith(("<!--", "%%", "{/*")):
            after = _end_of_comment(source, at)
            if after and _is_mere(source.lines[at:after]):
                is_plugins = source.lines[at].lstrip().startswith("%%") and is_marker(source.lines[at])
                yield Found(at, after, PLUGIN if is_plugins else COMMENT)


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
    """Whether a comment says by its first or its last word that something begins or ends."""
    words = _WORD.findall(comment.lower())
    return not _EDGES.isdisjoint((*words[:1], *words[-1:]))
