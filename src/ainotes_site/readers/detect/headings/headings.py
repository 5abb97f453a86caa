"""Where the headings of a Markdown text are, found by the parser that renders it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt

from ainotes_site.lazy_regex import pattern

_BLOCKS = MarkdownIt("commonmark").disable(["inline", "reference", "text_join"])
_MAY_BE_HEADING = pattern(r" {0,3}(#{1,6}([ \t]|$)|=+[ \t]*$)")
_UNDERLINE = pattern(r" {0,3}=+[ \t]*$")
_HYPHENS = pattern(r" {0,3}-{3,}[ \t]*$")
_LETTERS = pattern(r"[^\W\d_]|\d+(?![\d.)])")
_DEPENDS = pattern(r" {0,3}(?:```|~~~)| {1,3}#|[ \t]*=")
_MARGIN_FENCE = pattern(r"( {0,3})(`{3,}|~{3,})(.*)$")
_MAY_BE_HTML = pattern(r" {0,3}<(?:/?[A-Za-z][\w-]*(?=[\s/>]|$)|[!?])")
_ENDS_WITH_A_MARK = pattern(r" {0,3}<(?:[!?]|(?:script|pre|style|textarea)\b)", re.IGNORECASE)
"""HTML that a blank line does not end."""
_BREAK = "***"
"""Stands for a fence: a line that is no heading, and ends whatever stands above it as the fence does."""
_FOLD = pattern(r"\s*(?:<(/?)details\b[^>]*>)", re.IGNORECASE)
_FENCE = pattern(r"\s*((?:(?:[-*+]|\d{1,3}[.)])[ \t]+){0,3})(`{3,}|~{3,})(.*)$")
"""A fence of code: in an item of a list it may open behind the mark of the item."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the top level of a text."""

    level: int
    text: str
    """Markdown of the heading, without its marks."""
    line: int
    """Index of its first line."""
    stop: int
    """Index after its last line: two lines on for one that is underlined."""


def headings(lines: Sequence[str], start: int = 0) -> tuple[Heading, ...]:
    """Headings of `lines` from index `start` that are in no code, formula, quotation, list, HTML or `<details>`.

    A line over `---` is no heading here, though CommonMark says so: in notes that is a line over a rule; `with_marks` has those
    of writers who underline.
    """
    return _headings(tuple(lines), start)


@lru_cache(maxsize=8)
def _headings(lines: tuple[str, ...], start: int) -> tuple[Heading, ...]:
    """`headings`; remembered, because the copies of a source that readers make have the same lines."""
    text = "\n".join(lines[start:])
    if "#" not in text and "=" not in text:
        return ()
    needed = _needed(lines[start:])
    found = _plain_headings(needed)
    if found is None:
        found = _parsed_headings(needed)
    if not found:
        return ()
    folded = (
        (_folded(lines, start) if "details" in text.lower() else set())
        | (_in_indented_fences(lines, start) if "```" in text or "~~~" in text else set())
        | (_in_formulas(lines, start) if "$$" in text else set())
    )
    return tuple(
        Heading(level, text, line + start, stop + start)
        for level, text, line, stop in found
        if line + start not in folded
    )


_Found = list[tuple[int, str, int, int]]
"""Headings as level, text, index of their first line and after their last."""


def _parsed_headings(lines: Sequence[str]) -> _Found:
    tokens = _BLOCKS.parse("\n".join(lines))
    found: _Found = []
    for token, inner in pairwise(tokens):
        if token.type == "heading_open" and not token.level and token.map is not None and token.markup != "-":
            found.append((int(token.tag[1]), inner.content.strip(), token.map[0], token.map[1]))
    return found


def _plain_headings(lines: Sequence[str]) -> _Found | None:
    """The headings of `lines` where these are headings with a `#` at the margin, or a line of letters underlined, and nothing else,
    as `_needed` leaves them of most texts: for those no parser need be asked. None for other lines."""
    found: _Found = []
    stop = 0
    for at, line in enumerate(lines):
        if not line or line == _BREAK or at < stop:
            continue
        if _is_underlined(lines, at):
            stop = at + 2
            found.append((1, line.strip(), at, stop))
            continue
        after = line.lstrip("#")
        level = len(line) - len(after)
        if not 0 < level < 7 or after[:1] not in ("", " ", "\t"):
            return None
        said = after.strip(" \t")
        untailed = said.rstrip("#")
        found.append((level, (said if untailed[-1:] not in ("", " ", "\t") else untailed).strip(), at, at + 1))
    return found


