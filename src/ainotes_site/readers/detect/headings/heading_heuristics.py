"""Words and shapes by which people mark what a heading or a list is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.dates import MONTH_NAME, circumstances, diary_day
from ainotes_site.readers.detect.headings.headings import Heading, fenced, is_rule
from ainotes_site.readers.detect.phrases import alternatives
from ainotes_site.readers.detect.simplify import simplified
from ainotes_site.readers.detect.titles.titles import bare

DATE_HEADS = 3
"""How many dates alone on a line make a diary without headings."""

COUNTED = 3
"""How many lines with a number in corners are heads."""

REMARK_LENGTH = 4
"""Letters of the longest remark beside a link that leads to a heading; what is longer says more than the heading does."""

LONGEST_FRAME = 100
"""Characters of the longest line that may frame an index."""

_SET_OFF = ("[", "【", "*", "_")
"""What sets a line off from the text above it without a blank line."""

_words = partial(alternatives, "detect/headings/heading_words")
_COLLECTION = pattern(_words("collection"), re.IGNORECASE)
_NOTES = pattern(_words("notes"), re.IGNORECASE)
"""What is said of a file of many notes, and as often of one note on many things."""
_WORK = pattern(r"《[^《》\n]{1,60}》")
_ESSAY = pattern(r"关于[^，。：\s]{1,20}?(?:随想|随笔|札记|杂记|手记)$")
"""One text on one thing, whatever such texts are called where there are many."""
_ALONE = pattern(_words("collection-alone"), re.IGNORECASE)
_FILLING = pattern(_words("collection-filling"), re.IGNORECASE)
_SECTION = pattern(rf"(?:[一二三四五六七八九十\d]+[、.．)）]\s*)?(?:{_words('section-name')})\s*[:：]?$", re.IGNORECASE)
_PROMPT_PART = pattern(rf"(?:{_words('prompt-part')})\s*[:：]?$", re.IGNORECASE)
_PROMPTS = pattern(rf"(?:{alternatives('detect/prompt_words', 'heading')})\W*$", re.IGNORECASE)
_ASKS = pattern(rf"(?:{_words('asks')})\s*[:：]?$", re.IGNORECASE)
_ANSWERS = pattern(rf"(?:{_words('answers')})\s*[:：]?$", re.IGNORECASE)
"""Who speaks in a conversation with a model."""
_SIGN = pattern(r"^[^\w\s]{1,6}\s*")
_PLACE = pattern(
    r"[\[(（【]?\d{1,2}:[0-5]\d(?::[0-5]\d)?[\])）】]?(?!\d)|(?:p\.?|pp\.|page|loc(?:ation)?\.?)\s?\d{1,5}(?![\w.])|"
    r"第\s?\d{1,5}\s?[页頁]|位置\s?\d",
    re.IGNORECASE,
)
_PERIOD = pattern(
    r"(?:19|20)\d\d\s?年?(?:\s?(?:[上下]半年|Q[1-4]|第?[一二三四1-4]季度))?$|(?:(?:19|20)\d\d\s?[-/.年]\s?)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月$|"
    rf"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])$|{MONTH_NAME}(?:,? (?:19|20)\d\d)?$",
    re.IGNORECASE,
)
_BEGINS_WITH_DIGIT = pattern(r"\W*\d")
_COUNTED = pattern(r"【(?P<number>[一二三四五六七八九十\d]{1,3})】\s*(?P<text>[^\s：:，。][^：:，。\n]{0,40})$")
_FIRST = frozenset("一1") | {"01"}
_INDEX = pattern(rf"(?:{_words('contents')})\s*[:：]?$", re.IGNORECASE)
_ITEM = pattern(r"\s*(?:[-*+]|\d+[.、)])\s+(?:\[[ xX]\]\s+)?(.+)$")
_TO_ANCHOR = pattern(
    r"!?\[(?:[^\[\]]|\[[^\[\]]{0,100}\]){0,300}+\]\(#[^()\s]{0,300}(?:\([^()\s]{0,100}\)[^()\s]{0,100}){0,3}\)"
)
_TOC_MARK = pattern(
    r"\s*(?:\\?\[toc\\?\]|\[\[_?to(?:c|sp)_?\]\]|\{:?\s*toc(?::[^{}\n]{0,60})?\s*\}|<!--.{0,40}toc.{0,40}-->|\$\{toc\}|@\[toc\].{0,40})\s*$",
    re.IGNORECASE,
)


def says_collection(title: str, path: str) -> bool:
    """Whether a title, or a file's name and folder, says that many notes follow, or may follow."""
    return _says(_COLLECTION, title, path) or _says(_NOTES, title, path)


