"""Where the headings of a Markdown text are, line by line, as CommonMark has them: https://spec.commonmark.org/0.31.2/#headings"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.rules_block.html_block import HTML_SEQUENCES

from ainotes_site.lazy_regex import pattern

MOST_ABOVE = 100
"""Lines above a line that are looked at to see whether it is a heading."""

UNDERLINED = 2
"""How many lines with hyphens as long as they are show that hyphens underline headings."""

_MARKED = pattern(r" {0,3}(#{1,6})(?![^ \t])(.*)$")
_UNDERLINE = pattern(r" {0,3}=+[ \t]*$")
_TAGS = pattern(r"###### (tags?:[ \t]*)(`.*`)[ \t]*$")
"""Tags as HackMD has them, in a heading: https://hackmd.io/s/how-to-use-tags"""
_LINKED_TITLE = pattern(
    r"\s*# (?P<link>\[[^\[\]\n]{1,200}\]\(https?://[^\s()]{1,500}\))[ \t]*\n(?:\s*!\[[^\n]*\)[ \t]*\n)*\s*# \S"
)
_TITLE = pattern(r"^# ", re.MULTILINE)
_MAY_UNDERLINE = pattern(r"\n(?<=[^\s=-]\n) {0,3}(?:=|---)")
_HYPHENS = pattern(r" {0,3}-{3,}[ \t]*$")
_COUNT = pattern(r"([^\W\d_]{1,8}\s?)\d{1,4}(?!\d)[^\n]{3}")
_LETTERS = pattern(r"[^\W\d_]|\d+(?![\d.)])")
_ITEM = pattern(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_HELD = pattern(r" {0,3}(?:[-*+][ \t]|>|\d{1,9}[.)][ \t])[ \t]*[^#\s]")
"""Text in an item of a list or in a quotation, which goes on in a line below that is neither."""
_NO_TEXT = pattern(r" {0,3}(?:[-*+](?!\S)|>|\d{1,9}[.)](?!\S)|#{1,6}(?!\S)|([-*_])(?:[ \t]*\1){2,}[ \t]*$)")
"""Lines that are in no paragraph at the margin: items, quotations, headings, rules."""
_INDENTED = pattern(r" {4}| {0,3}\t")
_MARGIN_FENCE = pattern(r" {0,3}(?:```|~~~)")
_MAY_BE_HTML = pattern(r"\n {0,3}<")
_FOLD = pattern(r"\s*(?:<(/?)details\b[^>]*>)", re.IGNORECASE)
_UNFOLD = pattern(r"</details", re.IGNORECASE)
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
    return tuple(_scanned(lines, start, _hidden(lines, start, text)))


def _hidden(lines: Sequence[str], start: int, text: str) -> Collection[int]:
    """Indices of lines in code, folds, formulas and HTML, none of which are headings."""
    code = _code(lines) if "```" in text or "~~~" in text else frozenset()
    folded = _folded(lines, start) if "</" in text and _UNFOLD.search(text) else set()
    formulas = _in_formulas(lines, start) if "$$" in text else set()
    html = _html(lines, start, code) if _MAY_BE_HTML.search(f"\n{text}") else set()
    return code.union(folded, formulas, html)


def _code(lines: Sequence[str]) -> frozenset[int]:
    """Indices of lines in code; a fence at the margin that is never closed holds all that follows."""
    inside, unclosed = fenced(lines)
    if unclosed is None or not _MARGIN_FENCE.match(lines[unclosed]):
        return inside
    return inside.union(range(unclosed, len(lines)))


def _scanned(lines: Sequence[str], start: int, hidden: Collection[int]) -> Iterator[Heading]:
    """The headings outside of the lines `hidden`, of lists and of quotations."""
    above = start
    """The line after the last heading."""
    for at in [at for at in range(start, len(lines)) if "#" in lines[at] or "=" in lines[at]]:
        sign = lines[at].lstrip(" ")[0]
        if (sign == "#" or sign == "=") and at not in hidden:
            heading = _heading(lines, max(above, at - MOST_ABOVE), at, hidden)
            if heading is not None:
                yield heading
                above = heading.stop


def _heading(lines: Sequence[str], first: int, at: int, hidden: Collection[int]) -> Heading | None:
    """The heading that the line at `at` is, or that it underlines; from `first` on lines above tell whether it is one."""
    if _UNDERLINE.match(lines[at]):
        begins = _paragraph(lines, first, at, hidden)
        return Heading(1, "\n".join(lines[begins:at]).strip(), begins, at + 1) if begins < at else None
    marked = _MARKED.match(lines[at])
    if marked is None or _is_in_item(lines, first, at):
        return None
    return Heading(len(marked[1]), _untailed(marked[2]), at, at + 1)


def _paragraph(lines: Sequence[str], first: int, stop: int, hidden: Collection[int]) -> int:
    """Index of the first line of the paragraph that ends before `stop`, at `first` at the earliest; `stop` where none does,
    or one of an item or of a quotation."""
    at = stop
    while at > first and at - 1 not in hidden and lines[at - 1].strip() and not _NO_TEXT.match(lines[at - 1]):
        at -= 1
    is_held = at > first and _HELD.match(lines[at - 1]) is not None
    while at < stop and _INDENTED.match(lines[at]):
        at += 1
    return stop if is_held or at == stop or _is_in_item(lines, first, at) else at


def _is_in_item(lines: Sequence[str], first: int, at: int) -> bool:
    """Whether the line at `at` is indented so that it belongs to an item of a list above it."""
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    for above in range(at - 1, first - 1, -1) if indent else ():
        item = _ITEM.match(lines[above])
        if item is not None:
            return len(item[0]) <= indent
        if lines[above][:1] not in ("", " ", "\t") and not _goes_on(lines, above, first):
            return False
    return False


def _goes_on(lines: Sequence[str], at: int, first: int) -> bool:
    """Whether the line at `at` goes on with text above it, so that it ends no item that holds that."""
    above = lines[at - 1] if at > first else ""
    return bool(above.strip()) and not _NO_TEXT.match(lines[at]) and not _MARKED.match(above)


def _untailed(text: str) -> str:
    """The text of a heading without the hash signs that close it."""
    said = text.strip(" \t")
    shorter = said.rstrip("#")
    return (said if shorter[-1:] not in ("", " ", "\t") else shorter).strip()


def _html(lines: Sequence[str], start: int, code: Collection[int]) -> set[int]:
    """Indices of lines in blocks of HTML, by the rules of the parser that renders them."""
    inside: set[int] = set()
    end: re.Pattern[str] | None = None
    for at in range(start, len(lines)):
        if end is None and "<" in lines[at][:4] and at not in code:
            above = lines[at - 1].lstrip(" ") if at > start and at - 1 not in inside else ""
            end = _end_of_html(lines[at].lstrip(" "), bool(above.strip()) and above[0] != "#")
        if end is not None:
            inside.add(at)
            end = None if end.search(lines[at].strip(" \t")) else end
    return inside


def _end_of_html(text: str, in_text: bool) -> re.Pattern[str] | None:
    """What ends the block of HTML that begins with a line; None where none does, as some may not within a paragraph."""
    ends = (end for begin, end, parts in HTML_SEQUENCES if (parts or not in_text) and begin.search(text))
    return next(ends, None)


def _folded(lines: Sequence[str], start: int) -> set[int]:
    """Indices inside `<details>` blocks that are closed."""
    inside: set[int] = set()
    opened: list[int] = []
    for number in range(start, len(lines)):
        mark = _FOLD.match(lines[number]) if "<" in lines[number] else None
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
    """`lines` with `# ` before each line alone that is underlined with equals signs, and `## ` before those that are underlined
    with hyphens below it, as CommonMark does, with about as many hyphens as they have letters, or count what follows: other hyphens are
    a rule below a line. The underlines become blank, or rules where they end records. A heading that holds tags alone becomes a field; one that
    is a link to where the text is from, right above the only other of its level, becomes a line."""
    text = "\n".join(lines[start:])
    if (linked := _LINKED_TITLE.match(text)) and len(_TITLE.findall(text)) == UNDERLINED:
        at = start + text.count("\n", 0, linked.start("link"))
        lines = (*lines[:at], linked["link"], *lines[at + 1 :])
    if "###### tag" in text:
        lines = tuple(_TAGS.sub(_tags, line) for line in lines)
    return _with_underlined(_with_rules(lines, start), start) if _MAY_UNDERLINE.search(text) else lines


def _with_rules(lines: tuple[str, ...], start: int) -> tuple[str, ...]:
    """`lines` with rules for the lines of equals signs of which the last ends the text, below which no heading stands: each ends a
    record, as in the clippings of an e-reader."""
    last = next((line for line in reversed(lines[start:]) if line.strip()), "")
    if not _UNDERLINE.match(last) or lines.count(last) < UNDERLINED:
        return lines
    return (*lines[:start], *("***" if line == last else line for line in lines[start:]))


def _tags(match: re.Match[str]) -> str:
    return match[1] + ", ".join(filter(str.strip, match[2].split("`")))


def _with_underlined(lines: tuple[str, ...], start: int) -> tuple[str, ...]:
    found = list(_underlined(lines, start))
    titles = {at for at in found if _UNDERLINE.match(lines[at + 1])}
    fitted = {at for at in found if _is_fitted(lines[at], lines[at + 1])} or _counted(lines, found)
    first = min(titles, default=len(lines))
    marked = list(lines)
    for at in found:
        if at >= first or (at in fitted and len(fitted) >= UNDERLINED):
            marked[at : at + 2] = [f"{'#' if at in titles else '##'} {lines[at]}", ""]
    return tuple(marked)


def _counted(lines: Sequence[str], found: Sequence[int]) -> set[int]:
    """The lines over hyphens, if each begins with a word of letters and a number (W35, 第 3) and says more, as a note below a rule
    does not: `found`, or none."""
    words = {match and match[1] for match in map(_COUNT.match, map(lines.__getitem__, found))}
    return set(found) if len(found) > UNDERLINED and len(words) == 1 and words != {None} else set()


def _is_fitted(line: str, under: str) -> bool:
    """Whether hyphens under a line are about as long as it is, as shown by an editor, and longer than a rule need be."""
    width = sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in line.strip())
    length = len(under.strip())
    return under.strip()[0] == "-" and length > len("---") and abs(length - width) * 4 <= width


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
    return _fenced(tuple(lines))


