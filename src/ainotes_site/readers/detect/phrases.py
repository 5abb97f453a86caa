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
from functools import cache
from importlib.resources import files

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


@cache
def phrases(name: str, *chosen: str) -> re.Pattern[str]:
    """One expression for all phrases of the `chosen` sections of the list `name`.

    Raises KeyError for a section that the list does not have.
    """
    known = sections(name)
    return re.compile("|".join(expression(each) for section in chosen for each in known[section]), re.IGNORECASE)


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
