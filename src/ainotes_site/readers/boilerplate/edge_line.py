"""A line near the beginning or the end of a file, and what speaks for and against it as one of a page's edge (`WEIGHTS`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import (
    SENTENCE_ENDS,
    Block,
    Make,
    is_item,
    leads_to_note,
    links_of,
    made_of,
    plain_text,
)
from ainotes_site.readers.boilerplate.page_words import WORDS, share_of_page_words
from ainotes_site.readers.detect.dates import dates_in
from ainotes_site.readers.detect.field_names import is_authors
from ainotes_site.readers.detect.phrases import sections, words

WEIGHTS = {
    "is_found": 5.0,        # by another rule
    "dominance": 3.0,       # share of its letters that are words of pages, from one half on
    "is_row_of_words": 1.5,
    "is_teased": 1.5,  # an item or a link below a caption that pages have
    "leads_through": 2.0,  # to the page before or after, by its title
    "marks_end": 2.0,
    "names_account": 1.0,  # besides: it serves the site too
    "serves_site": 2.0,     # a link to an account, a tag, a way to share
    "is_split_link": 2.5,
    "is_separator": 1.0,    # signs alone, which speak neither way
    "is_link": 0.8,
    "is_row_of_links": 3.0,
    "is_count": 1.5,
    "is_said": 3.0,         # by the word list of boilerplate
    "says_moment": 1.5,
    "says_day": 1.5,
    "is_credit": 2.5,       # what somebody did, a sign, a name: 编辑 | 小林
    "counts_words": 0.7,    # a number beside words of pages
    "is_handle": 1.0,
    "speaks_to_reader": 0.7,
    "is_item": -1.0,
    "is_item_of_text": -1.5,  # no link in it
    "is_cell": -2.5,
    "is_wrapped": -2.0,     # a short line of a long paragraph
    "length": -0.3,         # in forties of characters, to 160
    "ends_sentence": -1.0,
    "is_prose": -3.0,
}  # fmt: skip
"""What speaks for a line as one of a page's edge, and against it, in the logarithm of odds."""

PATIENCE = 7.0
"""By how much the sum of a run may fall on the way to a greater one; a long line of text has as much against it, and ends it."""
SAID = (
    "card", "save-service", "mailing", "read-original", "pitch", "follow", "engage", "rights", "more-of-publisher", "teaser-head",
    "footer", "counts",
)  # fmt: skip
"""Sections of the word list of boilerplate of which a line may be."""
SHARE = 0.5
"""Share of the clauses of a line that must say so."""
LONGEST_PLAIN, LONGEST_SCRAP = 60, 24
REMARK = 12
"""Characters of the shortest remark in brackets."""
SENTENCE = 6
"""Characters of the shortest sentence."""
LONGEST = 600
"""Characters from which a line is text, whatever it says."""

_COUNT = pattern(
    r"[+＋(（]?\d[\d.,]*\s?[kKmMwWbB万千亿+]?[)）]?(?:[\s|｜·•/]{1,3}\d[\d.,]*\s?[kKmMwWbB万千亿+]?){0,6}$"
)
_AGO = pattern(
    r"(?<!\w)(?:\d+|an?|one)\s?(?:s|m|h|d|w|y|mo|yr|min|mins|hr|hrs|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\.?\s?ago(?!\w)"
    r"|\d\s?(?:秒|分钟|小时|天|周|个月|月|年)前|^\d+(?:mo|[hdwy])$",
    re.IGNORECASE,
)
MOMENT = pattern(r"(?:19|20)\d\d.{1,8}\d\s?日?[ T,·]{1,3}\d{1,2}:\d\d|\d{1,2}:\d\d\s?[AP]M", re.IGNORECASE)
_SPLIT = pattern(
    r"\s*(?:(?:[-*+]\s+)?\\?\[\s*$|\[!\[[^\[\]\n]{0,200}\]\([^()\n]{0,1000}\)\s*$|\]\([^()\s]{1,1000}(?:\s\"[^\"\n]{0,100}\")?\)\s*.{0,3}$)"
)
"""A part of a link that a clipper wrote on lines of its own: the bracket, the picture inside, the address."""
_NEIGHBOUR = pattern(
    r"[«‹<←]?\s?(?:[上下前后]一?[篇章节页讲课期]|previous|prev|next|older|newer)(?: post| page| article)?\s?[:：»›>→ ]\s?\S",
    re.IGNORECASE,
)
_HANDLE = pattern(r"[@＠][\w.]{2,30}$")
_LABEL = pattern(r"(?:[-*+]\s+)?\**(?P<label>[^\W\d_][\w ]{0,16}?)\**\s?[:：]")
_READER = pattern(r"[你您请]|欢迎|记得|\b(?:you|your|please)\b", re.IGNORECASE)
_CONTACT = pattern(
    r"\b[\w.+-]{1,40}@[\w-]{1,40}\.[a-z]{2,}|(?:微信|vx|wx|QQ|公众号|ID|邮箱|微博)\s?[号群]?\s?[:：]?\s?[（(「“]?\s?[A-Za-z0-9_@-]{5,}",
    re.IGNORECASE,
)
_CREDIT = pattern(r"(?P<word>[^\W\d_]{1,6}(?: by)?)(?:\s?[|｜丨/／:：]\s?|(?<=原创) )\S.{0,24}$")
_SITE_NAMED = pattern(r"\s*\[(?:[\w-]{1,40}\.){1,4}[a-z]{2,10}\]\(https?://")
_ADDRESS = pattern(r"\s*<?https?://\S{1,2000}>?\s*$")
_STAYING = (">", "<details", "<summary", "<iframe", "<video", "<audio", "<object", "<embed")
"""How lines begin that quote, fold or show something."""
_CLOSING = '”’』」》"'
"""What may close behind the end of a sentence."""
_AROUND = " *_`>-+•\u200b"


