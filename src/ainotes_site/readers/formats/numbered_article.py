"""Articles of plain text whose structure is outline numbers, as pages are copied: one note a file, its numbers as headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Kind
from ainotes_site.readers.detect.boilerplate import advertising, captions, teaser_start
from ainotes_site.readers.detect.headings.headings import fenced, is_rule
from ainotes_site.readers.detect.headings.numbering import BEGINS, BEGINS_WITHIN, Numbered, numbered
from ainotes_site.readers.formats import note
from ainotes_site.readers.source import Parts, Source

HEADING_LENGTH = 60
"""Longest text of an outline heading, in characters."""

HEADS = 3
"""How many outline headings make an article; two do when they are 一、 and 二、 or chapters."""

_CHAPTERED = pattern(r"[一二三四五六七八九十]+、|第")
_MARKDOWN_HEADING = pattern(r" {0,3}(#{1,6})\s+(.*?)[\s#]*$")
_BOLD = pattern(r"\s*\*\*(.{1,120}?)\*\*\s*[:：]?\s*$")
_LIST_MARK = pattern(r"^\s{0,3}[-*+]\s+(?=[\d一二三四五六七八九十（(第])")
_MARKUP = pattern(r"\s*(?:[-*+]\s|>|\||```|~~~|!\[|\d+[.)]\s|#{1,6}\s)|\s{4,}\S|\t")
_BULLET = pattern(r"\s*[•●▪◦·]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Head:
    """An outline heading: its index, its depth from 1, its text with the number."""

    line: int
    depth: int
    text: str
    number: Numbered


def recognise(source: Source) -> bool:
    """Whether outline numbers head at least three parts, in order, and no headings of Markdown do."""
    if len(source.headings) > 1 or len(BEGINS_WITHIN.findall(source.text)) < 2:
        return False
    heads = outline_heads(source, source.start, len(source.lines))
    chaptered = sum(_CHAPTERED.match(head.text) is not None for head in heads if head.depth == 1) >= 2
    return (len(heads) >= HEADS or chaptered) and _has_prose(source, heads)


def _has_prose(source: Source, heads: Sequence[Head]) -> bool:
    """Whether text stands under half of the deepest headings at least, so that they are no mere list."""
    edges = [*(head.line for head in heads), len(source.lines)]
    under = [any(line.strip() for line in source.lines[start + 1 : stop]) for start, stop in pairwise(edges)]
    return sum(under) * 2 >= len(heads)


def read(source: Source) -> Parts:
    """One entry of kind article; advertising, captions and teasers named as skipped."""
    first, stop = source.trimmed(source.start, len(source.lines))
    left_out = _left_out(source, first, stop)
    lines = ["" if at in left_out else line for at, line in enumerate(source.lines)]
    if not source.headings and first < stop and _may_be_title(source, first, stop):
        lines[first] = f"# {lines[first].strip()}"
    for head in outline_heads(source, first, stop):
        if head.line not in left_out:
            lines[head.line] = f"{'#' * min(head.depth + 1, 6)} {head.text}"
    parts = note.read(replace(source, lines=tuple(lines)))
    entries = tuple(
        replace(entry, body=_spaced(entry.body.split("\n")), kind=source.front.kind or Kind.ARTICLE)
        for entry in parts.entries
    )
    return replace(parts, entries=entries, skipped=(*parts.skipped, *source.skip_runs(left_out)))


def _left_out(source: Source, first: int, stop: int) -> Mapping[int, str]:
    """The lines that a site added below the title, which is at `first`, with the reasons."""
    lines = source.lines
    tail = teaser_start(lines, first, stop)
    end = stop if tail is None else tail
    title = lines[first].strip() if first < stop else ""
    repeated = {title, *captions(lines[first:end], title.lstrip("# "))} if any(map(str.isalnum, title)) else ()
    found = {at: "site-caption" for at in range(first + 1, end) if lines[at].strip() in repeated}
    heads = {head.line for head in outline_heads(source, first, end)} - found.keys()
    runs = paragraphs(lines, first + 1, end, set(found), heads)
    pitches = advertising(runs, lines, [begin in heads for begin, _ in runs])
    found |= {at: "advertising" for number in pitches for at in range(*runs[number])}
    return found | {at: "teaser" for at in range(end, stop) if lines[at].strip()}


def _may_be_title(source: Source, at: int, end: int) -> bool:
    """Whether a first line is short, alone, no sentence and no outline number."""
    lines, line = source.lines, source.lines[at].strip()
    if is_rule(line) or len(line) > 80 or line.endswith(("。", "，", "；")) or numbered(lines[at]) is not None:
        return False
    return at + 1 >= end or not lines[at + 1].strip() or numbered(lines[at + 1]) is not None


def outline_heads(source: Source, first: int, stop: int) -> list[Head]:
    """Outline headings between two indices, each with its depth: a style seen for the first time goes one deeper."""
    styles: list[str] = []
    heads: list[Head] = []
    for at, number, text in _numbered_lines(source, first, stop):
        if number.style in styles:
            del styles[styles.index(number.style) + 1 :]
        else:
            styles.append(number.style)
        heads.append(Head(at, len(styles), text, number))
    return heads


def _numbered_lines(source: Source, first: int, stop: int) -> Iterator[tuple[int, Numbered, str]]:
    """The lines between two indices that are headings by their numbers, with the text that they show."""
    lines, code = source.lines, source.code
    for at in range(first, stop):
        if not BEGINS.match(lines[at]) or at in code or len(lines[at]) > 200:
            continue
        text = _bare(lines[at])
        number = numbered(text)
        if number is not None and _is_head(lines, at, number, stop):
            yield at, number, text


def _bare(line: str) -> str:
    """`line` without a heading's, a list's or bold marks."""
    text = line.strip()
    if "-" in text or "*" in text or "+" in text:
        text = _LIST_MARK.sub("", text)
    heading = _MARKDOWN_HEADING.match(text) if "#" in text else None
    text = heading[2] if heading else text
    bold = _BOLD.match(text) if "**" in text else None
    return bold[1] if bold else text


def _is_head(lines: Sequence[str], at: int, number: Numbered, stop: int) -> bool:
    """Whether a numbered line heads what follows, rather than being an item of a list."""
    if len(number.text) > HEADING_LENGTH or number.text.endswith(("。", "；", ";", "，", ",")):
        return False
    if _MARKDOWN_HEADING.match(lines[at]) or number.style in ("chapter",):
        return True
    if number.text.startswith(("阶段",)) or (number.style == "ordinal" and "，" in number.text):
        return False
    neighbours = (_neighbour(lines, at, -1, stop), _neighbour(lines, at, 1, stop))
    for other in neighbours:
        sibling = numbered(_bare(lines[other])) if other is not None else None
        if sibling is not None and sibling.style == number.style:
            return False
    return neighbours[1] is not None


def _neighbour(lines: Sequence[str], at: int, step: int, stop: int) -> int | None:
    """Index of the next line that is not blank, in either direction."""
    at += step
    while 0 <= at < stop and not lines[at].strip():
        at += step
    return at if 0 <= at < stop else None


def paragraphs(
    lines: Sequence[str], first: int, stop: int, left_out: set[int], heads: set[int]
) -> list[tuple[int, int]]:
    """Runs of lines without blank ones, as (first index, stop); a heading and a line left out end a run."""
    runs: list[tuple[int, int]] = []
    start = -1
    for at in range(first, stop + 1):
        ends = at == stop or not lines[at].strip() or at in left_out or at in heads
        if ends and start >= 0:
            runs.append((start, at))
            start = -1
        if at < stop and at in heads:
            runs.append((at, at + 1))
        elif not ends and start < 0:
            start = at
    return runs


def _spaced(lines: Sequence[str]) -> str:
    """A body in which each line of plain text is a paragraph of its own; a bullet character becomes a list mark."""
    code, _ = fenced(lines)
    body: list[str] = []
    follows = False
    for at, line in enumerate(lines):
        stands_alone = bool(line.strip()) and at not in code and (line[0] == "#" or not _MARKUP.match(line))
        if stands_alone and follows:
            body.append("")
        if line.strip() or at in code or body[-1:] != [""]:
            body.append(_BULLET.sub("- ", line.strip()) if stands_alone else line)
        follows = stands_alone
    return "\n".join(body)
