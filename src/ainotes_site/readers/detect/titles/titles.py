"""Headings and first lines as titles: plain text, without what a site or a habit hung on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Link
from ainotes_site.readers.detect.dates import (
    beside_day,
    circumstances,
    date_line,
    dates_in,
    day_at_start,
    first_of_span,
    week_named,
)
from ainotes_site.readers.detect.phrases import alternatives

TITLE_LENGTH = 60
"""Longest title made from a first line, in characters."""

_LONGEST_DATED = 2_000
"""Characters of a heading that may say a date: each is looked at together with all that is before it."""

SITE_SUFFIXES = alternatives("detect/titles/site_names", "site")
"""Names that sites append to page titles, alternatives of one pattern."""

_SITE = pattern(
    rf"\s*(?:[_|｜]|\s[-–—·]|-(?=CSDN|知乎|简书|博客园|掘金))\s*(?:{SITE_SUFFIXES})\s*$|\A\[\d{{4}}\.\d{{4,5}}(?:v\d{{1,2}})?\]\s+(?=\S)",
    re.IGNORECASE,
)
_MAY_NAME_SITE = pattern(r"[_|｜–—·-]|\A\[\d")
_SITE_IN_LABEL = pattern(rf"(?<=\S)\s{{0,3}}(?:[_|｜]|\s[-–—·])\s{{0,3}}(?:{SITE_SUFFIXES})\Z", re.IGNORECASE)
_LINK = pattern(
    r"(?:!\[|\[)((?:[^\[\]]|\[[^\[\]]{0,300}\]){0,500})\]\(\s{0,3}<?((?:[^\s()<>]|\([^\s()<>]{0,300}\)){0,2000})>?(?:\s{1,3}[\"'][^\n]{0,200}?[\"'])?\s{0,3}\)"
)
_WIKILINK = pattern(r"!?\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
_TAG = pattern(r"</?[A-Za-z][^<>]{0,200}>")
_MARKS = pattern(r"(?<!\\)(\*\*|__|~~|==|`{1,8})(?=\S)(.{1,300}?)(?<=[^\s\\])\1")
_EMPHASIS = pattern(r"\*(?<![\w*\\]\*)(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s\\])\*(?![\w*])")
_ESCAPE = pattern(r"\\([!-/:-@\[-`{-~])")
_ATTRIBUTES = pattern(r"\s*\{[#.:][^{}]{0,100}\}\s*$")
_FOOTNOTE = pattern(r"(?<=\S)\s?\[\^[^\[\]\s]{1,40}\]")
_TAGS_AT_END = pattern(r"(?<=\S)(?:\s+#[^\W\d_][\w/-]{0,40})+\s*\Z")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " ", "&#39;": "'"}
_UPDATED = pattern(
    r"[（(\[【]?\s*(?:最后)?(?:更新|修订|updated?|last updated)(?:于|时间|日期)?\s*[:：]?\s*$", re.IGNORECASE
)
_TO = pattern(
    r"[日号號]?\s*(?:[~～–—-]+|至|到)\s*(?:20\d\d\s?年\s?\d{1,2}\s?月|"
    r"(?:20\d\d\s?[-/.年]\s?)?\d{1,2}\s?(?:(?P<mark>[-/.月])\s?\d{1,2}(?!\d)|[日号號]))"
)
"""What follows a day from which days are counted to another."""
_ORDER = pattern(
    r"\A(?:\d{1,3}\s*[、．]|\d{1,3}\.(?=\s)|\d{1,3}\.(?=[^\W\d_]{2})|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|\d{1,2}[)）]|"
    r"[一二三四五六七八九十]{1,3}\s*[、．]|0\d{1,2}[-_\s](?=[-_\s]*[^\W\d_])|\d{1,3}\s+[-–—]\s)[-_\s]*(?=《|[^\W\d_][^\W_])"
)
"""A number before a title that says where it stands among others."""
_LINE_MARKS = pattern(r"\A\s*(?:(?:#{1,6}|[-+*>])\s+|>\s*)*")
_ZEROS = pattern(r"(?<!\d)0+(?=\d)")
_CLAUSE = pattern(r"[。！？!?；;]|\.(?=\s)")


@dataclass(frozen=True, slots=True)
class Title:
    """A heading, taken apart."""

    text: str
    """Plain text; the date itself when the heading is nothing else."""
    date: str | None = None
    updated: str | None = None
    links: tuple[Link, ...] = ()
    """Links in the heading, as written."""
    only_link: bool = False
    """Whether the heading is one link and nothing else."""
    day: str = ""
    """How a heading that is no more than a day writes it."""
    tags: tuple[str, ...] = ()
    """What stands behind it: Residuals #paper."""


