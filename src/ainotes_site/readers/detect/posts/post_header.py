"""The head of a post: date, name and handle in any order and layout, and the post's own URL between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Person
from ainotes_site.readers.detect.authors import (
    NAME_LENGTH,
    clean_name,
    ends_openly,
    lone_handle,
    looks_like_name,
    named_handle,
    person,
)
from ainotes_site.readers.detect.dates import date_line, dates_in
from ainotes_site.readers.detect.links import only_url
from ainotes_site.readers.detect.posts.handle_lines import continues

MAX_BLANKS = 3
"""Blank lines that may stand between the lines of a head."""

_DAY = r"(?:\d{1,2}月\d{1,2}日|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} \d{1,2})"
_CLOCK = r"(?:(?:上午|下午|晚上|凌晨)?\s?\d{1,2}[:：]\d\d(?:\s?[AP]M)?)"
FURNITURE = pattern(
    rf"\s*(?:·|(?:刚刚|[今昨前]天)(?:\s?{_CLOCK})?|\d{{1,2}}\s?(?:秒|分钟|小时|天)前|引用|Quote|Quoted?\s(?:Tweet|Post)|显示更多|展开|Show (?:more|this thread)|显示此(?:主题|帖子)串?|"
    rf"翻译(?:帖子|推文)|查看翻译|"
    rf"Translate (?:post|Tweet|bio)|已认证(?:的)?账号|Verified account|关注|Follow(?:ing)?|正在关注|转推了?|Reposted|"
    rf"已编辑|Last edited.{{0,40}}|"
    rf"{_CLOCK}\s*·\s*(?:20\d\d年)?{_DAY}(?:, 20\d\d)?(?:\s*·.{{0,40}})?|[\d,.]+\s?[万KM]?\s*(?:次?查看|Views?))\s*$"
)
"""Lines of X's pages that come along when a post is copied."""

FURNITURE_ANYWHERE = pattern(
    rf"\s*(?:·|引用|Quote|显示更多|Show more|Show this thread|翻译(?:帖子|推文)|查看翻译|Translate (?:post|Tweet)"
    rf"|{_CLOCK}\s*·\s*(?:20\d\d年)?{_DAY}(?:, 20\d\d)?(?:\s*·.{{0,40}})?|[\d,.]+\s?[万KM]?\s?次查看)\s*$"
)
"""Those that are no text wherever they stand alone on a line."""

FURNITURE_DATE = pattern(rf"\s*(?:·\s*)?(?:{_DAY}|\d{{1,2}}\s?(?:h|m|小时|分钟)前?)\s*$")
"""A day without a year: furniture in a head, text anywhere else."""

_POST_URL = pattern(
    r"https?://(?:(?:mobile\.|www\.)?(?:x|twitter|nitter|fxtwitter)\.\w+/\S+/status|(?:m\.)?weibo\.c|t\.me/|okjk\.co|m\.okjike\.com|"
    r"bsky\.app/profile|www\.threads\.net|\S*mastodon|www\.linkedin\.com/(?:posts|feed)|mp\.weixin\.qq\.com)"
)
_DATE_SHAPED = pattern(r"\s*\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s*$")
_LINK_LABELS = ("链接", "原文", "地址", "url", "link", "source")
_LABELLED = pattern(
    r"\s{0,3}(?:[-*+]\s+)?\**(?P<label>作者|博主|用户|账号|昵称|发布者|author|by|user|handle|链接|原文|地址|url|link|source)\**\s*[:：]\**\s*(?=\S)",
    re.IGNORECASE,
)
_NO_NAME_ABOVE = pattern(r"^(?:http|[-*>#\[!]|\d+[/.、)])|https?://|[，。；：]|\d[:：]\d|[！？,;:(（]$")
_CLOCK_AFTER = pattern(rf"[T ]*{_CLOCK}(?:[:：]\d\d)?")
_BESIDE = pattern(rf"\s*·\s*(?P<day>{_DAY})\s*$")
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


def post_head(lines: Sequence[str], first: int, stop: int, names: frozenset[str] = frozenset()) -> PostHead:
    """Read the head that begins at or after index `first`, and end before `stop`.

    `names` are display names known from elsewhere in the file: they need no handle to be one.
    """
    head = _Open(stop=first)
    at = first
    while at < stop:
        blanks = at
        while at < stop and not lines[at].strip():
            at += 1
        if at == stop or (
            head.handle is not None and at - blanks > 0 and head.date and head.name and not _furniture(lines[at])
        ):
            break
        if not _take(head, lines, at, stop, names):
            break
        at += 1
        head.stop = at
    author = Person(head.name, head.handle) if head.name or head.handle else None
    return PostHead(head.date, author, head.url, tuple(head.furniture), head.day, tuple(head.left), head.stop)


