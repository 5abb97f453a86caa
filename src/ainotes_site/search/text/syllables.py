"""How single characters are read, for mending what sounds alike."""

from __future__ import annotations

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


@cache
def syllable_table() -> str:
    """The simplified characters in common use by their syllables without tones: `a啊阿 ai爱`, apart by spaces."""
    lines = files("ainotes_site").joinpath("pinyin.txt").read_text(encoding="utf-8").splitlines()
    common = gb2312().__contains__
    known = {syllable: "".join(filter(common, run)) for syllable, _, run in (line.partition(" ") for line in lines)}
    for syllable, more in POLYPHONES.items():
        known[syllable] = "".join(dict.fromkeys(known.get(syllable, "") + more))
    return " ".join(syllable + run for syllable, run in sorted(known.items()) if run)
