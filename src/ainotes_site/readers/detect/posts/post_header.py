"""The head of a post: date, name and handle in any order and layout, and the post's own URL between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Link, Person
from ainotes_site.readers.detect.authors import (
    NAME_LENGTH,
    clean_name,
    ends_openly,
    lone_handle,
    looks_like_name,
    named_handle,
    person,
)
from ainotes_site.readers.detect.dates import MONTH_NAME, TIME_OF_DAY, date_line, dates_in
from ainotes_site.readers.detect.links import only_url
from ainotes_site.readers.detect.phrases import alternatives, sections
from ainotes_site.readers.detect.posts.handle_lines import continues
from ainotes_site.urls import without_tracking

MAX_BLANKS = 3
"""Blank lines that may stand between the lines of a head."""

_DAY = rf"(?:\d{{1,2}}月\d{{1,2}}日|{MONTH_NAME} \d{{1,2}})"
_CLOCK = rf"(?:{TIME_OF_DAY}?\s?\d{{1,2}}[:：]\d\d(?:\s?[AP]M)?)"
_words = partial(alternatives, "detect/posts/post_words")
_MOMENT = rf"{_CLOCK}\s*·\s*(?:20\d\d年)?{_DAY}(?:, 20\d\d)?(?:\s*·.{{0,40}})?"
FURNITURE = pattern(
    rf"\s*(?:{_words('anywhere')}|{_words('in-head')}|(?:刚刚|[今昨前]天)(?:\s?{_CLOCK})?|\d{{1,2}}\s?(?:秒|分钟|小时|天)前|"
    rf"{_MOMENT}|[\d,.]+\s?[万KM]?\s*(?:次?查看|Views?))\s*$"
)
"""Lines of X's pages that come along when a post is copied."""

FURNITURE_ANYWHERE = pattern(rf"\s*(?:{_words('anywhere')}|{_MOMENT}|[\d,.]+\s?[万KM]?\s?次查看)\s*$")
"""Those that are no text wherever they stand alone on a line."""

FURNITURE_DATE = pattern(rf"\s*(?:·\s*)?(?:{_DAY}|\d{{1,2}}\s?(?:h|m|小时|分钟)前?)\s*$")
"""A day without a year: furniture in a head, text anywhere else."""

_POST_URL = pattern(
    r"https?://(?:(?:mobile\.|www\.)?(?:x|twitter|nitter|fxtwitter)\.\w+/\S+/status|(?:m\.)?weibo\.c|t\.me/|okjk\.co|m\.okjike\.com|"
    r"bsky\.app/profile|www\.threads\.net|\S*mastodon|www\.linkedin\.com/(?:posts|feed)|mp\.weixin\.qq\.com)"
)
_DATE_SHAPED = pattern(r"\s*\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s*$")
_LINK_LABELS = sections("detect/posts/post_words")["label-link"]
_LABELLED = pattern(
    rf"\s{{0,3}}(?:[-*+]\s+)?\**(?P<label>{_words('label-author')}|{_words('label-link')})\**\s*[:：]\**\s*(?=\S)",
    re.IGNORECASE,
)
_NO_NAME_ABOVE = pattern(r"^(?:http|[-*](?=\s)|[>#\[!]|\d+[/.、)])|https?://|[，。；：]|\d[:：]\d|[！？,;:(（]$")
_CLOCK_AFTER = pattern(rf"[T ]*{_CLOCK}(?:[:：]\d\d)?")
_BESIDE = pattern(rf"\s*·\s*(?P<day>{_DAY})\s*$")
_DAY_AT_END = pattern(rf"\s*·\s*{_DAY}\s*$")
_SWAPPED = pattern(r"\s*[@＠](\w{1,60})[\s·|,，-]+(\S.{0,48})$")
_SEPARATORS = " \t\u3000·|｜,，-—–•/()（）[]"


@dataclass(frozen=True, slots=True)
class PostHead:
    """What stands above the text of a post."""

    date: str | None = None
    author: Person | None = None
    url: str | None = None
    furniture: tuple[int, ...] = ()
    """Indices of lines that are a web page's interface."""
    day: str = ""
    """A day without a year, as X shows it."""
    left: tuple[int, ...] = ()
    """Indices of lines that look like a date and are none: text, though they stand in the head."""
    stop: int = 0
    """Index of the first line of the text."""

    @property
    def authors(self) -> tuple[Person, ...]:
        return (self.author,) if self.author else ()

    @property
    def links(self) -> tuple[Link, ...]:
        """The post's own URL."""
        own = without_tracking(self.url) if self.url else ""
        return (Link(own, own),) if own else ()

    def signature(self, undated: str = "") -> str:
        """Who wrote, and when: the title of a post without words. Without a date, what `undated` says."""
        who = (self.author.name or f"@{self.author.handle}") if self.author else ""
        return " ".join(filter(None, (who, self.date or undated)))


