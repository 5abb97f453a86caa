"""Folded notes: one `<details>` block a note, its summary the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Skipped
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.headings.numbering import numbered
from ainotes_site.readers.detect.titles.titles import Title, bare, plain, read_title
from ainotes_site.readers.make_entry import body_text, compose
from ainotes_site.readers.proposal import Piece, Proposal
from ainotes_site.readers.source import Parts, Source

FOLDED = 0.35
"""How much as the parts of a text between rules its folded blocks are apart: what is folded may be one's answers to questions."""

BLOCKS = 2
"""How many folded blocks may be notes."""

MOST_OUTSIDE = 0.4
"""Share of the text that may stand outside the blocks."""

SUMMARY_LINES = 6
"""Among how many lines of a block its summary ends."""

_OPEN = pattern(r"\s{0,3}<details\b[^<>]{0,200}>", re.IGNORECASE)
_CLOSE = pattern(r"</details\s*>", re.IGNORECASE)
_SUMMARY = pattern(
    r"<summary\b[^<>]{0,200}>(?P<title>.{0,500}?)</summary\s*>(?:\s*<br\s*/?>)*", re.IGNORECASE | re.DOTALL
)
_HEADING = pattern(r" {0,3}#{1,6}[ \t]+(\S.*?)[ \t#]*$")


@dataclass(frozen=True, slots=True)
class _Block:
    """A folded block: the indices of its lines, and of those between its summary and its end."""

    first: int
    stop: int
    title: str
    body: int
    end: int


def propose(source: Source) -> list[Proposal]:
    """The folded blocks, where hardly any text stands outside them."""
    blocks = _blocks(source)
    if len(blocks) < BLOCKS:
        return []
    total = sum(len(line.strip()) for line in source.lines[source.start :]) or 1
    folded = sum(len(line.strip()) for block in blocks for line in source.lines[block.first : block.stop])
    if folded < (1 - MOST_OUTSIDE) * total:
        return []
    pieces = tuple(Piece(b.first, b.body, b.end, b.title) for b in blocks)
    return [Proposal("details", pieces, partial(_read, blocks=blocks), marks={"parted": FOLDED})]


def read(source: Source) -> Parts:
    """One entry a block; what stands between them describes the file."""
    return _read(source, _blocks(source))


def _blocks(source: Source) -> tuple[_Block, ...]:
    return tuple(_found(source)) if "<details" in source.lowered else ()


def _found(source: Source) -> Iterator[_Block]:
    """The outermost blocks with a summary, in order."""
    lines, depth, opened = source.lines, 0, 0
    for at in range(source.start, len(lines)):
        if at in source.code or "details" not in lines[at].lower():
            continue
        if depth == 0 and _OPEN.match(lines[at]):
            opened = at
        depth = max(0, depth + lines[at].lower().count("<details") - len(_CLOSE.findall(lines[at])))
        if depth == 0 and _CLOSE.search(lines[at]):
            block = _block(source, opened, at + 1)
            if block is not None:
                yield block


def _block(source: Source, first: int, stop: int) -> _Block | None:
    head = "\n".join(source.lines[first : min(stop, first + SUMMARY_LINES)])
    summary = _SUMMARY.search(head)
    if summary is None:
        return None
    body = first + head[: summary.end()].count("\n") + 1
    return _Block(first, stop, " ".join(summary["title"].split()), body, max(body, stop - 1))


def _read(source: Source, blocks: tuple[_Block, ...]) -> Parts:
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    title = ""
    edges = [(source.start, source.start), *((b.first, b.stop) for b in blocks), (len(source.lines), len(source.lines))]
    for (_, stop), (first, _) in pairwise(edges):
        name, left = _between(source, stop, first)
        title = title or name
        skipped.extend(left)
    for block in blocks:
        entry = _entry(source, block)
        if entry is not None:
            entries.append(entry)
        else:
            skipped += source.skip("empty-heading", block.first, block.stop)
    return Parts(tuple(entries), skipped=tuple(skipped), title=title)


def _between(source: Source, first: int, stop: int) -> tuple[str, list[Skipped]]:
    """The title in the text outside the blocks, and its lines by what they are."""
    title = ""
    skipped: list[Skipped] = []
    for at in range(first, stop):
        heading = _HEADING.match(source.lines[at])
        if heading is not None and not title:
            title = plain(heading[1])
        reason = "rule" if is_rule(source.lines[at]) else "source-title" if heading else "introduction"
        skipped += source.skip(reason, at, at + 1)
    return title, skipped


def _entry(source: Source, block: _Block) -> Entry | None:
    """A block as an entry. A heading at its top that the summary repeats is its title."""
    said = _summary(block)
    text = said.text
    lines = [*source.lines[block.body : block.stop - 1], _CLOSE.sub("", source.lines[block.stop - 1])]
    at = next((n for n, line in enumerate(lines) if _HEADING.match(line)), -1)
    heading = _HEADING.match(lines[at]) if at >= 0 else None
    if heading is not None and bare(heading[1]) and bare(text).startswith(bare(heading[1])):
        text = plain(heading[1])
        del lines[at]
    body = body_text(lines)
    if not body.strip() and not said.links:
        return None
    title = Title(text, said.date, said.updated, said.links)
    return compose(source, title, body, source.span(block.first, block.stop - 1))


def _summary(block: _Block) -> Title:
    """The summary of a block, taken apart, without its number: the day may stand before it or behind it."""
    said = read_title(block.title)
    number = numbered(said.text)
    if number is None:
        return said
    named = read_title(number.text)
    return replace(named, date=said.date or named.date, updated=said.updated or named.updated, links=said.links)
