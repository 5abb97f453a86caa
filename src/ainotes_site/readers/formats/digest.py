"""Digests of posts: a number as heading, then date, name and handle in some layout, then the post.

A heading may give the post a title.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Kind, Skipped
from ainotes_site.readers.detect.authors import lone_handle
from ainotes_site.readers.detect.dates import date_line, day_of_year, find_date
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.links import only_url
from ainotes_site.readers.detect.posts.post_header import PostHead, post_head
from ainotes_site.readers.detect.posts.quoted_posts import PostText, post_text
from ainotes_site.readers.detect.titles.titles import Title, first_line_title, plain
from ainotes_site.readers.entry_ids import digest_id
from ainotes_site.readers.framing import is_introduction
from ainotes_site.readers.make_entry import compose
from ainotes_site.readers.proposal import Piece, Proposal
from ainotes_site.readers.source import Parts, Source
from ainotes_site.urls import without_tracking

_NUMBER = pattern(
    r" {0,3}(?P<marks>#{1,6})[ \t]*(?:No\.?\s?|第\s?(?!\d+\s?[周週章节節期讲講课課天日月季年轮輪步版部页頁回集届屆])|#|"
    r"[（(\[【])?(?P<number>\d{1,5})(?:\s?[条篇则号)）\]】])?[.、:：]?(?P<rest>[ \t].*)?$"
    r"| {0,3}(?P<bare>#{1,6})[ \t]*$",
    re.IGNORECASE,
)
_HEADING = pattern(r" {0,3}(#{1,6})[ \t]+(\S.*?)[ \t#]*$")

_YEAR = pattern(r"(?<!\d)20\d\d(?!\d)")
_WORDS = ("Ll", "Lu", "Lo", "Lt", "Lm", "Nd", "Nl", "No", "So")
"""Categories of characters that say something: letters, numbers, emoji."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A numbered heading, or one that never got its number."""

    line: int
    level: int
    number: int
    rest: str
    """The head of a post, beside the number; empty where it stands below."""


def _are_posts(source: Source, marks: Sequence[_Mark]) -> bool:
    """Whether two numbered headings or more have a date or a handle under them, and most of them do, as most headings of
    their level are numbered so."""
    level = marks[0].level if marks else 0
    if sum(heading.level == level for heading in source.headings) >= 2 * len(marks) > 0:
        return False
    headed = sum(bool(mark.rest) or _has_head(source.lines, mark) for mark in marks)
    return (headed >= 2 and headed * 2 >= len(marks)) or (headed == 1 and len(marks) == 1)


def propose(source: Source) -> list[Proposal]:
    """The posts, where there are any."""
    marks = _marks(source)
    if not _are_posts(source, marks):
        return []
    edges = [*(mark.line for mark in marks), len(source.lines)]
    pieces = tuple(
        Piece(mark.line, mark.line + 1, stop, mark.rest)
        for mark, stop in zip(marks, edges[1:], strict=True)
        if mark.rest or any(line.strip() for line in source.lines[mark.line + 1 : stop])
    )
    return [Proposal("digest", pieces, read)]


def _has_head(lines: Sequence[str], mark: _Mark) -> bool:
    """Whether a date or a handle is among the first four texts under a mark, or beside its number."""
    if mark.rest:
        return _is_head(mark.rest) or _is_headed(lines, mark)
    texts = [line for line in lines[mark.line + 1 : mark.line + 16] if line.strip()][:4]
    return any(
        date_line(text) or lone_handle(text) or ("@" in text[:80] and (find_date(text[:80]) or _is_head(text)))
        for text in texts
    )


def _is_titled(lines: Sequence[str], mark: _Mark) -> bool:
    """Whether what stands beside the number is a title: date and handle follow below it."""
    return bool(mark.rest) and not _is_head(mark.rest) and _is_headed(lines, mark)


def _is_head(line: str) -> bool:
    """Whether a line is the head of a post and no more."""
    return post_head([line], 0, 1).stop == 1


def _is_headed(lines: Sequence[str], mark: _Mark) -> bool:
    """Whether date and handle follow below a mark."""
    head = post_head(lines, mark.line + 1, min(mark.line + 8, len(lines)))
    return head.date is not None and head.author is not None and head.author.handle is not None


def _marks(source: Source) -> list[_Mark]:
    """Numbered headings of the level that has most of them. Inside fences only those with a head under them count,
    because posts open fences that they never close."""
    found = _numbered_headings(source)
    if not found:
        return []
    level = Counter(mark.level for mark in found).most_common(1)[0][0]
    return [
        m for m in found if m.level == level and (m.rest or m.line not in source.code or _has_head(source.lines, m))
    ]


def _numbered_headings(source: Source) -> list[_Mark]:
    """Headings that are a number alone, or one with the head of a post."""
    found: list[_Mark] = []
    lines = enumerate(source.lines) if "#" in source.text else ()
    for index in [at for at, line in lines if "#" in line[:9] and at >= source.start]:
        match = _NUMBER.match(source.lines[index])
        if match is None:
            continue
        marks, rest = match["marks"] or match["bare"], (match["rest"] or "").strip()
        mark = _Mark(index, len(marks), int(match["number"] or 0), rest)
        if not mark.rest or _has_head(source.lines, mark):
            found.append(mark)
    return found


