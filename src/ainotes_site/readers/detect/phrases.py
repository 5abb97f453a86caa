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
    ^           at the beginning of a line; ^ and $ together make the phrase all that stands on it
    $           at the end of a line, whatever punctuation follows
    <n>         a number, in digits (1,204 and 3.4k too) or Han
    <w>         one character, whatever it is
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.string_matcher import StringMatcher

_SECTION = re.compile(r"\[([a-z-]+)\]$")
_TOKEN = re.compile(r"…(\d*)|<([nw])>|( \?|[(|)^$? ])|([^…<(|)^$? \\]+(?!\?))|\\?(.)")
_SIGNS = {"(": "(?:", "|": "|", ")": ")", "?": "?", " ": r"[^\S\n]+", " ?": r"[^\S\n]*"}
_NO_WORD = r"[^\w\n]"
_NUMBER = r"(?:\d+(?:[.,]\d+)*[kw万千]?|[一二三四五六七八九十百千万两几]+)"
_Token = Sequence[str | None]
MOST_PIECES = 32
"""How many pieces alternatives side by side are put together to."""
_SPAN = 12
"""How many characters `…` stands for at most."""
_FIRST = re.compile(r"\^(?:\(((?:[^()\\]|\([^()\\]*\))*)\)(?!\?)|(\w+)(?![?\w]))")
_HEAD = re.compile(r"\n[^\w\n]*(\w.?)")
"""The first two characters of a line that are not punctuation."""
_LINE = re.compile(r"^", re.MULTILINE)


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


Spans = dict[str, list[tuple[int, int]]]
"""By section, where phrases of it begin and end."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases of a word list. Each is tried only where a piece of it occurs that it cannot do without, or where a line
    begins as it does; all pieces are looked for in one pass."""

    pieces: StringMatcher
    """In lower case."""
    having: tuple[tuple[int, ...], ...]
    """Per piece, the numbers of the phrases that it stands for."""
    heads: Mapping[str, Sequence[tuple[str, int]]]
    """By the first two characters of a line, or the first one alone: with what phrases begin that may begin there, in lower case,
    and their numbers."""
    each: tuple[tuple[str, re.Pattern[str]], ...]
    """Per phrase its section and its expression."""
    untold: tuple[int, ...]
    """Numbers of the phrases of which no piece must occur."""

    def spans(self, texts: Sequence[str]) -> list[Spans]:
        """For each of some texts, which are looked through at once: by section, where its phrases begin and end in it, in order
        of place; without sections that have none. Their white space is spaces and line feeds.
        """
        whole = "\n".join(texts)
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        found: list[Spans] = [{} for _ in texts]
        for begin, numbers in self._tried(whole).items():
            stop = whole.find("\n", begin)
            at = bisect_right(starts, begin) - 1
            self._take(found[at], numbers, whole, (begin, stop if stop >= 0 else len(whole)), starts[at])
        for said in found:
            for spans in said.values():
                spans.sort()
        return found

    def _tried(self, whole: str) -> Mapping[int, AbstractSet[int]]:
        """By where a line begins, the numbers of the phrases that may be on it: none goes on beyond its line."""
        lowered = _lowered(whole)
        tried: defaultdict[int, set[int]] = defaultdict(set)
        for piece, at, _ in self.pieces.matches(lowered):
            tried[whole.rfind("\n", 0, at) + 1].update(self.having[piece])
        for head in _HEAD.finditer(f"\n{lowered}"):
            for run, number in self.heads.get(head[1]) or self.heads.get(head[1][0], ()):
                if lowered.startswith(run, head.start(1) - 1):
                    tried[head.start()].add(number)
        if self.untold:
            for line in _LINE.finditer(whole):
                tried[line.start()].update(self.untold)
        return tried

    def _take(self, found: Spans, numbers: AbstractSet[int], whole: str, line: tuple[int, int], start: int) -> None:
        """Add to what is `found` in a text, which begins at `start`, where the phrases `numbers` are on one of its lines."""
        for section, expression in (self.each[number] for number in sorted(numbers)):
            for match in expression.finditer(whole, *line):
                found.setdefault(section, []).append((match.start() - start, match.end() - start))


