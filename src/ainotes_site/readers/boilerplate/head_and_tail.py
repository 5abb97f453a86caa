"""What a page has above and below its text, block by block, by what it says: pleas to follow, counts, rights, other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import (
    EMPTY,
    NEUTRAL,
    PROSE_LENGTH,
    SENTENCE_ENDS,
    SHARE,
    Block,
    Found,
    is_item,
    leads_on,
    run_of,
)
from ainotes_site.readers.boilerplate.page_furniture import REASON, is_button, is_furniture
from ainotes_site.readers.boilerplate.page_words import share_of_page_words
from ainotes_site.readers.source import Source

REASONS = {
    "card": "author-card", "save-service": "save-service", "mailing": "follow", "read-original": "read-original", "pitch": "advertising",
    "follow": "follow", "engage": "follow", "rights": "rights", "more-of-publisher": "teaser", "teaser-head": "teaser", "navigation": "navigation",
    "footer": "site-footer", "counts": REASON,
}  # fmt: skip
"""Section of the word list to the reason for which lines are left out; the first that fits a block counts."""

HEAD_SECTIONS = ("card", "mailing", "save-service", "read-original", "follow", "engage", "navigation", "counts")
TAIL_SECTIONS = tuple(REASONS)
ASKING = ("follow", "engage", "pitch", "card")
"""What asks the reader of a page for something."""
LINKED_SECTIONS = ("more-of-publisher", "teaser-head", "card")
"""What lists of links belong to."""

HEAD_BLOCKS, HEAD_PROSE = 14, 2
"""How many blocks, and how many of them with text of their own, the beginning of a file has at most."""
LED_SHARE = 0.3
"""Share of the clauses of a block that must say what it is where its first one does."""
CRUMB_LENGTH = 120
"""Characters of the longest block below the mark of an end that is no afterword."""
SIGNS = 12
"""Characters of the longest line of signs that point to what stands below it: 👇👇👇."""
NOTICE_LENGTH = 8
"""Characters of the shortest notice of rights; what is shorter is the name of one."""

_POSTAL = pattern(
    r"\d{1,5}[^\n]{0,40}\b(?:street|st|avenue|ave|road|rd|lane|suite|ste|floor|blvd|drive)\b|\bP\.?O\.? ?box\b",
    re.IGNORECASE,
)
"""Where somebody is reached by post, as letters say below."""


def section_of(part: Block, among: Sequence[str]) -> str | None:
    """The section of the word list that half of a block's sentences speak of; None where they do not."""
    if part.make == "code":
        return None
    if "counts" in among and is_furniture(part):
        return "counts"
    among = tuple(section for section in among if section != "counts")
    share = part.share(*among)
    if share < LED_SHARE or (share < SHARE and not part.leads(*among)):
        return None
    section = max(among, key=lambda section: (part.share(section), -among.index(section)))
    return None if _is_only_named(part, section) else section


def _is_only_named(part: Block, section: str) -> bool:
    """Whether words of a page stand in a sentence, or without a link as short items of a list, or lead to what stands below them,
    or half of a line of rights says something else: somebody wrote of them.
    """
    if section == "save-service":
        return leads_on(part)
    if section == "card":
        return _is_sentence(part)
    if section == "navigation":
        is_label = part.lines[0].startswith("**") and "](" not in part.lines[0]
        return _is_sentence(part) or is_label or _is_list_of_names(part)
    if section == "rights":
        says_more = len(part.lines) == 1 and part.share(*TAIL_SECTIONS) <= SHARE
        return says_more or leads_on(part) or _is_list_of_names(part)
    return False


def _is_sentence(part: Block) -> bool:
    return part.text.endswith(SENTENCE_ENDS[:6])


def _is_list_of_names(part: Block) -> bool:
    names = part.text.split("\n") if is_item(part.lines[0]) and not any("[" in line for line in part.lines) else ()
    return bool(names) and all(len(name) < NOTICE_LENGTH for name in names)


