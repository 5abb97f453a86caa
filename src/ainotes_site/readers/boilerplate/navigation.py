"""Ways through a site: to the page before, after or above, to the top of the page, to the same text in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import NEUTRAL, SENTENCE_ENDS, Block, Found
from ainotes_site.readers.detect.phrases import alternatives
from ainotes_site.readers.source import Source
from ainotes_site.source_hints import heading_key

REASON = "navigation"
EDGE = 5
"""Among how many first or last blocks the ways through a site stand."""
LEAST_LANGUAGES = 2
MOST_LENGTH = 800
"""Characters of the longest row of languages."""

_NAMES = pattern(alternatives("boilerplate/page_words", "language-name"), re.IGNORECASE)
_FILLERS = pattern(alternatives("boilerplate/page_words", "language-filler"), re.IGNORECASE)
_TO_ANCHOR = pattern(
    r"\s*(?:<[a-z][^<>\n]{0,200}>\s*)*\(?(?:\[[^\[\]\n]{1,40}\]\(#(?P<text>[^()\s]{0,200})\)"
    r"|<a\s[^<>\n]{0,100}?href=[\"']#(?P<html>[^\"'\n]{0,200})[\"'][^<>\n]{0,100}>[^<>\n]{1,40}</a>)\)?\s*(?:</[a-z]+>\s*)*$",
    re.IGNORECASE,
)
_ARROWS = pattern(r"^(?:<<|[←«‹⬅◀]|&[lL]arr;|&laquo;)|(?:>>|[→»›➡▶]|&[rR]arr;|&raquo;)\ufe0f?$")
"""What points outwards at the ends of a line: back at its beginning, on at its end."""
_CELLS = "|:- \n"
"""What frames the cells of a table."""


def navigation(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """The blocks that lead elsewhere and say no more."""
    if not any(sign in source.lowered for sign in ("](", "][", "[[", "<a")):
        return  # without a link, as many texts are
    above_sections = True
    for number, part in enumerate(parts):
        above_sections = above_sections and not (part.make == "code" or (part.make == "heading" and part.level > 1))
        if (
            (leads_away(part) and _at_edge(parts, number))
            or _leads_to_top(source, part)
            or (above_sections and _names_languages(part))
        ):
            yield part.left_out(REASON)


def leads_away(part: Block) -> bool:
    """Whether a block looks like a way to the page before, after or above. Wikilinks between arrows are no site's: their owner
    wrote them, from one daily note to the next.
    """
    if is_one_link(part):
        leads = part.says("navigation", "up-link") or ("[[" not in part.lines[0] and _arrows(part) > 0)
    else:
        leads = len(part.lines) < 3 and part.says("navigation") and not part.text.endswith(SENTENCE_ENDS)
    return leads and not part.shows()


def is_one_link(part: Block) -> bool:
    """Whether a block is a line of links, or a table with such a line above its rule."""
    return part.make == "link" and not any(line.strip(_CELLS) for line in part.lines[1:])


def _arrows(part: Block) -> int:
    return len(_ARROWS.findall(part.text.strip(_CELLS)))


def _at_edge(parts: Sequence[Block], number: int) -> bool:
    """Whether a block with a link is among the first or the last of its file, or leads to the top of the page. One that no word
    but an arrow tells is the outermost: within a text it is where its author sends the reader for more.
    """
    part = parts[number]
    text = "".join(part.lines)
    if "](" not in text and "[[" not in text:
        return False
    if part.says("navigation", "up-link") or _arrows(part) > 1:
        return number < EDGE or number >= len(parts) - EDGE or "](#" in text
    outside = (parts[:number], parts[number + 1 :])
    return any(all(other.make in (*NEUTRAL, "heading") for other in others) for others in outside)


def _leads_to_top(source: Source, part: Block) -> bool:
    """Whether a block is a link to the top of the page, or to its first heading, whatever it says."""
    may_lead = len(part.lines) == 1 and "#" in part.lines[0] and part.make != "code"
    match = _TO_ANCHOR.match(part.lines[0]) if may_lead else None
    if match is None:
        return False
    anchor = unquote(match["text"] or match["html"] or "")
    first = source.headings[0].text if source.headings else ""
    return not anchor or "top" in anchor.lower().split("-") or heading_key(anchor) == heading_key(first)


def _names_languages(part: Block) -> bool:
    """Whether a block names nothing but languages, and links to one: English | 简体中文. Only above the first section: within one
    languages are what its author writes of.
    """
    if part.make not in ("text", "link") or len(part.text) > MOST_LENGTH:
        return False
    raw = "".join(part.lines)
    if not ("](" in raw or "<a " in raw):
        return False
    rest, names = _NAMES.subn(" ", part.text)
    return names >= LEAST_LANGUAGES and not any(map(str.isalnum, _FILLERS.sub(" ", rest)))