def _is_underlined(lines: Sequence[str], at: int) -> bool:
    """Whether a line of letters at the margin, below no other text, is underlined: nothing can make something else of it."""
    if at + 1 == len(lines) or not _UNDERLINE.match(lines[at + 1]):
        return False
    return _LETTERS.match(lines[at]) is not None and (at == 0 or lines[at - 1] in ("", _BREAK))


def _needed(lines: Sequence[str]) -> list[str]:
    """`lines` up to the last one that may be a heading, those emptied that cannot matter to any; none without any.

    A `#` at the margin, or a line of letters that is underlined, ends whatever stands above it, but a fence of code and HTML. So the
    lines between two of them matter only where they may open or close one, or may be headings that depend on their neighbours.
    """
    kept = _without_fences(lines) if _may_fence("\n".join(lines)) else list(lines)
    places = [at for at, line in enumerate(kept) if ("#" in line or "=" in line) and _MAY_BE_HEADING.match(line)]
    if not places:
        return []
    del kept[places[-1] + 1 :]
    first, html = 0, _Html()
    for stop, after in _certain(kept, places):
        if html.passes(kept[first:stop]) and not _depend(kept[first:stop]):
            kept[first:stop] = [""] * (stop - first)
        first = after
    return kept


def _depend(lines: Sequence[str]) -> bool:
    """Whether one of `lines` may open or close a fence, or be a heading that depends on its neighbours."""
    text = "\n".join(lines)
    return any(sign in text for sign in ("#", "=", "```", "~~~")) and any(map(_DEPENDS.match, lines))


