"""What a scraped page brings along that its author did not write: advertising, captions, teasers. All rules are here.

They work on paragraphs of plain text, and are meant for the outline and newsletter readers alone: a note may well speak
of QR codes. A rule names a kind of sentence, never a site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.phrases import alternatives

_words = partial(alternatives, "detect/page_phrases")
STRONG_PITCH = pattern(_words("pitch"), re.IGNORECASE)
"""Sentences that ask the reader for something, or give something away for it."""

WEAK_PITCH = pattern(_words("pitch-weak"), re.IGNORECASE)
"""Sentences that go with a pitch but can be innocent alone."""

_TEASER_HEAD = pattern(rf"\s*(?:#{{1,6}}\s*)?\**(?:{_words('teaser-head')})\**\s*[:：]?.{{0,2}}$", re.IGNORECASE)
_LINKED = pattern(r"https?://|\]\(")
_MARKUP = pattern(r"\s*(?:[-*+>|`#]|\d+[.、)）]|[（(]?[一二三四五六七八九十]|[A-Z][.、)])")

CAPTION_TIMES, CAPTION_LENGTH = 3, 80
"""How often a whole line must come back, and how short it must be, to be a caption that the site repeats."""


_SITE_SIGN = pattern(_words("site-sign"), re.IGNORECASE)
"""What tells a site's line from one that an author repeats, such as 示例代码如下."""


def captions(lines: Sequence[str], title: str) -> frozenset[str]:
    """Lines (stripped) that a site repeats through the page: watermarks, bylines, captions with the title in them."""
    counts = Counter(line.strip() for line in lines if line.strip())
    return frozenset(text for text, count in counts.items() if count >= CAPTION_TIMES and _is_caption(text, title))


def _is_caption(text: str, title: str) -> bool:
    """Whether a line is short, no sentence and no markup, and speaks of a site or names the page."""
    if not 4 <= len(text) <= CAPTION_LENGTH or _MARKUP.match(text) or text.endswith((":", "：", "。", "，", "；")):
        return False
    of_site = _SITE_SIGN.search(text) is not None or (len(title) >= 4 and title in text)
    return of_site and any(map(str.isalnum, text))


def teaser_start(lines: Sequence[str], first: int, stop: int) -> int | None:
    """Index of a `Read more` line from which other articles' beginnings follow to the end; None without one.

    A list of links under such a line is a list of references, which the author meant.
    """
    for at in range(max(first, first + (stop - first) // 3), stop):
        if len(lines[at]) > 60 or not _TEASER_HEAD.match(lines[at]):
            continue
        rest = [line for line in lines[at + 1 : stop] if line.strip()]
        linked = sum(bool(_LINKED.search(line)) for line in rest)
        if not rest or linked * 2 < len(rest):
            return at
    return None


def advertising(paragraphs: Sequence[tuple[int, int]], lines: Sequence[str], content: Sequence[bool]) -> set[int]:
    """Numbers of the `paragraphs` (first index, stop) that are advertising.

    `content` says which paragraphs are headings of the outline: between two pitches without one of these, all is
    pitch; a pitch reaches up over weaker ones, such as the question that it answers.
    """
    texts = ["\n".join(lines[first:stop]) for first, stop in paragraphs]
    strong = [number for number, text in enumerate(texts) if not content[number] and STRONG_PITCH.search(text)]
    found: set[int] = set(strong)
    for left, right in pairwise(strong):
        between = range(left + 1, right)
        weak = sum(map(_hints, (texts[number] for number in between)))
        if not any(content[left:right]) and (weak * 4 >= len(between) or len(between) <= 1):
            found.update(between)
    for number in sorted(found):
        _spread(found, range(number - 1, -1, -1), texts, content, _leads_to_pitch)
        _spread(found, range(number + 1, len(texts)), texts, content, _hints)
    return found


def _spread(
    found: set[int], numbers: range, texts: Sequence[str], content: Sequence[bool], joins: Callable[[str], bool]
) -> None:
    """Add the paragraphs `numbers` to what is `found`, up to the first that is in it, is a heading, or does not join it."""
    for number in numbers:
        if number in found or content[number] or not joins(texts[number]):
            return
        found.add(number)


def _hints(text: str) -> bool:
    return WEAK_PITCH.search(text) is not None


def _leads_to_pitch(text: str) -> bool:
    return _hints(text) and len(text) <= 200
