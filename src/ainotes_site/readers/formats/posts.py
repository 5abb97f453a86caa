"""Parts one below the other with a rule between them: no numbers, no headings, but each begins with who wrote it, with a day, or
with the link that it is about.

The parts may be notes as well, each under a title in bold. Where many parts begin otherwise, the file is one note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Kind, Person, Skipped
from ainotes_site.readers.detect.authors import looks_like_name, person
from ainotes_site.readers.detect.dates import beside_day, date_line, dates_in
from ainotes_site.readers.detect.headings.heading_heuristics import (
    is_conversation,
    is_place,
    is_section_name,
    says_collection,
)
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.links import only_url
from ainotes_site.readers.detect.posts.post_header import PostHead, post_head
from ainotes_site.readers.detect.posts.quoted_posts import post_text
from ainotes_site.readers.detect.titles.titles import Title, first_line_title, plain, read_title
from ainotes_site.readers.formats import note
from ainotes_site.readers.framing import is_introduction
from ainotes_site.readers.make_entry import body_text, compose
from ainotes_site.readers.proposal import Piece, Proposal
from ainotes_site.readers.source import Parts, Source

POSTS, NOTES = 2, 3
"""How many parts with authors or days, and how many under links or titles in bold alone, make a file of many entries."""

BEGUN = 0.75
"""Share of the parts that must begin with an author, a day or a link."""

TITLE_LENGTH, DATED_LENGTH = 5, 60
"""What is shorter is a label rather than a title; what is longer and begins with a day is text: in characters."""

SIGNATURE = 240
"""Characters of the longest line that signs a part, with the address that its day may be a link to."""

_FROM = pattern(r"(?:(?:来自|发自|via\b|from\b)[^\n]{0,24})?$", re.IGNORECASE)
"""What may stand behind the day: with which device it was sent."""
_SPEAKS = pattern(r"\s*\**(?:\[[^\[\]\n]{1,40}\]\([^()\s]{0,300}\)|[@＠]\S{1,30}?)\**\s?[:：]")
"""Who speaks, in a conversation."""
_REPLY = pattern(r"\A\s*(?:Replying to|In reply to|回复)\s?\[?[@＠][^\n]{1,400}\n\s*\n", re.IGNORECASE)
"""To whom a post replies, on a line of its own above it."""
_MAY_BE_RULE = pattern(r"\n {0,3}[-*_=—–─ ]+(?:\n|\Z)")
_WRITER = pattern(r"[(（]([^()（）]{2,60})[)）]$")
_ENDS = ("。", "！", "？", "；", ".", "!", "?", ";", "，", ",", "：", ":")
_LINK = pattern(
    r" {0,3}(?:\*\*|__)?\[[^\[\]\n]{1,200}\]\(<?https?://[^\s()]{1,2000}\)(?:\*\*|__)?(?P<rest>[^\n]{0,24}?)[ \t]*$"
)
_BOLD = pattern(r" {0,3}(?P<b>\*\*|__)(?P<title>(?:(?!(?P=b))[^\n]){2,120})(?P=b)[ \t]*$")


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines between two rules, without blank ones at either end."""

    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Cut:
    """A file cut at its rules."""

    intro: _Part | None
    parts: tuple[_Part, ...]
    titles: tuple[str, ...]
    """The line that is the title of each part; empty for a part that begins with its author."""
    closing: _Part | None
    """Words below the last rule that are of none of them."""


def propose(source: Source) -> list[Proposal]:
    """The parts, where nearly all of them begin as entries do."""
    cut = _cut(source)
    if cut is None:
        return []
    pieces = tuple(
        Piece(part.first, part.first + bool(title), part.stop, title)
        for part, title in zip(cut.parts, cut.titles, strict=True)
    )
    return [Proposal("posts", pieces, read, marks={"parted": 1.0})]


def read(source: Source) -> Parts:
    """One entry a part; rules are named as left out."""
    cut = _cut(source)
    if cut is None:
        return note.read(source)
    skipped: list[Skipped] = [skip for at in _rules(source) for skip in source.skip("rule", at, at + 1)]
    title = ""
    if cut.intro is not None:
        title = plain(source.lines[cut.intro.first].lstrip("# "))
        skipped += source.title_and_introduction(cut.intro.first, cut.intro.first + 1, cut.intro.stop)
    if cut.closing is not None:
        skipped += source.skip("introduction", cut.closing.first, cut.closing.stop)
    entries = []
    for part, name in zip(cut.parts, cut.titles, strict=True):
        entry, furniture = (_titled(source, part, name), ()) if name else _post(source, part)
        if not (entry.body.strip() or entry.links):
            skipped += source.skip("empty-template", part.first, part.stop)
            continue
        entries.append(entry)
        skipped += [skip for at in furniture for skip in source.skip("page-furniture", at, at + 1)]
    return Parts(tuple(entries), skipped=tuple(skipped), title=title)


def _rules(source: Source) -> list[int]:
    if not _MAY_BE_RULE.search(source.text):
        return []
    rules = [n for n, line in enumerate(source.lines[source.start :], source.start) if is_rule(line)]
    return [n for n in rules if n not in source.code]


