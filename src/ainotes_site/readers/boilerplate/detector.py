"""What a file brings along that is no part of its text: kinds of boilerplate, each found by where it stands and what it says.

Evidence is structural first: the beginning and the end of a file, what stands beside pictures and links, what only repeats
headings. The word list (`phrases.txt`) says what a block is about, and a block counts only where half of its
sentences say so, so that a text that speaks of QR codes is left alone. Code is never boilerplate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.author_card import author_cards
from ainotes_site.readers.boilerplate.blocks import (
    EMPTY,
    PROSE_LENGTH,
    SHARE,
    SPEAKING,
    Block,
    Found,
    blocks,
    leads_on,
    links_of,
    run_of,
    section_stop,
)
from ainotes_site.readers.boilerplate.comments import comments
from ainotes_site.readers.boilerplate.contents import contents
from ainotes_site.readers.boilerplate.head_and_tail import (
    HEAD_SECTIONS,
    REASONS,
    TAIL_SECTIONS,
    below_end,
    head,
    section_of,
    tails,
)
from ainotes_site.readers.boilerplate.html_elements import anchors, emptied_frames, html_elements
from ainotes_site.readers.boilerplate.navigation import is_one_link, navigation
from ainotes_site.readers.boilerplate.page_edges import page_edges
from ainotes_site.readers.boilerplate.page_furniture import REASON, is_button, is_row_of_counts
from ainotes_site.readers.boilerplate.pitches import pitches, sponsored
from ainotes_site.readers.boilerplate.program_text import assistant, exported, plugin_data
from ainotes_site.readers.boilerplate.project_sections import badges, project_sections
from ainotes_site.readers.boilerplate.properties import origin, properties
from ainotes_site.readers.boilerplate.standing_lines import standing_lines
from ainotes_site.readers.boilerplate.unfilled import unfilled_sections
from ainotes_site.readers.source import Source
from ainotes_site.source_hints import NO_HINTS, Hints

LINE_SECTIONS = ("save-service", "placeholder")
"""What is left out wherever it stands alone on a line."""

_MACRO = pattern(r"\{\{(?:[<%]?[ \t]*|#(?!title\b))[a-z][\w-]*[ \t]+[^\s}]|(?:\{\{|<%)\s*[^\x00-\x7f]")
"""Something that an editor or a site generator shows there (`{{query (todo)}}`), or that the author of a prompt wants there and
names in words (`{{稿子}}`); no place that a tool left unfilled, which it names in ASCII.
"""
_BOLD_LABEL = pattern(r"\s{0,3}\*\*[^*\n]{1,30}\*\*\s?[:：]?\s*$")
_BELOW_LABEL = ("placeholder", "assistant-opening")
"""What is left out of the text below a label."""
_STAYING = frozenset(("comment", "plugin-data", "standing-line", "end-mark", "empty-heading"))
"""Reasons for which what is left out below a heading does not take it along: nobody saw it there, or it is all that
somebody wrote there."""
_OF_PAGE = frozenset((*REASONS.values(), "end-mark"))
"""Reasons that tell that a file is a copy of a page."""


def boilerplate(source: Source, hints: Hints = NO_HINTS) -> dict[int, str]:
    """Line index to the reason for which it is left out; empty where nothing else of the text would be left.

    Blank lines between two lines left out are not in it.
    """
    parts = blocks(source.lines, source.start, source.headings, source.code)
    left_out: dict[int, str] = {}

    def leave_out(found: Iterable[Found]) -> None:
        for each in found:
            for at in range(each.first, each.stop):
                if source.lines[at].strip():
                    left_out.setdefault(at, each.reason)

    spoken_of = {section for part in parts if part.make in SPEAKING for section in part.said}
    for rule, sections in RULES if parts else ():
        if not sections or not spoken_of.isdisjoint(sections):
            leave_out(rule(source, parts))
    leave_out(standing_lines(parts, hints))
    leave_out(unfilled_sections(source, parts, hints))
    of_page = {at for at, reason in left_out.items() if reason in _OF_PAGE}
    edges = dict.fromkeys(page_edges(source, parts, of_page), REASON) | left_out
    if _leaves_text(parts, edges):  # else a post as short as what stands around it
        left_out = edges
    leave_out(assistant(parts, left_out))
    leave_out(comments(source))
    leave_out(_emptied_sections(parts, left_out))
    leave_out(_outer_rules(parts, left_out))
    emptied_frames(source, left_out)
    return left_out if _leaves_text(parts, left_out) else {}


def _leaves_text(parts: Sequence[Block], left_out: Mapping[int, str]) -> bool:
    """Whether anything but headings stays."""
    says = (part for part in parts if part.make not in ("heading", *EMPTY))
    return any(at not in left_out for part in says for at in range(part.first, part.stop))


def _lone_blocks(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """What is boilerplate wherever it stands alone."""
    for number, part in enumerate(parts):
        if part.make not in ("text", "link"):
            continue
        beside = parts[number : number + 2]
        if reason := _reason_alone(part):
            yield part.left_out(reason)
        elif beside[-1].make == "image" and section_of(part, ("follow", "pitch")):
            yield run_of(beside, "follow")
        elif source.front.links and _asks_to_follow(part):
            yield run_of(beside if is_button(beside[-1]) else (part,), "follow")
        elif part.says(*_BELOW_LABEL):
            yield from _below_labels(part)


def _reason_alone(part: Block) -> str:
    """The reason for which a block is left out whatever stands around it; empty without one."""
    if is_row_of_counts(part):
        return REASON
    if not part.said or leads_on(part):
        return ""
    if is_one_link(part) and part.says("call"):
        return "follow"
    if _is_of_program(part) and not part.shows():
        return "save-service" if part.says("save-service") else "placeholder"
    if part.share("sponsor") >= SHARE:
        return "sponsor"
    return "rights" if part.share("rights") == 1 else ""


def _is_of_program(part: Block) -> bool:
    """Whether a block says nothing but what a service or a template says, or is a short line that begins with a sign, and then says
    that something is missing.
    """
    if not part.says(*LINE_SECTIONS) or _MACRO.search(part.text):
        return False
    is_remark = len(part.text) <= PROSE_LENGTH and len(part.lines) == 1 and not part.text[0].isalnum()
    return (is_remark and part.leads("placeholder")) or part.share(*LINE_SECTIONS) == 1


def _asks_to_follow(part: Block) -> bool:
    """Whether a block of two sentences or more does nothing but ask to follow, as sites put it into the midst of a text."""
    return part.share("follow", "mailing") == 1 and len(part.clauses) > 1


def _below_labels(part: Block) -> Iterator[Found]:
    """Lines right below a label in bold that say no more than that something is missing, or that it follows."""
    for number, (label, line) in enumerate(pairwise(part.lines), part.first + 1):
        if not _BOLD_LABEL.match(label):
            continue
        below = Block(number, number + 1, (line,), "text")
        if below.share(*_BELOW_LABEL) == 1 and not _MACRO.search(line):
            yield below.left_out("placeholder" if below.says("placeholder") else "assistant-talk")


def _emptied_sections(parts: Sequence[Block], left_out: dict[int, str]) -> Iterator[Found]:
    """Headings below which all was left out."""
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        if part.make != "heading" or (part.level < 2 and links_of(part.lines[0]) != 1):
            continue  # but for the name of a site above its menu
        inside = parts[number + 1 : section_stop(parts, number)]
        gone = [left_out.get(inner.first) for inner in inside if inner.make not in EMPTY]
        if gone and all(gone) and gone[0] not in _STAYING:
            reason = str(gone[0]) if part.level > 1 else "navigation"
            yield part.left_out(reason)
            left_out.update(dict.fromkeys(range(part.first, part.stop), reason))


def _outer_rules(parts: Sequence[Block], left_out: Mapping[int, str]) -> Iterator[Found]:
    """Rules that part nothing any more: all above or below them was left out."""
    for outwards in (parts, parts[::-1]):
        waiting: list[Block] = []
        seen = False
        for part in outwards:
            if part.make == "rule":
                waiting.append(part)
            elif part.first in left_out and part.stop - 1 in left_out:
                seen = True
            else:
                break
        yield from (rule.left_out("rule") for rule in waiting if seen)


RULES: tuple[tuple[Callable[[Source, Sequence[Block]], Iterator[Found]], tuple[str, ...]], ...] = (
    (contents, ()), (badges, ()), (project_sections, ("star-history", "licence-head")), (author_cards, ("card",)), (head, HEAD_SECTIONS),
    (_lone_blocks, ()), (navigation, ()), (pitches, ("pitch",)), (sponsored, ("sponsor-head",)), (tails, (*TAIL_SECTIONS, "end-mark")),
    (below_end, ("end-mark",)), (plugin_data, ()), (exported, ()), (html_elements, ()), (anchors, ()), (properties, ()), (origin, ()),
)  # fmt: skip
"""Kinds of boilerplate, in the order in which they name what they find; and, to save time, the sections of the word list of
which a text must have a phrase for a rule to find anything, where there are such."""