@cache
def phrases(name: str) -> Phrases:
    """The phrases of the list `name`."""
    known = [(section, each) for section, found in sections(name).items() for each in found]
    having: dict[str, list[int]] = {}
    begins: dict[str, list[tuple[str, int]]] = {}
    for number, (_, each) in enumerate(known):
        first = heads(each)
        for head in first:
            begins.setdefault(head[:2], []).append((head, number))
        for piece in () if first else pieces(each):
            having.setdefault(piece, []).append(number)
    untold = having.pop("", [])
    for start, found in begins.items():
        found += begins.get(start[0], []) if len(start) > 1 else []
    return Phrases(
        StringMatcher(having),
        tuple(map(tuple, having.values())),
        begins,
        tuple((section, pattern(expression(each), re.IGNORECASE | re.MULTILINE)) for section, each in known),
        tuple(untold),
    )


def _lowered(text: str) -> str:
    """`text` in lower case, as long as it is: one letter alone is two in lower case."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text.replace("\u0130", "i").lower()


def heads(phrase: str) -> tuple[str, ...]:
    """The words with which a line begins where a phrase does, in lower case; none where that cannot be told.

    >>> heads("^(需要|要)我…吗")
    ('要', '需要')
    """
    first = _FIRST.match(phrase.lower())
    each = re.sub(r"\([^()]*\)", "…", first[1] or first[2]).split("|") if first else ()
    runs = [re.match(r"\w+(?!\?)(?: (?!\?))?", alternative) for alternative in each]
    return tuple(sorted({run[0] for run in runs if run})) if all(runs) else ()


def pieces(phrase: str) -> tuple[str, ...]:
    """What of which one must occur where a phrase does, in lower case; an empty piece where that cannot be told.

    >>> pieces("(欢迎|请)…关注我")
    ('关注我',)
    """
    tokens = [match.groups() for match in _TOKEN.finditer(phrase.lower())]
    return tuple(sorted(_needed(tokens, 0)[0]))


def _needed(tokens: Sequence[_Token], at: int) -> tuple[set[str], set[str], int]:
    """The pieces that the alternatives from token `at` need, up to the bracket that closes them; all that these may be, where they
    are plain text, else nothing; and the index after them.

    Of the parts of an alternative the one with the longest piece is enough.
    """
    needed: set[str] = set()
    whole: set[str] = set()
    are_plain = True
    while True:
        parts, at = _parts(tokens, at)
        needed |= max(parts, key=_worth)
        whole |= parts[0]
        are_plain = are_plain and len(parts) == 1
        if at == len(tokens) or tokens[at][2] == ")":
            return needed, whole if are_plain else set(), at + 1
        at += 1


def _parts(tokens: Sequence[_Token], at: int) -> tuple[list[set[str]], int]:
    """The parts of the alternative from token `at`, each as the pieces of which it has one, and the index after it. What may be
    missing parts them and is none; alternatives side by side are put together.
    """
    parts = [{""}]
    while at < len(tokens) and tokens[at][2] not in (")", "|"):
        _, _, sign, plain, character = tokens[at]
        at += 1
        if sign == "(":
            at = _take_group(tokens, at, parts)
        elif sign is None and (plain or character):
            parts[-1] = {run + (plain or character or "") for run in parts[-1]}
        else:
            parts[-1] = {run[:-1] for run in parts[-1]} if sign == "?" else parts[-1]
            parts.append({""})
    return parts, at


def _take_group(tokens: Sequence[_Token], at: int, parts: list[set[str]]) -> int:
    """Add the alternatives in brackets from token `at` to the `parts` before them; the index after them."""
    inner, whole, at = _needed(tokens, at)
    if at < len(tokens) and tokens[at][2] == "?":
        parts.append({""})
        return at + 1
    if 0 < len(whole) * len(parts[-1]) <= MOST_PIECES:
        parts[-1] = {before + piece for before in parts[-1] for piece in whole}
    else:
        parts += [inner, {""}]
    return at


def _worth(pieces: AbstractSet[str]) -> tuple[int, int]:
    """How much it tells that one of some pieces occurs: the more, the longer the shortest is, and the fewer there are."""
    return min(map(len, pieces)), -len(pieces)


def alternatives(name: str, section: str) -> str:
    """The lines of a section as alternatives of an expression, in their order: of two that begin alike, the first that
    fits is taken.

    They are words; what varies in one is written as in any expression: `links?`, `\\bblog\\b`, `概念(?:表|集)`.
    """
    return "|".join(sections(name)[section])


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
    span, kind, sign, run, character = match.groups()
    if span is not None:
        return rf"[^。！？!?\n]{{0,{int(span or _SPAN)}}}"
    if kind:
        return _NUMBER if kind == "n" else "."
    if sign == "^":
        return rf"^{_NO_WORD}*"
    if sign == "$":
        return rf"{_NO_WORD}*$"
    return _SIGNS[sign] if sign else re.escape(run or character)
