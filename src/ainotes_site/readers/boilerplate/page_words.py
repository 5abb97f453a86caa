"""How much of a line is made of words that the interface of a web page is made of (`page_words.txt`)."""

from __future__ import annotations

from functools import cache

from ainotes_site.readers.detect.phrases import words
from ainotes_site.readers.detect.string_matcher import StringMatcher

WORDS = "boilerplate/page_words"
"""The word list."""


@cache
def _matcher(section: str) -> StringMatcher:
    return StringMatcher(sorted(words(WORDS, section)))


def share_of_page_words(text: str) -> tuple[float, int]:
    """What share of the letters of `text` are in words of pages, words that count neither way left out; and how many such
    words, side by side, there are.
    """
    lowered = text.lower()
    found = _places("page", lowered)
    if not found:
        return 0.0, 0
    marks = bytearray(len(lowered))
    for start, stop in _places("neutral", lowered):
        marks[start:stop] = b"\1" * (stop - start)
    count = last = 0
    for start, stop in found:
        marks[start:stop] = b"\2" * (stop - start)
        if start >= last:
            count, last = count + 1, stop
    letters = [mark for character, mark in zip(lowered, marks, strict=True) if character.isalpha() and mark != 1]
    return (letters.count(2) / len(letters) if letters else 0.0), count


def _places(section: str, lowered: str) -> list[tuple[int, int]]:
    """Where words of a section of the list begin and end, from left to right, the longest first of those that begin together."""
    return [(start, stop) for _, start, stop in _matcher(section).matches(lowered) if _is_whole(lowered, start, stop)]


def _is_whole(text: str, start: int, stop: int) -> bool:
    """Whether a word in Latin letters is not a part of another."""
    return not (_in_word(text, start - 1, start) or _in_word(text, stop - 1, stop))


def _in_word(text: str, left: int, right: int) -> bool:
    """Whether both of two neighbours belong to one word in Latin letters."""
    if left < 0 or right >= len(text):
        return False
    pair = text[left] + text[right]
    return pair.isascii() and pair.isalnum()
