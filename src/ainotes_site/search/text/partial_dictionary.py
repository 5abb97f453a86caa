"""The dictionary of jieba, loaded only as far as the texts at hand can need it: of a note, a hundredth of it.

A text is cut by those words alone that stand in it, and by the share that each has in the occurrences of all. So a
dictionary of the words that begin with two characters that stand side by side in the text cuts it as the whole one
does, if something else takes up the occurrences of the words that are left out.
"""

from __future__ import annotations

import importlib.util
import mmap
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from importlib.machinery import PathFinder
from itertools import groupby
from operator import add, itemgetter
from typing import Any

from ainotes_site.package_versions import folder_of, installed

_VERSIONS = ("0.2.2",)
"""Of rjieba: those whose dictionary is the file that jieba comes with, as a test compares."""
_SIZE, _OCCURRENCES = 5_071_852, 60_101_967
"""Bytes of that file, and the sum of its frequencies."""
_REST = "\ue002\ue003"
"""Takes up the occurrences of the words that are left out. It stands in no text that is cut."""
_STEP = 2048
"""Bytes between the lines whose first characters lead to a group."""


class PartialTokenizer:
    """A tokenizer of rjieba that loads words when a text first has them. Raises ImportError where there is none."""

    def __init__(self) -> None:
        self._tokenizer = _maker()()
        self._dictionary = _dictionary()
        self._known: set[str] = set()
        self._rest = _OCCURRENCES
        self._add(self._dictionary.unordered())

    def load(self, text: str) -> None:
        """Load the words that may stand in `text`."""
        fresh = {*text, *(pair for pair in map(add, text, text[1:]) if pair[1] != " ")} - self._known
        if fresh:
            self._known |= fresh
            self._add(self._dictionary.words(fresh))

    def _add(self, words: Iterable[tuple[str, int]]) -> None:
        for word, frequency in words:
            self._tokenizer.add_word(word, frequency, None)
            self._rest -= frequency
        self._tokenizer.add_word(_REST, self._rest, None)

    def has_word(self, word: str) -> bool:
        """Whether the dictionary has a word that stood in a text that was loaded."""
        return bool(self._tokenizer.has_word(word))

    def add_word(self, word: str, frequency: int | None, tag: None) -> int:
        """Add a word of one's own, which stood in a text that was loaded, and say how frequent it is taken to be."""
        return int(self._tokenizer.add_word(word, frequency, tag))

    def cut(self, text: str) -> list[str]:
        """The words of `text`."""
        self.load(text)
        return list(self._tokenizer.cut(text))


class _Dictionary:
    """The lines `word frequency tag` of jieba's file.

    From `一` on, the words that begin with one character stand together, and these groups are in the order of their
    characters; within them, and before them, there is no order to rely on.
    """

    def __init__(self, data: bytes | mmap.mmap) -> None:
        body = data.find("\n一 ".encode())
        self._data = data
        self._before = data[:body]
        self._places = [body, *(data.find(b"\n", at) for at in range(body + _STEP, len(data) - _STEP, _STEP))]
        self._firsts = [_first(data[place + 1 : place + 5]) for place in self._places]

    def unordered(self) -> list[tuple[str, int]]:
        """The words before the groups, with their frequencies."""
        return [_word(line) for line in self._before.splitlines()]

    def words(self, beginnings: Iterable[str]) -> list[tuple[str, int]]:
        """The words of one character, or that begin with two, as far as they are in a group; with their frequencies."""
        found = []
        for first, texts in groupby(sorted(beginnings), key=itemgetter(0)):
            around = self._around(first.encode("utf-8"))
            for text in texts:
                wanted = b"\n" + text.ljust(2).encode("utf-8")  # a space follows a word
                at = around.find(wanted)
                while at >= 0:
                    end = around.find(b"\n", at + 1)
                    found.append(_word(around[at + 1 : end]))
                    at = around.find(wanted, end)
        return found

    def _around(self, first: bytes) -> bytes:
        """Lines among which are all of the group of a character."""
        low = self._places[max(bisect_left(self._firsts, first) - 1, 0)]
        after = bisect_right(self._firsts, first)
        return self._data[low : self._places[after] + 1 if after < len(self._places) else None]


def _first(begun: bytes) -> bytes:
    """The first character of what begins in the middle of a text and may end in the middle of a character."""
    return begun[: 1 + (begun[0] >= 0xC0) + (begun[0] >= 0xE0) + (begun[0] >= 0xF0)]


def _word(line: bytes) -> tuple[str, int]:
    word, frequency, _ = line.split(b" ")
    return word.decode("utf-8"), int(frequency)


@cache
def _dictionary() -> _Dictionary:
    folder = folder_of("jieba")
    path = folder / "dict.txt"
    if path.stat().st_size != _SIZE:
        raise ImportError("jieba has another dictionary")
    with open(path, "rb") as file:
        return _Dictionary(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


@cache
def _maker() -> Callable[[], Any]:
    """rjieba's class, without the whole dictionary that its package loads when it is imported."""
    known = installed().get("rjieba") in _VERSIONS
    spec = PathFinder.find_spec("rjieba.rjieba", [str(folder_of("rjieba"))]) if known else None
    if spec is None or spec.loader is None:
        raise ImportError("no rjieba whose dictionary is known")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Jieba.empty  # type: ignore[no-any-return]
