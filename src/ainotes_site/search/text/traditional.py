"""Traditional script: a character map for folding, and words that differ by region (軟體 for 软件), both by OpenCC.

Needed when an index is written only: the index ships what a query needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ainotes_site.search.text.opencc import Converter

_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


@lru_cache(maxsize=1)
def simplified_characters() -> Mapping[str, str]:
    """Traditional characters, and old variants, to the simplified character that OpenCC takes first."""
    converted = sorted(_converter("t2s").characters().items())
    return {old: new for old, new in converted if old != new and len(new) == 1 and _is_usual(old)}


def _is_usual(character: str) -> bool:
    return any(start <= ord(character) < end for start, end in _RANGES)


def regional_pairs(words: Iterable[str]) -> list[tuple[str, str]]:
    """(word, its name elsewhere) for the simplified words that are called otherwise in Taiwan, or come from there.

    Both are in simplified characters, as folded text is: 软件 is 软体 there, and 程式 is 程序 here. Words without a Han
    character are called the same everywhere.
    """
    listed = sorted({word for word in words if not word.isascii()})
    if not listed:
        return []
    folder = simplified_characters()
    pairs = []
    for other in (_convert(listed, "s2twp"), _convert(_convert(listed, "s2tw"), "tw2sp")):
        for word, name in zip(listed, other, strict=True):
            plain = "".join(folder.get(c, c) for c in name)
            if plain != word and len(plain) > 1:
                pairs.append((word, plain))
    return sorted(set(pairs))


def _convert(words: list[str], direction: str) -> list[str]:
    return list(map(_converter(direction).convert, words))


@lru_cache(maxsize=4)
def _converter(direction: str) -> Converter:
    return Converter(direction)


@lru_cache(maxsize=1)
def gb2312() -> frozenset[str]:
    """The 6,763 Han characters of GB 2312, and its signs: simplified script, with a few traditional characters. To look one up
    is many times as quick as to try to encode it.
    """
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset(b"\n".join(cells).decode("gb2312", "ignore")) - {"\n"}
