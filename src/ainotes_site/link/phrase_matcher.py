"""Many words looked for in a text at once: the longest match, in one pass, with the rules of spelling in one place.

All places where some spelling stands are found together (`string_matcher`); the rules then choose among them.

- Latin words match as whole words: no letters or digits on either side, so `RAG` is found in `大模型的RAG方案` but
  not in `storage`. A plural s is part of the match. An underscore, an @ or a file extension beside it makes it part
  of a name: no match.
- `GPT-4`, `GPT4` and `GPT 4` are one word, as are `LangChain`, `Lang Chain` and `langchain`. A version makes another
  name (`GPT` is not found in `GPT-4`), unless the lexicon is one of families.
- Capitals do not matter, except for acronyms that can be read as a word (`RAG`, `SAM`, `RL`) and for proper names:
  these must have their capitals, unless they stand alone between Han characters (`用rag检索`) and have three letters
  or more, so that nothing else can be meant.
- Han words match by characters; with `cut` given, their ends must also be ends of its words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, product

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.string_matcher import StringMatcher

Cut = Callable[[str], Sequence[str]]
"""Segmenter: the words of a run of Han text, which joined give the text again."""

CERTAIN = 4
"""Han characters from which on a name is not found across word boundaries by chance, so that nobody need be asked."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD = {**_WIDE, 0x3000: " ", 0xA0: " ", **dict.fromkeys(range(0x2010, 0x2016), "-"), 0x30FB: "·"}
_ODD = pattern("[\uff01-\uff5e\u3000\xa0\u2010-\u2015\u30fb\ud800-\udfff]")
_FOLD |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a character is none
_FREQUENT = [(chr(wide), chr(plain)) for wide, plain in _WIDE.items() if chr(wide) in "，：；！？（）"]
_HAN = pattern(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_JOINT = pattern(r"(?<=[A-Za-z0-9])[-\s·]+(?=[A-Za-z0-9])|(?<=[a-z])(?=[A-Z][A-Za-z])|(?<=[A-Za-z])(?=\d)")
_SCRIPT_CHANGE = pattern(r"(?<=[A-Za-z0-9])\s*(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])\s*(?=[A-Za-z0-9])")
_MOST_JOINTS = 3
_FIRST_HAN = "\u2e80"
"""From here on characters are of scripts that put no spaces between words."""


Found = tuple[int, int, int]
"""A word of the lexicon in a text: where it begins, where it ends, and the number that it was entered with."""


def fold(text: str) -> str:
    """`text` in lower case with full-width Latin and odd hyphens made plain; as long as `text`, so offsets stay."""
    plain = text
    for wide, narrow in _FREQUENT:  # several times as fast as a table, which is asked for each character
        plain = plain.replace(wide, narrow)
    if _ODD.search(plain):
        plain = plain.translate(_FOLD)
    lower = plain.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def is_latin(character: str) -> bool:
    """A letter or digit of a script that puts spaces between words."""
    return character < _FIRST_HAN and character.isalnum()


def _is_han(character: str) -> bool:
    """Is this one character of `_HAN`?"""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def spellings(name: str) -> frozenset[str]:
    """The ways to write `name`, with its capitals: hyphen, space or nothing where two parts meet."""
    text = " ".join(name.translate(_FOLD).split())
    if not _JOINT.search(text) and not _SCRIPT_CHANGE.search(text):
        return frozenset((text,))
    found = {text}
    for spelling in (text, _SCRIPT_CHANGE.sub("", text), _SCRIPT_CHANGE.sub(" ", text)):
        parts = _JOINT.split(spelling)
        joints = len(parts) - 1
        glues: Iterable[tuple[str, ...]] = product(("", "-", " "), repeat=joints)
        if joints > _MOST_JOINTS:
            glues = [(glue,) * joints for glue in ("", "-", " ")]
        for glue in glues:
            found.add("".join(part + mark for part, mark in zip(parts, (*glue, ""), strict=True)))
    return frozenset(found)


def needs_capitals(name: str) -> bool:
    """Is `name` an acronym that in small letters could be a word: `RAG`, `CV`, `M2` but not `GPT`, `LSTM`?"""
    letters = "".join(c for c in name if c.isascii() and c.isalpha())
    if not letters or not name.isascii():
        return False
    if len(letters) <= 2:
        return len(name) <= 3
    capitals = sum(c.isupper() for c in letters)
    return capitals >= 2 and len(letters) <= 6 and bool(set(letters.lower()) & set("aeiou"))


@dataclass(frozen=True, slots=True)
class PhraseMatcher:
    """Words to be looked for. Made by `lexicon`; picklable."""

    numbers: dict[str, int]
    """Folded spelling to the number of its word."""
    capitals: dict[str, frozenset[str]]
    """Folded spelling to the spellings allowed, for those whose capitals count."""
    families: bool = False
    """Whether the name of a family matches its members: `Qwen` in `Qwen2.5-72B`."""
    _search: list[tuple[StringMatcher, list[str]]] = field(default_factory=list, init=False, repr=False, compare=False)
    """How the spellings are found, and they by their numbers there. Made at the first use; not pickled."""

    def __reduce__(self) -> tuple[type[PhraseMatcher], tuple[object, ...]]:
        return PhraseMatcher, (self.numbers, self.capitals, self.families)

    def plain(self) -> PhraseMatcher:
        """The same without what finding has made: plain data."""
        return PhraseMatcher(self.numbers, self.capitals, self.families)

    def find(self, text: str, cut: Cut | None = None) -> list[Found]:
        """The words in `text` from left to right, without overlap. Linear in the length of `text`."""
        folded = fold(text)
        matcher, spellings = self._matcher()
        places = matcher.matches(folded)
        if not places:
            return []
        agree = _agreement(folded, cut)
        capitals, numbers, families = self.capitals, self.numbers, self.families
        found: list[Found] = []
        done = 0
        for spelling, at, end in places:
            if at < done:
                continue
            if folded[at] >= _FIRST_HAN and folded[end - 1] >= _FIRST_HAN:
                stop = end
            else:
                beside = folded[at - 1 : at + 1]
                if beside.isascii() and beside.isalnum():
                    continue  # in the middle of a Latin word
                stop = _whole(folded, at, end, families)
                if not stop:
                    continue
            key = spellings[spelling]
            if key in capitals and not self._spelt(text, key, at, stop):
                continue
            if agree(at, end):
                found.append((at, stop, numbers[key]))
                done = stop
        return found

    def _matcher(self) -> tuple[StringMatcher, list[str]]:
        if not self._search:
            spellings = list(self.numbers)
            self._search.append((StringMatcher(spellings), spellings))
        return self._search[0]

    def _spelt(self, text: str, key: str, start: int, stop: int) -> bool:
        written = text[start : start + len(key)].translate(_FOLD)
        return written in self.capitals[key] or (len(key) > 2 and _between_han(text, start, stop))


def lexicon(
    names: Iterable[tuple[str, int]], proper: Callable[[str], bool] = lambda _: False, *, families: bool = False
) -> PhraseMatcher:
    """A lexicon of (name, number) pairs. Where two names have a spelling in common the first one keeps it.

    `proper` tells which names must be written with a capital even though they are no acronyms; `families` whether a
    name with a version behind it is still found.
    """
    numbers: dict[str, int] = {}
    capitals: dict[str, frozenset[str]] = {}
    for name, number in names:
        if len(name) > 1 and _HAN.fullmatch(name):
            numbers.setdefault(name, number)
            continue
        strict, is_name = needs_capitals(name), proper(name)
        for spelling in sorted(spellings(name)):
            key = fold(spelling)
            if len(key) < 2 or numbers.setdefault(key, number) != number:
                continue
            if strict:
                capitals[key] = capitals.get(key, frozenset()) | {spelling, spelling.upper()}
            elif is_name:
                first = spelling[:1].upper() + spelling[1:]
                capitals[key] = capitals.get(key, frozenset()) | {spelling, first, spelling.upper()}
    return PhraseMatcher(numbers, capitals, families)


_VERSION = pattern(r"[-.]?\d")
_SHORTEST_FAMILY = 3


def _whole(text: str, start: int, end: int, families: bool) -> int:
    """Where the match ends, a plural s included; 0 when it is only a part of a longer Latin word."""
    if is_latin(text[start]) and not _opens(text, start):
        return 0
    if not is_latin(text[end - 1]):
        return end
    if families and end - start >= _SHORTEST_FAMILY and _VERSION.match(text, end):
        return end
    after = text[end : end + 1]
    if after == "s" and text[end - 1].isalpha():
        end += 1
    elif after in ("'", "’") and text[end + 1 : end + 2] == "s":
        return end
    return end if _closes(text, end) else 0


def _closes(text: str, end: int) -> bool:
    """Whether a Latin word may end at `end`."""
    after, second = text[end : end + 1], text[end + 1 : end + 2]
    if after == "-" and second.isdigit():
        return False  # `GPT-4` is not `GPT`
    if not after or not (is_latin(after) or after in "_.@"):
        return True
    return after == "." and not is_latin(second or " ")


def _opens(text: str, start: int) -> bool:
    """Whether a Latin word may begin at `start`."""
    if not start:
        return True
    before = text[start - 1]
    if is_latin(before) or before in "_@":
        return False
    # `node.rag`, `1.5` are names and numbers; `pre-training` is another word than `training`.
    return not (before in ".-" and start > 1 and is_latin(text[start - 2]))


def _between_han(text: str, start: int, end: int) -> bool:
    left, right = start, end
    while left and text[left - 1] == " ":
        left -= 1
    while right < len(text) and text[right] == " ":
        right += 1
    before, after = text[left - 1 : left], text[right : right + 1]
    sides = (before, after)
    return any(side and _HAN.match(side) for side in sides) and not any(
        side and (is_latin(side) or side in "-/_") for side in sides
    )


def _agreement(text: str, cut: Cut | None) -> Callable[[int, int], bool]:
    """Whether two places in `text` are ends of words; without a segmenter all are."""
    return _Words(text, cut).agree if cut else lambda start, end: True


class _Words:
    """The word boundaries of a text, worked out only around Han matches."""

    __slots__ = ("begins", "boundaries", "cut", "ends", "text")

    def __init__(self, text: str, cut: Cut) -> None:
        self.text = text
        self.cut = cut
        self.begins: list[int] = []
        """Where the Han runs begin that were asked about, from left to right."""
        self.ends: list[int] = []
        self.boundaries: list[frozenset[int]] = []

    def agree(self, start: int, end: int) -> bool:
        """Do words begin at `start` and end at `end`, or is what stands there so long that nobody need ask? Only Han runs are
        asked about."""
        if end - start >= CERTAIN:
            return True
        text = self.text
        return (not _is_han(text[start]) or start in self._of(start)) and (
            not _is_han(text[end - 1]) or end in self._of(end - 1)
        )

    def _of(self, place: int) -> frozenset[int]:
        """The boundaries of the Han run around `place`."""
        number = bisect_right(self.begins, place)
        if number and place < self.ends[number - 1]:
            return self.boundaries[number - 1]
        begin, text = place, self.text
        while begin and _is_han(text[begin - 1]):
            begin -= 1
        run = _HAN.match(text, begin)
        end = run.end() if run else begin
        boundaries = frozenset(accumulate(map(len, self.cut(text[begin:end])), initial=begin))
        self.begins.insert(number, begin)
        self.ends.insert(number, end)
        self.boundaries.insert(number, boundaries)
        return boundaries