_PICTURE = pattern(
    r"!\[[^\[\]\n]{0,400}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])|<img\b[^<>]{0,2000}>", re.IGNORECASE
)
_LINKED_NOTHING = pattern(r"\[\s{0,3}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])")
_DOUBLED = pattern(r"`|\*\*|__|~~|==")
_MARKED = pattern(r"[\[<*_~=`\\&]")


@lru_cache(maxsize=512)
def plain(markdown: str) -> str:
    """One line of Markdown as plain text. Remembered for a moment, because each way to cut a source asks the same of its headings."""
    text = markdown
    if not _MARKED.search(text):
        return " ".join(text.split())
    if "[[" in text:
        text = _WIKILINK.sub(lambda match: match[2] or match[1], text)
    for _ in range(2):  # a picture may be the text of a link
        text = _LINK.sub(itemgetter(1), text) if "](" in text else text
    if "<" in text:
        text = _TAG.sub("", text)
    text = _without_doubled(_without_doubled(text))
    if "*" in text:
        text = _EMPHASIS.sub(itemgetter(1), text)
    if "\\" in text:
        text = _ESCAPE.sub(itemgetter(1), text)
    for entity, character in _ENTITIES.items() if "&" in text else ():
        text = text.replace(entity, character)
    return " ".join(text.split())


def _without_doubled(text: str) -> str:
    return _MARKS.sub(itemgetter(2), text) if _DOUBLED.search(text) else text


def without_pictures(heading: str) -> str:
    """A heading without badges and logos beside its words; as it is where it has no other words than theirs."""
    if "![" not in heading and "<img" not in heading.lower():
        return heading
    shorter = _LINKED_NOTHING.sub("", _PICTURE.sub("", heading))
    return shorter if any(map(str.isalnum, plain(shorter))) else heading


def bare(markdown: str) -> str:
    """`markdown` as letters and digits alone, for telling whether two headings say the same."""
    return letters(plain(markdown))


def letters(text: str) -> str:
    """The letters and digits of `text` alone, in lower case."""
    return "".join(filter(str.isalnum, text)).lower()


def bare_name(markdown: str) -> str:
    """`bare`, with numbers as they count: Week 03 as week3."""
    return _ZEROS.sub("", bare(markdown))


def without_site(title: str) -> str:
    """`title` without the name of the site at its end, or the number that arXiv puts before it.

    >>> without_site("注意力机制_哔哩哔哩_bilibili")
    '注意力机制'
    """
    shorter = _SITE.sub("", title) if _MAY_NAME_SITE.search(title) else title
    return shorter if shorter.strip() else title


def without_sites_in_links(markdown: str) -> str:
    """`markdown` with the names of sites taken from the ends of link texts."""
    *before, rest = markdown.split("](http")
    parted = (text.rpartition("[") for text in before)
    return "](http".join((*(f"{text}{mark}{_SITE_IN_LABEL.sub('', label)}" for text, mark, label in parted), rest))


@lru_cache(maxsize=256)
def read_title(heading: str) -> Title:
    """Take a heading apart: text, dates, links, a trailing bracket with a link or an update in it.

    Remembered for a moment, because each way to cut a source, and the way that is chosen, asks the same of its headings.
    """
    links = tuple(
        Link(match[2], without_site(plain(match[1])))
        for match in (_LINK.finditer(heading) if "](" in heading else ())
        if not match[0].startswith("!") and not match[2].startswith("#")  # to itself
    )
    only = bool(links) and _LINK.fullmatch(heading.strip()) is not None
    text, tags = _without_tags(_without_marks(heading))
    if links and not only:
        text = _without_trailing_links(text)
    text = _without_closing(text)
    date, updated, rest = _dates(text)
    day = text if date and not rest else ""
    text = without_site(rest).strip(" ·|｜-—:：,，").lstrip("– ")
    return Title(text or date or plain(heading), date, updated, links, only, day, tags)


def _without_marks(heading: str) -> str:
    """Without pictures beside its words, attributes and the numbers of footnotes."""
    text = without_pictures(heading)
    text = _ATTRIBUTES.sub("", text) if "{" in text else text
    return _FOOTNOTE.sub("", text) if "[^" in text else text