def says_only_collection(title: str) -> bool:
    """Whether a title says that many notes follow, or that there are notes, and not what about: 随手记, My notes, 想法 2024."""
    text = simplified(title)
    rest = _NOTES.sub("", _COLLECTION.sub("", _ALONE.sub("", text)))
    return rest != text and not any(map(str.isalpha, _FILLING.sub("", rest)))


def says_notes(title: str, path: str) -> bool:
    """Whether a title, or a file's name and folder, says no more than that there are notes: many of them, or parts of one."""
    return _says(_NOTES, title, path) and not _says(_COLLECTION, title, path)


@lru_cache(maxsize=512)
def _says(meant: re.Pattern[str], title: str, path: str) -> bool:
    title = _ESSAY.sub("", _WORK.sub("", title))
    words = " ".join(path.rsplit("/", 2)[-2:]).removesuffix(".md").replace("-", " ").replace("_", " ")
    return any(map(meant.search, (simplified(title), simplified(words))))


def is_period(title: str) -> bool:
    """Whether a title is no more than a year or a month, so that what stands under it are the notes of that time."""
    return _PERIOD.match(title.strip()) is not None


def is_place(title: str) -> bool:
    """Whether a heading begins with a place in a recording or in a book: 03:12, [1:02:33], P12, 第 45 页."""
    return _PLACE.match(title) is not None


def is_conversation(titles: Sequence[str]) -> bool:
    """Whether half of the headings say who speaks, and one of them who asks: names of models alone may be notes."""
    asking, answering = (
        sum(says.match(_without_sign(title)) is not None for title in titles) for says in (_ASKS, _ANSWERS)
    )
    return bool(asking and answering) and (asking + answering) * 2 >= len(titles)


def is_turn(title: str) -> bool:
    """Whether a heading says who speaks in a conversation with a model."""
    said = _without_sign(title)
    return _ASKS.match(said) is not None or _ANSWERS.match(said) is not None


def _without_sign(title: str) -> str:
    """A heading without the picture of a face that stands before who speaks."""
    return _SIGN.sub("", title.strip())


@lru_cache(maxsize=512)
def is_section_name(title: str) -> bool:
    """Whether a heading names a part of one note: 背景, 总结, References … Remembered for a moment, as `repeats_headings` is."""
    return _SECTION.match(simplified(title.strip())) is not None


def is_prompt_part(title: str) -> bool:
    """Whether a heading names a part of one long prompt: Rules, Workflow."""
    return _PROMPT_PART.match(title.strip()) is not None


def heads_prompts(title: str) -> bool:
    """Whether a heading says no more than that prompts stand below it, which a file collects: Prompts, 提示词列表."""
    return _PROMPTS.match(simplified(_without_sign(title)).strip()) is not None


def is_form(titles: Sequence[str]) -> bool:
    """Whether half of the headings are the parts of a form that is filled in again and again: 完成, 计划 for each week.

    Days of the week, months and numbers come again too, and are no parts.
    """
    counts = Counter(bare(title) for title in titles if not _BEGINS_WITH_DIGIT.match(title) and not _is_time(title))
    again = sum(count for name, count in counts.items() if count > 1 and name)
    return again * 2 >= len(titles) or sum(map(is_section_name, titles)) * 2 >= len(titles)


def _is_time(title: str) -> bool:
    return circumstances(title) or is_period(title)


_BOLD = pattern(r"\*\*(?:(?!\*\*)[^\n]){2,120}\*\*\s*$")
_OF_DAYS = ("20", "19", "月", "（", "(", "【", "周", "週", "星期")
"""One of these stands in each line that is a day."""
_OF_DAY = pattern(r"[月（(【周週]|20|19|星期")