@lru_cache(maxsize=8)
def _fenced(lines: tuple[str, ...]) -> tuple[frozenset[int], int | None]:
    """`fenced`; remembered as `headings` are."""
    inside: set[int] = set()
    opened, mark = -1, ""
    for number, fence in _fences(lines):
        if opened < 0:
            if fence[2][0] == "~" or "`" not in fence[3]:
                opened, mark = number, fence[2]
        elif not fence[1] and fence[2].startswith(mark) and not fence[3].strip(" \t"):
            inside.update(range(opened, number + 1))
            opened = -1
    return frozenset(inside), opened if opened >= 0 else None


def _fences(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines that open or close fences."""
    may_fence = [number for number, line in enumerate(lines) if "```" in line or "~~~" in line]
    return ((number, fence) for number in may_fence if (fence := _FENCE.match(lines[number])))


def is_rule(line: str) -> bool:
    """Whether `line` is a rule between notes: three or more of `-`, `*`, `_`, `=` or a dash character."""
    first = line.lstrip(" ")[:1] if line[:1] == " " else line[:1]
    if not first or first not in _RULES or line[-1] not in (first, " "):
        return False  # asked of each line: most end here
    text = line.replace(" ", "")
    return len(text) >= 3 and text == first * len(text) and len(line) - len(line.lstrip()) < 4


_RULES = "-*_=—–─"
