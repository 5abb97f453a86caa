"""Which level of headings is notes: the first that repeats, but for one that only groups those below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.headings.day_headings import is_day
from ainotes_site.readers.detect.headings.heading_heuristics import is_form
from ainotes_site.readers.detect.headings.headings import Heading, is_rule
from ainotes_site.readers.detect.headings.numbering import numbered
from ainotes_site.readers.detect.titles.titles import plain, read_title
from ainotes_site.readers.source import Source

GROUPING_SHARE = 0.8
"""Share of headings without own text from which a level is taken to group notes one level below."""

COUNTED_SHARE = 0.6
"""The same where those below count on from group to group: one beside the groups, for what is left over, is no exception."""

MOST_LEVELS = 3
"""How many levels of headings are proposed."""

_NAMED_LINK = pattern(
    r"\s*(?:[-*+]|\d{1,3}[.、)])\s+(?:\[[ xX]\]\s+)?(?::\w{1,40}:\s*|[^\w\s\[<]{1,3}\s*)?(?:\*\*)?\[[^\[\]\n]{1,300}\]\("
)
"""An item of a list that begins with a link, after a box to tick or an emoji."""


def proposed_levels(source: Source) -> Iterator[int]:
    """The first levels that repeat, without those that only group the notes below them."""
    preferred, levels = note_level(source), _repeated_levels(source)
    for above, level in pairwise([0, *levels[:MOST_LEVELS]]):
        if above and _are_digests(source, above, level):
            return
        if not (preferred and level < preferred and _only_groups(source, level)):
            yield level


def _repeated_levels(source: Source) -> list[int]:
    if len(source.marks) < 2:
        return []
    counts = Counter(heading.level for heading in source.marks)
    return sorted(level for level, count in counts.items() if count > 1)


def note_level(source: Source) -> int | None:
    """The level whose headings are notes: the first that repeats, or the next when that one only groups notes."""
    for level, below in pairwise([*_repeated_levels(source), 0]):
        if not below or not _only_groups(source, level):
            return level
        if is_form([plain(heading.text) for heading in source.marks if heading.level == below]):
            return level
        if _are_digests(source, level, below):
            return level
    return None


def _are_digests(source: Source, level: int, below: int) -> bool:
    """Whether the headings of `level` are days, and those `below` group lists of links: what was found on a day is one note.

    Each link has its name and what is said of it on its line. Some group has several; where none has, the heading is the
    title of its link.
    """
    if not are_days(source, level):
        return False
    first = next(heading for heading in source.marks if heading.level == level)
    sizes = [_named_links(lines) for lines in _texts_below(source, first, below)]
    return max(sizes, default=0) > 1 and sum(map(bool, sizes)) >= GROUPING_SHARE * len(sizes)


def are_days(source: Source, level: int) -> bool:
    """Whether nearly all headings of a level are days."""
    heads = [heading for heading in source.marks if heading.level == level]
    return sum(map(says_day, heads)) >= GROUPING_SHARE * len(heads) > 0


def _texts_below(source: Source, first: Heading, level: int) -> Iterator[list[str]]:
    """What stands right under each heading of `level` or deeper that follows the `first`, without blank lines and rules."""
    for heading, after in pairwise([*source.marks, None]):
        if heading is not None and heading.level >= level and heading.line > first.line:
            texts = source.lines[heading.stop : after.line if after else len(source.lines)]
            yield [line for line in texts if line.strip() and not is_rule(line)]


def _named_links(lines: Sequence[str]) -> int:
    """How many links lines are a list of; 0 where they are none."""
    links = sum(map(bool, map(_NAMED_LINK.match, lines)))
    return links if links >= GROUPING_SHARE * len(lines) else 0


def _only_groups(source: Source, level: int) -> bool:
    """Whether nearly all headings of a level stand right above deeper ones."""
    found = source.marks
    own = grouping = 0
    for heading, after in pairwise([*found, None]):
        if heading is None or heading.level != level:
            continue
        stop = after.line if after else len(source.lines)
        has_text = any(line.strip() and not is_rule(line) for line in source.lines[heading.stop : stop])
        own += has_text
        grouping += not has_text and after is not None and after.level > level
    least = COUNTED_SHARE if _count_on_below(source, level) else GROUPING_SHARE
    return grouping > 1 and grouping >= least * (own + grouping)


def _count_on_below(source: Source, level: int) -> bool:
    """Whether the headings one level below count on from group to group."""
    below = min((heading.level for heading in source.marks if heading.level > level), default=0)
    return count_on([plain(heading.text) for heading in source.marks if heading.level == below])


def count_on(titles: Sequence[str]) -> bool:
    """Whether titles count from one on, three at least."""
    counts = [number.number for number in map(numbered, titles) if number and number.style == "digit"]
    return len(titles) > 2 and counts == list(range(1, len(titles) + 1))


def says_day(heading: Heading) -> bool:
    """Whether a heading begins with a day."""
    title = read_title(heading.text)
    return title.date is not None or is_day(title.text, False)
