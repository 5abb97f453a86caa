"""What a web page shows around a text that was copied from it: who published it and when, how often it was read, buttons.

A line of it is told by what no author writes (a count of readers, a row of buttons, a link that runs a script); scraps of a
few words, such as a name or a day, count only beside such a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import (
    SENTENCE_ENDS,
    Block,
    is_item,
    leads_to_note,
    links_of,
    made_of,
    plain_text,
)
from ainotes_site.readers.boilerplate.page_words import share_of_page_words
from ainotes_site.readers.detect.authors import lone_handle, looks_like_name
from ainotes_site.readers.detect.dates import dates_in, find_date
from ainotes_site.readers.detect.phrases import sections, words
from ainotes_site.readers.detect.titles.titles import plain
from ainotes_site.readers.frontmatter.inline_fields import stated

REASON = "page-furniture"

SCRAP_LENGTH = 24
"""Characters of the longest scrap."""
MOST_LINES = 12
"""Lines of the largest block that may be furniture."""
LONGEST_COUNTS = 40
"""Characters of the longest line that counts and says no more."""
ROW = 3
"""How many links or buttons side by side are a row of them."""

_FIELD = pattern(r"[^\d\s]\s?[:：]\s*\S")
"""A label with what it labels: no time of day."""
_NUMBER = pattern(r"\d(?<![\d.,:/-]\d)[\d.,]*\s?[kKwWmM万千]?(?![\d:/-])")
_SIGNS = pattern(r"(?:[👍👎❤♥💬🗨🔁🔄👁👀⭐🔖]\ufe0f?\s{0,3}\d[\d.,]*\s?[kKwWmM万千]?[\s|·]*){2,}$")
_AROUND = " .。!！~～:：>→»()（）[]【】"
"""Punctuation around the word of a button."""
_BETWEEN = pattern(r"[\s|｜·・•/、,，]+")
_LABEL = pattern(
    r"(?<!!)\[(?P<name>[^\[\]\n!]{1,40})\]\((?P<path>(?:https?:|javascript:|/)[^()\s]{0,600})(?:\([^()\s]{0,80}\)[^()\s]{0,80})?(?:\s\"[^\"\n]{0,100}\")?\)"
)
_PUBLISHED = pattern(r"发布|发表|posted|published|created_time|\d{1,2}:\d\d", re.IGNORECASE)
_SIGNED = pattern(r"(?:^|[\s•·|])[Bb]y (?P<who>[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3})\s*(?:$|[•·|,])")
_BESIDE_ACCOUNT = pattern(
    r"\s*(?:(?:原创|转载|original)\s+)?(?P<who>[^\s\[\]()<>*|]{1,20}(?: [A-Z][^\s\[\]()<>*|]{0,20}){0,2})\s+\[[^\[\]\n]{1,40}\]\(javascript:",
    re.IGNORECASE,
)
"""Who wrote, before the account that published, which is a button of the page."""
_ORIGINAL = pattern(r"\s*原创\s+(?P<who>[^\s\[\]()<>*|\d]{2,20})(?:\s+\S{1,20})?\s*$")
"""The same where the account is text."""
_AVATAR = pattern(r"\s*!\[[^\[\]\n]{0,100}\]\([^()\s]{1,1000}\)\s*(?P<who>[^\s!\[\]()][^!\n\[\]()]{1,20}?)[\s\u200b]*$")
"""Behind a picture of somebody."""
_BESIDE = (_BESIDE_ACCOUNT, _ORIGINAL, _AVATAR)
_AFTER_NAME = pattern(
    r"[•·]\s?\d|(?:发布于|发表于|posted on)?\s?(?:19|20)\d\d.{1,8}\d.{0,3}\d{1,2}:\d\d|\d{1,3}\s?(?:mo|[hdwy]|小时前|天前)\b",
    re.IGNORECASE,
)
_FOLLOWS = pattern(
    r"(?:\+\s?)?(?:关注|订阅|subscribe|follow|发消息|加关注)(?:\s?[\d.,]+\s?[kKmMwW万]?)?\s*$", re.IGNORECASE
)


def is_furniture(part: Block) -> bool:
    """Whether all lines of a block are furniture of a page or scraps, and one is furniture by itself."""
    if part.make not in ("text", "link") or len(part.lines) > MOST_LINES:
        return False
    signs = [_is_sign(line, part) for line in part.lines]
    return any(signs) and all(sign or _is_scrap(line) for sign, line in zip(signs, part.lines, strict=True))


def is_button(part: Block) -> bool:
    """Whether a block is the word of a button and no more."""
    return len(part.lines) == 1 and _word(part.text) in _buttons()


def is_row_of_counts(part: Block) -> bool:
    """Whether a block is a line that counts several things as pages do, in words of theirs or in signs, and says no more."""
    if len(part.lines) > 1 or len(part.text) > LONGEST_COUNTS:
        return False
    if len(_NUMBER.findall(part.text)) < 2 or is_item(part.lines[0]):
        return False
    share, words = share_of_page_words(part.text)
    return (share == 1 and words > 1) or _SIGNS.match(part.text) is not None


def _word(text: str) -> str:
    return text.strip(_AROUND).lower()


def _is_sign(line: str, part: Block) -> bool:
    """Whether no author writes a line of a block. An item of a list is somebody's: a log of habits counts minutes too."""
    may_count = part.is_long or part.says("counts")
    return not is_item(line) and (
        (may_count and Block(0, 1, (line,), "text").says("counts")) or _is_row_of_buttons(line)
    )


