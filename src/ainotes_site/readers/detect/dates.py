"""Dates in the layouts that notes use. What is no day of the calendar is text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.phrases import alternatives, sections
from ainotes_site.readers.detect.simplify import simplified

_YEAR = r"(?P<year>(?:19|20)\d\d)"
TIME_OF_DAY = rf"(?:{alternatives('detect/date_words', 'time-of-day')})"
_TIME = (
    rf"(?:[T ,，]*{TIME_OF_DAY}?\s?\d{{1,2}}[:：]\d\d(?:[:：]\d\d(?:\.\d+)?)?(?:\s?[AP]M)?(?:Z|\s?[+-]\d\d:?\d\d)?)?"
)
_DAY_NAME = (
    r"(?:(?:星期|[周週]|礼拜|禮拜)[一二三四五六日天]|"
    r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?)"
)
_WEEKDAY = rf"(?:[ ,，(（]*{_DAY_NAME}[)）]?|\s?[(（][一二三四五六日天][)）])?"
_WEEKDAY_BEFORE = rf"(?:{_DAY_NAME}[\s,，·]+)?"
_SKY = r"(?:晴天?|[多少][云雲]|[阴陰]天?|雾|霧|霾|[小中大暴阵陣雷]{0,2}[雨雪]|大?[风風])"
_WEATHER = rf"(?:[ ,，(（|/·]*{_SKY}(?:[转轉间間到]{_SKY})?[)）]?)?"
_MONTHS = [month[:3].lower() for month in sections("detect/date_words")["month"]]
MONTH_NAME = rf"(?:{alternatives('detect/date_words', 'month')})"
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"

_LAYOUTS = (
    rf"{_YEAR}\s?(?P<mark>[-/.])\s?(?P<month>\d{{1,2}})\s?(?P=mark)\s?(?P<day>\d{{1,2}})",
    rf"{_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?:(?P<day>\d{{1,2}})\s?[日号號]?)?",
    rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",
    rf"{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH},?\s{_YEAR}",
)
_YEAR_LAST = rf"(?P<one>\d{{1,2}})(?P<between>[./])(?P<two>\d{{1,2}})(?P=between){_YEAR}"
_NAMED = _LAYOUTS[3:]
"""With the name of the month."""
_HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_ENGLISH_ORDER = pattern(rf"(?P<month>{'|'.join(reversed(_HAN_MONTHS))})月\s(?P<day>\d{{1,2}})日?,?\s{_YEAR}")
_MONTH_ONLY = rf"{_YEAR}[-/.](?P<month>\d{{1,2}})"


def _apart(layout: str) -> str:
    """`layout` where it is no part of a longer number. What begins with a year is found soonest by that."""
    year = _YEAR if layout.startswith(_YEAR) else ""
    before = r"(?<![\d./-]\d{4})" if year else r"(?<![\d./-])"
    return rf"{year}{before}{layout.removeprefix(year)}(?!\d|[/.]\d|-\d{{1,2}}(?!\d|[./-]\d|月))"


_ANYWHERE = {
    layout: pattern(_apart(layout), re.IGNORECASE)
    for layout in (*_LAYOUTS, _YEAR_LAST)
    if "年" in layout or "mark" in layout or "name" in layout or "between" in layout
}
_WHOLE = {
    layout: pattern(
        rf"[\s\[(（【*_<·•—–]*{_WEEKDAY_BEFORE}{layout}{_TIME}{_WEEKDAY}{_TIME}[\s\])）】*_>:：]*$", re.IGNORECASE
    )
    for layout in (*_LAYOUTS, _MONTH_ONLY, _YEAR_LAST)
}
_DAY = pattern(
    r"\s*(?P<month>\d{1,2})\s?(?:月|[-/.](?=\d\d?(?:\D|$)))\s?(?P<day>\d{1,2})\s?[日号號]?(?![\d.%/-])\s*[:：、,，-]?\s*(?P<rest>.*)$"
)
_MONTH_NAME = rf"(?P<name>{alternatives('detect/date_words', 'month')})\.?"
_MONTH_NAMED = pattern(
    rf"(?<![A-Za-z\d])(?:{_MONTH_NAME}[\s,'’_-]{{1,3}}{_YEAR}"
    rf"|(?P<first>(?:19|20)\d\d)[\s,_-]{{1,3}}{_MONTH_NAME.replace('?P<name>', '?P<second>')})(?![A-Za-z\d])",
    re.IGNORECASE,
)
"""A month by its English name, with its year: `Feb 2023`, `2023 February`."""
_NAMED_DAYS = tuple(
    pattern(rf"\s*{day}(?![\w.%/-])\s*[:：,—–-]?\s*(?P<rest>.*)$", re.IGNORECASE)
    for day in (
        rf"{_MONTH_NAME}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH_NAME}",
    )
)
_COUNTED = pattern(r"\s*(?:day\s?\d{1,3}|第\s?\d{1,3}\s?[天日])\s*[:：,，|·—–-]\s*", re.IGNORECASE)
"""Which day of some it is, before the day: Day 12: January 8, 第 3 天 - 5月6日."""
_SET_OFF = frozenset((".", ":", "：", "—", "–"))
"""What parts a day in words from the text that it begins."""
_WEEKDAY_FIRST = pattern(rf"\s*{_DAY_NAME}[\s,，·]+(?=\S)", re.IGNORECASE)
_CIRCUMSTANCES = pattern(rf"{_WEEKDAY}[\s,，|/·]*{_WEATHER}\s*(?:[（(][^（）()\n]{{1,8}}[)）]\s*)?$", re.IGNORECASE)
_BETWEEN = r"[\s,，|｜/·(（]*"
_BESIDE = pattern(
    rf"{_TIME}(?:{_BETWEEN}(?P<weekday>{_DAY_NAME}|(?<=[(（])[一二三四五六日天](?=[)）]))[)）]?)?{_TIME}(?:{_BETWEEN}{_SKY}(?:[转轉间間到]{_SKY})?[)）]?(?=\W|$))?",
    re.IGNORECASE,
)
_WEEKDAY_ABOVE = pattern(rf"(?P<weekday>{_DAY_NAME}){_BETWEEN}$", re.IGNORECASE)
_DIARY_DAY = pattern(
    rf"[\s\[【*_]*(?:(?:19|20)\d\d\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}\s?[日号號]?|\d{{1,2}}\s?月\s?\d{{1,2}}\s?[日号號]"
    rf"|(?<=【)\d{{1,2}}[/.-]\d{{1,2}}(?=】)|\d{{1,2}}[/.-]\d{{1,2}}(?=\s?[(（]?{_DAY_NAME}|\s?[(（][一二三四五六日天][)）]))"
    rf"{_WEEKDAY}[\s,，|/·]*{_WEATHER}[\s\]】*_:：]*$",
    re.IGNORECASE,
)
_BOLD_DAY = pattern(r" {0,3}(\*\*|__)(?P<day>[^*_\n]{6,40})\1\s*[·•|｜]\s*\S.{0,40}$")
"""A day in bold with a remark beside it: **2024-02-02 08:40** · 圈子：开源."""
_BOLD_LINE = pattern(r" {0,3}(\*\*|__)(?P<text>[^*_\n]{4,80})\1[ \t]*$")
_SHORT_YEAR = pattern(
    r"(?P<before>[\s#>*_+\[【(（-]{0,9})(?P<day>2\d(?P<mark>[./-])\d{1,2}(?P=mark)\d{1,2})(?![\d./-])"
)
SHORT_YEARS = 3
"""How many lines that begin with two figures of a year show that they are days."""
LEAP_YEAR = "2024"
"""A year that has every day."""
CLOSING = 60
"""Characters of the longest line that may say at the end of a text when it was written."""
_CLOSING_DAY = pattern(
    rf"(?:[^\d\s，。,.]{{1,6}}\s)?(?:[写寫记記草]于\s?)?(?P<day>{_YEAR}[-/.年 ]{{1,3}}\d{{1,2}}(?:[-/.月 ]{{1,3}}\d{{1,2}}\s?[日号號]?|\s?月))"
    r"[,，·\s]*(?:(?:凌晨|清晨|上午|中午|下午|傍晚|晚上|深夜|[晨午晚夜])|于\s?[^\s\d，。]{1,8})$"
)
_NESTED = pattern(r"(?:^|/)((?:19|20)\d\d)年?[/-](\d{1,2})月?[/-](\d{1,2})日?$")
_IN_YEAR = pattern(
    r"(?:^|/)((?:19|20)\d\d)年?/(?:(\d{1,2})月(\d{1,2})日|(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?![\d月_.-]))[^/]*$"
)
"""A month and a day at the beginning of a name in the folder of a year: `2024/0506 标题`, `2024/5月6日`."""
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_DAY_OF_WEEK = pattern(rf"\s*{_DAY_NAME}", re.IGNORECASE)
_WEEK = pattern(
    r"((?:19|20)\d\d)(?:[-\s]?(?:[Ww](?:eek)?|[Ww][Kk])[-\s]?|年[-\s]?第?\s?)(\d{1,2})(?:\s?[周週](?!年)|(?![\dA-Za-z年月日]))"
)
"""A week of the ISO calendar at the beginning of a name: `2024-W10`, `2024年第10周`."""
_BEFORE_DAY = pattern(r"[-_](?=(?:19|20)\d\d[-_.]\d)")
"""What parts the name of a file from its day: meeting-2024-05-06."""
_STAMPED = pattern(r"(?<![\dA-Za-z])(20\d{6})(?:\d{4}|\d{6})?(?![\dA-Za-z])")
"""A day, or a day and a time, written together: what note-takers with numbered slips begin their names with."""
_MONTH_NUMBERED = pattern(
    rf"(?<!\d){_YEAR}\s?(?:[-._年/]\s?)?(?P<month>0[1-9]|1[0-2]|(?<=\D)[1-9])(?:月|(?![\d.]|-\d))"
)
"""A month in numbers at one edge of a name: `2023-04`, `202304`, `2023年4月`."""
_YEAR_NAMED = pattern(rf"{_YEAR}\s?年?(?:度)?$")
_HAN_DIGITS = "〇零一二三四五六七八九"
_HAN_YEAR = pattern(r"[一二][〇零一二三四五六七八九○]{3}(?=年)")
_HAN_NUMBER = pattern(r"[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九](?=[月日号])")
_HAN_DAY = pattern(r"([\s\[【*_]*)([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号號]")
_DAY_SPAN = pattern(
    rf"(?:(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?[日号號]?|{_MONTH}\s(?P<named>\d{{1,2}}))"
    rf"\s?(?:[-–—~～至到]|to)+\s?[^\d]{{0,12}}(?:\d{{1,2}}\s?月\s?)?\d{{1,2}}\s?[日号號]?[)）]?[\s,，\-–—]{{0,4}}{_YEAR}(?!\d)",
    re.IGNORECASE,
)
"""Days from one to another whose year stands after them: (June 23 - June 29) - 2025, 3 月 3 日–3 月 9 日，2025."""
_SPAN_OF_YEAR = pattern(
    rf"(?<![\d./-])(?:(?P<month>\d{{1,2}})(?:\s?月\s?|(?P<mark>[./]))(?P<day>\d{{1,2}})\s?[日号號]?|{_MONTH}\s(?P<named>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf"\s?(?:[-–—~～至到]|to)+\s?(?:\d{{1,2}}\s?月\s?\d{{1,2}}|\d{{1,2}}(?P=mark)\d{{1,2}}|(?:{_MONTH.replace('?P<name>', '?:')}\s)?\d{{1,2}})(?![\d.%/-])",
    re.IGNORECASE,
)
"""Days from one to another without a year."""
_DAYS_OF_MONTH = pattern(
    rf"(?<![\d./-]){_YEAR}([/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})\s?[-–—~～至到]\s?\d{{1,2}}(?![\d/.-])"
)
"""Days from one to another of the same month: 2024.5.13-17."""
SLASHED = pattern(rf"\s*(\d{{1,2}})/(\d{{1,2}})/{_YEAR}\s*$")
"""A day in mere numbers, its year last: which of the other two is the month, the text alone may not tell."""
_OPENING = pattern(r">\s*|[*_(（\[【]+")
_LISTED = pattern(r"\s*[-*+]\s")
_DIGIT = pattern(r"\d")
_LABEL = pattern(
    rf"\s*(?:[-*+]\s+)?\**(?:{alternatives('detect/date_words', 'label')})\**\s*[:：]?\**\s*", re.IGNORECASE
)


@lru_cache(maxsize=1024)
def date_line(line: str) -> str | None:
    """The date that `line` consists of, as ISO 8601 (`2024-04-01`, or `2024-04` without a day); None when it says more.

    A weekday, a time, brackets or a label such as 日期： may stand with it. Remembered for a moment, since of each title and each
    first line several ask.
    """
    if len(line) > 60 or not (may_name_year(line) or "年" in line):
        return None
    text = _arabic(line.strip())
    text = text if text[:1].isdigit() else _LABEL.sub("", simplified(line), count=1).strip()
    for layout in _likely(_WHOLE, text):
        match = layout.match(text)
        if match:
            return _iso(match)
    return None


def _arabic(text: str) -> str:
    """`text` with the year, month and day in digits where they are written in Han: 二〇二四年三月五日."""
    if "年" not in text or not _HAN_YEAR.search(text):
        return text
    year = _HAN_YEAR.sub(
        lambda match: "".join(str(max(0, _HAN_DIGITS.index(c) - 1)) for c in match[0].replace("○", "〇")), text
    )
    return _HAN_NUMBER.sub(lambda match: str(_han_number(match[0])), year)


def _with_digits(text: str) -> str:
    """`text` with the month and the day that it begins with in digits where they are written in Han: 四月六日 周六."""
    match = _HAN_DAY.match(text) if "月" in text[:8] else None
    if match is None:
        return text
    before, month, day = match[1], _han_number(match[2]), _han_number(match[3])
    return f"{before}{month}月{day}日{text[match.end() :]}".replace("\u3000", " ")


def _han_number(text: str) -> int:
    tens, mark, units = text.rpartition("十")
    return (10 * (_HAN_DIGITS.index(tens) - 1 if tens else 1) if mark else 0) + (
        _HAN_DIGITS.index(units) - 1 if units else 0
    )


def leading_date(lines: Sequence[str], at: int) -> str | None:
    """The date that the line at `at`, a note's first, consists of; None where it is the first item of a list: there it
    may be when the thing appeared that the list is about."""
    after = lines[at + 1] if at + 1 < len(lines) else ""
    if not _LISTED.match(lines[at]):
        return date_line(lines[at])
    return None if _LISTED.match(after) else date_line(_LISTED.sub("", lines[at], count=1))


def with_whole_years(lines: tuple[str, ...], start: int) -> tuple[str, ...]:
    """`lines` with the century before the years of the days that lines below `start` begin with, where these are in the order of
    time, and hardly each of another year, as where the day stands first: 24.05.06."""
    may_begin = [at for at in range(start, len(lines)) if "2" in lines[at][:10]]
    found = {at: match for at in may_begin if (match := _SHORT_YEAR.match(lines[at]))}
    if len(found) < SHORT_YEARS or not _follow([date_line(f"20{match['day']}") for match in found.values()]):
        return lines
    whole = {at: f"{match['before']}20{lines[at][match.start('day') :]}" for at, match in found.items()}
    return tuple(whole.get(at, line) for at, line in enumerate(lines))


def _follow(days: Sequence[str | None]) -> bool:
    """Whether all are days, in the order of time, and hardly each of another year."""
    known = list(filter(None, days))
    in_order = known in (sorted(known), sorted(known, reverse=True))
    return in_order and len(known) == len(days) and len({day[:4] for day in known}) * 2 <= len(days)


def opening_day(text: str) -> str | None:
    """The day with which the first line of `text` begins, also in a quotation or in bold: 2024-03-01 读。…, March 1, 2024. Read. …"""
    start = text.lstrip()[:40]
    if not may_name_year(start):
        return None
    line = _OPENING.sub("", start.split("\n", 1)[0])
    is_number = line[:1].isdecimal()
    found = ((stop, iso) for at, stop, iso in dates_in(line)[:1] if at == 0 and len(iso) == len("2024-03-01"))
    return next((iso for stop, iso in found if is_number or line[stop : stop + 1] in _SET_OFF), None)


def closing_day(text: str) -> str | None:
    """The day, or the month, under a text with which its writer ends it, with the time of day or the place: 2024-03-01 夜."""
    last = text.rstrip()[-CLOSING:].rsplit("\n", 1)[-1].strip("*_ >（）()") if may_name_year(text[-CLOSING:]) else ""
    stated = date_line(last)
    if stated is not None:
        return stated
    match = _CLOSING_DAY.match(last)
    return date_line(match["day"]) if match else None


def diary_day(line: str) -> bool:
    """Whether `line` is no more than a day, as it heads an entry of a diary: with a weekday, with the weather, in bold with a remark
    or a title."""
    if date_line(line) is not None or (len(line) <= 60 and _DIARY_DAY.match(_with_digits(line)) is not None):
        return True
    return line.lstrip()[:2] in ("**", "__") and _is_bold_day(line)


def _is_bold_day(line: str) -> bool:
    marked = _BOLD_DAY.match(line)
    if marked is not None:
        return date_line(marked["day"]) is not None
    whole = _BOLD_LINE.match(line)
    return whole is not None and (opening_day(line) is not None or day_of_year(whole["text"], LEAP_YEAR) is not None)


def circumstances(text: str) -> bool:
    """Whether `text`, beside a date, is no more than the weekday, the weather, or a remark in brackets."""
    return _CIRCUMSTANCES.match(text) is not None


def day_of_year(text: str, year: str) -> tuple[str, str] | None:
    """A day without a year at the beginning of `text` (06-03, 6月3日, 6/3, June 3), dated in `year`, and the text after
    it, without the weekday, the time of day and the weather before more."""
    weekday = _WEEKDAY_FIRST.match(text)
    text = text[weekday.end() :] if weekday else text
    counted = _COUNTED.match(text)
    text = text[counted.end() :] if counted else text
    match = _DAY.match(_with_digits(text))
    if match is None and text.isascii() and _DIGIT.search(text, 0, 16):
        match = next(filter(None, (day.match(text) for day in _NAMED_DAYS)), None)
    if match is None:
        return None
    named = match.groupdict().get("name")
    try:
        day = date(int(year), _MONTHS.index(named[:3].lower()) + 1 if named else int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    rest = match["rest"].strip()
    beside = beside_day(rest, 0, 0, day.isoformat())[1]
    return day.isoformat(), rest[beside:].lstrip(" ）)]】|｜·:：,，") or rest


def find_date(text: str) -> str | None:
    """The first date in `text`, or the month or the year when it is no more than one (`2024-04`, `2024`)."""
    whole = date_line(text)
    if whole or not may_name_year(text):
        return whole
    found = first_of_span(text) or next((iso for _, _, iso in dates_in(text)), None) or _in_order_of_english(text)
    if found:
        return found
    year = _YEAR_NAMED.match(text.strip().strip("\"'"))
    return year["year"] if year is not None else month_named(text)


def _in_order_of_english(text: str) -> str | None:
    """A day as programs write it that put the words of a language into the order of another: 星期六, 五月 6日 2023."""
    match = _ENGLISH_ORDER.search(text) if "月 " in text else None
    return date_line(f"{match['year']}-{_HAN_MONTHS.index(match['month']) + 1}-{match['day']}") if match else None


def span_of_year(text: str, year: str) -> str | None:
    """The first of some days in `text` that name no year, dated in `year`: (Mar 18 - Mar 24), 3.18-3.24, 3月18日至24日."""
    match = _SPAN_OF_YEAR.search(text)
    if match is None:
        return None
    named = match["name"]
    month = str(_MONTHS.index(named[:3].lower()) + 1) if named else match["month"]
    return date_line(f"{year}-{month}-{match['day'] or match['named']}")


def first_of_span(text: str) -> str | None:
    """The first of some days in `text` that share a year or a month: June 23 - June 29, 2025; 2024.5.13-17."""
    match = _span(text)
    if match is None:
        return None
    named = match.groupdict().get("name")
    month = str(_MONTHS.index(named[:3].lower()) + 1) if named else match["month"]
    return date_line(f"{match['year']}-{month}-{match['day'] or match['named']}")


def is_span(text: str) -> bool:
    """Whether `text` is no more than some such days."""
    match = _span(text) if len(text) <= CLOSING else None
    return match is not None and not any(map(str.isalnum, text[: match.start()] + text[match.end() :]))


def _span(text: str) -> re.Match[str] | None:
    return (_DAY_SPAN.search(text) or _DAYS_OF_MONTH.search(text)) if may_name_year(text) else None


def month_named(text: str) -> str | None:
    """The month that `text` names in English with its year."""
    match = _MONTH_NAMED.search(text) if may_name_year(text) else None
    if match is None:
        return None
    name, year = match["name"] or match["second"], match["year"] or match["first"]
    return f"{year}-{_MONTHS.index(name[:3].lower()) + 1:02d}"


def named_date(path: str) -> str | None:
    """The day that a file is named after: `2025-03-02 标题`, `标题-2025_03_02`, `20250302-title`, `2025/03/02`; the
    first of two days, the Monday of a week at either edge (`2025-W09`), None for a month."""
    folders = (unquote(path) if "%" in path else path).rpartition(".")[0].split("/")
    place = "/".join(folders)
    nested = _NESTED.search(place) or _IN_YEAR.search(place)
    if nested is not None:
        return date_line("-".join(filter(None, nested.groups())))
    stem = _BEFORE_DAY.sub(" ", folders[-1]).replace("_", "-")
    compact = _STAMPED.search(stem)
    if compact is not None and (found := date_line(compact[1])) is not None:
        return found
    weeks = (week_named(stem[at:]) for at in (0, *_week_at_end(stem)))
    return _day_at_edge(stem) or next(filter(None, weeks), None)


def _day_at_edge(stem: str) -> str | None:
    """The first day in a name, where it stands at either end and is no part of a word."""
    for start, end, iso in dates_in(stem)[:1]:
        before, after = stem[start - 1 : start], stem[end:].lstrip(")）]】")
        is_last = after[:1] in ("", ".") and not (before.isascii() and before.isalnum())
        if (not stem[:start].strip("[(【（") or is_last) and len(iso) == len("2025-03-02"):
            return iso
    return None


def _week_at_end(stem: str) -> Iterator[int]:
    """Where the week begins with which a name ends: 周报-2024W19."""
    for week in _WEEK.finditer(stem):
        before = stem[week.start() - 1 : week.start()]
        if week.end() == len(stem) and not (before.isascii() and before.isalnum()):
            yield week.start()


def week_named(text: str) -> str | None:
    """The Monday of the week of the ISO calendar that `text` begins with: `2024-W10`, `2024 年第 10 周`."""
    week = _WEEK.match(text)
    return _monday(int(week[1]), int(week[2])) if week is not None else None


_YEAR_FIRST = pattern(
    r"(?P<year>20[0-4]\d)\s?(?:年(?!\s?[第\d上下一二三四五六七八九十])|年?[\s-]?(?:[上下]半年|[Qq][1-4](?!\d)))"
)
"""A year before what it was like, or before a part of it: 2021 年度总结, 2023下半年."""


def named_period(path: str) -> str | None:
    """The day of the folder that a file is in (`2021-08-26-name/`, `2020/11/03/`), else the month, or the year, that the file or one of
    its folders is named after: `2023-04.md`, `Feb 2023 notes.md`, `2022/06/`, `202605/`, `2022/`; the innermost counts."""
    *folders, stem = path.rpartition(".")[0].split("/")
    day = next(
        filter(None, (named_date(f"{'/'.join(folders[:depth])}.") for depth in range(len(folders), 0, -1))), None
    )
    if day is not None:
        return day
    month = next(filter(None, _months_named(folders, stem)), None)
    if month is not None:
        return month
    years = (_YEAR_NAMED.match(name.strip()) for name in (stem, *reversed(folders)))
    first = _YEAR_FIRST.match(stem)
    return next((year["year"] for year in years if year is not None), first["year"] if first else None)


def _months_named(folders: Sequence[str], stem: str) -> Iterator[str | None]:
    """The months that a file and its folders may be named after, the innermost first."""
    yield month_at_edge(stem)
    if folders and stem.endswith("月"):
        yield _month_in(folders[-1], stem)
    for above, folder in reversed([*pairwise(["", *folders])]):
        yield _month_in(above, folder)
        yield month_at_edge(folder)


def _month_in(year: str, month: str) -> str | None:
    """The month that a folder or a file is in the folder of a year: `2022/06/`, `2022/6月.md`."""
    found = _YEAR_NAMED.match(year.strip())
    return date_line(f"{found['year']}-{month.strip().removesuffix('月')}") if found else None


def month_at_edge(name: str) -> str | None:
    """The month at the beginning or the end of a name, or of a title."""
    for match in _MONTH_NUMBERED.finditer(name) if may_name_year(name) else ():
        apart = match.start() == 0 or (match.end() == len(name) and not name[match.start() - 1].isalnum())
        if apart:
            return date_line(f"{match['year']}-{match['month']}")
    return month_named(name)


def day_of_week(monday: str, text: str) -> str | None:
    """The day that `text` begins with (周三, Wednesday) of the week that begins on `monday`; None for another text or day."""
    match = _DAY_OF_WEEK.match(text)
    first = date.fromisoformat(monday) if match and len(monday) == len("2024-03-04") else None
    if match is None or first is None or first.weekday() != 0:
        return None
    return (first + timedelta(days=_weekday(match[0]))).isoformat()


def _weekday(name: str) -> int:
    """The number of a weekday, from Monday, which is 0."""
    name = name.strip(" .")
    return "一二三四五六".find(name[-1]) % 7 if not name.isascii() else _DAYS.index(name[:3].lower())


def beside_day(text: str, start: int, end: int, iso: str) -> tuple[int, int]:
    """Where what tells when begins and ends in `text`, of which the date `iso` is a part: with its weekday, time of day and weather."""
    weekday = date.fromisoformat(iso).weekday() if len(iso) == len("2024-03-04") else None
    before, after = _WEEKDAY_ABOVE.search(text, 0, start), _BESIDE.match(text, end)
    if before is not None and _weekday(before["weekday"]) == weekday:
        start = before.start()
    if after is not None and (after["weekday"] is None or _weekday(after["weekday"]) == weekday):
        end = after.end()
    return start, end


def _monday(year: int, week: int) -> str | None:
    """The first day of a week of the ISO calendar; None where the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1).isoformat()
    except ValueError:
        return None


