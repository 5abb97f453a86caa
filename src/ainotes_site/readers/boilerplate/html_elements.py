"""What is no text by what it calls itself: elements of HTML (`<nav>`, `<div class="pager">`, `<style>`), and what a site generator is to
put there (`{{< toc >}}`, `{% include edit_footer.html %}`, `<FeedbackWidget />`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import Block, Found
from ainotes_site.readers.detect.phrases import words
from ainotes_site.readers.source import Source

MOST_LINES = 40
"""How many lines an element has at most."""

_LIST = "boilerplate/html_elements"
"""The word list."""
_REASONS = ("navigation", "site-footer", "follow", "page-furniture")
_OPENING = pattern(
    r"\s{0,3}<(?P<tag>nav|footer|aside|div|section|p|a|span|style|script)\b(?P<attributes>[^<>\n]{0,600})>",
    re.IGNORECASE,
)
_ANCHOR = pattern(r"""\s*<a\s(?:name|id)=["'](?P<name>[\w-]{0,40}[A-Z\d][\w-]{0,40})["']\s*></a>\s*$""")
_REFERENCE = pattern(r"\(#([^()\s]{1,40})\)")
_FRAME = pattern(r"\s*<(?P<closes>/?)(?:div|p|center|aside|details)\b[^<>\n]{0,200}>\s*$", re.IGNORECASE)
_SUMMARY = pattern(r"\s*<summary>[^\n]{0,200}</summary>\s*$", re.IGNORECASE)
_TAG = pattern(r"<(?P<closes>/?)(?P<tag>[A-Za-z]+)\b[^<>\n]{0,600}>")
_NAME = pattern(r"""\b(?:class|id)\s*=\s*["']([^"'\n]{1,200})["']""", re.IGNORECASE)
_WORD = pattern(r"[A-Z]?[a-z]+|[A-Z]+")
_CALL = pattern(
    r"""\s{0,3}(?:\{\{[<%]\s*|\{%-?\s*(?:include(?:_\w{1,20})?\s+["']?)?|<(?=[A-Z]))(?P<name>[A-Za-z][\w/-]{0,80})(?:\.\w{2,6})?\b[^\n]{0,600}?(?:[>%]\}\}|%\}|/>)\s*$"""
)
"""A shortcode, an include, a component without text, alone on a line."""


def html_elements(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """The elements and calls that stand on lines of their own and are called after what themes put around a text."""
    if "<" not in source.lowered and "{%" not in source.lowered:
        return
    after = source.start
    for at in range(source.start, len(source.lines)):
        if at >= after and at not in source.code and source.lines[at].lstrip().startswith(("<", "{")):
            found = _call(source.lines[at], at) or _element(source, at)
            if found is not None:
                yield found
                after = found.stop


def anchors(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """What an exporter writes above each heading to be linked to, by names of its own, where nothing leads there."""
    if "></a>" not in source.lowered:
        return
    found = {at: match["name"] for at, match in enumerate(map(_ANCHOR.match, source.lines)) if match}
    named = {source.trimmed(at + 1, len(source.lines))[0] for at in found}
    levels = {heading.line: heading.level for heading in source.headings}
    unnamed = (levels[line] for line in levels.keys() - named)
    above_all = len(found) > 1 and named <= levels.keys() and max(unnamed, default=1) == 1
    if above_all and set(_REFERENCE.findall(source.text)).isdisjoint(found.values()):
        yield from (Found(at, at + 1, "plugin-data") for at in found)


def shows_something(line: str) -> bool:
    """Whether a line is a call that shows a picture, a film or the like, by its name."""
    call = _CALL.match(line) if "{" in line else None
    return call is not None and any(word.lower() in words(_LIST, "shows") for word in _WORD.findall(call["name"]))


def _call(line: str, at: int) -> Found | None:
    """A call that is alone on a line, by its name without the folder that it is in."""
    call = _CALL.match(line)
    reason = _reason_of_name(call["name"].rpartition("/")[2]) if call else ""
    return Found(at, at + 1, reason) if reason else None


def _element(source: Source, at: int) -> Found | None:
    """The element that begins on a line."""
    opening = _OPENING.match(source.lines[at])
    reason = _reason(opening) if opening else ""
    stop = _stop(source, at, opening["tag"]) if opening and reason else 0
    return Found(at, stop, reason) if stop else None


def _reason(opening: re.Match[str]) -> str:
    """The reason for which an element is left out: no page shows it, or all words of its name, and of its tag, are those of themes;
    empty without one.
    """
    tag = opening["tag"].lower()
    if tag in ("style", "script"):
        return "module"
    return _reason_of_name(
        " ".join((*_NAME.findall(opening["attributes"]), *([tag] if tag in ("nav", "footer") else [])))
    )


def _reason_of_name(name: str) -> str:
    said = [word.lower() for word in _WORD.findall(name)]
    telling = [word for word in said if word not in words(_LIST, "any")]
    for reason in _REASONS if telling else ():
        if telling[-1] in words(_LIST, reason):
            known = frozenset().union(*(words(_LIST, each) for each in _REASONS))
            return reason if known.issuperset(telling) else ""
    return ""


def _stop(source: Source, first: int, tag: str) -> int:
    """Index after the line that ends with the closing tag of the element that begins at `first`; 0 where none does."""
    depth = 0
    for at in range(first, min(first + MOST_LINES, len(source.lines))):
        line = source.lines[at]
        for mark in _TAG.finditer(line):
            depth += (-1 if mark["closes"] else 1) if mark["tag"].lower() == tag.lower() else 0
            if depth == 0:
                return at + 1 if not line[mark.end() :].strip() else 0
    return 0


def emptied_frames(source: Source, left_out: dict[int, str]) -> None:
    """Leave out tags of HTML on lines of their own, where all between one that opens and one that closes was left out."""
    opened: list[int] = []
    for at, tag in _frame_tags(source):
        if not tag["closes"]:
            opened.append(at)
        elif opened:
            first = opened.pop()
            held = [n for n in range(first + 1, at) if source.lines[n].strip()]
            inside = [left_out.get(n) for n in held if not _SUMMARY.match(source.lines[n])]
            if inside and all(inside):
                left_out.update(dict.fromkeys((first, *held, at), str(inside[0])))


def _frame_tags(source: Source) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines that are a tag of a frame and no more, outside of code."""
    for at in range(source.start, len(source.lines)) if "</" in source.lowered else ():
        tag = _FRAME.match(source.lines[at]) if "<" in source.lines[at] else None
        if tag and at not in source.code:
            yield at, tag
