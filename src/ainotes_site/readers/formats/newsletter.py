"""Newsletters: numbered items under section headings; one entry an item, its section as a tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import dedent

from ainotes_site.lazy_regex import any_of, pattern
from ainotes_site.model import Entry, Skipped
from ainotes_site.readers.detect.boilerplate import advertising, captions, teaser_start
from ainotes_site.readers.detect.dates import find_date
from ainotes_site.readers.detect.numbering import BEGINS, numbered
from ainotes_site.readers.detect.simplify import simplified
from ainotes_site.readers.detect.titles import Title, plain, read_title
from ainotes_site.readers.formats.numbered_article import Head, left_out_runs, outline_heads, paragraphs
from ainotes_site.readers.make_entry import body_text, compose, is_rule
from ainotes_site.readers.source import Parts, Source

ITEMS, SEQUENCE = 3, 0.6
"""How many items make a newsletter, and the share of them that must count on from the one before or begin anew at 1."""

INTRO_LINES, INTRO_LENGTH = 2, 100
"""How much text above the first item describes the issue: lines, and characters of each."""

_DIGIT = pattern(r"\d")
_NUMBER = r"(?P<number>\d{1,3})\s?(?:[、.．)）:：]|\s(?=\S))\s*"
_LEAD = r"\s{0,3}(?:#{2,6}\s+)?(?:[-*+]\s+)?"
_AFTER = r"\s*(?:[—–-]{1,2}\s*)?(?P<after>\(?\[[^\[\]\n]{0,80}\]\([^\s()]{1,500}\)\)?)?\s*$"
_BOLD_ITEMS = (
    pattern(rf"{_LEAD}\*\*\s*{_NUMBER}(?P<title>[^*\n]{{2,200}}?)\s*\*\*{_AFTER}"),
    pattern(rf"{_LEAD}{_NUMBER}\*\*(?P<title>[^*\n]{{2,200}}?)\*\*{_AFTER}"),
)
_LINK_ITEM = pattern(
    rf"{_LEAD}(?:\*\*)?{_NUMBER}(?P<title>\[[^\[\]\n]{{2,200}}\]\([^\s()]{{1,1000}}\)[^\n]{{0,200}}?)(?:\*\*)?\s*$"
)
_HEADING_ITEM = pattern(rf" {{0,3}}#{{2,6}}\s+{_NUMBER}(?P<text>\S[^\n]{{1,300}}?)[ #]*$")
_MARKDOWN_HEADING = pattern(r" {0,3}(#{1,6})\s+(\S.*?)[\s#]*$")
_BOLD_LINE = pattern(r"\s{0,3}\*\*([^*\n]{1,40})\*\*\s*[:：]?\s*$")
_TRAILING_LINK = pattern(r"\s+(?:[—–-]{1,2}\s*)?\(?\[[^\[\]\n]{0,12}\]\([^\s()]{1,500}\)\)?\s*$")
_SAYS = any_of(
    *("日报", "周报", "周刊", "早报", "晚报", "月报", "简报", "快讯", "速递", "资讯", "新闻", "要闻", r"第\s?\d+\s?期"),
    *("newsletter", "weekly", "daily", "digest", "roundup", "briefing", r"issue\s?#?\d+"),
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that begins an item, or heads a section."""

    line: int
    number: int
    """0 for the heading of a section."""
    title: str
    """Markdown."""
    level: int = 0
    """Of a section's heading: 1 to 6; 7 for a line in bold."""


def recognise(source: Source) -> bool:
    """Whether numbered titles in bold or as links follow each other, or any numbered ones in what says newsletter."""
    if sum(BEGINS.match(line) is not None for line in source.lines[source.start :]) < ITEMS:
        return False
    items = [mark for mark in _marks(source) if mark.number]
    if len(items) < ITEMS:
        return False
    ordered = sum(b.number in (a.number + 1, 1) for a, b in pairwise(items))
    return ordered >= SEQUENCE * (len(items) - 1)


