"""Names that the notes themselves say to be of one thing: 检索增强生成（RAG）, retrieval-augmented generation (RAG).

A bracket behind a name often holds its translation or its short form, and as often a remark, an owner, an example. So a pair
counts only where the two can hardly be anything else:

- a short form made of the first letters of the words beside it, as A. Schwartz and M. Hearst read abbreviations (A simple
  algorithm for identifying abbreviation definitions in biomedical text, 2003), wherever it stands once;
- a Chinese and a Latin name that several sources have as a pair, the Chinese one marked off on its left, and neither bracketed
  with others nearly as often: 公司 and 付费 are, with many.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern

FEWEST = 2
"""Sources that must have a Chinese and a Latin name as a pair."""
SHARE = 0.75
"""Of the sources in which a name is bracketed with one in the other script, how many must have it with this one."""
LONGEST = 80
"""Characters before a bracket in which a name is looked for."""

_BRACKET = pattern(
    r"[（(](?<!\][(])[*_`\"“ ]*(?:(?P<han>[\u3400-\u9fff]{2,10})|(?P<latin>[A-Za-z][A-Za-z0-9+#.&/\- ]{1,50}))[*_`\"” ]*[)）]"
)
_BEFORE_HAN = pattern(
    r"(?:^[\s\d.、#>|\-+*]*|[*_`\"“「『《|、：:]\s*)(?P<name>(?:(?![的了是和与或及在由为把被将])[\u3400-\u9fff]){2,8})[*_`\"”」』》]{0,3} ?\Z"
)
_BEFORE_LATIN = pattern(r"(?P<name>[A-Za-z][A-Za-z0-9+#.&/\- ]{1,70})[*_`\"”」』]{0,3} ?\Z")
_PARTS = pattern(r"[A-Za-z0-9]+")
_SHORT = pattern(r"[A-Z][A-Za-z]{0,6}[A-Z]s?\Z")
_SKIPPED = frozenset({"of", "and", "the", "for", "in", "to", "with", "from", "on", "a", "an", "by"})
"""Words of which a short form need not have a letter."""


class Pair(NamedTuple):
    """Two names that a text gives for one thing, perhaps."""

    name: str
    """The Chinese one of two scripts, the long one of two Latin ones."""
    other: str


class Bracketed(NamedTuple):
    """A pair, in one source."""

    path: str
    pair: Pair


def pairs_in(text: str) -> tuple[Pair, ...]:
    """The pairs that the brackets of a text give, sorted. Linear in its length."""
    found: set[Pair] = set()
    for match in _BRACKET.finditer(text):
        at = match.start()
        before = text[max(0, at - LONGEST) : at].rpartition("\n")[2]
        pair = _with_han(before, match["han"]) if match["han"] else _with_latin(before, match["latin"].strip())
        if pair:
            found.add(pair)
    return tuple(sorted(found))


def _with_han(before: str, inside: str) -> Pair | None:
    """RAG（检索增强）"""
    latin = _BEFORE_LATIN.search(before)
    return Pair(inside, latin["name"].strip()) if latin else None


def _with_latin(before: str, inside: str) -> Pair | None:
    """检索增强（RAG）, retrieval augmented generation (RAG), RAG (retrieval augmented generation)."""
    han = _BEFORE_HAN.search(before)
    if han:
        return Pair(han["name"], inside)
    latin = _BEFORE_LATIN.search(before)
    if not latin:
        return None
    name = latin["name"].strip()
    if _SHORT.match(inside):
        long = _of_initials(name, inside)
        return Pair(long, inside) if long else None
    short = name.rpartition(" ")[2]
    return Pair(inside, short) if _SHORT.match(short) and _of_initials(inside, short) == inside else None


def _of_initials(text: str, short: str) -> str:
    """The last words of a text whose first letters are those of a short form; empty where there are none."""
    letters = list(short.rstrip("s").lower())
    words = list(_PARTS.finditer(text))
    start = len(text)
    for word in reversed(words):
        if letters and word[0][0].lower() == letters[-1]:
            letters.pop()
            start = word.start()
        elif word[0].lower() not in _SKIPPED:
            break
        if not letters:
            return text[start:]
    return ""


def bracketed(path: str, pairs: Iterable[Pair]) -> Iterator[Bracketed]:
    """The pairs of an entry of the source at `path`."""
    return (Bracketed(path, pair) for pair in pairs)


def believed(found: Iterable[Bracketed]) -> tuple[tuple[str, str], ...]:
    """The pairs that are believed, of all that all sources have; sorted."""
    sources: dict[Pair, set[str]] = defaultdict(set)
    spellings: dict[Pair, Counter[Pair]] = defaultdict(Counter)
    for path, pair in found:
        key = Pair(pair.name.casefold(), pair.other.casefold())
        sources[key].add(path)
        spellings[key][pair] += 1
    totals: Counter[tuple[bool, str]] = Counter()
    for key, paths in sources.items():
        totals.update({(key.name.isascii(), name): len(paths) for name in key})
    sure = (
        key
        for key, paths in sources.items()
        if len(paths) >= (1 if key.name.isascii() else FEWEST)
        and all(len(paths) >= SHARE * totals[key.name.isascii(), name] for name in key)
    )
    return tuple(sorted(_usual(spellings[key]) for key in sure))


def _usual(spellings: Counter[Pair]) -> tuple[str, str]:
    """The commonest spelling, the first of several."""
    pair = min(spellings, key=lambda one: (-spellings[one], one))
    return pair.name, pair.other
