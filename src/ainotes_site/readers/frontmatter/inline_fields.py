"""Fields that stand as text at the top of a note: 作者：…, 发布时间：…, - Tags: … as clippings and exports have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Person
from ainotes_site.readers.detect.authors import looks_like_name
from ainotes_site.readers.detect.dates import find_date
from ainotes_site.readers.detect.field_names import fields_of, is_field_heading
from ainotes_site.readers.detect.titles import plain
from ainotes_site.readers.frontmatter.values import list_of, people_of
from ainotes_site.readers.glossary.term_tables import is_table_rule

LINES = 24
"""Among how many first lines fields are looked for."""

BYLINE_LENGTH = 100
"""Longest line in which author, place and day stand side by side, in characters."""

_FIELD = pattern(
    r"[ ]{0,3}(?:>[ ]?)?(?:[-*+•][ \t]+)?(?:\*\*|__|[*_])?(?P<label>[A-Za-z\u3400-\u9fff][\w ]{0,18}?)[ \t]*"
    r"(?:(?:\*\*|__)[ \t]*[:：]|(?:::?|：)[ \t]*(?:\*\*|__)?)[ \t]*(?P<value>\S.*)$"
)
_BAR = pattern(r"\s*[|｜]\s*|\s+·\s+")
_SKIPPED = pattern(r"\s*(?:>\s*|!\[.*|#{1,6}\s+(?P<head>\S.{0,24})|(?:[-*_]\s?){3,})$", re.IGNORECASE)
_BYLINE = pattern(
    r"[*_>\s]*(?:原创|转载|首发|编译|发[表布]于|撰文|作者|来源|文\s?[/|]|"
    r"by\s(?!the\b|\w{3,9}\.?\s\d)|posted\b|published\b)(?!.*[。，！？；])",
    re.IGNORECASE,
)
"""How a line begins that names the author, the place and the day without a colon."""
_WRITTEN_BY = pattern(
    r"[*_>\s]*(?:(?:撰文|作者|编译|编辑|文|译|by)\s?[/|｜：: ]\s?)(?P<who>[^\s|｜/·,，\d][^|｜/·,，\d]{0,30}?)\s*(?:$|[|｜/·,，\d])",
    re.IGNORECASE,
)
"""Whom such a line names."""
_SITE_LINE = pattern(
    r"\s{0,3}\[(?:[\w-]{1,40}\.){1,4}[a-z]{2,10}\]\(https?://[^()\s]{1,1800}\)[ \t]*(?P<who>[^\s\[(].{0,60})$"
)
"""What a save service writes under the title: the site as a link, and who wrote."""
_AUTHOR_LABEL = pattern(r"^(?:作者|撰文|文|author|by)\s*[:：/]\s*", re.IGNORECASE)
_SCRIPTS_PARTED = pattern(
    r"([A-Za-z][\w.&' -]{1,30}?|[\u3400-\u9fff]{2,12})\s+(?=[\u3400-\u9fff]|(?<=[\u3400-\u9fff] )[A-Za-z])"
)
"""A name and an account after it, in two scripts: Some Park 某某公园."""
_ROW = pattern(r"\s*\|[ \t]*(?:\*\*)?(?P<label>[^|\n*]{1,20}?)(?:\*\*)?[ \t]*\|[ \t]*(?P<value>[^|\n]*?)[ \t]*\|?\s*$")
"""A row of a table of two columns, as properties stand in one below its header."""
_COMMENT = pattern(r"\s*<!--[ \t]*(?:[\w-]+(?![\w:：-]))?[ \t]*|[ \t]*-->\s*$")
"""The marks of a comment of HTML, with the word that says what it is for: `<!--info`."""
_ON_A_SITE = pattern(r"^(@\w{1,60}) on (?:X|Twitter)$")
_AND_OTHERS = pattern(r"(?:\s*等(?:人|著)?|,?\s+et al\.?)\s*$")
_HAN_WORDS = pattern(r"[#\w\u3400-\u9fff-]*[\u3400-\u9fff][\w\u3400-\u9fff-]*(?:\s+\S+)+$")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the first lines of a note say about it."""

    date: str | None = None
    updated: str | None = None
    authors: tuple[Person, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


NOTHING = Stated()
_Value = TypeVar("_Value")


def stated(body: str) -> Stated:
    """Dates, authors, tags and aliases among the fields that `body` begins with; they stay in it."""
    fields = [(fields_of(label), value) for label, value in _fields(body)]
    if not fields:
        return NOTHING

    def first(field: str, read: Callable[[str], _Value]) -> _Value | None:
        return next(filter(None, (read(value) for named, value in fields if field in named)), None)

    own = [value for named, value in fields if named & {"date", "created"} and "published" not in named]
    date = next(filter(None, map(find_date, own)), None)
    if any(named & {"origin", "author"} for named, _ in fields):
        # Beside neither, it is the day on which the thing was published that the note is about.
        date = date or first("published", find_date)
    return Stated(
        date,
        first("updated", find_date),
        first("author", _people) or (),
        first("tags", _words) or (),
        first("aliases", _words) or (),
    )


def _fields(body: str) -> Iterator[tuple[str, str]]:
    """(label, value) of the lines before the first that is neither a field nor an ornament above them."""
    tabled = False
    for line in body.split("\n", LINES)[:LINES]:
        text = _COMMENT.sub("", line) if "<!--" in line or "-->" in line else line
        whole = _FIELD.match(text) if len(text) <= 400 and (":" in text or "：" in text) else None
        if whole is not None:
            yield from _side_by_side(text, whole)
            continue
        row = _ROW.match(line) if "|" in line[:4] and len(line) <= 400 else None
        if row is not None:
            tabled = tabled or is_table_rule(line)
            if tabled and row["value"]:
                yield row["label"].strip(), row["value"]
        elif text.strip() and not _is_ornament(text):
            byline = _SITE_LINE.match(text) if len(text) < 2000 else None
            if byline is not None:
                yield "作者", _signed(byline["who"])
            elif len(text) > BYLINE_LENGTH or not _BYLINE.match(text):
                return
            else:
                yield from _byline(text.replace("*", " "))


def _is_ornament(text: str) -> bool:
    """Whether a line may stand above and between fields: a picture, a rule, the heading of a list of fields."""
    ornament = _SKIPPED.match(text)
    return ornament is not None and (ornament["head"] is None or is_field_heading(ornament["head"]))


def _side_by_side(text: str, whole: re.Match[str]) -> Iterator[tuple[str, str]]:
    """The fields on one line, which may be several: 作者：… | 日期：…"""
    found = [_FIELD.match(piece) for piece in _BAR.split(text)]
    if all(found):
        yield from ((match["label"].strip(), match["value"].strip(" \t_*")) for match in found if match)
    else:
        yield whole["label"].strip(), whole["value"].strip(" \t_*")


def _byline(text: str) -> Iterator[tuple[str, str]]:
    """A line with the author, the place and the day, without colons: 文 / 小林 2024-05-01."""
    yield "日期", text
    named = _WRITTEN_BY.match(text)
    if named is not None:
        yield "作者", named["who"].strip()


def _signed(text: str) -> str:
    """Whom a save service names beside the site: a name, said twice where the account is named after it."""
    who = _AUTHOR_LABEL.sub("", plain(text)).strip()
    half = len(who) // 2
    if len(who) > 2 and who[:half].strip() == who[half:].strip():
        return who[:half].strip()
    parted = _SCRIPTS_PARTED.match(who)
    return parted[1] if parted else who


def _people(value: str) -> tuple[Person, ...]:
    """Names that can be names; none where one of them is a piece of text."""
    people = people_of(_AND_OTHERS.sub("", _ON_A_SITE.sub(r"\1", plain(value))))
    return people if all(looks_like_name(p.name or p.handle or "") for p in people) else ()


def _words(value: str) -> tuple[str, ...]:
    """Tags parted by commas, by their hash signs, or by spaces where they are Chinese."""
    listed = value.startswith("[") and value.endswith("]") and not value.startswith("[[")
    text = plain(value.strip("[]") if listed else value.replace("]] [[", "]],[["))
    parted = re.sub(r"\s+", ",", text) if _HAN_WORDS.match(text) and not re.search("[,，、;；]", text) else text
    return tuple(tag.lstrip("#") for tag in list_of(parted) if tag.strip("#") and len(tag) <= 40)