def _cut(source: Source) -> _Cut | None:
    """`source` at its rules; None unless each part begins as the others do."""
    parts = _parts(source)
    if not parts:
        return None
    intro, rest = _intro(source, parts[0])
    parts = [*((rest,) if rest else ()), *parts[1:]]
    if len(parts) < POSTS:
        return None
    begun = [_is_begun(source, part) for part in parts]
    if _are_signed(source, parts):
        begun = [True] * len(parts)
    closing = None
    if sum(begun) >= POSTS and not begun[-1] and is_introduction(_texts(source, parts[-1])):
        closing = parts.pop()
    if sum(begun) < max(BEGUN * len(parts), POSTS) and not _are_notes(source, intro, parts):
        return None
    return _Cut(intro, tuple(parts), tuple(_title_of(source, part) for part in parts), closing)


def _are_signed(source: Source, parts: Sequence[_Part]) -> bool:
    """Whether half of the parts begin with a handle, and all of them in bold: **[deleted]**."""
    bold = all(source.lines[part.first].startswith("**") for part in parts)
    return bold and sum(_has_handle(source, part) for part in parts) * 2 >= len(parts)


def _texts(source: Source, part: _Part) -> list[str]:
    return list(filter(str.strip, source.lines[part.first : part.stop]))


def _is_clipping(source: Source, part: _Part) -> bool:
    """Whether a part is what an e-reader notes: a title, below it where and when it was marked, then what was."""
    below = source.lines[part.first + 1 : part.first + 2]
    return any(line.startswith("- ") and " | " in line and bool(dates_in(line)) for line in below)


def _is_begun(source: Source, part: _Part) -> bool:
    """Whether a part begins as entries do: with a day, a link or an author; a title in bold alone may be that of a section."""
    title = _title_of(source, part)
    if title:
        return _BOLD.match(title) is None or read_title(_title_line(title)).date is not None
    return (
        _is_post(source, part) or only_url(source.lines[part.first]) is not None or _signature(source, part) is not None
    )


def _signature(source: Source, part: _Part) -> tuple[tuple[Person, ...], str] | None:
    """Who wrote a part, and the day, as its last line says and no more: —— @handle 2024-1-6 来自 iPhone; None without such a line."""
    line = source.lines[part.stop - 1]
    text = plain(line).lstrip("—–- ") if part.stop - part.first > 1 and len(line) <= SIGNATURE else ""
    days = [day for day in dates_in(text) if len(day[2]) == len("2024-03-04")]
    if len(days) != 1 or text.endswith(_ENDS) or _SPEAKS.match(source.lines[part.first]):
        return None
    start, end = beside_day(text, *days[0])
    who, after = text[:start].strip(" ·|,，"), text[end:].strip(" ·|,，")
    if (who and not looks_like_name(who.lstrip("@＠"))) or not _FROM.match(after):
        return None
    return ((person(who),) if who else ()), days[0][2]


def _title_of(source: Source, part: _Part) -> str:
    """The line that a part has for a title; empty where it begins with who wrote it."""
    line = source.lines[part.first]
    begins = bool(_title_line(line)) or _is_link(line) or _is_clipping(source, part)
    is_title = begins and not _has_handle(source, part)
    return line if is_title else ""


def _is_link(line: str) -> bool:
    """Whether a line begins with a link that what stands below is about, and says hardly more: a day, a remark, no sentence."""
    match = _LINK.match(line) if "](" in line else None
    return match is not None and not match["rest"].endswith(_ENDS)


def _parts(source: Source) -> list[_Part]:
    """What stands between the rules; none where a heading stands there, but for one above them all."""
    is_diary = len(source.marks) > len(source.headings)  # days alone on a line begin the parts
    rules = _rules(source) if len(source.headings) < 2 and not is_diary else []
    if not rules:
        return []
    edges = [source.start - 1, *rules, len(source.lines)]
    spans = [source.trimmed(a + 1, b) for a, b in pairwise(edges)]
    parts = [_Part(a, b) for a, b in spans if a < b]
    return [] if parts and any(heading.line >= parts[0].stop for heading in source.headings) else parts


def _intro(source: Source, part: _Part) -> tuple[_Part | None, _Part | None]:
    """The title of the file with a line or two, and what of `part` is a first entry below it."""
    if not source.headings:
        words = [line for line in source.lines[part.first : part.stop] if line.strip()]
        return (part, None) if is_introduction(words) and not _says_who(source, part) else (None, part)
    first, stop = source.trimmed(source.headings[0].stop, part.stop)
    if first == stop:
        return part, None
    at = next((n for n in range(first, stop) if _starts(source, n, _Part(first, stop))), stop)
    if not is_introduction(list(filter(str.strip, source.lines[first:at]))):
        at = first
    last = source.trimmed(part.first, at)[1]
    return _Part(part.first, last), _Part(at, stop) if at < stop else None