def _certain(lines: Sequence[str], places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Of what may be headings, or underline them, what can be nothing else outside of code and HTML: its first line, and the one after."""
    for at in places:
        if lines[at][0] == "#":
            yield at, at + 1
        elif at and _is_underlined(lines, at - 1):
            yield at - 1, at + 1


def _may_fence(text: str) -> bool:
    return "```" in text or "~~~" in text


def _without_fences(lines: Sequence[str]) -> list[str]:
    """`lines` with a break in the place of each fence of code that opens at the margin: it is no part of what stands above.

    Up to a place where HTML or a list may hold the fence: there only a parser can tell.
    """
    kept = list(lines)
    mark, html = "", _Html()
    for at, line in enumerate(lines):
        fence = _MARGIN_FENCE.match(line) if "```" in line or "~~~" in line else None
        if mark:
            kept[at] = ""
            mark = "" if fence is not None and _closes(fence, mark) else mark
        elif fence is None:
            html.passes((line,))
        elif html.is_open or fence[1]:
            break
        elif fence[2][0] == "~" or "`" not in fence[3]:
            mark, kept[at] = fence[2], _BREAK
    return kept


def _closes(fence: re.Match[str], mark: str) -> bool:
    return fence[2].startswith(mark) and not fence[3].strip(" \t")


class _Html:
    """Whether a line may stand in a block of HTML, by the lines above it; what certainly stands in none may be in code or in a list."""

    def __init__(self) -> None:
        self.is_open = False
        self._is_endless = False

    def passes(self, lines: Sequence[str]) -> bool:
        """Go on over the next `lines`: whether no HTML goes on into them, or beyond them."""
        was_open = self.is_open
        if was_open or "<" in "".join(lines):
            for line in lines:
                self._take(line)
        return not (was_open or self.is_open)

    def _take(self, line: str) -> None:
        if self.is_open and not self._is_endless and not line.strip(" \t"):
            self.is_open = False
        elif "<" in line and _MAY_BE_HTML.match(line) and not (line.lstrip()[:4] == "<!--" and "-->" in line):
            self.is_open = True
            self._is_endless = self._is_endless or _ENDS_WITH_A_MARK.match(line) is not None


def _folded(lines: Sequence[str], start: int) -> set[int]:
    """Indices inside `<details>` blocks that are closed."""
    inside: set[int] = set()
    opened: list[int] = []
    for number in range(start, len(lines)):
        mark = _FOLD.match(lines[number]) if "details" in lines[number].lower() else None
        if mark is None:
            continue
        if not mark[1]:
            if "</details>" not in lines[number].lower():
                opened.append(number)
        elif opened:
            first = opened.pop()
            if not opened:
                inside.update(range(first, number + 1))
    return inside


def _in_indented_fences(lines: Sequence[str], start: int) -> set[int]:
    """Indices between two fences of about the same indentation: code in a list whose lines begin at the margin, by mistake."""
    inside: set[int] = set()
    opened, indent, mark = -1, 0, ""
    for number, fence in _fences(lines, start):
        depth = fence.start(2)
        if opened >= 0 and 0 <= depth - indent < 4 and not fence[1] and _closes(fence, mark):
            inside.update(range(opened, number + 1) if indent else ())
            opened = -1
        elif opened < 0 or (depth < indent and fence[3].strip()):
            opened, indent, mark = number, depth, fence[2]
    return inside


def _in_formulas(lines: Sequence[str], start: int) -> set[int]:
    """Indices of formulas between two `$$` at the beginning or the end of lines, where an `=` alone underlines nothing.

    No blank line is in a formula, so that a `$$` too many swallows no more than a paragraph.
    """
    marks = [n for n in range(start, len(lines)) if lines[n].count("$$") == 1]
    if not marks:
        return set()
    code, _ = fenced(lines)
    inside: set[int] = set()
    opened = -1
    for number in marks:
        text = lines[number].strip()
        if number in code:
            continue
        if opened >= 0 and not all(map(str.strip, lines[opened:number])):
            opened = -1
        begins = text.startswith("$$")
        if opened < 0:
            opened = number if begins else -1
        elif begins or text.endswith("$$"):
            inside.update(range(opened, number + 1))
            opened = -1
    return inside


def with_marks(lines: tuple[str, ...], start: int) -> tuple[str, ...]:
    """`lines` with `# ` before each line alone that is underlined with equals signs, and `## ` before those below it that are
    underlined with hyphens: who underlines titles means both as headings, as CommonMark does. The underlines become blank."""
    if "\n=" not in "\n".join(lines):
        return lines
    marked = list(lines)
    titled = False
    for at in _underlined(lines, start):
        is_title = _UNDERLINE.match(lines[at + 1]) is not None
        titled = titled or is_title
        if titled:
            marked[at : at + 2] = [f"{'#' if is_title else '##'} {lines[at]}", ""]
    return tuple(marked)


def _underlined(lines: Sequence[str], start: int) -> Iterator[int]:
    """Indices of the lines of letters alone above equals signs or hyphens, outside of code."""
    code, _ = fenced(lines)
    for at in range(start, len(lines) - 1):
        under = lines[at + 1]
        if not (_UNDERLINE.match(under) or _HYPHENS.match(under)) or at in code:
            continue
        if _LETTERS.match(lines[at]) and (at == start or not lines[at - 1].strip()):
            yield at


def fenced(lines: Sequence[str]) -> tuple[frozenset[int], int | None]:
    """Indices of lines in fenced code, fences included, and the index of a fence that is never closed.

    Fences count at any indentation, because notes nest them in lists; what follows an unclosed one is no code here.
    """
    inside: set[int] = set()
    opened, mark = -1, ""
    for number, fence in _fences(lines):
        if opened < 0:
            if fence[2][0] == "~" or "`" not in fence[3]:
                opened, mark = number, fence[2]
        elif not fence[1] and _closes(fence, mark):
            inside.update(range(opened, number + 1))
            opened = -1
    return frozenset(inside), opened if opened >= 0 else None


def _fences(lines: Sequence[str], start: int = 0) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines that open or close fences, from `start` on."""
    may_fence = [number for number, line in enumerate(lines) if "```" in line or "~~~" in line]
    fences = ((number, _FENCE.match(lines[number])) for number in may_fence if number >= start)
    return ((number, fence) for number, fence in fences if fence is not None)


def is_rule(line: str) -> bool:
    """Whether `line` is a rule between notes: three or more of `-`, `*`, `_`, `=` or a dash character."""
    first = line.lstrip(" ")[:1] if line[:1] == " " else line[:1]
    if not first or first not in _RULES or line[-1] not in (first, " "):
        return False  # asked of each line: most end here
    text = line.replace(" ", "")
    return len(text) >= 3 and text == first * len(text) and len(line) - len(line.lstrip()) < 4


_RULES = "-*_=—–─"
