"""Which characters are Chinese (or Japanese) for the rules that join lines, mark emphasis and tell languages apart."""

from __future__ import annotations

from ainotes_site.lazy_regex import pattern

_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
_KANA = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_PUNCTUATION = "\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\ufe10-\ufe1f\ufe30-\ufe4f\uff00-\uff65\uffe0-\uffe6"
# Written in Chinese text as full-width marks, in English text as quotation marks, dashes and ellipses.
_SHARED_PUNCTUATION = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00b7"

_CJK_CHARACTER = pattern(f"[{_HAN}{_KANA}{_PUNCTUATION}]")
_HAN_RUN = pattern(f"[{_HAN}]")
_KANA_RUN = pattern(f"[{_KANA}]")
_SHARED = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00b7")

HAN = _HAN
"""Han ideographs, as the inside of a regular expression's character class."""

FULL_WIDTH_PUNCTUATION = _PUNCTUATION
"""Full-width punctuation and forms, likewise."""

SHARED_PUNCTUATION = _SHARED_PUNCTUATION
"""Marks that both scripts use, likewise."""


def is_cjk(character: str) -> bool:
    """Is this one character a Han ideograph, kana, or full-width punctuation? False for an empty string."""
    return character > "\u2e7f" and _CJK_CHARACTER.match(character) is not None


def is_shared_punctuation(character: str) -> bool:
    """Is this one of the marks that Chinese and English both use, such as “ ” — …?"""
    return character in _SHARED


def has_han(text: str) -> bool:
    """Does `text` hold at least one Han ideograph?"""
    return _HAN_RUN.search(text) is not None


def has_kana(text: str) -> bool:
    """Does `text` hold at least one kana? Then it is Japanese."""
    return _KANA_RUN.search(text) is not None