def _says_who(source: Source, part: _Part) -> bool:
    """Whether a part has a title, or says above or below its text who wrote it or when."""
    return bool(_title_of(source, part)) or _is_post(source, part) or _signature(source, part) is not None


def _starts(source: Source, at: int, part: _Part) -> bool:
    """Whether the line at `at`, first or below a blank one, begins a post or is a title."""
    line = source.lines[at]
    if not line.strip() or (at > part.first and source.lines[at - 1].strip()):
        return False
    rest = _Part(at, part.stop)
    return bool(_title_of(source, rest)) or _is_post(source, rest)


def _head(source: Source, part: _Part) -> PostHead:
    return post_head(source.lines, part.first, part.stop)


def _is_post(source: Source, part: _Part) -> bool:
    """Whether a part begins with an author's handle, or with a name and a date, and has a text below."""
    head = _head(source, part)
    named = head.author is not None and (head.author.handle is not None or head.date is not None)
    return named and head.stop < part.stop


def _has_handle(source: Source, part: _Part) -> bool:
    who = _head(source, part).author
    return who is not None and who.handle is not None


def _are_notes(source: Source, intro: _Part | None, parts: Sequence[_Part]) -> bool:
    """Whether each part stands under a title of its own, and none of the file makes them sections of one note."""
    titles = _titles(source, parts)
    if len(titles) < len(parts) or len(set(titles)) < len(titles):
        return False
    if _are_dated(source, titles, parts):
        return True
    if len(parts) < NOTES or not _name_notes(titles):
        return False
    above = source.front.title or (plain(source.lines[intro.first].lstrip("# ")) if intro else "")
    return says_collection(above, "") if above else not (source.front.tags or source.front.date)


def _are_dated(source: Source, titles: Sequence[str], parts: Sequence[_Part]) -> bool:
    """Whether each title says a day, or has one alone on the line below it."""
    below = (source.lines[source.trimmed(part.first + 1, part.stop)[0]] for part in parts)
    return all(read_title(title).date or date_line(line) for title, line in zip(titles, below, strict=True))


def _titles(source: Source, parts: Sequence[_Part]) -> list[str]:
    """The titles of the parts that have one and a text below it."""
    titles = (_title_line(source.lines[part.first]) for part in parts if part.first + 1 < part.stop)
    return list(filter(None, titles))


def _name_notes(titles: Sequence[str]) -> bool:
    """Whether titles without days are those of notes: most are more than labels, none is a section, a place, a speaker."""
    if any(map(is_section_name, titles)) or any(map(is_place, titles)) or is_conversation(titles):
        return False
    return sum(len(plain(title)) >= TITLE_LENGTH for title in titles) * 2 >= len(titles)


def _title_line(line: str) -> str:
    """The title that `line` is: in bold, or beginning with a day; empty for any other line."""
    bold = _BOLD.match(line)
    if bold is not None:
        return bold["title"].strip()
    days = dates_in(line) if len(line) <= DATED_LENGTH and not line.rstrip().endswith(_ENDS) else ()
    return line.strip() if days and not line[: days[0][0]].strip(" [【(（") else ""


def _titled(source: Source, part: _Part, line: str) -> Entry:
    if _is_clipping(source, part):
        return _clipping(source, part)
    title = read_title(_title_line(line) or line)
    body = body_text(source.lines[part.first + 1 : part.stop])
    says_when = date_line(title.text) is not None or (title.date is not None and _FROM.match(title.text))
    if says_when and (words := first_line_title(body)):
        title = replace(title, text=words, date=title.date or date_line(title.text))
    return compose(source, title, body, source.span(part.first, part.stop - 1))


def _clipping(source: Source, part: _Part) -> Entry:
    """What was marked in a book; empty where that was no more than a place. The book alone would call many of them the same."""
    book, where = (plain(line) for line in source.lines[part.first : part.first + 2])
    writer = _WRITER.search(book)
    words = body_text(source.lines[part.first + 2 : part.stop])
    title, body = f"{book} · {first_line_title(words)}", f"{where}\n\n{words}"
    return compose(
        source, Title(title), body if words else "", source.span(part.first, part.stop - 1), date=dates_in(where)[0][2],
        authors=(person(writer[1]),) if writer else (),
    )  # fmt: skip


def _post(source: Source, part: _Part) -> tuple[Entry, tuple[int, ...]]:
    """A post, and the indices of a page's interface in it."""
    head = _head(source, part)
    text = post_text(source.lines, head.stop, part.stop, frozenset())
    left = [source.lines[n].strip() for n in head.left]
    own = [link.url for link in head.links if link.url not in text.body]
    body = "\n\n".join([*left, text.body, *own])
    title = Title(first_line_title(_REPLY.sub("", body)) or head.signature())
    authors, date = _signature(source, part) or ((), None)
    entry = compose(
        source, title, body, source.span(part.first, part.stop - 1), kind=Kind.POST if head.author else None, date=head.date or date,
        authors=head.authors or authors, extra_links=head.links,
    )  # fmt: skip
    return entry, (*head.furniture, *text.furniture)
