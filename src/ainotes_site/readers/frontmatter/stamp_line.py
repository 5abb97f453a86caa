"""A line that stamps a note: who wrote it, when, where, how often it was read, in short pieces side by side, without colons.

`R. Meng, 4 December 2022`; `*小林 2024-05-01 08:30 北京*`; `2025-03-02 ／ 撰稿 阿柚`; `Created by 张三, last modified on May 06, 2024`;
`6 min read · May 6, 2024`. A sentence that names a day is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.authors import looks_like_name
from ainotes_site.readers.detect.dates import TIME_OF_DAY, dates_in, may_name_year
from ainotes_site.readers.detect.field_names import deed, fields_of, is_listed
from ainotes_site.readers.detect.phrases import alternatives, words
from ainotes_site.readers.detect.titles.titles import plain

LENGTH = 120
"""Longest such line, in characters."""

PIECE_LENGTH, PIECE_WORDS = 40, 5
"""Longest of its pieces, in characters and in words of Latin script."""

VERB_LENGTH, VERB_WORDS = 16, 3
"""Longest words beside a day that say what was done then."""

NAME_WORDS, NAME_HAN = 4, 4
"""Longest name that nothing calls one: words of Latin script, Han characters."""

_DAY = "\x00"
"""Stands for a day, with the time and the weekday beside it."""
_TIME = pattern(
    rf"[\s,，T@]*(?:\bat\s+)?{TIME_OF_DAY}?\s?\d{{1,2}}[:：]\d\d(?:[:：]\d\d(?:\.\d+)?)?(?:\s?[apAP]\.?[mM]\.?)?"
    r"(?:\s?(?:Z|[A-Z]{3,4}|[(（]?(?:GMT|UTC)?[+-]\d{1,2}:?(?:\d\d)?[)）]?)(?![A-Za-z]))?"
    rf"|\s?{TIME_OF_DAY}"
)
_WEEKDAY = pattern(
    r"\s*[(（]?(?:(?:星期|[周週])[一二三四五六日天]|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,?)[)）]?\s*"
)
_BETWEEN = pattern(
    r"\s*[|｜·•・／⋅◦—–;；]\s*|\s+[/-]\s+|\s*[,，、]\s*|\s*[（(](?=\x00)"
    rf"|\s+(?=(?:{alternatives('detect/author_words', 'written-by')})[/:：])",
    re.IGNORECASE,
)
_SENTENCE = pattern(r"[。！？!?“”]|(?<![A-Z])(?<!\b[DMS][rst])(?<!\bMrs)(?<!\bProf)\.\s")
_WIDE = pattern(r"[\u3000\t]+|[ ]{3,}(?=\S)")
"""Blanks that part pieces."""
_ENDED = pattern(rf"{_DAY}[.。](?=\s|$)")
_WRAPPED = pattern(r"[>\s]*(?:([*_`])[^\n]*\1|<(sub|sup|small|i|em|p|div|span|center)\b[^\n]*</\2>)\s*$")
"""A line that is set off from the text as a whole."""
_COUNTED = pattern(
    r"[\s｜|·•]+(?:阅读|浏览|评论|字数|播放|观看|弹幕|点赞|收藏|views\b|(?:约|共|全文)?\s?\d[\d,.]*\s?(?:字|分钟|words\b|min))",
    re.IGNORECASE,
)
_NUMBERED = pattern(r"\s*\((?:this version, )?v\d{1,2}\)")
"""Which version of a paper it was that was submitted then."""
_WITH_BY = pattern(r"(?:(?:^|\s)by\s|由\s?)\s*(?P<who>\S.{0,38}?)\s*(?:\b(?:on|at|in)|[于於在])?\s*$", re.IGNORECASE)
_ORIGINAL = pattern(r"(?:原创|转载|original)\s*", re.IGNORECASE)
_LABELLED = pattern(
    rf"(?:(?:{alternatives('detect/author_words', 'written-by')})(?:\s*[:：/]\s*|\s+|(?<=[\u3400-\u9fff])(?=[A-Z]))"
    r"|(?=[@＠][^\s@＠]+$))(?P<who>\S.{0,38})$",
    re.IGNORECASE,
)
_OCCASION = pattern(rf"(?:{alternatives('detect/author_words', 'occasion')})$")
_LABEL = pattern(rf"(?:{alternatives('detect/author_words', 'written-by')})$", re.IGNORECASE)
_ACCOUNT = pattern(r"(?:u/|@)?[A-Za-z][\w-]{1,30}$")
_PARTICLES = frozenset(("van", "von", "de", "der", "la", "al", "bin", "del", "di", "da"))
_VERSION = pattern(r"v?\d{1,4}(?:\.\d{1,4}){1,3}(?:-\w{1,12})?$")
_ASIDE = pattern(r"\s*[（(][^（）()]{0,8}[)）]?$")
_HAN_FIRST = pattern(r"[\u3400-\u9fff]")
_HAN = pattern(rf"[\u3400-\u9fff]{{2,{NAME_HAN}}}$")


_WRITERS = frozenset(("author", "contributor"))
"""What fields mean that name who wrote."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    day: str = ""
    """ISO 8601; empty where it names none."""

    @property
    def before(self) -> str:
        """What a piece says before its day."""
        return self.text.partition(_DAY)[0].strip(" -–—(（*_")

    @property
    def after(self) -> str:
        return self.text.partition(_DAY)[2].strip()

    @property
    def deed(self) -> str:
        """What it says was done on that day; nothing where it names who did something."""
        return "" if _LABELLED.match(self.before) else deed(f"{self.before} {self.after}")


