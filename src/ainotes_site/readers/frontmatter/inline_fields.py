"""Fields that stand as text at the top of a note: 作者：…, 发布时间：…, - Tags: … as clippings and exports have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Person
from ainotes_site.readers.detect.authors import looks_like_name
from ainotes_site.readers.detect.dates import find_date
from ainotes_site.readers.detect.simplify import simplified
from ainotes_site.readers.detect.titles import plain
from ainotes_site.readers.frontmatter.values import list_of, people_of
from ainotes_site.readers.glossary.term_tables import is_table_rule

LINES = 16
"""Among how many first lines fields are looked for."""

BYLINE_LENGTH = 100
"""Longest line in which author, place and day stand side by side, in characters."""

_FIELD = pattern(
    r"[ ]{0,3}(?:>[ ]?)?(?:[-*+•][ \t]+)?(?:\*\*|__)?(?P<label>[A-Za-z\u3400-\u9fff][\w ]{0,18}?)[ \t]*"
    r"(?:(?:\*\*|__)[ \t]*[:：]|(?:::?|：)[ \t]*(?:\*\*|__)?)[ \t]*(?P<value>\S.*)$"
)
_BAR = pattern(r"\s*[|｜]\s*|\s+·\s+")
_SKIPPED = pattern(
    r"\s*(?:>\s*|!\[.*|#{1,6}\s+(?:metadata|元数据|属性|properties)\s*|(?:[-*_]\s?){3,})$", re.IGNORECASE
)
_DATE = pattern(
    r"(?:日期|时间|(?:创建|记录|收藏|阅读|读完|摘录|整理)(?:时间|日期|于)?|date|created(?: at)?|posted(?: on)?)$",
    re.IGNORECASE,
)
_PUBLISHED = pattern(r"(?:发布(?:时间|日期|于)?|published(?: on)?|publish date)$", re.IGNORECASE)
_ORIGIN = pattern(r"(?:来源|出处|原文|原文链接|转载自|source|via|original)$", re.IGNORECASE)
_AUTHOR = pattern(r"(?:作者|撰文|UP\s?主|博主|主讲人?|讲者|演讲者|author|authors|by|speakers?|channel)$", re.IGNORECASE)
_TAGS = pattern(r"(?:标签|标记|tags?|document tags)$", re.IGNORECASE)
_ALIASES = pattern(r"(?:别名|alias(?:es)?)$", re.IGNORECASE)
_BYLINE = pattern(
    r"[*_>\s]*(?:原创|转载|首发|编译|发[表布]于|撰文|作者|来源|文\s?[/|]|"
    r"by\s(?!the\b|\w{3,9}\.?\s\d)|posted\b|published\b)(?!.*[。，！？；])",
    re.IGNORECASE,
)
"""How a line begins that names the author, the place and the day without a colon."""
_ROW = pattern(r"\s*\|[ \t]*(?:\*\*)?(?P<label>[^|\n*]{1,20}?)(?:\*\*)?[ \t]*\|[ \t]*(?P<value>[^|\n]*?)[ \t]*\|?\s*$")
"""A row of a table of two columns, as properties stand in one below its header."""
_ON_A_SITE = pattern(r"^(@\w{1,60}) on (?:X|Twitter)$")
_AND_OTHERS = pattern(r"(?:\s*等(?:人|著)?|,?\s+et al\.?)\s*$")
_HAN_WORDS = pattern(r"[#\w\u3400-\u9fff-]*[\u3400-\u9fff][\w\u3400-\u9fff-]*(?:\s+\S+)+$")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the first lines of a note say about it."""

    date: str | None = None
    authors: tuple[Person, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


NOTHING = Stated()


def stated(body: str) -> Stated:
    """Date, authors, tags and aliases among the fields that `body` begins with; they stay in it."""
    fields = list(_fields(body))
    dates = [find_date(value) for label, value in fields if _DATE.match(label)]
    if any(_ORIGIN.match(label) or _AUTHOR.match(label) for label, _ in fields):
        # Beside neither, it is the day on which the thing was published that the note is about.
        dates += [find_date(value) for label, value in fields if _PUBLISHED.match(label)]
    authors = [_people(value) for label, value in fields if _AUTHOR.match(label)]
    tags = [_words(value) for label, value in fields if _TAGS.match(label)]
    aliases = [_words(value) for label, value in fields if _ALIASES.match(label)]
    if not fields:
        return NOTHING
    return Stated(
        next(filter(None, dates), None),
        next(filter(None, authors), ()),
        next(filter(None, tags), ()),
        next(filter(None, aliases), ()),
    )


def _fields(body: str) -> Iterator[tuple[str, str]]:
    """(label, value) of the lines before the first that is neither a field nor an ornament above them."""
    tabled = False
    for line in body.split("\n", LINES)[:LINES]:
        whole = _FIELD.match(line) if len(line) <= 400 and (":" in line or "：" in line) else None
        if whole is None:
            row = _ROW.match(line) if "|" in line[:4] and len(line) <= 400 else None
            if row is not None:
                tabled = tabled or is_table_rule(line)
                if tabled and row["value"]:
                    yield simplified(row["label"].strip()), row["value"]
            elif line.strip() and not _SKIPPED.match(line):
                if len(line) > BYLINE_LENGTH or not _BYLINE.match(line):
                    return
                yield "日期", line.replace("*", " ")
            continue
        found = [_FIELD.match(piece) for piece in _BAR.split(line)]
        if all(found):
            yield from ((simplified(match["label"].strip()), match["value"].strip()) for match in found if match)
        else:
            yield simplified(whole["label"].strip()), whole["value"].strip()


def _people(value: str) -> tuple[Person, ...]:
    """Names that can be names; none where one of them is a piece of text."""
    people = people_of(_AND_OTHERS.sub("", _ON_A_SITE.sub(r"\1", plain(value))))
    return people if all(looks_like_name(p.name or p.handle or "") for p in people) else ()


def _words(value: str) -> tuple[str, ...]:
    """Tags parted by commas, by their hash signs, or by spaces where they are Chinese."""
    text = plain(value.replace("]] [[", "]],[["))
    parted = re.sub(r"\s+", ",", text) if _HAN_WORDS.match(text) and not re.search("[,，、;；]", text) else text
    return tuple(tag.lstrip("#") for tag in list_of(parted) if tag.strip("#") and len(tag) <= 40)
