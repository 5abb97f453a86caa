"""What is seen of one piece of a proposal: its title, its first lines, what they hold and how long it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Link
from ainotes_site.readers.detect.dates import date_line, find_date, opening_day
from ainotes_site.readers.detect.field_names import fields_of
from ainotes_site.readers.detect.headings.day_headings import is_day
from ainotes_site.readers.detect.headings.heading_heuristics import is_period, is_section_name
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.phrases import alternatives, words
from ainotes_site.readers.detect.posts.post_header import post_head
from ainotes_site.readers.detect.titles.titles import Title, plain, read_title
from ainotes_site.readers.frontmatter.stamp_line import stamp_line
from ainotes_site.readers.proposal import Piece
from ainotes_site.readers.source import Source

CODE_LINES = 2
"""Lines of a fence up to which it is a command, and no text of its own, unless a sentence stands in it."""

_SPEECH = pattern(r"[。！？，]|[a-z]{2,}[.,] (?:\S+ ){2}|\w[.?!]$")
TEXT = 400
"""How many characters of a piece are looked through for the words of the title."""

HEAD_LINES = 3
"""Among how many first lines of a piece its date or its link stands."""

LINKED = 1500
"""Characters up to which a piece with a link is about that: a longer one has links as all texts have."""

LABEL_LINES = 12
"""Among how many first lines of a piece labels are looked for."""

_LABEL = pattern(r"\s{0,3}(?:[-*+>]\s+)?(?:\*\*|__)?([^\W\d_][^:：*\n]{0,18}?)(?:\*\*|__)?\s?[:：](?!//)")
_INDENT = " \t"
_LINK_LINE = pattern(
    r"\s{0,3}(?:>\s+)?(?:\**[^\s\[\]()<>]{1,8}\**\s*[:：]\s*)?(?:<?https?://\S+|\[[^\[\]\n]{1,200}\]\(\s*<?https?://)"
)
_LINK_ITEM = pattern(r"\s{0,3}(?:[-*+]|\d+[.、)])\s+(?:\*\*)?(?:<?https?://\S+|\[[^\[\]\n]{1,200}\]\()")
_SPEAKS_TO_MODEL = pattern(
    rf"(?![-*] .{{0,24}}$)[\s>*#\"“'「-]{{0,12}}(?:{alternatives('detect/prompt_words', 'opening')})", re.IGNORECASE
)
"""More than a thing to do in a list of such: - review PRs."""
_PLACEHOLDER = pattern(
    r"[<{\[【](?:(?<=<)[\u3400-\u9fff]{1,12}>|(?<=(?<![A-Za-z_^}\\])\{)\{? ?[\w\u3400-\u9fff -]{1,24} ?\}(?!`)|(?<=(?<!\[)\[|【)[\u3400-\u9fff]{2,12}[\]】](?![\](]))"
)
"""What whoever uses a prompt puts words of their own in place of."""

_PARAMETER = pattern(r"\s--(?:ar|aspect|v|niji|stylize|style|seed|chaos|no|iw|cfg|steps)\s+\S")
"""What stands behind words to a model that paints."""

_MOMENT = pattern(r"\d{1,2}(?::\d\d){1,2}$")
"""A moment of a video, which is linked where a part of it begins."""

_FENCES = ("```", "~~~")
_FENCE = pattern(r"\s{0,3}(?:`{3,}|~{3,})")
_YEAR = pattern(r"\W*(?:19|20)\d\d\s?年?\W*$")
_ENDS_WITH_PLACE = pattern(
    r"[(（]\[?(?:p\.?|pp\.|page|loc(?:ation)?\.?|位置|第)\s?\d{1,5}\s?[页頁]?(?:\]\([^\s()]{1,500}\))?[)）]\s*$",
    re.IGNORECASE,
)


class PieceFeatures(NamedTuple):
    """What is seen of one piece."""

    title: str
    size: int
    """Characters of text."""
    head: tuple[str, ...]
    """Its first lines."""
    dated: bool
    handled: bool
    link_title: bool
    link_first: bool
    linked: bool
    headed: bool
    """Whether it has headings of its own."""
    groups: bool
    """Whether its first text is a heading, so that it only groups what stands below."""
    fenced: bool
    """Whether most of it is a fence of text."""
    prompts: bool
    """Whether it speaks to a language model."""
    program: bool
    """Whether it has a fence of a language to program in."""
    listed: bool
    """Whether it is a list of links."""
    labels: frozenset[str]
    """What its first lines begin with, before a colon."""
    text: str
    """Its beginning."""
    is_quotation: bool
    """Whether it is one quotation and no more."""
    is_record: bool = False
    """Whether it is a quotation, but of a chapter, or has two of the labels that most of the pieces have."""

    @property
    def quotes(self) -> bool:
        """Whether it begins with a quotation."""
        return bool(self.head) and self.head[0].lstrip().startswith(">")

    @property
    def is_prompt(self) -> bool:
        """Whether it is words to a language model, or one text to be copied."""
        return self.prompts or self.fenced


def says_when(heading: str) -> bool:
    """Whether a heading names a day or a period of time."""
    title = read_title(heading)
    text = plain(title.text)
    return title.date is not None or is_day(text, False) or is_period(text)


def piece_features(source: Source, piece: Piece, days: bool, inherits: bool, headings: set[int]) -> PieceFeatures:
    """What is seen of a piece: `days` where the headings of its level are days in mere numbers, `inherits` where it stands under a
    heading with a day; `headings` are the lines of all headings.
    """
    title = read_title(piece.title)
    lines = source.lines[piece.body : piece.stop]
    texts = list(filter(str.strip, lines))
    text = "\n".join(texts)
    first = piece.body + lines.index(texts[0]) if texts else -1
    head = tuple(line for line in texts[: HEAD_LINES + 1] if not is_rule(line))[:HEAD_LINES]
    name, links = plain(title.text), _links(title)
    above = source.lines[piece.first] if piece.first < piece.body - 1 else ""
    fences, labelled = _fences(texts, text), _labelled(texts[:LABEL_LINES])
    return PieceFeatures(
        name,
        _length(texts),
        head,
        days or inherits or (_is_dated(piece.title, head, above) and not _are_excerpts(texts)),
        _is_signed(source, piece, labelled, head),
        sum(len(plain(link.text)) for link in links) * 2 >= len(name) > 0,
        bool(head) and _LINK_LINE.match(head[0]) is not None,
        bool(links) or _is_about_link(texts, text),
        not headings.isdisjoint(range(piece.body, piece.stop)),
        first in headings,
        _mostly_code(texts, fences),
        _is_prompt(texts, fences),
        any(map(_is_program, map(texts.__getitem__, fences))),
        _lists_links(texts, text),
        _labels(labelled),
        "\n".join(texts[:12])[:TEXT].lower(),
        ">" in text and _is_quotation(lines),
    )


def _links(title: Title) -> Sequence[Link]:
    """The links of a title but those to moments of a video."""
    return [link for link in title.links if not _MOMENT.match(link.text)]


def _is_about_link(texts: Sequence[str], text: str) -> bool:
    """Whether it has an address and is short."""
    return ("http://" in text or "https://" in text) and _length(texts) <= LINKED


def _are_excerpts(texts: Sequence[str]) -> bool:
    """Whether lines are excerpts of a book, by the places at the ends of their items; a day above them is when they were added."""
    head = texts[:LABEL_LINES]
    bracketed = [line for line in head if line.rstrip().endswith((")", "）"))]
    return sum(_ENDS_WITH_PLACE.search(line) is not None for line in bracketed) * 3 >= max(1, len(head))


def _fences(texts: Sequence[str], text: str) -> list[int]:
    """Which lines of `text` are fences."""
    may_fence = "```" in text or "~~~" in text
    return [number for number, line in enumerate(texts) if line.lstrip().startswith(_FENCES)] if may_fence else []


def _lists_links(texts: Sequence[str], text: str) -> bool:
    """Whether it is a list of links."""
    linked = [line for line in texts[:40] if "](" in line or "http" in line] if "](" in text or "http" in text else []
    return len(linked) > 1 and sum(map(bool, map(_LINK_ITEM.match, linked))) > 1


def _is_quotation(lines: Sequence[str]) -> bool:
    """Whether lines are one quotation, rules apart."""
    if not next((line for line in lines if line.strip() and not is_rule(line)), "").lstrip().startswith(">"):
        return False
    blocks = [text for text in "\n".join("" if is_rule(line) else line for line in lines).split("\n\n") if text.strip()]
    return len(blocks) == 1 and all(line.lstrip().startswith(">") for line in blocks[0].strip().split("\n"))


def _labels(matches: Sequence[re.Match[str]]) -> frozenset[str]:
    """What the first lines of a piece begin with, before a colon; the name of a section only before a link, or below an item of
    a list. What stands so is there twice: it tells of that item, as of others."""
    if not matches:
        return frozenset()
    below = frozenset(match[1] for match in matches if match.string[0] in _INDENT)
    said = frozenset(match[1] for match in matches if "http" in match.string or not is_section_name(match[1]))
    return said | below | frozenset(_INDENT + label for label in below)


def _labelled(lines: Sequence[str]) -> list[re.Match[str]]:
    """The labels with which some of the lines begin."""
    return list(filter(None, map(_LABEL.match, [line for line in lines if ":" in line or "：" in line])))


def _is_dated(title: str, head: Sequence[str], above: str) -> bool:
    """Whether a piece has a date of its own, more than a year: in its title, alone on a line above or below it, or at the beginning of its text."""
    if title and not _YEAR.match(title) and (says_when(title) or find_date(title[:80]) is not None):
        return True
    if any(date_line(line) is not None or stamp_line(line) for line in (*head, above)):
        return True
    return bool(head) and opening_day(head[0]) is not None


def _is_signed(source: Source, piece: Piece, labelled: Sequence[re.Match[str]], first: Sequence[str]) -> bool:
    """Whether a piece begins as a post does, with a handle, or one of its first lines says who sent it in."""
    if any("contributor" in fields_of(match[1]) for match in labelled if match.string in first):
        return True
    lines = [piece.title, *source.lines[piece.body : min(piece.body + 8, piece.stop)]]
    head = "\n".join(lines[:6])
    if "@" not in head and "＠" not in head:
        return False
    who = post_head(lines, 0, len(lines)).author
    return who is not None and who.handle is not None


def _mostly_code(texts: Sequence[str], fences: Sequence[int]) -> bool:
    """Whether a fence of text, not of a language to program in, begins among the first lines and holds most of them."""
    opening = [number for number in fences if _FENCE.match(texts[number])]
    if not opening or opening[0] > 5 or _is_program(texts[opening[0]]):
        return False
    closed = opening[-1] if len(opening) > 1 else len(texts)
    inside = texts[opening[0] + 1 : closed]
    is_data = _language(texts[opening[0]]) in words("detect/fences", "data")
    speaks = (len(inside) >= CODE_LINES and not is_data) or any(map(_SPEECH.search, inside))
    return speaks and _length(inside) * 2 >= _length(texts)


def _is_prompt(texts: Sequence[str], fences: Sequence[int]) -> bool:
    """Whether one of the first lines begins as words to a language model do, or has a place for words to put in."""
    head = [line for number, line in enumerate(texts[:8]) if number not in fences][:HEAD_LINES]
    return any(
        _SPEAKS_TO_MODEL.match(line)
        or _PLACEHOLDER.search(line[:TEXT])
        or ("--" in line and _PARAMETER.search(line[: 4 * TEXT]))
        for line in head
    )


def _length(texts: Sequence[str]) -> int:
    return sum(map(len, map(str.strip, texts)))


@lru_cache(maxsize=64)
def _is_program(fence: str) -> bool:
    """Whether what a line fences is in a language to program in."""
    language = _language(fence)
    return bool(language) and not any(language in words("detect/fences", kind) for kind in ("prose", "data"))


def _language(fence: str) -> str:
    return _FENCE.sub("", fence).strip(" {}.`~").lower()
