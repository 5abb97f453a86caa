"""How single characters are read, for mending what sounds alike."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ainotes_site.search.text.traditional import gb2312

POLYPHONES = {
    "can": "参", "chang": "长", "chong": "重", "cha": "差", "diao": "调", "du": "都", "hang": "行", "he": "和", "huan": "还",
    "ji": "系", "jia": "夹", "jiao": "校觉", "jue": "觉角", "kuai": "会", "lv": "率", "mo": "模", "mu": "模", "qiang": "强",
    "shai": "色", "shen": "参", "sheng": "省", "shi": "识", "shuo": "说", "tan": "弹", "tiao": "调", "xi": "系", "xing": "行",
    "yue": "乐", "zeng": "曾", "zhang": "长", "zhong": "重", "zhuan": "传", "zang": "藏",
}  # fmt: skip
"""Further readings of characters that words of these notes are often mistyped with."""


def syllable_table(words: Iterable[str]) -> str:
    """The characters in daily use, and those of `words`, by their syllables without tones: `a啊阿 ai爱`, apart by spaces."""
    own = frozenset("".join(words))
    rows = ((syllable, "".join(c for c in run if c in own or _is_daily(c))) for syllable, run in _readings().items())
    return " ".join(syllable + run for syllable, run in rows if run)


@cache
def _readings() -> dict[str, str]:
    """The characters of GB 2312 by their syllables."""
    lines = files("ainotes_site").joinpath("pinyin.txt").read_text(encoding="utf-8").splitlines()
    common = gb2312().__contains__
    known = {syllable: "".join(filter(common, run)) for syllable, _, run in (line.partition(" ") for line in lines)}
    for syllable, more in POLYPHONES.items():
        known[syllable] = "".join(dict.fromkeys(known.get(syllable, "") + more))
    return dict(sorted(known.items()))


def _is_daily(character: str) -> bool:
    """Whether a character is of the first level of GB 2312 (rows 16 to 55), the 3,755 that are used most."""
    return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