@lru_cache(maxsize=256)
def stamp_line(line: str) -> Sequence[tuple[str, str]] | None:
    """The (label, value) pairs that a line says in that way; None where it is text, or says no day. Remembered as `date_line` is."""
    if len(line) > 3 * LENGTH or line.lstrip()[:1] in ("|", "#") or not may_name_year(line):
        return None
    text = _plain(line)
    pieces = _pieces(text)
    if not pieces:
        return None
    is_marked = _WRAPPED.match(line) is not None or _says_moment(text)
    if not (is_marked or _is_stamp(text, pieces)):
        return None
    who = _author(line, pieces, is_marked=is_marked)
    return (*_days(pieces), *([("作者", who)] if who else []))


@dataclass(frozen=True, slots=True)
class Stamps:
    """What the lines around a text say that stamp it."""

    date: str | None = None
    updated: str | None = None
    author: str = ""


NO_STAMPS = Stamps()


def stamped(above: Sequence[str], below: Sequence[str]) -> Stamps:
    """What lines above and below a text say in that way, the first of each."""
    said = [pair for line in above for pair in stamp_line(line) or ()] + [
        pair for line in below for pair in closing_stamp(line)
    ]
    first = dict(reversed(said))
    return Stamps(first.get("日期"), first.get("更新"), first.get("作者", ""))


def _plain(line: str) -> str:
    return _NUMBERED.sub("", plain(_WIDE.sub("｜", line))).strip("*_`>()（）[] \t")


def closing_stamp(line: str) -> Sequence[tuple[str, str]]:
    """The same of a line below a text, where days of other things stand too: only one that says what was done on it counts."""
    said = stamp_line(line) or ()
    return said if said and all(piece.deed for piece in _pieces(_plain(line)) if piece.day) else ()


def _days(pieces: Sequence[_Piece]) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        if piece.day:
            yield "更新" if piece.deed == "updated" else "日期", piece.day


def _author(line: str, pieces: Sequence[_Piece], *, is_marked: bool) -> str:
    """Whom it names as who wrote: with a word that says so, else right before the day, where nothing is beside that but what a
    program writes there: what follows in other lines may be what happened then."""
    who = next(filter(None, map(_named, ["", *(piece.text for piece in pieces)], pieces)), "")
    if not who and (_is_set_off(line) or _is_byline(line, next(piece for piece in pieces if piece.day))):
        who = _beside(pieces, is_marked=is_marked)
    return who


def _is_set_off(line: str) -> bool:
    """Whether a line, or a part of it, is emphasised."""
    return "*" in line or _WRAPPED.match(line) is not None


def _pieces(text: str) -> Sequence[_Piece]:
    """The pieces of a line; none where it is a sentence, or long, or says no day."""
    days = [day for day in dates_in(text) if len(day[2]) == len("2024-03-01")] if len(text) <= LENGTH else []
    if not days:
        return ()
    shorter = _with_signs(text, days)
    ended = _ENDED.search(shorter)
    shorter = shorter[: ended.start() + 1] if ended else shorter
    parts = [part.strip(" *_`()（）\xa0") for part in _BETWEEN.split(shorter)]
    if _SENTENCE.search(shorter.rstrip(".")) or not all(map(_may_be_piece, parts)):
        return ()
    isos = iter(days)
    return [_Piece(part, next(isos)[2] if _DAY in part else "") for part in filter(None, parts)]