def head(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """What stands above the text: pleas to follow, ways through the site, what the page says of itself."""
    prose = 0
    counted = any(section_of(part, ("counts",)) for part in parts[:HEAD_BLOCKS])
    for part in parts[:HEAD_BLOCKS]:
        if part.make == "code" or prose > HEAD_PROSE or (part.make == "heading" and prose):
            return
        section = _head_section(part, counted)
        if section is not None:
            yield part.left_out(REASONS[section])
        else:
            prose += _is_prose(part)


def _is_prose(part: Block) -> bool:
    return len(part.text) > PROSE_LENGTH or part.text.endswith(SENTENCE_ENDS[:3])


def _head_section(part: Block, counted: bool) -> str | None:
    """What a block above the text is, where the head of its page is `counted` or not: beside counts, so are buttons."""
    section = section_of(part, HEAD_SECTIONS) if part.make in ("text", "link") else None
    return section or ("counts" if counted and is_button(part) else None)


def tails(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """What stands below the text, and in a file with several headings of the first level above each of them, where pages were put
    one below the other, or above a rule, where its owner wrote on below a page: there only what asks the reader to follow.
    """
    yield from _tail(parts, TAIL_SECTIONS)
    firsts = [number for number, part in enumerate(parts) if part.make == "heading" and part.level == 1]
    for first, stop in pairwise(firsts):
        yield from _tail(parts[first:stop], ASKING)
    rules = [number for number, part in enumerate(parts) if part.make == "rule"]
    for first, stop in pairwise([0, *rules]):
        asked = list(_tail(parts[first:stop], ASKING))
        if len(asked) > 1:  # one line may be its owner's
            yield from asked


def _tail(parts: Sequence[Block], among: Sequence[str]) -> Iterator[Found]:
    """What stands below a text, from the end up to the first block that says something."""
    pending: list[Block] = []
    seen = False
    for part in reversed(parts[1:]):
        section = section_of(part, among)
        if section is not None:
            if _recommends(section, pending, seen):
                return
            yield from (each.left_out(REASONS[section]) for each in (part, *pending))
            pending, seen = [], True
        elif _may_trail(part):
            pending.append(part)
            seen = seen or part.marks_end()
        else:
            break
    if seen:
        yield from _end_marks(pending)


def _end_marks(pending: Sequence[Block]) -> Iterator[Found]:
    """Rules and marks of an end, where nothing else is among the blocks that are left."""
    if all(part.make in EMPTY or part.marks_end() for part in pending):
        yield from (part.left_out("rule" if part.make in EMPTY else "end-mark") for part in pending)


def _may_trail(part: Block) -> bool:
    """Whether a block says nothing of its own where boilerplate follows it."""
    if not any(map(str.isalnum, part.text)) and len(part.text) <= SIGNS:
        return True
    if part.lines[0].startswith("|"):
        return share_of_page_words(part.text)[0] == 1  # codes to pay by, each below its name
    is_postal = _POSTAL.search(part.text[:CRUMB_LENGTH]) is not None
    return part.make in NEUTRAL or part.marks_end() or is_button(part) or is_postal


def _recommends(section: str, pending: Sequence[Block], seen: bool) -> bool:
    """Whether links below a phrase are what the author recommends: nothing else says that they were copied along."""
    links = sum(waiting.make == "link" for waiting in pending)
    if section == "teaser-head":
        return links > 0 and not seen
    return section not in LINKED_SECTIONS and links > 1


def below_end(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """The mark of an end below most of a page with what stands below it, whatever it says: links, pictures, a few words."""
    mark = next((number for number, part in enumerate(parts) if part.make == "text" and part.marks_end()), len(parts))
    below = parts[mark + 1 :]
    is_page = any(part.make in ("image", "link") or section_of(part, TAIL_SECTIONS) for part in below)
    if is_page and all(map(_is_crumb, below)) and _length(parts[:mark]) >= _length(below):
        yield run_of(parts[mark:], REASON)


def _length(parts: Sequence[Block]) -> int:
    return sum(len(part.text) for part in parts)


def _is_crumb(part: Block) -> bool:
    """Whether a block below the end is neither a section, nor an afterword, nor one of the sources."""
    if part.make != "text":
        return part.make in NEUTRAL and not is_item(part.lines[0])
    is_source = is_item(part.lines[0]) or "://" in part.text or part.lines[0].startswith("[")
    is_said = part.text.endswith(("。", "”", "：")) and not part.said
    return len(part.text) <= CRUMB_LENGTH and not is_source and not is_said
