"""Comments of HTML, Obsidian and MDX on lines of their own, and link definitions that nothing refers to, which some use as such."""

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


_DEFINITION = pattern(
    r" {0,3}\[(?P<label>[^\[\]^\n][^\[\]\n]{0,200})\]:[ \t]{1,8}(?:#\S{0,200}|<>|<?[^\s:<>]{1,300}\.[A-Za-z]\w{0,8}(?:#[^\s<>]{0,200})?>?)"
    r"(?:[ \t]{1,8}(?:\"[^\n]{0,300}\"|'[^\n]{0,300}'|\([^\n]{0,300}\)))?[ \t]*$"
)
"""Where links with a label lead: to a place in the file, or to one beside it. https://spec.commonmark.org/0.31.2/#link-reference-definitions"""
_REFERENCE = pattern(r"\[(?<!\[\[)([^\[\]\n]{1,200})\](?!\])")
_WORD = pattern(r"[^\W_]+|/")
_EDGES = frozenset(("start", "begin", "beginning", "end", "stop", "finish", "/"))


def comments(source: Source) -> Iterator[Found]:
    """Comments on lines of their own: no page shows them. One that states a field or a day stays to be read, unseen."""
    yield from _definitions(source)
    if not any(mark in source.lowered for mark in ("<!--", "%%", "{/*")):
        return
    after = source.start
    for at in range(source.start, len(source.lines)):
        if at >= after and at not in source.code and source.lines[at].lstrip().startswith(("<!--", "%%", "{/*")):
            after = _end_of_comment(source, at)
            if after and _is_mere(source.lines[at:after]):
                is_plugins = source.lines[at].lstrip().startswith("%%") and is_marker(source.lines[at])
                yield Found(at, after, PLUGIN if is_plugins else COMMENT)


def _definitions(source: Source) -> Iterator[Found]:
    """Definitions for links that are not in the file: no page shows them."""
    if "]:" not in source.lowered:
        return
    defined = {
        at: match
        for at in range(source.start, len(source.lines))
        if at not in source.code and (match := _DEFINITION.match(source.lines[at]))
    }
    if defined:
        text = "\n".join(line for at, line in enumerate(source.lines) if at not in defined).lower()
        meant = {" ".join(label.split()) for label in _REFERENCE.findall(text)}
        unmeant = (at for at, match in defined.items() if " ".join(match["label"].lower().split()) not in meant)
        yield from (Found(at, at + 1, COMMENT) for at in unmeant)


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
