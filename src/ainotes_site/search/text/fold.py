"""One form for many spellings: folding of characters, and the units that folded text consists of.

A unit is one Han, kana or Hangul character, or a run of letters, or a run of digits. Everything else (spaces,
punctuation, symbols) only separates; it takes no place, so units are adjacent across it. `GPT-4`, `gpt4` and
`ＧＰＴ ４` are the two units `gpt` and `4`. js/fold.js folds
queries by the same rules.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from ainotes_site.lazy_regex import pattern

HAN = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters that are units by themselves, as the inside of a regular expression's set."""
_OTHER = rf"[0-9]+|(?<![^{HAN}0-9 +#])(?:[a-z]\+\+|[a-z]#)|[^{HAN}0-9 +#]+"
_UNIT = pattern(rf"[{HAN}]|{_OTHER}")
_RUN = pattern(rf"[{HAN}][{HAN} ]*|{_OTHER}")
_IS_HAN = pattern(rf"[{HAN}]")
_HANGUL = range(0xAC00, 0xD7A4)


class FoldTable(dict[int, str]):
    """A table for `str.translate`: code point to its folded form; a space for what only separates.

    `han` maps traditional characters to simplified ones; the index ships it (see `regional`).
    """

    def __init__(self, han: Mapping[str, str]) -> None:
        super().__init__()
        self.han = han

    def __missing__(self, code: int) -> str:
        folded = self._fold(chr(code))
        self[code] = folded
        return folded

    def _fold(self, character: str) -> str:
        if ord(character) in _HANGUL:
            return character
        plain = (c for c in unicodedata.normalize("NFKD", character) if not _vanishes(c))
        return "".join(self.han.get(c, c) if _keeps(c) else " " for c in "".join(plain).lower() if not _vanishes(c))

    def units(self, text: str) -> list[str]:
        """The units of `text`, without their places."""
        return _UNIT.findall(text.translate(self))

    def runs(self, text: str) -> list[str]:
        """The same with Han units that follow each other joined, which are far fewer pieces; spaces between them are left."""
        return _RUN.findall(text.translate(self))


def is_han(unit: str) -> bool:
    """Whether a unit is a single Han, kana or Hangul character."""
    return _IS_HAN.match(unit) is not None


def _vanishes(character: str) -> bool:
    """Combining marks and invisible format characters leave no trace, not even a break."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf", "Cs")


def _keeps(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" or character in "+#"