def _is_row_of_buttons(line: str) -> bool:
    named = [word for part in _BETWEEN.split(plain_text(line)) if (word := _word(part))]
    return len(named) >= ROW and _buttons().issuperset(named) and not leads_to_note(line)


def _buttons() -> frozenset[str]:
    return words("boilerplate/page_words", "button")


def _is_scrap(line: str) -> bool:
    text = plain_text(line)
    return (
        len(text) <= SCRAP_LENGTH
        and "，" not in text
        and not is_item(line)
        and not text.endswith(SENTENCE_ENDS)
        and not _FIELD.search(text)
    )


def page_day(above: Sequence[str], below: Sequence[str]) -> str | None:
    """The day on which a page was published, from the lines of its furniture above and below its text: the first of those that
    they name, since what a page says beside it (edited, recommended since) came later. Below, a page names days of others
    too: only a moment, or a line that says so, counts. ISO 8601; None where they name none.
    """
    named = [iso for line in above if (iso := _day(line)) is not None]
    said = named or [iso for line in below if _PUBLISHED.search(line) and (iso := _day(line)) is not None]
    return min(said, default=None)


def _day(line: str) -> str | None:
    text = plain_text(line)
    found = [iso for _, _, iso in dates_in(text) if len(iso) == len("2024-03-01")]
    return found[0] if found else find_date(text) if made_of((line,)) == "text" and len(text) <= SCRAP_LENGTH else None


def page_author(above: Sequence[str], below: Sequence[str]) -> str:
    """Who wrote a page, from the lines of its furniture above and below its text: as a byline says, else the first link to
    somebody's page, the name above a handle or beside a button to follow; empty without one.
    """
    signed = (match["who"] for line in above if (match := _SIGNED.search(plain_text(line))))
    matches = (next(filter(None, (each.match(line) for each in _BESIDE)), None) for line in above)
    beside = (match["who"] for match in matches if match and _is_name(match["who"]))
    named = chain(_stated(above), signed, beside, _names(above), _followed(above))
    return next(chain(named, () if any(map(_is_byline, below)) else _stated(below), _followed(below)), "")


def _stated(lines: Sequence[str]) -> Iterator[str]:
    """Whom bylines name; those with a day last, for they may name the account that published."""
    bylines = sorted(lines, key=lambda line: _day(line) is not None)
    return (who[0].name for line in bylines if (who := stated(line).authors))


def _is_byline(line: str) -> bool:
    """Whether it begins with a word before a name: below a text, that of another."""
    return line.lstrip().lower().startswith("by ")


def _names(lines: Sequence[str]) -> Iterator[str]:
    """Names that are links, those to a page of somebody first; of a row of links, as menus are, only those."""
    found = [
        (match["path"], plain(match["name"]))
        for line in lines
        if len(line) < 2000
        for match in _LABEL.finditer(line)
        if _is_account(match["path"]) or (links_of(line) < ROW and not is_item(line))  # of a menu
    ]
    for of_somebody in (True, False):
        yield from (name for path, name in found if _is_account(path) == of_somebody and _is_name(name))


def _is_account(address: str) -> bool:
    lowered = address.lower()
    return any(part in lowered for part in sections("boilerplate/page_words")["account"])


def _followed(lines: Sequence[str]) -> Iterator[str]:
    """Names above a handle or the moment of a post, or beside a button that follows whom they name."""
    texts = [text for line in lines if (text := plain_text(line))]
    for name, after in pairwise(texts):
        if (
            (lone_handle(after) or _FOLLOWS.match(after) or _AFTER_NAME.match(after))
            and len(name) <= SCRAP_LENGTH
            and _is_name(name)
        ):
            yield name


def _is_name(text: str) -> bool:
    return (
        looks_like_name(text)
        and not any(map(str.isdecimal, text))
        and share_of_page_words(text)[0] <= 0.5
        and text.lower() not in _buttons()
        and text.lower() not in words("frontmatter/persons", "nobody")
    )
