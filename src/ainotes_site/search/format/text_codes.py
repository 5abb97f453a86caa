"""Shown texts with frequent characters and words written as one short character each.

UTF-8 has three bytes for a Han character, and gzip finds little to repeat in a few kilobytes of text. So the most
frequent characters stand as control characters, of one byte, and others and frequent words as U+0080 to U+07FF, of two:
a fifth less after gzip. The characters are the most frequent ones in the dictionary of jieba; the words are from there,
too, as far as general prose uses them, and from technical writing. Both tables are part of the format.
"""

from __future__ import annotations

import re
import sys

import numpy as np
from numpy.typing import NDArray

from ainotes_site.lazy_regex import pattern
from ainotes_site.search.format.text_code_tables import CHARACTERS, END, FIRST, LITERAL, SHORTEST, WORDS

_CODES = dict(
    zip(
        (*CHARACTERS, *map("".join, zip(WORDS[::2], WORDS[1::2], strict=True))),
        (*SHORTEST, *map(chr, range(FIRST, END))),
        strict=True,
    )
)
_MEANINGS = {code: token for token, code in _CODES.items()}
_CODES |= {chr(code): LITERAL + chr(code) for code in range(ord(LITERAL), END)}
_SINGLE = {ord(token): ord(code) for token, code in _CODES.items() if len(token) == len(code) == 1}
_SHIFTS = np.zeros(sys.maxunicode + 1, dtype="<i4")
"""How far it is from each character to its code; 0 where it has none."""
_SHIFTS[list(_SINGLE)] = [code - token for token, code in _SINGLE.items()]
_PAIRS = {token: ord(code) for token, code in _CODES.items() if len(token) == 2}
_IN_PAIRS = sorted(set("".join(_PAIRS)))
_TO_MARK = len(_IN_PAIRS) + 1
_SIZE = _TO_MARK + 1
_NUMBERS = np.zeros(sys.maxunicode + 1, dtype="<i4")
"""For each character of a word its number, from 1 on; `_TO_MARK` for those that need `LITERAL`; 0 for all others."""
_NUMBERS[list(map(ord, _IN_PAIRS))] = range(1, _TO_MARK)
_NUMBERS[ord(LITERAL) : END] = _TO_MARK
_WORD_CODES = np.zeros(_SIZE * _SIZE, dtype="<i4")
"""By the number of one character times `_SIZE` and that of the next one the code of the word that they are; else 0."""
_WORD_CODES[[_NUMBERS[ord(word[0])] * _SIZE + _NUMBERS[ord(word[1])] for word in _PAIRS]] = list(_PAIRS.values())
_ESCAPE = pattern(r"\\(?:u....|.)")
_CODE = pattern(f"{LITERAL}(.)|[{SHORTEST}{chr(FIRST)}-{chr(END - 1)}]", re.DOTALL)


def shortened(text: str) -> str:
    """JSON text with the tokens of the tables as their codes. Only `restored` strings mean what they meant.

    Texts that are parted by newlines are shortened each for itself: no token has one.
    """
    # With arrays: `str.translate` makes an object for each character, and a search for words one for each word.
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<i4")
    codes = characters + _SHIFTS.take(characters)
    numbers = _NUMBERS.take(characters)
    found = _WORD_CODES.take(numbers[:-1] * _SIZE + numbers[1:])
    begins = _without_overlap(found.nonzero()[0])
    codes[begins] = found[begins]
    codes[begins + 1] = _GONE
    if len(literals := (numbers == _TO_MARK).nonzero()[0]):
        codes = np.insert(codes, literals, ord(LITERAL))
    short = codes[codes != _GONE].tobytes().decode("utf-32-le", "surrogatepass")
    return _ESCAPE.sub(_literal, short) if "\\" in short else short


_GONE = -1


def _without_overlap(begins: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of the places where words of two characters begin, ascending, those of words that no word before them takes from."""
    touching = begins[1:] - begins[:-1] == 1
    if not touching.any():
        return begins
    is_first = np.concatenate(([True], ~touching))
    is_kept: NDArray[np.bool_] = (begins - begins[is_first][is_first.cumsum() - 1]) % 2 == 0
    return begins[is_kept]


def restored(text: str) -> str:
    """A string of the JSON text that `shortened` made, as it was."""
    return _CODE.sub(lambda code: code[1] or _MEANINGS[code[0]], text)


def _literal(escape: re.Match[str]) -> str:
    """JSON's own escapes of control characters stand for these, not for tokens."""
    return LITERAL + escape[0] if escape[0][1] in "bfu" else escape[0]
