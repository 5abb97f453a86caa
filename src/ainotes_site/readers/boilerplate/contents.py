"""Tables of contents: marks for one, lists that repeat headings, and their captions; links to the top of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import Block, Found, leads_on, links_of, plain_text, run_of
from ainotes_site.readers.boilerplate.page_furniture import SCRAP_LENGTH
from ainotes_site.readers.detect.headings.heading_heuristics import is_contents_mark, repeats_headings
from ainotes_site.readers.detect.titles.titles import bare
from ainotes_site.readers.source import Source

ANCHORS_SHARE = 0.75
"""Share of the links of a row that lead to places in the same file, where the row is contents."""

_ANCHOR = pattern(r"(?<!!)\[[^\[\]\n]{1,200}\]\(#[^()\s]{0,300}\)")
_HTML_LINK = pattern(
    r"<a\s[^<>\n]{0,100}?href=[\"']([^\"'\n]{0,500})[\"'][^<>\n]{0,100}>([^<>\n]{1,60})</a>", re.IGNORECASE
)
_TAG = pattern(r"</?[a-z][^<>\n]{0,200}>", re.IGNORECASE)
_FENCE = pattern(r"\s*(?:`{3,}|~{3,})\s*(?:toc|table-of-contents)\s*$", re.IGNORECASE)
"""In place of which an editor shows the contents."""
_KRAMDOWN = pattern(r"\s*\{:\s*toc\b[^{}\n]{0,100}\}\s*$")
"""What stands below an item in whose place Kramdown puts the contents. https://kramdown.gettalong.org/converter/html.html#toc"""


_OF_WORD = pattern(r"\s*\[[^\[\]\n]{1,200}\[\d{1,4}\]\(#[^()\s]{1,300}\)\]\(#[^()\s]{1,300}\)\s*$")
"""A heading with its page, as Pandoc writes a line of the contents of a document of Word: `[Methods [2](#methods)](#methods)`."""


def contents(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """Tables of contents: marks for one, lists that repeat headings, and their captions."""
    marked = _may_be_marked(source.lowered)
    if (
        marked or source.headings or "](#" in source.text or "<a " in source.text
    ):  # else nothing to repeat or to lead to
        yield from _contents(source, parts, marked=marked)


def _contents(source: Source, parts: Sequence[Block], *, marked: bool) -> Iterator[Found]:
    for number, part in enumerate(parts):
        if _is_other(part):
            continue
        is_list = _is_contents(source, part, marked=marked)
        if not (is_list or _is_contents_head(part)) or (number and _introduces(parts[number - 1])):
            continue
        if is_list:
            yield part.left_out("index")
            above = next((n for n in range(number - 1, -1, -1) if parts[n].make != "tag"), number)
            if len(part.lines) > 1 and _is_contents_head(parts[above]):
                yield parts[above].left_out("index")
        else:
            yield from _plain_contents(source, parts, number)


def _may_be_marked(text: str) -> bool:
    return "toc" in text or "[[_tosp_]]" in text or "table-of-contents" in text


def _is_other(part: Block) -> bool:
    return part.make == "rule" or (part.make == "code" and not _FENCE.match(part.lines[0]))


def _introduces(part: Block) -> bool:
    """Whether a sentence leads to what stands below it: the names that it counts up belong to it, though they are headings too."""
    return part.make == "text" and leads_on(part) and not _is_contents_head(part)


def _is_contents(source: Source, part: Block, *, marked: bool) -> bool:
    if part.make in ("heading", "code"):
        return part.make == "code"
    if marked and (all(map(is_contents_mark, part.lines)) or _KRAMDOWN.match(part.lines[-1])):
        return True
    if all(map(_OF_WORD.match, part.lines)):
        return True
    if len(part.lines) == 1 or "<a " in part.lines[1]:
        return _is_row_of_anchors("".join(part.lines))
    return repeats_headings(part.lines, source.heading_names, "")


def _is_row_of_anchors(line: str) -> bool:
    """Whether a line is made of links, nearly all to places in the same file."""
    if "<a " in line:
        line = _TAG.sub("", _HTML_LINK.sub(r"[\2](\1)", line))
    anchors = len(_ANCHOR.findall(line)) if "](#" in line else 0
    return (
        anchors > 2
        and anchors >= ANCHORS_SHARE * links_of(line)
        and len(plain_text(_ANCHOR.sub("", line))) <= SCRAP_LENGTH + 3 * anchors
    )


def _is_contents_head(part: Block) -> bool:
    return part.make in ("text", "heading") and len(part.lines) <= 1 and part.says("contents-head")


def _plain_contents(source: Source, parts: Sequence[Block], at: int) -> Iterator[Found]:
    """A caption at `at` and the names of headings that follow it, each alone on a line; lines in bold are headings too."""
    stop = at + 1
    named = 0
    bold = {bare(part.lines[0]) for part in parts[at + 1 :] if len(part.lines) == 1 and part.lines[0].startswith("**")}
    while stop < len(parts) and parts[stop].make in ("text", "link") and len(parts[stop].lines) == 1:
        name = bare(parts[stop].lines[0])
        is_name = name in source.heading_names or (name in bold and not parts[stop].lines[0].startswith("**"))
        if not is_name and not _is_contents_head(parts[stop]):
            break
        named += is_name
        stop += 1
    if named > 1:
        yield run_of(parts[at:stop], "index")