def diary_heads(lines: Sequence[str], start: int, level: int = 1) -> tuple[Heading, ...]:
    """The days that stand alone above text, as headings of `level`, when there are enough of them to make a diary.

    A blank line stands above each; one in brackets or in bold needs none. Where all are in bold below rules, so is the
    title of what was noted on no day.
    """
    if sum(_OF_DAY.search(line, 0, 24) is not None for line in lines[start:]) < DATE_HEADS:
        return ()
    code, _ = fenced(lines)
    found = {
        n for n in range(start, len(lines)) if n not in code and _is_alone(lines, n, start) and diary_day(lines[n])
    }
    if len(found) < DATE_HEADS:
        return ()
    ruled_off = {n for n in _below_rules(lines, min(found)) if _BOLD.match(lines[n])} - code
    if ruled_off.issuperset(found - {min(found)}):
        found |= ruled_off
    return tuple(Heading(level, _uncornered(lines[n].strip()), n, n + 1) for n in sorted(found))


def _uncornered(text: str) -> str:
    return text[1:-1] if text[0] == "【" and text.find("】") == len(text) - 1 else text


def _is_alone(lines: Sequence[str], at: int, start: int) -> bool:
    return at == start or not lines[at - 1].strip() or lines[at][:1] in _SET_OFF


def _below_rules(lines: Sequence[str], start: int) -> Iterator[int]:
    """Indices of the lines that are the first text below a rule."""
    texts = (n for n in range(start, len(lines)) if lines[n].strip())
    return (below for above, below in pairwise(texts) if is_rule(lines[above]))


def counted_heads(lines: Sequence[str], start: int, level: int = 1) -> tuple[Heading, ...]:
    """Lines alone that count what stands below them in corners, 【一】 …, as headings of `level`, where they count on."""
    matches = [(n, match) for n in range(start, len(lines)) if (match := _COUNTED.match(lines[n]))]
    counts = [match for _, match in matches]
    found = [Heading(level, match["text"], n, n + 1) for n, match in matches]
    return tuple(found) if len(found) >= COUNTED and counts[0]["number"] in _FIRST else ()


def may_be_diary(text: str) -> bool:
    """A glance that tells most texts."""
    return sum(map(text.count, _OF_DAYS)) >= DATE_HEADS


def is_contents_mark(line: str) -> bool:
    """Whether `line` asks for a table of contents, or frames one that a tool wrote: [TOC], <!-- toc -->."""
    return _TOC_MARK.match(line) is not None


def _frames_index(line: str) -> bool:
    """Whether a line is the caption of an index, a rule, or a mark for one."""
    text = line.strip()
    if len(text) > LONGEST_FRAME:
        return False
    return not text.strip("-") or bool(_INDEX.match(text.strip("*#: ")) or _TOC_MARK.match(line))


@lru_cache(maxsize=256)
def repeats_headings(lines: tuple[str, ...], names: frozenset[str], title: str) -> bool:
    """Whether `lines` are an index: a `[TOC]` mark, or a list of which most items are headings or links to anchors.

    `names` are the headings of the file as `bare` gives them. Remembered for a moment, because each way to cut a source asks the
    same of its parts.
    """
    texts = list(filter(str.strip, lines))
    if all(map(_TOC_MARK.match, texts)):
        return bool(texts)
    if not any(map(_ITEM.match, texts)) or (len(texts) < 2 and not _INDEX.match(simplified(title))):
        return False
    hits = misses = 0
    for line in texts:
        item = _ITEM.match(line)
        if item is None:
            misses += not (_frames_index(line) or bare(line) in names)
        elif _repeats_heading(item[1], names):
            hits += 1
        else:
            misses += 1
        if misses > len(texts) // 5:
            return False
    return hits > 0 and misses <= (hits // 4 if hits > 3 else 0)


def _repeats_heading(item: str, names: frozenset[str]) -> bool:
    """Whether an item says nothing but a heading, or leads to a place of the file; what it says beyond that is text."""
    if bare(item) in names:
        return "](" not in item or "#" in item.rpartition("](")[2]
    if "](#" not in item:
        return False
    rest, anchors = _TO_ANCHOR.subn("", item)
    return anchors > 0 and sum(map(str.isalpha, rest)) <= REMARK_LENGTH
