"""Chinese words. The only place that imports jieba; it is slow to load, so that happens at the first cut."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import Any

from ainotes_site.lazy_regex import pattern

_HAN_RUN = pattern(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_Cut = Callable[[str], list[str]]


class Segmenter:
    """Cuts text into words with jieba's dictionary and the given words as user dictionary.

    Cuts are the same in every process and do not depend on the order of `extra_words`. Only words that are wholly Han
    count: what is written in Latin letters needs no dictionary.
    """

    def __init__(self, extra_words: Iterable[str] = (), *, partial_dictionary: bool = False) -> None:
        self.has_partial_dictionary = partial_dictionary
        self.extra_words = tuple(sorted({word for word in extra_words if _HAN_RUN.fullmatch(word) and len(word) > 1}))

    def cut(self, text: str) -> list[str]:
        """The words of `text` in order; joined together they are `text`."""
        return self._cutter(text)

    @cached_property
    def _cutter(self) -> _Cut:
        return _cutter(self.extra_words, self.has_partial_dictionary)

    def __getstate__(self) -> dict[str, object]:
        """Without the cutter, which stays in its process."""
        return {"has_partial_dictionary": self.has_partial_dictionary, "extra_words": self.extra_words}

    def with_partial_dictionary(self) -> Segmenter:
        """The same for a few texts: it loads no more of the dictionary than they need."""
        return Segmenter(self.extra_words, partial_dictionary=True)


def cut(text: str) -> list[str]:
    """The words of `text` by jieba's own dictionary; joined together they are `text`."""
    return _cutter(())(text)


@lru_cache(maxsize=4)
def _cutter(extra_words: tuple[str, ...], partial_dictionary: bool = False) -> _Cut:
    if partial_dictionary:
        with suppress(ImportError):
            return partial_cutter(extra_words)
    try:
        return rust_cutter(extra_words)
    except ImportError:
        return reference_cutter(extra_words)


_ROOM = 1_000_000
"""Occurrences that the user dictionary is taken to add to those of jieba's own, however many words it has.

A word's likelihood is its share of all occurrences, so that otherwise each new word would shift all others a little, and
with them, once in a million texts, a cut that has nothing to do with it.
"""
_FILLER = "\ue000\ue001"
"""Takes up the room that is left. It stands in no text that is cut."""
_untouched = True
"""Whether the tokenizer that rjieba loads when it is imported has no words of ours yet: another takes as long again."""


def rust_cutter(extra_words: Iterable[str]) -> _Cut:
    """jieba's algorithm and dictionary in Rust: the same cuts, ten times as fast. Raises ImportError where it has no
    wheel.
    """
    import rjieba

    global _untouched
    tokenizer = rjieba if _untouched else rjieba.Jieba()
    _untouched = False
    return _cut_with(tokenizer, extra_words)


def load_dictionary() -> None:
    """Load what cutting takes: processes that are forked afterwards have it."""
    with suppress(ImportError):
        import rjieba  # noqa: F401


def partial_cutter(extra_words: Iterable[str]) -> _Cut:
    """The same, loading words when they are needed. Raises ImportError also where the dictionary is not known well enough."""
    from ainotes_site.search.text.partial_dictionary import PartialTokenizer

    tokenizer, words = PartialTokenizer(), list(extra_words)
    tokenizer.load("\n".join(words))
    return _cut_with(tokenizer, words)


def _cut_with(tokenizer: Any, extra_words: Iterable[str]) -> _Cut:
    taken = 0
    for word in extra_words:
        known = tokenizer.has_word(word)
        frequency = tokenizer.add_word(word, None, None)
        taken += 0 if known else frequency  # of a known word it is raised by a few at most
    tokenizer.add_word(_FILLER, max(_ROOM - taken, 1), None)

    return tokenizer.cut  # type: ignore[no-any-return]


def reference_cutter(extra_words: Iterable[str]) -> _Cut:
    """jieba itself."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    room = tokenizer.total + _ROOM
    for word in extra_words:
        tokenizer.add_word(word)
    tokenizer.add_word(_FILLER, max(room - tokenizer.total, 1))
    return tokenizer.lcut  # type: ignore[no-any-return]