@dataclass(slots=True)
class _Found:
    """What a digest gave so far."""

    source: Source
    names: frozenset[str]
    """Display names that stand above a handle anywhere in it."""
    title: str = ""
    section: tuple[str, ...] = ()
    """The last heading between the posts, and what day it says."""
    section_date: str | None = None
    entries: list[Entry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def read(source: Source) -> Parts:
    """One entry a number. Numbers without a post are named as empty templates."""
    marks = _marks(source)
    found = _Found(source, _names(source, marks))
    _take_top(found, marks[0].line if marks else len(source.lines))
    for mark, following in zip_longest(marks, marks[1:]):
        end = following.line if following else len(source.lines)
        own_end = _before_sections(source, mark, end) if following else end
        _take_post(found, mark, own_end)
        for line, text in _headings(source, own_end, end):
            found.skipped += source.skip("section-heading", line, line + 1)
            found.section, found.section_date = (text,), find_date(text)
    return Parts(tuple(found.entries), skipped=tuple(found.skipped), title=found.title)


def _take_top(found: _Found, first: int) -> None:
    """What stands above the first number, which is at `first`: the title of the digest, sections, a text."""
    source = found.source
    headings = dict(_headings(source, source.start, first))
    for line, text in headings.items():
        found.skipped += source.skip("section-heading" if found.title else "source-title", line, line + 1)
        found.title, found.section_date = found.title or text, find_date(text) or found.section_date
        found.section = (text,) if found.title != text else found.section
    _take_preamble(found, [n for n in range(source.start, first) if n not in headings])


def _take_preamble(found: _Found, lines: Sequence[int]) -> None:
    """Text above the first number: a line or two describe the digest, more is a note of its own."""
    source = found.source
    texts = [n for n in lines if source.lines[n].strip()]
    words = [n for n in texts if not is_rule(source.lines[n])]
    if is_introduction([source.lines[n] for n in words]):
        _skip(found, "introduction", words)
        _skip(found, "rule", sorted(set(texts).difference(words)))
        return
    first, last = words[0], words[-1]
    body = "\n".join(source.lines[n] for n in lines).strip("\n")
    found.entries.append(compose(source, Title(found.title or source.stem), body, source.span(first, last)))
    _skip(found, "rule", (n for n in texts if not first <= n <= last))


def _skip(found: _Found, reason: str, lines: Iterable[int]) -> None:
    for line in lines:
        found.skipped += found.source.skip(reason, line, line + 1)


def _names(source: Source, marks: Sequence[_Mark]) -> frozenset[str]:
    """Display names that stand above a handle anywhere in the digest."""
    edges = [*(mark.line for mark in marks), len(source.lines)]
    heads = (post_head(source.lines, start + 1, stop) for start, stop in pairwise(edges))
    return frozenset(head.author.name for head in heads if head.author and head.author.handle and head.author.name)


def _before_sections(source: Source, mark: _Mark, end: int) -> int:
    """`end` moved above shallower headings that stand right before the next number: those head what follows."""
    at = end
    while at > mark.line + 1:
        line = source.lines[at - 1]
        heading = _HEADING.match(line)
        if line.strip() and not (heading and len(heading[1]) < mark.level) and not (is_rule(line) and at < end):
            break
        at -= 1
    texts = [n for n in range(at, end) if _HEADING.match(source.lines[n])]
    return texts[0] if texts else end


def _headings(source: Source, first: int, stop: int) -> Iterator[tuple[int, str]]:
    """Headings between two indices, with their texts."""
    found = ((n, _HEADING.match(source.lines[n])) for n in range(first, stop))
    return ((n, plain(match[2])) for n, match in found if match)


def _take_post(found: _Found, mark: _Mark, stop: int) -> None:
    """The post below a number, up to `stop`; a number without one was a template."""
    source = found.source
    titled = _is_titled(source.lines, mark)
    lines = ["" if titled else mark.rest, *source.lines[mark.line + 1 : stop]]
    head = post_head(lines, 0, len(lines), found.names)
    text = post_text(lines, head.stop, len(lines), found.names)
    body = _body(head, text, [lines[n].strip() for n in head.left])
    if not body:
        found.skipped += source.skip("empty-template", mark.line, stop)
        return
    date = head.date or found.section_date or _in_year(head.day, source)
    title = Title(plain(mark.rest) if titled else _title(body, head, mark))
    _, end = source.trimmed(mark.line, stop)
    entry = compose(
        source, title, body, source.span(mark.line, end - 1), kind=Kind.POST,
        id=digest_id(source.stem, date or source.front.date, mark.number),
        date=date, authors=head.authors, section=found.section, extra_links=head.links,
    )  # fmt: skip
    found.entries.append(entry)
    _skip(found, "page-furniture", (mark.line + n for n in (*head.furniture, *text.furniture)))


def _in_year(day: str, source: Source) -> str | None:
    """A day as X shows it (5月4日, May 4) in the year that the file's title or name states."""
    first = next((line for line in source.lines[source.start :] if line.strip()), "")
    year = _YEAR.search(f"{source.front.title} {first[:80]} {source.stem}") if day else None
    if year is None:
        return None
    found = day_of_year(day, year[0])
    return found[0] if found else find_date(f"{day}, {year[0]}")


def _body(head: PostHead, text: PostText, left: list[str]) -> str:
    """The text with the post's own URL at its end; empty for what is only signs, the @ of a template for example."""
    if not any(unicodedata.category(c) in _WORDS for c in text.body):
        return ""
    url = [head.url] if head.url and head.url not in text.body else []
    return "\n\n".join([*left, text.body, *url])


def _title(body: str, head: PostHead, mark: _Mark) -> str:
    """The first sentence; for a post that is one URL, the URL; for one without words, who and when."""
    url = without_tracking(only_url(body) or "")
    if url:
        return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")[:80]
    return first_line_title(body) or head.signature(undated=f"#{mark.number}")