@dataclass(slots=True)
class _Open:
    date: str | None = None
    name: str = ""
    handle: str | None = None
    url: str | None = None
    furniture: list[int] = field(default_factory=list)
    day: str = ""
    left: list[int] = field(default_factory=list)
    stop: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether it has all three: name, handle and date."""
        return bool(self.name and self.handle is not None and self.date)


def post_head(lines: Sequence[str], first: int, stop: int, names: frozenset[str] = frozenset()) -> PostHead:
    """Read the head that begins at or after index `first`, and end before `stop`.

    `names` are display names known from elsewhere in the file: they need no handle to be one.
    """
    head = _Open(stop=first)
    while (at := _next(lines, head.stop, stop)) < stop:
        if at > head.stop and head.is_whole and not _furniture(lines[at]):
            break
        if not _take(head, _Place(lines, at, stop, names)):
            break
        head.stop = at + 1
    author = Person(head.name, head.handle) if head.name or head.handle else None
    return PostHead(head.date, author, head.url, tuple(head.furniture), head.day, tuple(head.left), head.stop)


def _next(lines: Sequence[str], at: int, stop: int) -> int:
    while at < stop and not lines[at].strip():
        at += 1
    return at


def _furniture(line: str) -> bool:
    return FURNITURE.match(line) is not None or FURNITURE_DATE.match(line) is not None


class _Place(NamedTuple):
    """A line, and what stands around it."""

    lines: Sequence[str]
    at: int
    stop: int
    names: frozenset[str]

    @property
    def line(self) -> str:
        return self.lines[self.at]


def _take(head: _Open, place: _Place) -> bool:
    """Take one line into `head`; False when it is already text."""
    for take in _TAKING:
        taken = take(head, place)
        if taken is not None:
            return taken
    return False


def _take_labelled(head: _Open, place: _Place) -> bool | None:
    labelled = _LABELLED.match(place.line)
    if labelled is None:
        return None
    return _take_field(head, labelled["label"].lower(), place.line[labelled.end() :].strip()) or None


def _take_furniture(head: _Open, place: _Place) -> bool | None:
    line = place.line
    if FURNITURE.match(line):
        head.furniture.append(place.at)
        return True
    if (head.name or head.handle) and FURNITURE_DATE.match(line):
        head.furniture.append(place.at)
        head.day = head.day or line.strip(" ·")
        return True
    return None


def _take_date(head: _Open, place: _Place) -> bool | None:
    if head.date is not None:
        return None
    head.date = date_line(place.line)
    if head.date is None and _DATE_SHAPED.match(place.line):
        head.left.append(place.at)
        return True
    return True if head.date else None


def _take_url(head: _Open, place: _Place) -> bool | None:
    """The post's own URL; where nothing follows it, it is the text of the post."""
    if head.url is not None or head.is_whole:
        return None
    url = only_url(place.line)
    if not url or not _POST_URL.match(url):
        return None
    if not any(line.strip() for line in place.lines[place.at + 1 : place.stop]):
        return False
    head.url = url
    return True


def _take_handle(head: _Open, place: _Place) -> bool | None:
    handle, day = dated_handle(place.line) if head.handle is None else (None, "")
    if not handle:
        return None
    head.day = head.day or day
    if not head.name and continues(place.lines, place.at, place.stop):
        return False
    head.handle = handle
    return True


def _take_linked(head: _Open, place: _Place) -> bool | None:
    """A name as a link to the account: [名字](https://x.com/handle)."""
    if head.handle is not None or head.name or "](" not in place.line:
        return None
    linked = named_handle(place.line)
    if linked is None:
        return None
    head.name, head.handle = linked.name, linked.handle
    return True


def _take_all_in_one(head: _Open, place: _Place) -> bool | None:
    """`名字 @handle 2023-12-03` in any order, with any separators."""
    if head.handle is not None or head.name:
        return None
    line = place.line
    if len(line) > 160 or not any(c in "@＠" or c.isdigit() for c in line):
        return None
    rest, date = _without_dates(line.replace("**", ""))
    day = _DAY_AT_END.search(rest)
    if day:
        head.day = day[0].strip(" ·")
        rest = rest[: day.start()]
    rest = rest.strip().strip("-—–·|｜,，•/ \t\u3000")
    who = _who(rest, is_dated=bool(date or day), may_be_named=bool(date), may_be_bare=bool(date) and head.date is None)
    if who is None:
        return None
    head.name, head.handle = who
    head.date = head.date or date
    return True


