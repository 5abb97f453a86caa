"""The vocabulary that the index ships; js/vocabulary.js cuts a query with it.

jieba cuts what is indexed; a query is cut by the words that jieba found there, so that neither the terminal nor the
browser needs jieba's dictionary, and both cut alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ainotes_site.search.format.int_log import FRACTION, log2
from ainotes_site.search.format.scripts import SYMBOLS, VALUE_MARKS

CORE_WORDS = 3000
"""Most frequent words that the manifest carries, besides the user dictionary."""
_STEP = FRACTION // 4
"""Document frequencies are shipped as quarters of a binary logarithm."""


def core_words(frequencies: Mapping[str, int], user_words: Iterable[str]) -> list[tuple[str, str]]:
    """Rows of the manifest: the most frequent words and the user dictionary."""
    chosen = {word: count for word, count in most_frequent(frequencies, CORE_WORDS).items() if count > 1}
    chosen.update((word, frequencies[word]) for word in user_words if word in frequencies)
    return frequency_rows(chosen)


@lru_cache(maxsize=4096)
def frequency_symbol(count: int) -> str:
    """A document frequency, rounded, as one symbol."""
    return chr(SYMBOLS[min(log2(count) // _STEP, len(SYMBOLS) - 1)])


def frequency_rows(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Rows (word, marked symbol of its document frequency), sorted by word."""
    return [(word, VALUE_MARKS[0] + frequency_symbol(count)) for word, count in sorted(counts.items())]


def most_frequent(counts: Mapping[str, int], limit: int) -> Mapping[str, int]:
    """The largest counts, in any order; of equal ones those that sort first."""
    if len(counts) <= limit:
        return counts
    least = sorted(counts.values(), reverse=True)[limit - 1]
    chosen = {word: count for word, count in counts.items() if count > least}
    ties = sorted(word for word, count in counts.items() if count == least)
    return chosen | dict.fromkeys(ties[: limit - len(chosen)], least)