def _without_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Without the tags that stand behind it, and those."""
    found = _TAGS_AT_END.search(text) if "#" in text else None
    return (text[: found.start()], tuple(tag.strip("#/-") for tag in found[0].split())) if found else (text, ())


def _without_closing(text: str) -> str:
    """A heading as plain text, without the marks that close it; the names of two languages end so as well."""
    return plain(text) if text.rstrip().endswith(("C#", "F#")) else plain(text).rstrip("#").strip()


def _without_trailing_links(text: str) -> str:
    """Without the link in a bracket at the end: `标题（更新 2023-3-13，[参考](…)）` keeps the rest of it."""
    match = re.search(
        r"[（(]([^（()）]{0,60}(?:\[[^\[\]]{0,300}\]\([^\s()]{0,2000}\)[^（()）]{0,60}){1,5})[)）]\s*$", text
    )
    if match is None:
        return text
    words = _LINK.sub("", match[1]).strip(" ，,、;；|")
    return text[: match.start()] + (f"（{words}）" if words else "")


def _dates(text: str) -> tuple[str | None, str | None, str]:
    if len(text) > _LONGEST_DATED or not any(c.isdigit() for c in text):
        return None, None, text
    whole = date_line(text)
    if whole:
        return whole, None, ""
    found = dates_in(text) or day_at_start(text)
    begun = _first_day(text, found)
    if begun is not None:
        return begun, None, text
    date, updated, rest = _taken_out(text, found)
    says = any(character.isalnum() for character in rest) and not circumstances(rest)
    said = rest if says else text  # a week from one day to another, a day with its weather
    return date or updated or week_named(rest), updated, said


def _first_day(text: str, found: Sequence[tuple[int, int, str]]) -> str | None:
    """The day from which the text counts days to another."""
    first = first_of_span(text)
    if first is not None and not any(iso >= first[:8] for _, _, iso in found if len(iso) > 7):
        return first
    return found[0][2] if found and _begins_span(text, *found[0][:2]) else None


def _taken_out(text: str, found: Sequence[tuple[int, int, str]]) -> tuple[str | None, str | None, str]:
    """The first of the days in `text`, the last on which it was updated, and the text without those at its edges."""
    date = updated = None
    for start, end, iso in reversed(found):
        label = _UPDATED.search(text[:start])
        first, last = beside_day(text, start, end, iso)
        left, right = text[: label.start() if label else first], text[last:]
        if label:
            updated = updated or iso
        else:
            date = iso
        if not right.strip(" ）)]】,，。") or not left.strip(" （([【"):
            text = (left.rstrip(" （([【") + " " + right.lstrip(" ）)]】|｜:：,，")).strip()
    return date, updated, text


def _begins_span(text: str, start: int, end: int) -> bool:
    """Whether the date between two indices is the first day of some: 2025-03-02 ~ 03-08, 3月2日至8日."""
    last = _TO.match(text, end)
    return last is not None and (last["mark"] != "." or "." in text[start:end])


def without_order(title: str) -> str:
    """`title` without a number at its beginning that only orders it among others.

    >>> [without_order(each) for each in ("8.moe", "03. 位置编码", "(2) 损失", "一、概述", "01-intro", "3.5 版", "7B 模型")]
    ['moe', '位置编码', '损失', '概述', 'intro', '3.5 版', '7B 模型']
    """
    return _ORDER.sub("", title, count=1)


def first_line_title(body: str) -> str:
    """A title from the first line of `body` that has words, cut at the end of its first sentence or at a word."""
    for line in body.split("\n", 40)[:40]:
        text = unmarked(line[:2000])
        text = re.sub(r"^(?:\\?#+\s+|\d{1,2}(?:[.、)]|/(?=\s))\s*(?=\D))", "", text)
        if any(c.isalnum() for c in text) and not text.startswith(("http://", "https://")):
            return shortened(text)
    return ""


def unmarked(line: str) -> str:
    """One line as plain text, without the marks of a heading, a quotation or a list before it."""
    return plain(_LINE_MARKS.sub("", line).strip().lstrip("#>-+ \t")).lstrip("* \t")


def shortened(text: str) -> str:
    """`text` cut to a title's length."""
    end = _CLAUSE.search(text, 6)
    if end and end.start() <= TITLE_LENGTH:
        return text[: end.start() + (end[0] in "！？!?")]
    if len(text) <= TITLE_LENGTH:
        return text.rstrip("：:，,。；;") or text
    cut = text[:TITLE_LENGTH]
    comma = max(cut.rfind(mark) for mark in "，,、：:")
    space = cut.rfind(" ") if cut[-1].isascii() and text[TITLE_LENGTH].isascii() else -1
    stop = comma if comma >= TITLE_LENGTH // 3 else space if space >= TITLE_LENGTH // 2 else TITLE_LENGTH
    return cut[:stop].rstrip("，,、：: ") + "…"
