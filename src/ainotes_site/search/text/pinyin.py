"""Pinyin: the words of the index by how they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache, lru_cache
from operator import itemgetter

from ainotes_site.search.format.scripts import VALUE_MARKS
from ainotes_site.search.index.vocabulary import frequency_symbol

_AGAIN = frozenset("排构写试训采参标绘算跑看建载启置组做编译装传发调定命描播演检选计学")
"""What is done again where it stands behind 重, which is `chong` then."""


def readings(words: Set[str], known: Mapping[str, str]) -> dict[str, str]:
    """How each word is read: its initials and its syllables, `zyl zhu yi li`; empty where it is not wholly readable.
    Polyphones are read as in the word (银行 is `yin hang`). In the order of the readings, those alike in that of the words.

    `known` are readings of an earlier run: as they have their order, sorting takes one look at each.
    """
    found = [(word, reading) for word, reading in known.items() if word in words]
    found += [(word, _reading(word)) for word in words if word not in known]
    return dict(sorted(found, key=itemgetter(1, 0)))


def _reading(word: str) -> str:
    syllables = _reader()(word)
    return f"{initials(syllables)} {' '.join(syllables)}" if len(syllables) == len(word) else ""


@lru_cache(maxsize=1)
def _reader() -> Callable[[str], list[str]]:
    """What pypinyin's `lazy_pinyin` gives for a word, in a quarter of the time: out of the same tables and cut in the same
    way, but each of the few hundred syllables loses its tone once, and no phrase is copied. What has no reading is left out.
    Words that its tables do not have are read as technical ones, where that matters: 微调 is no `wei diao`.
    """
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT, Style  # the tables take a quarter of a second to load
    from pypinyin.converter import DefaultConverter
    from pypinyin.seg.mmseg import seg

    converter = DefaultConverter()

    @cache
    def toneless(syllable: str) -> str:
        return converter.convert_style("", syllable, Style.NORMAL, True)

    @cache
    def alone(character: str) -> tuple[str, ...]:
        known = PINYIN_DICT.get(ord(character))
        return (toneless(known.partition(",")[0]),) if known else ()

    def read(word: str) -> list[str]:
        found: list[str] = []
        end = 0
        for piece in seg.cut(word):
            start, end = end, end + len(piece)
            if piece in PHRASES_DICT:
                found += [toneless(readings[0]) for readings in PHRASES_DICT[piece]]
            else:
                for place, character in enumerate(piece, start):
                    found += _technical(word, place) or alone(character)
        return found

    return read


def _technical(word: str, place: int) -> tuple[str, ...]:
    """How a polyphone is read in terms that no dictionary has: 微调 and 调参, 步长 and 长文本, 重排 and 重采样. Titles as
    秘书长 are of three characters and more.
    """
    character = word[place]
    if character == "调":
        return ("tiao",)
    if character == "长" and (place < 2 or place + 1 < len(word)):
        return ("chang",)
    if character == "重" and word[place + 1 : place + 2] in _AGAIN:
        return ("chong",)
    return ()


def syllables(by_word: Mapping[str, str]) -> list[str]:
    """The different syllables of `readings`, sorted."""
    return sorted(set(" ".join([reading.partition(" ")[2] for reading in set(by_word.values())]).split()))


def pinyin_rows(by_word: Mapping[str, str], frequencies: Mapping[str, int]) -> list[tuple[str, str]]:
    """Rows (reading, words) of `readings`, sorted: `zyl zhu yi li` leads to `注意力`.

    Each word is followed by the symbol of its document frequency; a mark is before them all.
    """
    rows: dict[str, str] = {}
    for word, reading in by_word.items():
        if reading:
            told = word + frequency_symbol(frequencies.get(word) or 1)
            rows[reading] = rows[reading] + told if reading in rows else VALUE_MARKS[0] + told
    return list(rows.items())


def initials(syllables: Sequence[str]) -> str:
    """First letters of the syllables."""
    return "".join([syllable[0] for syllable in syllables])