def _without_dates(line: str) -> tuple[str, str | None]:
    """`line` without its days and the hours after them, and the first of the days."""
    rest, date = line, None
    for start, end, iso in reversed(dates_in(line)):
        after = _CLOCK_AFTER.sub("", line[end:])
        rest, date = line[:start].rstrip(_SEPARATORS) + " " + after.lstrip(_SEPARATORS), iso
    return rest, date


def _who(rest: str, *, is_dated: bool, may_be_named: bool, may_be_bare: bool) -> tuple[str, str | None] | None:
    """Name and handle that the rest of a line is, in either order; only beside a day can it be one of the two alone."""
    handle = lone_handle(rest)
    if handle:
        return ("", handle) if is_dated else None
    named = named_handle(rest)
    if named is not None:
        return named.name, named.handle
    swapped = _SWAPPED.match(rest) if may_be_named else None
    if swapped and looks_like_name(swapped[2]):
        return clean_name(swapped[2]), swapped[1]
    if may_be_bare and rest and looks_like_name(rest) and _short_name(rest):
        return clean_name(rest), None
    return None


def _take_name(head: _Open, place: _Place) -> bool | None:
    if head.name or not _names_author(head, place):
        return None
    head.name = clean_name(place.line)
    return True


_TAKING = (
    _take_labelled,
    _take_furniture,
    _take_date,
    _take_url,
    _take_handle,
    _take_linked,
    _take_all_in_one,
    _take_name,
)
"""What a line of a head may be, in the order in which it is tried: True where it is that, False where it is text, None where
it may be one of the next."""


def _take_field(head: _Open, label: str, value: str) -> bool:
    """Take a field that says what it is: 作者：名字 (@handle), 链接：https://…"""
    url = only_url(value)
    if url is not None:
        if head.url is None:
            head.url = url
        return head.url == url
    if label in _LINK_LABELS or not value or len(value) > NAME_LENGTH + 40:
        return False
    who = person(value)
    head.name, head.handle = head.name or who.name, head.handle or who.handle
    return True


def dated_handle(line: str) -> tuple[str | None, str]:
    """The handle that `line` consists of, and the day without a year that X shows beside it: `@a · 5月4日`."""
    day = _BESIDE.search(line) if len(line) < 120 else None
    return lone_handle(line[: day.start()] if day else line), day["day"] if day else ""


def _names_author(head: _Open, place: _Place) -> bool:
    """Whether a line is a display name: known, above a handle or a date, or nothing else is likely."""
    lines, at, stop, names = place
    line = place.line
    if clean_name(line) in names:
        return True
    after = next_text(lines, at + 1, stop)
    if head.handle is not None:
        return head.date is None and looks_like_name(line) and after is not None and bool(date_line(lines[after]))
    if after is None:
        return False
    following = _below_url(lines, after, stop)
    if dated_handle(following)[0] and not continues(lines, after, stop):
        return name_above_handle(line)
    if not looks_like_name(line):
        return False
    return bool(date_line(following)) if head.date is None else _short_name(line)


def _below_url(lines: Sequence[str], at: int, stop: int) -> str:
    """The line at `at`; where that is the URL of a post, the one below it, if there is one."""
    url = only_url(lines[at])
    later = next_text(lines, at + 1, stop) if url and _POST_URL.match(url) else None
    return lines[at if later is None else later]


def name_above_handle(line: str) -> bool:
    """Whether `line`, right above a handle, is a name. Such names may have more punctuation than others."""
    text = line.strip()
    if looks_like_name(text):
        return True
    return 0 < len(text) <= NAME_LENGTH and not _NO_NAME_ABOVE.search(text) and not ends_openly(text)


def next_text(lines: Sequence[str], at: int, stop: int) -> int | None:
    """Index of the first line from `at` that is not blank, below as many blank ones as a head may have."""
    return next((n for n in range(at, min(stop, at + MAX_BLANKS + 1)) if lines[n].strip()), None)


def _short_name(line: str) -> bool:
    """Whether a line without a handle under it is still more likely a name than a short first sentence."""
    text = re.sub(r"[(（\[].*?[)）\]]", "", line).strip()
    han = sum("\u3400" <= c <= "\u9fff" for c in text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    if han and latin:
        return han <= 6 and latin <= 12
    if han:
        return han <= 6
    return len(text.split()) <= 3 and text[:1].isupper() and 0 < latin <= 24