def _may_be_piece(part: str) -> bool:
    if _VERSION.match(part):
        return False  # what was released then
    return len(part) <= PIECE_LENGTH and len(part.split()) <= PIECE_WORDS + 1 and part.count(_DAY) <= 1


def _with_signs(text: str, days: Sequence[tuple[int, int, str]]) -> str:
    """`text` with a sign for each of its days, with the time and the weekday beside it."""
    shorter, at = "", 0
    for start, end, _ in days:
        shorter += _WEEKDAY.sub("", text[at:start]) + _DAY
        at = end
        for beside in (_WEEKDAY, _TIME, _WEEKDAY):
            follows = beside.match(text, at)
            at = follows.end() if follows else at
    return shorter + text[at:]


def _says_moment(text: str) -> bool:
    """Whether a line says the time of a day, or how often it was read since."""
    return any(_TIME.match(text, end) or _COUNTED.match(text, end) for _, end, _ in dates_in(text))


def _is_stamp(text: str, pieces: Sequence[_Piece]) -> bool:
    """Whether beside each day stands nothing, or what was done then; a bare day that commas part from the rest stands last."""
    dated = [piece for piece in pieces if piece.day]
    if any(not _says_done(piece.before) or not _says_done(piece.after) for piece in dated):
        return False
    is_last = bool(pieces[-1].day) or not any(comma in text for comma in ",，、")
    return any(piece.deed for piece in dated) or (len(pieces) > 1 and is_last)


def _says_done(said: str) -> bool:
    """Whether words beside a day say nothing else than what was done to the note then: last modified on, 发布于, posted by somebody."""
    if not said or _WITH_BY.search(said) is not None:
        return True
    is_short = len(said) <= VERB_LENGTH and len(said.split()) <= VERB_WORDS
    return is_short and (bool(deed(said)) or is_listed(said.rstrip(":：")))


def _is_byline(line: str, dated: _Piece) -> bool:
    """Whether after the day of a line stands nothing, how often it was read, or what was done; or the line begins as such lines do."""
    after = dated.after
    return (
        not after or _COUNTED.match(f" {after}") is not None or bool(deed(after)) or _ORIGINAL.match(line) is not None
    )


def _named(label: str, piece: _Piece) -> str:
    """The name that a piece has after a label, which may be the piece before."""
    if piece.day and piece.deed == "updated":
        return ""
    text = piece.before if piece.day else piece.text
    if not piece.day and _LABEL.match(label):
        who = text
    else:
        found = _LABELLED.match(text) or (_WITH_BY.search(text) if piece.day or "由" not in text else None)
        found = found or _WITH_BY.search(piece.after)
        who = found["who"] if found else _of_field(text)
    return who if _may_be_name(who) else ""


def _of_field(text: str) -> str:
    """The value of a field that names who wrote."""
    name, _, value = text.partition(":" if ":" in text else "：")
    return value.strip() if fields_of(name) & _WRITERS else ""


def _beside(pieces: Sequence[_Piece], *, is_marked: bool) -> str:
    """The only name of a line, right before the day; empty without one."""
    at = next(n for n, piece in enumerate(pieces) if piece.day)
    before = pieces[at].before
    who = pieces[at - 1].text if at and (not before or deed(before)) else _ORIGINAL.sub("", before)
    who = _ASIDE.sub("", who)
    who = next(filter(_is_somebody, who.split()), "") if _HAN_FIRST.match(who) else who
    others = sum(not piece.day and piece.text.replace(" ", "").isalpha() for piece in pieces)
    return who if others <= 1 + is_marked and _is_name(who, is_marked=is_marked) else ""


def _is_somebody(name: str) -> bool:
    return name not in words("frontmatter/persons", "nobody")


def _may_be_name(text: str) -> bool:
    return looks_like_name(text) and not any(map(str.isdecimal, text))


def _is_name(text: str, *, is_marked: bool) -> bool:
    """Whether a piece that nothing calls a name is one: words with capitals; where the line is marked, also an account or two to
    four Han characters."""
    if not _may_be_name(text) or fields_of(text.rstrip(":：")) or deed(text) or _OCCASION.search(text):
        return False
    if all(word[0].isupper() or word in _PARTICLES for word in text.split()):
        return 2 - is_marked <= len(text.split()) <= NAME_WORDS
    return is_marked and (_ACCOUNT.match(text) is not None or _HAN.match(text) is not None)
