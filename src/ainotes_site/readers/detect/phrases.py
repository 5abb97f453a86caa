"""Word lists beside their detectors: plain text files, a phrase a line, under names of sections.

A list is text that anybody can read and add to, not a regular expression of 700 characters. In a file

    # a comment
    [section]
    a phrase

a phrase is looked for anywhere in a text, whatever its capitals, simplified characters standing for traditional ones too.
It may hold a few signs:

    …  …30      up to 12 (30) characters of the same sentence
    (a|b|)      one of several, or nothing
    a?          perhaps
    \\?          the sign itself
    ^           at the beginning of the text; ^ and $ together make the phrase the whole text
    $           at the end of the text, whatever punctuation follows
    <n>         a number, in digits or Han
    <w>         one character, whatever it is
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

_SECTION = re.compile(r"\[([a-z-]+)\]$")
_TOKEN = re.compile(r"…(\d*)|<([nw])>|([(|)^$? ])|\\?(.)")
_SIGNS = {"(": "(?:", "|": "|", ")": ")", "?": "?", " ": r"\s+"}
_SPAN = 12
"""How many characters `…` stands for at most."""


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The phrases of the list `name` (its place below `readers`, without `.txt`), by section.

    Raises ValueError for a phrase above the first section, which would count nowhere.
    """
    found: dict[str, list[str]] = {}
    phrases: list[str] | None = None
    for line in files("ainotes_site.readers").joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if not text or text == "#" or text.startswith("# "):
            continue
        head = _SECTION.match(text)
        if head is not None:
            phrases = found.setdefault(head[1], [])
        elif phrases is None:
            raise ValueError(f"{name}.txt: a phrase above the first section: {text}")
        else:
            phrases.append(text)
    return {section: tuple(each) for section, each in found.items()}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to look for in a text. Each is tried only where a piece of it occurs that it cannot do without: to try one
    expression of all of them at each place of a text takes fifty times as long."""

    triggers: re.Pattern[str]
    """Any of the pieces, for text in lower case."""
    each: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    """Per phrase: pieces of which one must occur, in lower case, and its expression."""

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where phrases begin and end in `text`, in order of place."""
        return sorted(match.span() for expression in self._likely(text) for match in expression.finditer(text))

    def _likely(self, text: str) -> list[re.Pattern[str]]:
        """The expressions of the phrases that `text` may have."""
        lower = text.lower()
        if not self.triggers.search(lower):
            return []
        return [expression for pieces, expression in self.each if any(map(lower.__contains__, pieces))]


@cache
def phrases(name: str, *chosen: str) -> Phrases:
    """The phrases of the `chosen` sections of the list `name`.

    Raises KeyError for a section that the list does not have.
    """
    known = [each for section in chosen for each in sections(name)[section]]
    needed = [pieces(each) for each in known]
    # Without IGNORECASE an expression of words alone is looked for by their first letters, many times as fast.
    triggers = re.compile("|".join(sorted({re.escape(piece) for one in needed for piece in one})))
    return Phrases(
        triggers,
        tuple((one, re.compile(expression(each), re.IGNORECASE)) for each, one in zip(known, needed, strict=True)),
    )


def sections_hinted(name: str, lower: str) -> frozenset[str]:
    """The sections of the list `name` of whose phrases a text in lower case has a piece: no other can have a phrase in it."""
    triggers, having = _hints(name)
    found: set[str] = set()
    match = triggers.search(lower)
    while match is not None:  # pieces may overlap, and an expression that looks ahead is many times as slow
        found.add(match[0])
        match = triggers.search(lower, match.start() + 1)
    return frozenset().union(*(having[piece] for piece in found)) if found else _NO_SECTION


_NO_SECTION: frozenset[str] = frozenset()


@cache
def _hints(name: str) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """An expression that finds the shortest piece at each place of a text, and per piece the sections that have it, or a
    longer one that begins with it."""
    having: dict[str, set[str]] = {}
    for section, known in sections(name).items():
        for piece in {piece for phrase in known for piece in pieces(phrase)}:
            having.setdefault(piece, set()).add(section)
    shortest = sorted(piece for piece in having if not any(piece[:n] in having for n in range(len(piece))))
    found = {
        piece: frozenset().union(*(each for longer, each in having.items() if longer.startswith(piece)))
        for piece in shortest
    }
    return re.compile(_tree(shortest)), found


def _tree(words: Sequence[str]) -> str:
    """An expression for any of some sorted words, none of which begins with another: common beginnings are tried once."""
    parts = []
    for first, group in groupby(words, key=lambda word: word[:1]):
        rest = [word[1:] for word in group]
        parts.append(re.escape(first) + (_tree(rest) if any(rest) else ""))
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def pieces(phrase: str) -> tuple[str, ...]:
    """What of which one must occur where a phrase does, in lower case; an empty piece where that cannot be told.

    >>> pieces("(欢迎|请)…关注我")
    ('关注我',)
    """
    tokens = [match.groups() for match in _TOKEN.finditer(phrase.lower())]
    return tuple(sorted(_needed(tokens, 0)[0]))


def _needed(tokens: Sequence[tuple[str | None, ...]], at: int) -> tuple[set[str], int]:
    """The pieces that the alternatives from token `at` need, up to the bracket that closes them, and the index after it.

    Of the parts of an alternative the one with the longest piece is enough; what may be missing is needed by none.
    """
    needed: set[str] = set()
    parts: list[set[str]] = [{""}]
    run = ""
    while at < len(tokens):
        _, _, sign, character = tokens[at]
        at += 1
        if sign == "(":
            inner, at = _needed(tokens, at)
            parts += [{run}, inner]
            run = ""
        elif sign in (")", "|"):
            needed |= max((*parts, {run}), key=_worth)
            parts, run = [{""}], ""
            if sign == ")":
                return needed, at
        elif sign == "?":
            parts.append({run[:-1]}) if run else parts.pop()
            run = ""
        elif character is not None:
            run += character
        else:
            parts.append({run})
            run = ""
    return needed | max((*parts, {run}), key=_worth), at


def _worth(pieces: AbstractSet[str]) -> int:
    """Length of the shortest of some pieces: how much it tells that one of them occurs."""
    return min(map(len, pieces))


@cache
def words(name: str, section: str) -> frozenset[str]:
    """The phrases of a section as plain words, in lower case: for comparing whole texts with them."""
    return frozenset(word.lower() for word in sections(name)[section])


def expression(phrase: str) -> str:
    """A phrase as a regular expression.

    >>> bool(re.search(expression("扫…二维码"), "请扫描下方的二维码"))
    True
    """
    parts = [_part(match) for match in _TOKEN.finditer(phrase)]
    text = "".join(parts)
    start = r"(?<![A-Za-z0-9])" if phrase[0].isascii() and phrase[0].isalnum() else ""
    end = r"(?![A-Za-z0-9])" if phrase[-1].isascii() and phrase[-1].isalnum() else ""
    return f"{start}{text}{end}"


def _part(match: re.Match[str]) -> str:
    span, kind, sign, character = match.groups()
    if span is not None:
        return rf"[^。！？!?\n]{{0,{int(span or _SPAN)}}}"
    if kind:
        return r"[\d一二三四五六七八九十百千万两几]+" if kind == "n" else "."
    if sign == "^":
        return r"\A\W*"
    if sign == "$":
        return r"\W*\Z"
    return _SIGNS[sign] if sign else re.escape(character)
