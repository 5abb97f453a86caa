"""Articles whose structure is outline numbers: one entry a file, its numbers as headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import EntryId, Kind, Person, Skipped
from ainotes_site.readers.detect.authors import person
from ainotes_site.readers.detect.boilerplate import advertising, captions, teaser_start
from ainotes_site.readers.detect.dates import date_line, find_date
from ainotes_site.readers.detect.headings.heading_heuristics import is_section_name
from ainotes_site.readers.detect.headings.headings import Heading, fenced, is_rule
from ainotes_site.readers.detect.headings.numbering import (
    BEGINS,
    BEGINS_WITHIN,
    Numbered,
    numbered,
    numbered_headings,
)
from ainotes_site.readers.detect.phrases import alternatives
from ainotes_site.readers.detect.titles.note_title import file_title, note_title
from ainotes_site.readers.detect.titles.titles import Title, plain, read_title, without_order
from ainotes_site.readers.entry_ids import name, valid_id
from ainotes_site.readers.make_entry import compose
from ainotes_site.readers.source import Parts, Source

HEADING_LENGTH = 60
"""Longest text of an outline heading, in characters."""

HEADS = 3
"""How many outline headings make an article; two do when they are 一、 and 二、 or chapters."""

BYLINE = 4
"""Among how many first lines date and author are looked for."""

_AUTHOR = pattern(
    r"\s*\**(?:作者|撰文|文|译者|by|author)\**\s*(?:[:：|]|(?<=by)\s)\s*(\S[^。，,；;\n]{0,30})$", re.IGNORECASE
)
_SOURCED = pattern(rf"\s*(?:{alternatives('detect/author_words', 'credit')})")
_CHAPTERED = pattern(r"[一二三四五六七八九十]+、|第")
_MARKDOWN_HEADING = pattern(r" {0,3}(#{1,6})\s+(.*?)[\s#]*$")
_BOLD = pattern(r"\s*\*\*(.{1,120}?)\*\*\s*[:：]?\s*$")
_LIST_MARK = pattern(r"^\s{0,3}[-*+]\s+(?=[\d一二三四五六七八九十（(第])")
_MARKUP = pattern(r"\s*(?:[-*+]\s|>|\||```|~~~|!\[|\d+[.)]\s|#{1,6}\s)|\s{4,}\S|\t")


@dataclass(frozen=True, slots=True)
class Head:
    """An outline heading: its index, its depth from 1, its text with the number."""

    line: int
    depth: int
    text: str
    number: Numbered


def recognise(source: Source) -> bool:
    """Whether outline numbers head at least three parts, in order, and no other headings do."""
    if len(source.headings) > 1:
        return _count_on(source.headings)
    if len(BEGINS_WITHIN.findall(source.text)) < 2:
        return False
    heads = outline_heads(source, source.start, len(source.lines))
    tops = [head for head in heads if head.depth == 1]
    chaptered = sum(_CHAPTERED.match(head.text) is not None for head in tops) >= 2
    return (len(heads) >= HEADS or chaptered) and _has_prose(source, heads)


def _count_on(headings: Sequence[Heading]) -> bool:
    """Whether most headings have numbers, but for a title above them, and most numbers follow each other or begin anew."""
    own = numbered_headings([heading.text for heading in headings])
    titled = headings[0].level == 1 and own[0] is None
    counted = [number for number in own if number]
    styles: dict[str, list[int]] = {}
    for number in counted:
        styles.setdefault(number.style, []).append(number.number)
    steps = [b in (a + 1, 1) for numbers in styles.values() for a, b in pairwise(numbers)]
    enough = len(counted) >= 2 and len(counted) * 5 >= 4 * (len(headings) - titled)
    return enough and bool(steps) and sum(steps) * 2 >= len(steps)


def _has_prose(source: Source, heads: Sequence[Head]) -> bool:
    """Whether text stands under half of the deepest headings at least, so that they are no mere list."""
    edges = [*(head.line for head in heads), len(source.lines)]
    under = [any(line.strip() for line in source.lines[start + 1 : stop]) for start, stop in pairwise(edges)]
    return sum(under) * 2 >= len(heads)


def read(source: Source) -> Parts:
    """One entry of kind article; advertising, captions and teasers named as skipped."""
    lines = source.lines
    first, stop = source.trimmed(source.start, len(lines))
    if first == stop:
        return Parts()
    tail = teaser_start(lines, first, stop)
    end = stop if tail is None else tail
    title, above, start = _title(source, first, end)
    left_out, heads = _left_out(source, first, start, end)
    skipped = [*_named(source, left_out), *source.skip("teaser", end, stop)]
    kept = [at for at in (*range(first, above), *range(start, end)) if at not in left_out]
    texts = [at for at in kept if lines[at].strip()]
    last = max([start - 1, *texts])
    date, authors, byline = _byline(lines, _above(texts, heads)[:BYLINE])
    body = _body(lines, [at for at in kept if at not in byline], heads)
    if not body and not title.links:
        skipped += source.skip("title-only", first, last + 1)
        return Parts(skipped=left_out_runs(source, skipped), title=title.text)
    entry = compose(
        source, title, body, source.span(first, last), kind=Kind.ARTICLE, date=date, authors=authors,
        id=_id(source),
    )  # fmt: skip
    return Parts((entry,), skipped=left_out_runs(source, skipped), title=title.text)


def _id(source: Source) -> EntryId | None:
    return valid_id(source.front.id) or valid_id(name(source.front.slug or source.stem))


def _left_out(source: Source, first: int, start: int, end: int) -> tuple[Mapping[int, str], Sequence[Head]]:
    """The lines below the title, which is at `first`, that a site added, with the reasons; and the outline headings left."""
    left_out = dict.fromkeys(_captions(source.lines, first, start, end), "site-caption")
    heads = [head for head in outline_heads(source, start, end) if head.line not in left_out]
    left_out |= dict.fromkeys(_advertised(source.lines, start, end, set(left_out), heads), "advertising")
    return left_out, heads


def _named(source: Source, left_out: Mapping[int, str]) -> Iterable[Skipped]:
    return (skip for at, reason in left_out.items() for skip in source.skip(reason, at, at + 1))


def _above(texts: Sequence[int], heads: Sequence[Head]) -> Sequence[int]:
    """Those of the lines `texts` that stand above the first of `heads`."""
    return [at for at in texts if at < heads[0].line] if heads else texts


def _captions(lines: Sequence[str], first: int, start: int, end: int) -> list[int]:
    """Indices of the lines below the title, which is at `first`, that a site repeats through the page, or that repeat it."""
    title = lines[first].strip()
    repeated = captions(lines[first:end], title.lstrip("# "))
    again = title if start > first and any(map(str.isalnum, title)) else None
    return [at for at in range(start, end) if (text := lines[at].strip()) in repeated or (text and text == again)]


def _advertised(lines: Sequence[str], start: int, end: int, left_out: set[int], heads: Sequence[Head]) -> list[int]:
    """Indices of the lines that advertise."""
    head_lines = {head.line for head in heads}
    runs = paragraphs(lines, start, end, left_out, head_lines)
    pitches = advertising(runs, lines, [first in head_lines for first, _ in runs])
    return [at for number in sorted(pitches) for at in range(*runs[number])]


def _byline(lines: Sequence[str], texts: Sequence[int]) -> tuple[str | None, tuple[Person, ...], frozenset[int]]:
    """Date and author among the first lines of an article, and the indices of the lines that say only that."""
    date: str | None = None
    authors: tuple[Person, ...] = ()
    taken: set[int] = set()
    for at in texts:
        credits = _credits(lines[at])
        if credits is not None:
            date, authors = date or credits[0], authors or credits[1]
            taken.add(at)
        elif date is None and _SOURCED.match(lines[at]) and len(lines[at]) <= HEADING_LENGTH:
            date = find_date(lines[at])
    return date, authors, frozenset(taken)


def _credits(line: str) -> tuple[str | None, tuple[Person, ...]] | None:
    """Date and authors that a line says and nothing else; None for any other."""
    pieces = [piece for piece in re.split(r"\s*[|｜·]\s*", line.strip()) if piece]
    dates = [date_line(piece) for piece in pieces]
    names = [_AUTHOR.match(piece) for piece in pieces]
    if not pieces or not all(when or who for when, who in zip(dates, names, strict=True)):
        return None
    return next(filter(None, dates), None), tuple(person(who[1]) for who in names if who)


def left_out_runs(source: Source, skipped: Sequence[Skipped]) -> tuple[Skipped, ...]:
    """Neighbouring runs of one reason as one; blank lines do not part them."""
    joined: list[Skipped] = []
    for skip in sorted(skipped, key=lambda each: each.span):
        before = joined[-1] if joined else None
        if (
            before
            and before.reason == skip.reason
            and not any(line.strip() for line in source.lines[before.span.end_line : skip.span.start_line - 1])
        ):
            text = "\n".join(filter(None, (before.text, skip.text)))
            joined[-1] = Skipped(skip.reason, source.span(before.span.start_line - 1, skip.span.end_line - 1), text)
        else:
            joined.append(skip)
    return tuple(joined)


def _title(source: Source, first: int, end: int) -> tuple[Title, int, int]:
    """The title, the index of its line and the index after it: an H1, or a first line that is short, alone, and no outline
    number. Without one, both are the index `first`."""
    stated = source.front.title
    heading = note_title(source, first)[1]
    if heading is None and _may_be_title(source, first, end):
        return Title(stated) if stated else read_title(source.lines[first].strip()), first, first + 1
    names = heading is not None and heading.stop <= end and not is_section_name(plain(heading.text))
    if heading is not None and names and not _counts(source, heading):
        read = read_title(heading.text)
        read = replace(read, text=without_order(read.text))
        return Title(stated, read.date, read.updated, read.links) if stated else read, heading.line, heading.stop
    return Title(stated or without_order(file_title(source))), first, first


def _counts(source: Source, heading: Heading) -> bool:
    """Whether the first heading is one of those that are counted; an H1 that is alone is a title all the same, as is one that is
    no heading of Markdown."""
    alone = heading.level == 1 and sum(each.level == 1 for each in source.headings) == 1
    counted = numbered_headings([each.text for each in source.headings])[:1]
    return not alone and any(number is not None for number in counted)


def _may_be_title(source: Source, at: int, end: int) -> bool:
    """Whether a first line that is no heading is short, alone, no sentence and no outline number."""
    lines, line = source.lines, source.lines[at].strip()
    if is_rule(line) or line.startswith("#"):
        return False
    if len(line) > 80 or line.endswith(("。", "，", "；")) or numbered(lines[at]) is not None:
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
    lines, code, headings = source.lines, source.code, source.headings
    own = numbered_headings([heading.text for heading in headings]) if len(headings) > 1 else []
    headed = {heading.line: number for heading, number in zip(headings, own, strict=False)}
    for at in range(first, stop):
        if not BEGINS.match(lines[at]) or at in code or len(lines[at]) > 200:
            continue
        text = _bare(lines[at])
        number = numbered(text) or headed.get(at)
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


def _body(lines: Sequence[str], kept: Sequence[int], heads: Sequence[Head]) -> str:
    """Markdown: outline numbers as headings, each line of plain text a paragraph of its own, markup as it is."""
    levels = {head.line: head for head in heads}
    code, _ = fenced(lines)
    body: list[str] = []

    def blank() -> None:
        if body and body[-1].strip():
            body.append("")

    for before, at in zip((-2, *kept), kept, strict=False):
        line, head = lines[at], levels.get(at)
        if head is not None:
            blank()
            body.append("#" * min(head.depth + 1, 6) + " " + head.text)
            blank()
        elif at in code:
            body.append(line)
        elif not line.strip():
            blank()
        elif _MARKUP.match(line):
            body.append(line)
        else:
            if before == at - 1 and not _MARKUP.match(lines[before]):
                blank()
            body.append(_paragraph(line))
    return "\n".join(body).strip("\n")


def _paragraph(line: str) -> str:
    """A line of plain text; a bullet character becomes a list mark, and nothing in it underlines the line above."""
    text = line.strip()
    if text[:1] in "•●▪◦·" and len(text) > 1:
        return "- " + text[1:].lstrip()
    return "" if is_rule(line) else text