def says_newsletter(source: Source) -> bool:
    """Whether the title or the file's name speak of a daily, a weekly, an issue."""
    first = (
        source.headings[0].text if source.headings else next((x for x in source.lines[source.start :] if x.strip()), "")
    )
    return any(map(_SAYS.search, map(simplified, (source.front.title, plain(first[:200]), source.stem))))


def _marks(source: Source) -> list[_Mark]:
    lines, code = source.lines, source.code
    headings_count = says_newsletter(source)
    plain_heads = {head.line: head for head in _plain_heads(source)} if headings_count else {}
    found: list[_Mark] = []
    for at in range(source.start, len(lines)):
        line = lines[at]
        if len(line) > 1500 or at in code or not line.strip():
            continue
        item = _item(line, headings_count)
        if item is None and at in plain_heads:
            head = plain_heads[at]
            is_item = head.number.style in ("digit", "dotted-2")
            found.append(
                _Mark(at, head.number.number if is_item else 0, head.number.text, 0 if is_item else head.depth)
            )
            continue
        heading = _MARKDOWN_HEADING.match(line) if item is None and "#" in line else None
        bold = _BOLD_LINE.match(line) if item is None and heading is None and "**" in line else None
        if item is not None:
            found.append(_Mark(at, *item))
        elif heading is not None:
            found.append(_Mark(at, 0, heading[2], len(heading[1])))
        elif bold is not None and (at == 0 or not lines[at - 1].strip()):
            found.append(_Mark(at, 0, bold[1], 7))
    return found


def _plain_heads(source: Source) -> list[Head]:
    """Outline numbers of a text without Markdown, which count where it calls itself a newsletter."""
    if source.headings and source.headings[-1].level > 1:
        return []
    heads = outline_heads(source, source.start, len(source.lines))
    return heads if sum(head.number.style == "digit" for head in heads) >= ITEMS else []


def _item(line: str, headings_count: bool) -> tuple[int, str] | None:
    """Number and title (Markdown) of an item; None for any other line."""
    if _DIGIT.search(line, 0, 16):
        bold = _BOLD_ITEMS[0].match(line) or _BOLD_ITEMS[1].match(line)
        if bold is not None:
            after = bold["after"] or ""
            said = bold["title"].rstrip()
            return None if said.endswith((":", "：")) else (int(bold["number"]), f"{said} {after}".strip())
        link = _LINK_ITEM.match(line)
        if link is not None:
            return int(link["number"]), link["title"]
    heading = _HEADING_ITEM.match(line) if headings_count else None
    return (int(heading["number"]), heading["text"]) if heading else None


def read(source: Source) -> Parts:
    """One entry an item. Text before the first item is a note when it is more than a line or two."""
    lines = source.lines
    first, stop = source.trimmed(source.start, len(lines))
    if first == stop:
        return Parts()
    skipped: list[Skipped] = []
    tail = teaser_start(lines, first, stop)
    end = stop if tail is None else tail
    skipped += source.skip("teaser", end, stop)
    if end == first:
        return Parts(skipped=tuple(skipped))
    marks = [mark for mark in _marks(source) if mark.line < end]
    left_out = _left_out(source, first, end, marks, skipped)
    title, date, marks, start = _masthead(source, first, marks, end)
    entries: list[Entry] = []
    if start > first:
        skipped += source.skip("source-title", first, start)
    edges = [*(mark.line for mark in marks), end]
    head = edges[0]
    intro = [n for n in range(start, head) if lines[n].strip() and n not in left_out]
    if len(intro) <= INTRO_LINES and all(len(lines[n]) <= INTRO_LENGTH for n in intro):
        skipped += [skip for n in intro for skip in source.skip("source-title", n, n + 1)]
    else:
        entries += _prose(source, start, head, left_out, Title(title), date, (), skipped)
    sections: list[_Mark] = []
    for mark, (at, after) in zip(marks, pairwise(edges), strict=True):
        if not mark.number:
            sections = [section for section in sections if section.level < mark.level] + [mark]
            text = [n for n in range(at + 1, after) if lines[n].strip() and n not in left_out and not is_rule(lines[n])]
            if text:
                entries += _prose(
                    source, at, after, left_out, read_title(mark.title), date, _names(sections[:-1]), skipped, 1
                )
            else:
                skipped += source.skip("section-heading", at, at + 1)
                skipped += [s for n in range(at + 1, after) if n not in left_out for s in source.skip("rule", n, n + 1)]
            continue
        entries.append(_entry(source, mark, after, left_out, date, _names(sections)))
    return Parts(tuple(entries), skipped=left_out_runs(source, skipped), title=title)


