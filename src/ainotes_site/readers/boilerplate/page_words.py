"""How much of a line is made of words that the interface of a web page is made of (`page_words.txt`)."""

from __future__ import annotations

from functools import cache

from ainotes_site.readers.detect.phrases import words
from ainotes_site.readers.detect.string_matcher import StringMatcher

WORDS = "boilerplate/page_words"
"""The word list."""


@cache
def _vocabulary() -> tuple[StringMatcher, frozenset[str], tuple[bool, ...]]:
    """What finds words of pages and words that count neither way; the former; which of the matcher's are such."""
    pages, neutral = words(WORDS, "page"), words(WORDS, "neutral")
    names = sorted(pages | neutral)
    return StringMatcher(names), pages, tuple(name in pages for name in names)


def share_of_page_words(text: str) -> tuple[float, int]:
    """What share of the letters of `text` are in words of pages, words that count neither way left out; and how many such
    words, side by side, there are.
    """
    lowered = text.lower()
    matcher, _, is_page = _vocabulary()
    marks = bytearray(len(lowered))
    count = last = 0
    for number, start, stop in matcher.matches(lowered):
        if not _is_whole(lowered, start, stop):
            continue
        mark = 2 if is_page[number] else 1
        marks[start:stop] = bytes(max(mark, known) for known in marks[start:stop])
        if mark == 2 and start >= last:
            count, last = count + 1, stop
    letters = [mark for character, mark in zip(lowered, marks, strict=True) if character.isalpha() and mark != 1]
    return (letters.count(2) / len(letters) if letters else 0.0), count


def _is_whole(text: str, start: int, stop: int) -> bool:
    """Whether a word in Latin letters is not a part of another."""
    return not (_in_word(text, start - 1, start) or _in_word(text, stop - 1, stop))


def _in_word(text: str, left: int, right: int) -> bool:
    """Whether both of two neighbours belong to one word in Latin letters."""
    if left < 0 or right >= len(text):
        return False
    pair = text[left] + text[right]
    return pair.isascii() and pair.isalnum()
