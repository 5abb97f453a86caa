"""Which language most of a text is in."""

from __future__ import annotations

import re

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Lang

HAN_SHARE = 0.15
"""Least share of Han characters among letters for a text to be Chinese: technical Chinese is full of Latin words,
each of which has several letters where a Han word has two."""

_HAN = pattern(r"[\u3400-\u9fff]+")
_LATIN = pattern(r"[A-Za-z\u00c0-\u024f]+")
_NOISE = pattern(
    r"https?://\S{1,2000}|```.{0,20000}?```|id::(?<!\wid::)[ \t][0-9a-fA-F-]{36}|\(\([0-9a-fA-F-]{36}", re.DOTALL
)
_MAY_HAVE_NOISE = ("http", "```", "id::", "((")


def language(text: str) -> Lang:
    """`zh` or `en`; text without letters is `zh`."""
    sample = text[:6000]
    if any(sign in sample for sign in _MAY_HAVE_NOISE):
        sample = _NOISE.sub(" ", sample)
    if sample.isascii() or not _HAN.search(sample):
        return "en" if _LATIN.search(sample) else "zh"
    for part in (sample[: len(sample) // 4], sample):  # the beginning is enough for most texts
        han = sum(map(len, _HAN.findall(part)))
        if han >= HAN_SHARE * len(sample):
            return "zh"  # however many of the others are Latin
    latin = sum(map(len, _LATIN.findall(sample)))
    return "zh" if han >= HAN_SHARE * (han + latin) else "en"