def dates_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """Dates in `text` that name a day or a Chinese month: (start, end, ISO 8601), in order of place."""
    if not may_name_year(text):
        return ()
    matches = [match for layout in _likely(_ANYWHERE, text) for match in layout.finditer(text)]
    dated = ((match.start(), match.end(), _iso(match)) for match in matches)
    return tuple(sorted((start, end, iso) for start, end, iso in dated if iso is not None))


def day_at_start(text: str) -> tuple[tuple[int, int, str], ...]:
    """The day that `text` begins with, written together (20240506 标题), as `dates_in` gives days."""
    match = _STAMPED.match(text)
    day = date_line(match[1]) if match else None
    return ((0, match.end(), day),) if match and day else ()


def _likely(layouts: Mapping[str, re.Pattern[str]], text: str) -> Iterator[re.Pattern[str]]:
    """`layouts` without those with the name of a month, or with the year last, where `text` has nothing of the kind: to save time."""
    for layout, each in layouts.items():
        if layout in _NAMED:
            is_likely = any(map(text.lower().__contains__, _MONTHS))
        else:
            is_likely = layout != _YEAR_LAST or any(map(text.__contains__, ("/20", ".20", "/19", ".19")))
        if is_likely:
            yield each


def may_name_year(text: str) -> bool:
    """A glance that saves looking for a year in most texts."""
    return "20" in text or "19" in text


def slashed_date(text: str, month_first: bool) -> str | None:
    """The date that `text` consists of as 3/2/2025, whose first number is the month or the day as the caller knows."""
    match = SLASHED.match(text)
    if match is None:
        return None
    month, day = match.group(1, 2) if month_first else match.group(2, 1)
    return date_line(f"{match['year']}-{month}-{day}")


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts.get("one"):
        # With dots the day stands first; with slashes it may be either, unless one of them can be no month.
        if parts["between"] == "/" and int(parts["one"]) <= 12 and int(parts["two"]) <= 12:
            return None
        names = ("month", "day") if int(parts["two"]) > 12 else ("day", "month")
        parts |= dict(zip(names, (parts["one"], parts["two"]), strict=True))
    month = _MONTHS.index(parts["name"][:3].lower()) + 1 if parts.get("name") else int(parts["month"])
    day = parts.get("day")
    try:
        whole = date(int(parts["year"]), month, int(day) if day else 1)
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]