def _furniture(line: str) -> bool:
    return FURNITURE.match(line) is not None or FURNITURE_DATE.match(line) is not None


def _take(head: _Open, lines: Sequence[str], at: int, stop: int, names: frozenset[str]) -> bool:
    """Take one line into `head`; False when it is already text."""
    line = lines[at]
    labelled = _LABELLED.match(line)
    if labelled is not None and _take_field(head, labelled["label"].lower(), line[labelled.end() :].strip()):
        return True
    if FURNITURE.match(line) or (FURNITURE_DATE.match(line) and (head.name or head.handle)):
        head.furniture.append(at)
        head.day = head.day or ("" if FURNITURE.match(line) else line.strip(" ·"))
        return True
    if head.date is None and (date := date_line(line)):
        head.date = date
        return True
    if head.date is None and _DATE_SHAPED.match(line):
        head.left.append(at)
        return True
    url = only_url(line)
    if (
        url
        and head.url is None
        and _POST_URL.match(url)
        and (head.handle is None or not head.name or head.date is None)
    ):
        if _only_text_left(lines, at, stop, head):
            return False
        head.url = url
        return True
    handle, day = dated_handle(line)
    if head.handle is None and handle:
        head.day = head.day or day
        if not head.name and continues(lines, at, stop):
            return False
        head.handle = handle
        return True
    if head.handle is None and not head.name and _one_line(head, line):
        return True
    if not head.name and _names_author(head, lines, at, stop, names):
        head.name = clean_name(line)
        return True
    return False


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


def _only_text_left(lines: Sequence[str], at: int, stop: int, head: _Open) -> bool:
    """Whether nothing follows the URL at `at`, so that it is itself the text of the post."""
    return not any(line.strip() for line in lines[at + 1 : stop])


def _one_line(head: _Open, line: str) -> bool:
    """`名字 @handle 2023-12-03` in any order, with any separators."""
    linked = named_handle(line) if "](" in line else None
    if linked is not None:
        head.name, head.handle = linked.name, linked.handle
        return True
    if ("@" not in line and "＠" not in line and not any(c.isdigit() for c in line)) or len(line) > 160:
        return False
    line = line.replace("**", "")
    rest, date = line, None
    for start, end, iso in reversed(dates_in(line)):
        after = _CLOCK_AFTER.sub("", line[end:])
        rest, date = line[:start].rstrip(_SEPARATORS) + " " + after.lstrip(_SEPARATORS), iso
    day = re.search(rf"\s*·\s*{_DAY}\s*$", rest)
    if day:
        head.day = day[0].strip(" ·")
        rest = rest[: day.start()]
    rest = rest.strip().strip("-—–·|｜,，•/ \t\u3000")
    handle = lone_handle(rest)
    named = named_handle(rest) if not handle else None
    swapped = re.match(r"\s*[@＠](\w{1,60})[\s·|,，-]+(\S.{0,48})$", rest) if not handle and named is None else None
    if handle and (date or day):
        head.handle = handle
    elif named is not None:
        head.name, head.handle = named.name, named.handle
    elif swapped and date and looks_like_name(swapped[2]):
        head.name, head.handle = clean_name(swapped[2]), swapped[1]
    elif date and head.date is None and rest and looks_like_name(rest) and _short_name(rest):
        head.name = clean_name(rest)
    else:
        return False
    head.date = head.date or date
    return True


def _names_author(head: _Open, lines: Sequence[str], at: int, stop: int, names: frozenset[str]) -> bool:
    """Whether the line at `at` is a display name: known, above a handle or a date, or nothing else is likely."""
    line = lines[at]
    if clean_name(line) in names:
        return True
    if head.handle is not None:
        return head.date is None and looks_like_name(line) and _above_date(lines, at, stop)
    after = _next_text(lines, at + 1, stop)
    if after is None or after - at > MAX_BLANKS + 1:
        return False
    following = lines[after]
    url = only_url(following)
    if url and _POST_URL.match(url):
        later = _next_text(lines, after + 1, stop)
        following = lines[later] if later is not None else following
    if dated_handle(following)[0] and not continues(lines, after, stop):
        return name_above_handle(line)
    if head.date is None and date_line(following):
        return looks_like_name(line)
    return head.date is not None and looks_like_name(line) and _short_name(line)


def name_above_handle(line: str) -> bool:
    """Whether `line`, right above a handle, is a name. Such names may have more punctuation than others."""
    text = line.strip()
    if looks_like_name(text):
        return True
    return 0 < len(text) <= NAME_LENGTH and not _NO_NAME_ABOVE.search(text) and not ends_openly(text)


def _above_date(lines: Sequence[str], at: int, stop: int) -> bool:
    after = _next_text(lines, at + 1, stop)
    return after is not None and date_line(lines[after]) is not None


def _next_text(lines: Sequence[str], at: int, stop: int) -> int | None:
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
