"""Posts quoted inside a post: found by their own name and handle, kept as quotations that name their author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.authors import lone_handle, named_handle
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.posts.handle_lines import continues, rejoin
from ainotes_site.readers.detect.posts.post_header import (
    FURNITURE,
    FURNITURE_ANYWHERE,
    PostHead,
    dated_handle,
    name_above_handle,
    next_text,
    post_head,
)

_MARKS = pattern(r"([\\`*_{}\[\]<>])")


@dataclass(frozen=True, slots=True)
class PostText:
    """The text of a post as Markdown, and the lines that were a web page's interface."""

    body: str
    furniture: tuple[int, ...]


def post_text(lines: Sequence[str], first: int, stop: int, names: frozenset[str]) -> PostText:
    """The text between two indices: mentions put back, quoted posts as quotations, furniture named."""
    furniture = [n for n in range(first, stop) if FURNITURE_ANYWHERE.match(lines[n])]
    starts = _quote_starts(lines, first, stop)
    own_stop = starts[0] if starts else stop
    pieces = [_own(lines, first, own_stop)]
    for start, end in pairwise([*starts, stop]):
        head = post_head(lines, start, end, names)
        furniture += [n for n in head.furniture if n not in furniture]
        pieces.append(_quotation(head, _own(lines, head.stop, end)))
    return PostText("\n\n".join(piece for piece in pieces if piece), tuple(sorted(furniture)))


def _own(lines: Sequence[str], first: int, stop: int) -> str:
    """Text without furniture, its rules set off so that they underline nothing."""
    kept = [line for line in lines[first:stop] if not FURNITURE_ANYWHERE.match(line)]
    spaced: list[str] = []
    for line in rejoin(kept):
        if is_rule(line) and spaced and spaced[-1].strip():
            spaced.append("")
        spaced.append(line)
    while spaced and _says_nothing(spaced[-1]):
        spaced.pop()
    while spaced and _says_nothing(spaced[0]):
        spaced.pop(0)
    return "\n".join(spaced)


def _says_nothing(line: str) -> bool:
    return not line.strip() or is_rule(line)


def _quote_starts(lines: Sequence[str], first: int, stop: int) -> list[int]:
    """Indices of the names of quoted posts."""
    return [n for n in range(first, stop) if _starts_quote(lines, n, first, stop)]


def _starts_quote(lines: Sequence[str], at: int, first: int, stop: int) -> bool:
    """A name alone after a blank line, a rule or 引用, with a handle under it that goes on in no sentence."""
    if not _stands_alone(lines, at, first):
        return False
    line = lines[at]
    if "@" in line or "＠" in line:
        return not lone_handle(line) and named_handle(line) is not None and _has_text(lines, at + 1, stop)
    after = next_text(lines, at + 1, stop)
    if after is None or not dated_handle(lines[after])[0] or continues(lines, after, stop):
        return False
    return name_above_handle(line) and _has_text(lines, after + 1, stop)


def _stands_alone(lines: Sequence[str], at: int, first: int) -> bool:
    """Whether the line is short, text, and below a blank line, a rule or 引用."""
    line = lines[at]
    if at == first or not line.strip() or len(line) > 140 or line[0] in " \t" or FURNITURE.match(line):
        return False
    before = lines[at - 1]
    return _says_nothing(before) or FURNITURE.match(before) is not None


def _has_text(lines: Sequence[str], first: int, stop: int) -> bool:
    return next_text(lines, first, stop) is not None


def _quotation(head: PostHead, body: str) -> str:
    author = head.author
    words = [
        "**" + _MARKS.sub(r"\\\1", author.name) + "**" if author and author.name else "",
        author.handle and f"@{author.handle}" if author else "",
    ]
    when = head.date or head.day
    line = " ".join(word for word in words if word) + (f" · {when}" if when else "")
    quoted = [line, "", *body.split("\n")] if body else [line]
    if head.url:
        quoted += ["", head.url]
    return "\n".join(f"> {text}".rstrip() for text in quoted)
