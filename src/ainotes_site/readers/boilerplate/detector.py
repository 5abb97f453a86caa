"""What a file brings along that is no part of its text: kinds of boilerplate, each found by where it stands and what it says.

Evidence is structural first: the beginning and the end of a file, what stands beside pictures and links, what only repeats
headings. The word list (`phrases.txt`) says what a block is about, and a block counts only where half of its
sentences say so, so that a text that speaks of QR codes is left alone. Code is never boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import (
    EMPTY,
    NEUTRAL,
    PROSE_LENGTH,
    SENTENCE_ENDS,
    SHARE,
    SPEAKING,
    TALK_LENGTH,
    Block,
    Found,
    blocks,
    is_item,
    leads_on,
    links_of,
    section_stop,
)
from ainotes_site.readers.boilerplate.comments import comments
from ainotes_site.readers.boilerplate.contents import contents, top_links
from ainotes_site.readers.boilerplate.html_elements import anchors, emptied_frames, html_elements
from ainotes_site.readers.boilerplate.language_switch import language_switches
from ainotes_site.readers.boilerplate.page_edges import page_edges
from ainotes_site.readers.boilerplate.page_furniture import (
    REASON,
    is_button,
    is_furniture,
    is_row_of_counts,
    scraps_above,
)
from ainotes_site.readers.boilerplate.page_words import share_of_page_words
from ainotes_site.readers.boilerplate.pitches import is_end, pitches, sponsored
from ainotes_site.readers.boilerplate.program_text import assistant, exported, plugin_data
from ainotes_site.readers.boilerplate.project_sections import badges, project_sections
from ainotes_site.readers.boilerplate.properties import origin, properties
from ainotes_site.readers.boilerplate.standing_lines import standing_lines
from ainotes_site.readers.boilerplate.unfilled import unfilled_sections
from ainotes_site.readers.source import Source
from ainotes_site.source_hints import NO_HINTS, Hints

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
_SHOWN = pattern(r"!\[|<img\b|\{\{\s*embed\b|\{\{[<%][ \t]*/?[a-z]", re.IGNORECASE)
_MACRO = pattern(r"\{\{(?:[<%]?[ \t]*|#(?!title\b))[a-z][\w-]*[ \t]+[^\s}]|(?:\{\{|<%)\s*[^\x00-\x7f]")
"""Something that an editor or a site generator shows there (`{{query (todo)}}`), or that the author of a prompt wants there and
names in words (`{{稿子}}`); no place that a tool left unfilled, which it names in ASCII.
"""
LINE_SECTIONS = ("save-service", "placeholder")
"""What is left out wherever it stands alone on a line."""

HEAD_BLOCKS, HEAD_PROSE = 14, 2
"""How many blocks, and how many of them with text of their own, the beginning of a file has at most."""
LED_SHARE = 0.3
"""Share of the clauses of a block that must say what it is where its first one does."""
CARD_BLOCKS = 10
"""How many blocks the card of who wrote a page has at most."""
CRUMB_LENGTH = 120
"""Characters of the longest block below the mark of an end that is no afterword."""
SIGNS = 12
"""Characters of the longest line of signs that point to what stands below it: 👇👇👇."""
EDGE = 5
"""Among how many first or last blocks the ways through a site stand."""
NOTICE_LENGTH = 8
"""Characters of the shortest notice of rights; what is shorter is the name of one."""

_BELOW_LABEL = ("placeholder", "assistant-opening")
"""What is left out of the text below a label."""
_BOLD_LABEL = pattern(r"\s{0,3}\*\*[^*\n]{1,30}\*\*\s?[:：]?\s*$")
_ARROWS = pattern(r"^(?:<<|[←«‹⬅◀]|&[lL]arr;|&laquo;)|(?:>>|[→»›➡▶]|&[rR]arr;|&raquo;)\ufe0f?$")
"""What points outwards at the ends of a line: back at its beginning, on at its end."""
_CELLS = "|:- \n"
"""What frames the cells of a table."""
_IMAGE_CELL = pattern(r"\|\s*!\[|\|\s*<img\b", re.IGNORECASE)
_POSTAL = pattern(
    r"\d{1,5}[^\n]{0,40}\b(?:street|st|avenue|ave|road|rd|lane|suite|ste|floor|blvd|drive)\b|\bP\.?O\.? ?box\b",
    re.IGNORECASE,
)
"""Where somebody is reached by post, as letters say below."""
_STAYING = frozenset(("comment", "plugin-data", "standing-line", "end-mark", "empty-heading"))
"""Reasons for which what is left out below a heading does not take it along: nobody saw it there, or it is all that
somebody wrote there."""
_OF_PAGE = frozenset((*REASONS.values(), "end-mark"))
"""Reasons that tell that a file is a copy of a page."""
LINKED_SECTIONS = ("more-of-publisher", "teaser-head", "card")
"""What lists of links belong to."""


def boilerplate(source: Source, hints: Hints = NO_HINTS) -> dict[int, str]:
    """Line index to the reason for which it is left out; empty where nothing else of the text would be left.

    Blank lines between two lines left out are not in it.
    """
    parts = blocks(source.lines, source.start, source.headings, source.code)
    left_out: dict[int, str] = {}
    for found in (
        *_found(source, parts),
        *html_elements(source),
        *anchors(source),
        *properties(parts),
        *origin(parts),
        *standing_lines(parts, hints),
        *unfilled_sections(source, parts, hints),
    ):
        _leave_out(source, found, left_out)
    of_page = {at for at, reason in left_out.items() if reason in _OF_PAGE}
    edges = dict.fromkeys(page_edges(source, parts, of_page), REASON) | left_out
    if len(edges) > len(left_out) and _leaves_text(parts, edges):  # else a post as short as what stands around it
        left_out = edges
    for found in (
        *assistant(parts, left_out),
        *comments(source),
        *_emptied_sections(parts, left_out),
        *_outer_rules(parts, left_out),
    ):
        _leave_out(source, found, left_out)
    emptied_frames(source, left_out)
    return left_out if left_out and _leaves_text(parts, left_out) else {}


def _leave_out(source: Source, found: Found, left_out: dict[int, str]) -> None:
    for at in range(found.first, found.stop):
        if source.lines[at].strip():
            left_out.setdefault(at, found.reason)


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
        yield from (Found(rule.first, rule.stop, "rule") for rule in waiting if seen)


def _found(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """What the rules find, in their order."""
    spoken_of = {section for part in parts if part.make in SPEAKING for section in part.said}
    for rule, sections in RULES if parts else ():
        if not sections or not spoken_of.isdisjoint(sections):
            yield from rule(source, parts)


def _leaves_text(parts: Sequence[Block], left_out: Mapping[int, str]) -> bool:
    """Whether anything but headings stays."""
    says = (part for part in parts if part.make not in ("heading", *EMPTY))
    return any(at not in left_out for part in says for at in range(part.first, part.stop))


def card_name(parts: Sequence[Block]) -> str:
    """The name on the card of the account that published a page, in Markdown; empty without one."""
    for number, part in enumerate(parts):
        if _is_card(part) and (above := _card_name(parts, number)) is not None:
            return parts[above].lines[0].strip()
    return ""


def _lines(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """What is boilerplate wherever it stands alone."""
    is_saved = bool(source.front.links)
    for number, part in enumerate(parts):
        if part.make not in ("text", "link"):
            continue
        if found := _line(parts, number, part):
            yield found
        elif is_saved and _asks_to_follow(part):
            after = parts[number + 1] if number + 1 < len(parts) else part
            yield Found(part.first, after.stop if is_button(after) else part.stop, "follow")
        elif part.says(*_BELOW_LABEL) and len(part.lines) > 1:
            yield from _below_labels(part)


def _line(parts: Sequence[Block], number: int, part: Block) -> Found | None:
    """The block `number` where it is boilerplate by itself."""
    if is_row_of_counts(part):
        return Found(part.first, part.stop, REASON)
    if part.make == "text" and not part.said:
        return None
    after = parts[number + 1] if number + 1 < len(parts) else None
    if reason := _reason_alone(part):
        return Found(part.first, part.stop, reason)
    if after is not None and after.make == "image" and _section(part, ("follow", "pitch")):
        return Found(part.first, after.stop, "follow")
    leads_away = _leads_away(part) and _at_edge(parts, number, part)
    return Found(part.first, part.stop, "navigation") if leads_away else None


def _asks_to_follow(part: Block) -> bool:
    """Whether a block of two sentences or more does nothing but ask to follow, as sites put it into the midst of a text."""
    return part.share("follow", "mailing") == 1 and len(part.clauses) > 1 and not is_item(part.lines[0])


def _below_labels(part: Block) -> Iterator[Found]:
    """Lines right below a label in bold that say no more than that something is missing, or that it follows."""
    for number, (label, line) in enumerate(pairwise(part.lines), part.first + 1):
        below = Block(number, number + 1, (line,), "text")
        if _BOLD_LABEL.match(label) and below.share(*_BELOW_LABEL) == 1 and not _MACRO.search(line):
            yield Found(number, number + 1, "placeholder" if below.says("placeholder") else "assistant-talk")


def _language_switches(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    if "](" in source.text or "][" in source.text or "<a " in source.text:
        yield from (Found(part.first, part.stop, "navigation") for part in language_switches(parts))


def _reason_alone(part: Block) -> str:
    """The reason for which a block is left out whatever stands around it; empty without one."""
    if leads_on(part):
        return ""
    if _is_one_link(part) and part.says("call", "counts"):
        return "follow" if part.says("call") else REASON
    if _is_of_program(part) and not _shows(part):
        return "save-service" if part.says("save-service") else "placeholder"
    if part.says("sponsor") and part.share("sponsor", "pitch") >= SHARE:
        return "sponsor"
    return "rights" if part.share("rights") == 1 and len(part.text) <= TALK_LENGTH else ""


def _is_of_program(part: Block) -> bool:
    """Whether a block says nothing but what a service or a template says, or is a short line that begins with a sign, and then says
    that something is missing.
    """
    if not part.says(*LINE_SECTIONS) or _MACRO.search(part.text):
        return False
    is_remark = len(part.text) <= PROSE_LENGTH and len(part.lines) == 1 and not part.text[0].isalnum()
    return (is_remark and part.leads("placeholder")) or part.share(*LINE_SECTIONS, "rights", "footer") == 1


def _leads_away(part: Block) -> bool:
    """Whether a block looks like the ways through a site: to the page before, after or above. Wikilinks between arrows are no
    site's: their owner wrote them, from one daily note to the next.
    """
    if _shows(part):
        return False
    if _is_one_link(part):
        is_own = "[[" in part.lines[0]
        return part.says("navigation", "up-link") or (
            not is_own and _ARROWS.search(part.text.strip(_CELLS)) is not None
        )
    return len(part.lines) < 3 and part.says("navigation") and not part.text.endswith(SENTENCE_ENDS)


def _is_one_link(part: Block) -> bool:
    """Whether a block is a line of links, or a table with such a line above its rule."""
    return part.make == "link" and not any(line.strip(_CELLS) for line in part.lines[1:2]) and len(part.lines) < 3


def _shows(part: Block) -> bool:
    """Whether a block that looks like something to leave out shows a passage or a picture."""
    return any(_SHOWN.search(line) for line in part.lines)


def _at_edge(parts: Sequence[Block], number: int, part: Block) -> bool:
    """Whether a block with a link is among the first or the last of its file, or leads to the top of the page. One that no word
    but an arrow tells is the outermost: within a text it is where its author sends the reader for more.
    """
    text = "".join(part.lines)
    if "](" not in text and "[[" not in text:
        return False
    if part.says("navigation", "up-link") or len(_ARROWS.findall(part.text.strip(_CELLS))) > 1:
        return number < EDGE or number >= len(parts) - EDGE or "](#" in text
    outside = (parts[:number], parts[number + 1 :])
    return any(all(other.make in (*NEUTRAL, "heading") for other in others) for others in outside)


def _cards(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """The card of an account: its picture, its name in bold, what it says of itself, and how much it has published."""
    for number, part in enumerate(parts):
        if not _is_card(part):
            if stop := _end_of_writers_card(parts, number):
                yield Found(part.first, parts[stop - 1].stop, "author-card")
            continue
        above = _card_name(parts, number)
        top = number if above is None else above
        if top and parts[top - 1].make == "image":
            top -= 1
        stop = number + 1
        while stop < len(parts) and (parts[stop].make == "tag" or _section(parts[stop], ("card", "follow"))):
            stop += 1
        yield Found(parts[top].first, parts[stop - 1].stop, "author-card")


def _end_of_writers_card(parts: Sequence[Block], number: int) -> int:
    """Number of the block after what a page says below its text of who wrote it, by the words at the block `number` and how many
    follow: as far as the sentence that they say of themselves, or the next heading. 0 where no such card begins.
    """
    if not parts[number].leads("card") or is_row_of_counts(parts[number]):
        return 0
    below = parts[number + 1 : number + 1 + CARD_BLOCKS]
    following = next((n for n, part in enumerate(below) if part.says("card")), None)
    if following is None or any(part.make == "heading" for part in below[:following]):
        return 0
    rest = list(takewhile(lambda part: part.make not in ("heading", "code", "rule"), below[following + 1 :]))
    said = next((n for n, part in enumerate(rest, 1) if part.text.endswith(SENTENCE_ENDS[:6])), 0)
    return number + following + 2 + said


def _is_card(part: Block) -> bool:
    return part.make == "text" and part.says("card") and part.text.endswith("原创内容")


def _card_name(parts: Sequence[Block], number: int) -> int | None:
    """Number of the block with the name on a card whose last line is the block `number`."""
    for above in range(number - 1, max(-1, number - 4), -1):
        part = parts[above]
        if (
            part.make == "text"
            and len(part.lines) == 1
            and part.lines[0].strip().startswith("**")
            and len(part.text) <= 30
        ):
            return above
    return None


def _head(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """What stands above the text: pleas to follow, ways through the site; what the page says of itself, with the scraps
    above that.
    """
    prose = 0
    counted = any(_section(part, ("counts",)) for part in parts[:HEAD_BLOCKS])
    for number, part in enumerate(parts[:HEAD_BLOCKS]):
        if part.make == "code" or prose > HEAD_PROSE or (part.make == "heading" and prose):
            return
        section = _head_section(part, counted)
        if section == "counts":
            above = (each for each in scraps_above(parts[:number]) if not _leads_away(each))
            yield from (Found(each.first, each.stop, REASON) for each in (*above, part))
        elif section is not None:
            yield Found(part.first, part.stop, REASONS[section])
        else:
            prose += _is_prose(part)


def _is_prose(part: Block) -> bool:
    return part.make == "text" and (len(part.text) > PROSE_LENGTH or part.text.endswith(SENTENCE_ENDS[:3]))


def _head_section(part: Block, counted: bool) -> str | None:
    """What a block above the text is, where the head of its page is `counted` or not: beside counts, so are buttons."""
    section = _section(part, HEAD_SECTIONS) if part.make in ("text", "link") else None
    return section or ("counts" if counted and is_button(part) else None)


def _tails(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
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
        section = _section(part, among) if part.make in SPEAKING else None
        if section is not None:
            if _recommends(section, pending, seen):
                return
            yield from (Found(each.first, each.stop, REASONS[section]) for each in (part, *pending))
            pending, seen = [], True
        elif _may_trail(part):
            pending.append(part)
            seen = seen or _marks_end(part)
        else:
            break
    if seen:
        yield from _end_marks(pending)


def _below_end(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """The mark of an end below most of a page with what stands below it, whatever it says: links, pictures, a few words."""
    mark = next((number for number, part in enumerate(parts) if _marks_end(part)), len(parts))
    below = parts[mark + 1 :]
    is_page = source.front.links or any(
        part.make in ("image", "link") or _section(part, TAIL_SECTIONS) for part in below
    )
    if below and is_page and all(map(_is_crumb, below)) and _length(parts[:mark]) >= _length(below):
        yield Found(parts[mark].first, below[-1].stop, REASON)


def _length(parts: Sequence[Block]) -> int:
    return sum(len(line) for part in parts if part.make == "text" for line in part.lines)


def _is_crumb(part: Block) -> bool:
    """Whether a block below the end is neither a section, nor an afterword, nor one of the sources."""
    if part.make != "text":
        return part.make in NEUTRAL and not is_item(part.lines[0])
    is_source = is_item(part.lines[0]) or "://" in part.text or part.lines[0].startswith("[")
    is_said = part.text.endswith(("。", "”", "：")) and not part.said
    return len(part.text) <= CRUMB_LENGTH and not is_source and not is_said


def _is_only_named(part: Block, section: str) -> bool:
    """Whether words of a page stand in a sentence, or without a link as short items of a list, or lead to what stands below them:
    somebody wrote of them.
    """
    if section in ("rights", "save-service") and leads_on(part):
        return True
    if section in ("navigation", "card") and part.text.endswith(SENTENCE_ENDS[:6]):
        return True
    if section not in ("navigation", "rights") or any("[" in line for line in part.lines):
        return False
    if section == "navigation" and part.lines[0].startswith("**"):
        return True
    return is_item(part.lines[0]) and all(len(line) < NOTICE_LENGTH for line in part.text.split("\n"))


def _marks_end(part: Block) -> bool:
    return part.make == "text" and is_end(part)


def _end_marks(pending: Sequence[Block]) -> Iterator[Found]:
    """Rules and marks of an end, where nothing else is among the blocks that are left."""
    if all(part.make in EMPTY or is_end(part) for part in pending):
        yield from (Found(p.first, p.stop, "rule" if p.make in EMPTY else "end-mark") for p in pending)


def _may_trail(part: Block) -> bool:
    """Whether a block says nothing of its own where boilerplate follows it."""
    if not any(map(str.isalnum, part.text)) and len(part.text) <= SIGNS:
        return True
    if part.lines[0].startswith("|") and _IMAGE_CELL.search(part.lines[-1]):
        return share_of_page_words(part.text)[0] == 1  # codes to pay by, each below its name
    is_postal = _POSTAL.search(part.text[:CRUMB_LENGTH]) is not None
    return part.make in NEUTRAL or is_end(part) or is_button(part) or is_postal


def _recommends(section: str, pending: Sequence[Block], seen: bool) -> bool:
    """Whether links below a phrase are what the author recommends: nothing else says that they were copied along."""
    links = sum(waiting.make == "link" for waiting in pending)
    if section == "teaser-head":
        return links > 0 and not seen
    return section not in LINKED_SECTIONS and links > 1


def _names_site(parts: Sequence[Block], number: int) -> bool:
    """Whether a heading of the first level is a link, and another one follows: the name of a site above its menu."""
    return links_of(parts[number].lines[0]) == 1 and section_stop(parts, number) < len(parts)


def _emptied_sections(parts: Sequence[Block], left_out: dict[int, str]) -> Iterator[Found]:
    """Headings below which all was left out."""
    if _STAYING.issuperset(left_out.values()):
        return
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        if part.make != "heading" or (part.level < 2 and not _names_site(parts, number)):
            continue
        inside = parts[number + 1 : section_stop(parts, number)]
        gone = [left_out.get(inner.first) for inner in inside if inner.make not in EMPTY]
        if gone and all(gone) and gone[0] not in _STAYING:
            reason = str(gone[0]) if part.level > 1 else "navigation"
            yield Found(part.first, part.stop, reason)
            left_out.update(dict.fromkeys(range(part.first, part.stop), reason))


def _section(part: Block, among: Sequence[str]) -> str | None:
    """The section of the word list that half of a block's sentences speak of; None where they do not."""
    if part.make == "code" or not part.text:
        return None
    if "counts" in among and is_furniture(part):
        return "counts"
    among = tuple(section for section in among if section != "counts")
    share = part.share(*among)
    if share < LED_SHARE or (share < SHARE and not part.leads(*among)):
        return None
    section = max(among, key=lambda section: (part.share(section), -among.index(section)))
    return None if _is_only_named(part, section) or _says_more(part, section) else section


def _says_more(part: Block, section: str) -> bool:
    """Whether half of a line of rights says something else: it is its owner's."""
    return (
        section == "rights"
        and len(part.lines) == 1
        and "[" not in part.lines[0]
        and part.share(*TAIL_SECTIONS) <= SHARE
    )


RULES: tuple[tuple[Callable[[Source, Sequence[Block]], Iterator[Found]], tuple[str, ...]], ...] = (
    (contents, ()),
    (badges, ()),
    (project_sections, ("star-history", "licence-head")),
    (_cards, ("card",)),
    (_head, HEAD_SECTIONS),
    (_lines, ()),
    (top_links, ()),
    (_language_switches, ()),
    (pitches, ("pitch",)),
    (sponsored, ("sponsor-head",)),
    (_tails, (*TAIL_SECTIONS, "end-mark")),
    (_below_end, ("end-mark",)),
    (plugin_data, ()),
    (exported, ()),
)
"""Kinds of boilerplate, in the order in which they name what they find; and, to save time, the sections of the word list of
which a text must have a phrase for a rule to find anything, where there are such."""