@dataclass(frozen=True)
class EdgeLine:
    """One line near the beginning or the end of a file. What is said of it below counts as `WEIGHTS` tell."""

    at: int
    raw: str
    block: Block
    is_found: bool
    is_above_title: bool = False
    is_teased: bool = False
    recurs: bool = False
    """Whether it is a label that stands in several places of the file, as in a form of its owner."""

    @cached_property
    def text(self) -> str:
        """What is read of it, without marks."""
        return plain_text(self.block.lines[0] if self.is_heading else self.raw).strip(_AROUND)

    @property
    def is_heading(self) -> bool:
        return self.block.make == "heading"

    @cached_property
    def make(self) -> Make:
        return "heading" if self.is_heading else made_of((self.raw,))

    @cached_property
    def _words(self) -> tuple[float, int]:
        return share_of_page_words(self.text) if len(self.text) <= 200 else (0.0, 0)

    @cached_property
    def _links(self) -> int:
        return links_of(self.raw)

    @cached_property
    def dominance(self) -> float:
        if self.is_heading and self._words[1] == 1:
            return 0.0  # an owner's sections are called Reading, 评论 or 关于 too
        return max(0.0, self._words[0] - 0.5) * 2

    @property
    def is_row_of_words(self) -> float:
        is_label = self.text.endswith((":", "："))  # as owners head their lists: 相关链接：
        return self.dominance if self._words[1] > 1 and not is_label else 0.0

    @property
    def leads_through(self) -> bool:
        return not self.is_item and not self.ends_sentence and _NEIGHBOUR.match(self.text) is not None

    @property
    def marks_end(self) -> bool:
        return (self.block.is_long or self.block.says("end-mark")) and self._alone.says("end-mark")

    @cached_property
    def is_plea(self) -> bool:
        """Whether it asks something of the reader, as an author may do in a note of his own."""
        return self._alone.says("follow", "engage", "pitch", "rights")

    @cached_property
    def names_account(self) -> bool:
        return self._links_to("account")

    @cached_property
    def serves_site(self) -> bool:
        return self.names_account or self._links_to("address")

    def _links_to(self, section: str) -> bool:
        """Whether it has a link, and the address of a page that a section of the words of pages names."""
        lowered = self.raw.lower()
        return "](" in lowered and any(part in lowered for part in sections(WORDS)[section])

    @cached_property
    def is_split_link(self) -> bool:
        return _SPLIT.match(self.raw) is not None

    @property
    def is_separator(self) -> bool:
        return self.make == "tag" and "<" not in self.raw

    @property
    def is_link(self) -> bool:
        return self.make == "link"

    @property
    def is_row_of_links(self) -> bool:
        return self._links > 2 and (self.is_link or len(self.text) < 8 * self._links + 20)

    @property
    def is_count(self) -> bool:
        return len(self.text) <= 30 and _COUNT.match(self.text) is not None

    @cached_property
    def says_ago(self) -> bool:
        return len(self.text) <= LONGEST_PLAIN and _AGO.search(self.text) is not None

    @cached_property
    def says_moment(self) -> bool:
        return len(self.text) <= LONGEST_PLAIN and MOMENT.search(self.text) is not None

    @cached_property
    def says_day(self) -> bool:
        return len(self.text) <= LONGEST_PLAIN and bool(dates_in(self.text))

    @cached_property
    def is_credit(self) -> bool:
        match = None if is_item(self.raw) else _CREDIT.match(self.text)
        return match is not None and match["word"].lower() in words(WORDS, "credit")

    @property
    def counts_words(self) -> bool:
        return self.dominance > 0 and any(map(str.isdecimal, self.text))

    @cached_property
    def is_said(self) -> bool:
        may_say = self.block.is_long or self.block.says(*SAID)
        return may_say and not self.is_heading and self._alone.share(*SAID) >= SHARE

    @cached_property
    def _alone(self) -> Block:
        """The line as a block; its own where that has no other."""
        if len(self.block.lines) == 1 and not self.is_heading:
            return self.block
        return Block(self.at, self.at + 1, (self.raw,), "text")

    @property
    def is_handle(self) -> bool:
        return _HANDLE.match(self.text) is not None

    @property
    def has_contact(self) -> bool:
        return _CONTACT.search(self.text) is not None

    @property
    def speaks_to_reader(self) -> bool:
        return _READER.search(self.text) is not None

    @property
    def exclaims(self) -> bool:
        return self.text.endswith(("！", "!", "～", "~"))

    @property
    def is_item(self) -> bool:
        return is_item(self.raw)

    @property
    def is_item_of_text(self) -> bool:
        return self.is_item and not (self._links or self.is_above_title or self.is_teased)

    @property
    def is_label(self) -> bool:
        return _LABEL.match(self.text) is not None and self.dominance < 0.5

    @property
    def is_cell(self) -> bool:
        return self.raw.lstrip().startswith("|")

    @property
    def is_wrapped(self) -> bool:
        return len(self.raw) <= 80 and any(len(line) > 80 for line in self.block.lines)

    @property
    def length(self) -> float:
        return min(len(self.text), 160) / 40

    @cached_property
    def ends_sentence(self) -> bool:
        text = self.text.rstrip(_CLOSING)
        return text.endswith("。") or (len(text) >= SENTENCE and text.endswith(SENTENCE_ENDS[:7]))

    @cached_property
    def is_remark(self) -> bool:
        """Whether it is a sentence in brackets, as owners write one into a page that they keep."""
        is_whole = self.text[:1] in ("（", "(") and self.text[-1:] in ("）", ")")
        return is_whole and len(self.text) >= REMARK and self.dominance == 0 and not self._links and not self.is_said

    @cached_property
    def is_prose(self) -> bool:
        if not self.is_found and self.is_remark:
            return True
        if self.is_found or not (
            len(self.text) > LONGEST_PLAIN or (self.ends_sentence and self.text.rstrip(_CLOSING)[-1] in ".。")
        ):
            return False
        return self.make == "text" and self.dominance < 0.2 and not self.is_said

    @cached_property
    def is_sure(self) -> bool:
        """Whether nobody writes such a line in a note of his own."""
        return self._is_of_machine or (
            not self.is_item and (self._serves or (self.is_row_of_words > 0.6 and not self.is_heading))
        )

    @property
    def _is_of_machine(self) -> bool:
        is_age = self.says_ago and len(self.text) <= LONGEST_SCRAP
        says = self.is_said and not self._alone.says("teaser-head")
        return self.is_found or self.is_split_link or says or is_age

    @property
    def _serves(self) -> bool:
        """Whether its links serve the site, and its words say so too."""
        if self.dominance > 0:
            return self.serves_site or self.is_row_of_links
        return (self.serves_site and (self.says_day or self.says_ago)) or (self.is_row_of_links and self.is_above_title)

    @cached_property
    def is_text(self) -> bool:
        """Whether it is a sentence that asks the reader for nothing: it stays, and a run passes one such at most."""
        return self.is_prose and not (self.has_contact or self.exclaims)

    @property
    def shows(self) -> bool:
        """Whether it quotes, folds or shows something."""
        return not self.is_found and self.raw.lstrip().lower().startswith(_STAYING)

    @cached_property
    def stays(self) -> bool:
        """Whether what stands around it says nothing of it, nor it of that: a field with what its owner says of the note, the
        address of the page, a link to another note, which goes only by a rule of its own.
        """
        if ("[[" in self.raw and not self._links) or leads_to_note(self.raw):
            return True
        if self.is_found:
            return False
        if self.shows or self.recurs:
            return True
        among_fields = _names_field(self.raw) or (self.is_label and any(map(_names_field, self.block.lines)))
        return among_fields or _SITE_NAMED.match(self.raw) is not None or _ADDRESS.match(self.raw) is not None

    def features(self) -> Mapping[str, float]:
        """What counts of it, by the names of `WEIGHTS`: of a sentence, or of an item without a link, only what speaks against it."""
        is_own = self.is_text or (self.is_item_of_text and not self.is_found)
        return {name: getattr(self, name) for name, weight in WEIGHTS.items() if weight < 0 or not is_own}

    def score(self) -> float:
        """How much speaks for it, in the logarithm of odds."""
        if len(self.raw) > LONGEST and not self._links:
            return -PATIENCE
        return sum(WEIGHTS[name] * value for name, value in self.features().items())


def _names_field(line: str) -> bool:
    """Whether a line begins with the name of a field."""
    label = _LABEL.match(plain_text(line).strip(_AROUND)) if ":" in line or "：" in line else None
    return label is not None and is_authors(label["label"].strip())
