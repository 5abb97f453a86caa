"""Outline numbers of Chinese and English texts: 一、 （一） 第一章 1、 1. 1.1 (1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ainotes_site.lazy_regex import pattern

_HAN = "一二三四五六七八九十百零〇两"
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("chapter", pattern(rf"第\s?([{_HAN}\d]{{1,4}})\s?(?:[章节篇部回讲课]|部分)\s*[、.．:：]?\s*(\S.*)$")),
    ("ordinal", pattern(rf"第([{_HAN}]{{1,3}})\s*[、，,.．:：]\s*(\S.*)$")),
    ("han", pattern(rf"([{_HAN}]{{1,3}})\s*[、.．:：]\s*(\S.*)$")),
    ("han-bracket", pattern(rf"[（(]([{_HAN}]{{1,3}})[)）]\s*[、.．]?\s*(\S.*)$")),
    ("dotted", pattern(r"(\d{1,2}(?:[.．]\d{1,2}){1,4})(?:[.．、]\s*|\s+|(?=[\u3400-\u9fff]))(\S.*)$")),
    ("digit", pattern(r"(\d{1,3})\s*(?:[、．]|[.](?!\d{1,2}(?!\d)))\s*(\S.*)$")),
    ("digit-bracket", pattern(r"[（(]?(\d{1,2})[)）]\s*(\S.*)$")),
)
_SPACED = pattern(r"\s*(\d{1,2})[ \t\u3000]+([^\W\d].*)$")
BEGINS_ON_LINE = rf"[^\w\n]*[第{_HAN}\d]"
"""How a numbered line begins, whatever marks of Markdown it has: a glance tells most others."""
BEGINS = pattern(BEGINS_ON_LINE)
BEGINS_WITHIN = pattern(rf"\n{BEGINS_ON_LINE}")
_FIRST = frozenset(f"第（({_HAN}")
"""What an outline number begins with, besides a digit."""
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that begins with an outline number."""

    style: str
    """`chapter`, `ordinal`, `han`, `han-bracket`, `dotted`, `digit` or `digit-bracket`; dotted ones with depth."""
    number: int
    """The last part of the number; 0 when it is larger than is read."""
    text: str
    """What follows the number."""


def numbered_headings(texts: Sequence[str]) -> list[Numbered | None]:
    """The texts of headings as `numbered` gives them; where 1.1 is among them, or they count from 1 on, a space after a
    number is enough: 1 数学."""
    own = list(map(numbered, texts))
    spaced = list(map(_spaced, texts))
    counts = [number.number for number in spaced if number]
    counted = len(counts) > 2 and counts == list(range(1, len(counts) + 1))
    if not counted and not any(number is not None and number.style == "dotted-2" for number in own):
        return own
    return [number or other for number, other in zip(own, spaced, strict=True)]


def _spaced(text: str) -> Numbered | None:
    match = _SPACED.match(text)
    return Numbered("digit", int(match[1]), match[2].strip()) if match else None


def numbered(line: str) -> Numbered | None:
    """`line` as a numbered one; None when it begins with no outline number."""
    text = line.strip()
    if len(text) < 2 or len(text) > 400 or not (text[0] in _FIRST or text[0].isdecimal()):
        return None
    for style, numbering in _STYLES:
        match = numbering.match(text)
        if match is None:
            continue
        parts = re.split(r"[.．]", match[1]) if style == "dotted" else [match[1]]
        depth = f"dotted-{len(parts)}" if style == "dotted" else style
        return Numbered(depth, _value(parts[-1]), match[2].strip())
    return None


def _value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    value = 0
    tens, _, units = text.rpartition("十")
    if "十" in text:
        value = 10 * (_DIGITS.get(tens, 1) if tens else 1)
        text = units
    return value + (_DIGITS.get(text, 0) if text else 0)