def _left_out(source: Source, first: int, end: int, marks: Sequence[_Mark], skipped: list[Skipped]) -> frozenset[int]:
    """Captions and advertising, named."""
    lines = source.lines
    repeated = captions(lines[first:end], lines[first].strip().lstrip("# "))
    out = {n for n in range(first, end) if lines[n].strip() in repeated}
    for n in sorted(out):
        skipped += source.skip("site-caption", n, n + 1)
    heads = {mark.line for mark in marks}
    runs = paragraphs(lines, first, end, out, heads)
    for number in sorted(advertising(runs, lines, [a in heads for a, _ in runs])):
        a, b = runs[number]
        out.update(range(a, b))
        skipped += source.skip("advertising", a, b)
    return frozenset(out)


def _masthead(source: Source, first: int, marks: list[_Mark], end: int) -> tuple[str, str | None, list[_Mark], int]:
    """Title and date of the issue, the marks without its own heading, and the index after it."""
    lines = source.lines
    front = source.front
    if marks and marks[0].line == first and not marks[0].number and marks[0].level == 1:
        title, rest, start = plain(marks[0].title), marks[1:], first + 1
    elif (
        (not marks or marks[0].line != first)
        and len(lines[first]) <= 80
        and (first + 1 == end or not lines[first + 1].strip())
    ):
        title, rest, start = plain(lines[first]), marks, first + 1
    else:
        title, rest, start = front.title or source.stem, marks, first
    after = source.trimmed(start, rest[0].line if rest else end)[0]
    words = lines[after] if after < (rest[0].line if rest else end) else ""
    date = find_date(title) or (find_date(words) if len(words) <= 60 else None) or front.date or find_date(source.stem)
    return front.title or title, date, rest, start


def _names(sections: Sequence[_Mark]) -> tuple[str, ...]:
    titles = (read_title(section.title).text for section in sections)
    return tuple(number.text if (number := numbered(title)) else title for title in titles)


def _prose(
    source: Source, first: int, stop: int, left_out: frozenset[int], title: Title, date: str | None,
    section: tuple[str, ...], skipped: list[Skipped], heading: int = 0,
) -> list[Entry]:  # fmt: skip
    """Text that is no item: an entry; a rule or two are named as such."""
    lines = source.lines
    kept = [n for n in range(first + heading, stop) if n not in left_out]
    body = body_text([lines[n] for n in kept])
    texts = [n for n in kept if lines[n].strip() and not is_rule(lines[n])]
    if not texts:
        skipped += [skip for n in kept for skip in source.skip("rule", n, n + 1)]
        return []
    entry = compose(
        source, title, body, source.span(first if heading else texts[0], texts[-1]), date=date, section=section
    )
    skipped += [skip for n in kept if n > texts[-1] or n < texts[0] for skip in source.skip("rule", n, n + 1)]
    return [entry]


def _title(markdown: str) -> Title:
    """An item's title; a link after it in bold (原文) is a link and no part of it."""
    title = read_title(markdown)
    match = _TRAILING_LINK.search(markdown)
    if match is None or title.only_link:
        return title
    return replace(title, text=read_title(markdown[: match.start()]).text)


def _entry(
    source: Source, mark: _Mark, stop: int, left_out: frozenset[int], date: str | None, section: tuple[str, ...]
) -> Entry:
    title = _title(mark.title)
    body = dedent(body_text([source.lines[n] for n in range(mark.line + 1, stop) if n not in left_out]))
    if not body.strip() and not title.links:
        body = mark.title  # a headline alone is the news
    last = max((n for n in range(mark.line, stop) if source.lines[n].strip() and n not in left_out), default=mark.line)
    return compose(
        source, title, body, source.span(mark.line, last), date=title.date or date, tags=section[-1:], section=section
    )
