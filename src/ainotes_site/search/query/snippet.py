"""The part of a text to show, with marks. The same rules stand in js/snippet.js."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ainotes_site.lazy_regex import pattern as compiled
from ainotes_site.search.query.result import Snippet
from ainotes_site.search.text.fold import Folder, Unit

WINDOW = 120
"""Length of a snippet in characters."""
LEAD = 24
"""Characters before the first mark, if there are as many."""
ELLIPSIS = "…"
_COMMAND = compiled(r"\\text\{[^}]*\}|\\[A-Za-z]+(?:\{[A-Za-z]*\})?")
_SIGN = compiled(r"[{}^_=]")
_WORD = compiled(r"[A-Za-z]{4}|[\u2e80-\u9fff]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of units to mark."""

    units: tuple[str, ...]
    weight: int
    prefix: bool = False
    """Whether words that only begin with its (single) unit count."""
    forms: tuple[str, ...] = ()
    """Other forms of its (single) unit that count."""
    edge: bool = False
    """Whether it counts only where it overlaps another one: the 么大 of 为什么大模型 is not that of 那么大."""


def marked(text: str, patterns: Sequence[Pattern], folder: Folder) -> Snippet:
    """The whole of `text` with its marks."""
    return Snippet(text, tuple(_joined(_matches(text, patterns, folder))))


def snippet(text: str, patterns: Sequence[Pattern], folder: Folder) -> Snippet:
    """The window of `text` with the greatest weight of different patterns, the earliest of equals; on one line."""
    text = _one_line(_without_formulas(text, patterns, folder))
    found = _matches(text, patterns, folder)
    best, place = -1, 0
    for first, (low, _, _) in enumerate(found):
        near = {number for _, high, number in found[first:] if high <= low + WINDOW - LEAD}
        weight = sum(patterns[number].weight for number in near)
        if weight > best:
            best, place = weight, low
    return _cut(text, place, _joined(found))


def _without_formulas(text: str, patterns: Sequence[Pattern], folder: Folder) -> str:
    """`text` without the lines of TeX in which nothing is to be marked: they show their source, and say nothing there."""
    if "\\" not in text:
        return text
    lines = text.split("\n")
    told = [not _is_formula(line) or bool(_matches(line, patterns, folder)) for line in lines]
    if not any(told):
        return text
    return "\n".join(line if kept else ELLIPSIS for line, kept in zip(lines, told, strict=True))


def _is_formula(line: str) -> bool:
    """Whether a line has commands and signs of TeX, and no words but in them."""
    rest = _COMMAND.sub("", line)
    return len(rest) < len(line) and bool(_SIGN.search(line)) and not _WORD.search(rest)


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ").strip(" ")


def _cut(text: str, place: int, marks: Sequence[tuple[int, int]]) -> Snippet:
    start = max(0, min(place - LEAD, len(text) - WINDOW))
    end = _word_end(text, min(len(text), start + WINDOW), marks)
    start = _word_start(text, start, place)
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    shift = len(before) - start
    kept = ((max(low, start) + shift, min(high, end) + shift) for low, high in marks if high > start and low < end)
    return Snippet(before + text[start:end] + after, tuple(kept))


def _word_start(text: str, start: int, place: int) -> int:
    """The next place where something begins, and not within a Latin word; up to the first mark."""
    for at in range(start, place + 1):
        if not _within_word(text, at) and text[at : at + 1] not in (" ", ELLIPSIS):
            return at
    return start


def _word_end(text: str, end: int, marks: Sequence[tuple[int, int]]) -> int:
    """The last place that is not within a Latin word, if it is near and cuts no mark."""
    least = max([end - LEAD, *(high for _, high in marks if high <= end)])
    for at in range(end, least - 1, -1):
        if not _within_word(text, at):
            return at
    return end


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and all(c.isascii() and c.isalnum() for c in text[at - 1 : at + 1])


def _matches(text: str, patterns: Sequence[Pattern], folder: Folder) -> list[tuple[int, int, int]]:
    """Start, end and pattern of everything that is to be marked, in order of start."""
    units = folder.placed_units(text)
    by_first: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        for first in (pattern.units[0], *pattern.forms):
            by_first.setdefault(first, []).append(number)
    prefixes = [number for number, pattern in enumerate(patterns) if pattern.prefix]
    found: list[tuple[int, int, int]] = []
    for index, unit in enumerate(units):
        numbers = by_first.get(unit.text, [])
        numbers = numbers + [n for n in prefixes if n not in numbers and unit.text.startswith(patterns[n].units[0])]
        for number in numbers:
            if _stands(units, index, patterns[number]):
                found.append((unit.start, units[index + len(patterns[number].units) - 1].end, number))
    return _without_lone_edges(found, patterns)


def _without_lone_edges(found: list[tuple[int, int, int]], patterns: Sequence[Pattern]) -> list[tuple[int, int, int]]:
    if all(pattern.edge for pattern in patterns):
        return found
    firm = [(low, high) for low, high, number in found if not patterns[number].edge]
    return [
        (low, high, number)
        for low, high, number in found
        if not patterns[number].edge or any(start < high and low < end for start, end in firm)
    ]


def _stands(units: Sequence[Unit], index: int, pattern: Pattern) -> bool:
    size = len(pattern.units)
    if size == 1:
        return True
    return index + size <= len(units) and all(
        unit.text == wanted for unit, wanted in zip(units[index : index + size], pattern.units, strict=True)
    )


def _joined(found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Places without overlaps: what touches or overlaps is one."""
    marks: list[tuple[int, int]] = []
    for low, high, _ in found:
        if marks and low <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], high))
        else:
            marks.append((low, high))
    return marks
