"""The vocabulary that the index ships, and the cut of a query with it: the same rule as in js/vocabulary.js.

jieba cuts what is indexed; a query is cut by the words that jieba found there, so that neither the terminal nor the
browser needs jieba's dictionary, and both cut alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ainotes_site.search.format.codec import SYMBOLS, VALUE_MARKS
from ainotes_site.search.format.int_log import FRACTION, log2

CORE_WORDS = 3000
"""Most frequent words that the manifest carries, besides the user dictionary."""
LONG_WORDS = 5000
"""Most frequent words of three or more characters that the list for mending typing errors carries."""
_STEP = FRACTION // 4
"""Document frequencies are shipped as quarters of a binary logarithm."""


def core_words(frequencies: Mapping[str, int], user_words: Iterable[str]) -> list[tuple[str, str]]:
    """Rows of the manifest: the most frequent words and the user dictionary."""
    chosen = {word: count for word, count in most_frequent(frequencies, CORE_WORDS).items() if count > 1}
    chosen.update((word, frequencies[word]) for word in user_words if word in frequencies)
    return frequency_rows(chosen)


def long_words(frequencies: Mapping[str, int]) -> list[tuple[str, str]]:
    """Rows for mending typing errors: words of three or more characters."""
    long = {word: count for word, count in frequencies.items() if len(word) > 2}
    return frequency_rows(most_frequent(long, LONG_WORDS))


@lru_cache(maxsize=4096)
def frequency_symbol(count: int) -> str:
    """A document frequency, rounded, as one symbol."""
    return chr(SYMBOLS[min(log2(count) // _STEP, len(SYMBOLS) - 1)])


def frequency_log(symbol: str) -> int:
    """Binary logarithm in 1/256 of the document frequency that a symbol stands for."""
    return SYMBOLS.index(ord(symbol)) * _STEP


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


class Lexicon:
    """Words with the binary logarithm (in 1/256) of their document frequencies."""

    def __init__(self, logs: Mapping[str, int], documents: int) -> None:
        self.logs = logs
        self.longest = max(map(len, logs), default=1)
        self._top = log2(documents + 1) + 4 * FRACTION

    def cut(self, run: str) -> list[str]:
        """The words of a run of Han characters, by the likeliest sequence; what is no word comes as single characters.

        A word costs the logarithm of how rare it is; a character that is no word costs more than any word.
        """
        size = len(run)
        best = [0] * (size + 1)
        length = [1] * (size + 1)
        for start in range(size - 1, -1, -1):
            best[start] = best[start + 1] + self._top + FRACTION
            for end in range(start + 2, min(size, start + self.longest) + 1):
                log = self.logs.get(run[start:end])
                if log is not None and best[end] + self._top - log <= best[start]:
                    best[start] = best[end] + self._top - log
                    length[start] = end - start
        words = []
        place = 0
        while place < size:
            words.append(run[place : place + length[place]])
            place += length[place]
        return words
