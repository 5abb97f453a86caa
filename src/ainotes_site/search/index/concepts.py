"""Things that readers ask for in everyday words: the wordings that the package ships, for those that the notes name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files

from ainotes_site.search.index.document import TermCard
from ainotes_site.search.index.tokenise import folded
from ainotes_site.search.text.stopwords import STOP_WORDS

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")


@cache
def paraphrases() -> tuple[tuple[str, str], ...]:
    """Names of things, each with its wordings: a line `name: wording; wording`."""
    rows = (line.split(": ", 1) for line in _lines("paraphrases.txt"))
    return tuple((name, _shipped(wordings.split("; "))) for name, wordings in rows)


def _shipped(wordings: Sequence[str]) -> str:
    """What a page needs of wordings: of ways to put a question, `让…给…打分`, all."""
    ways = [one for one in wordings if "…" in one]
    return "; ".join([*_telling([one for one in wordings if one not in ways]), *ways])


def _telling(wordings: Sequence[str]) -> list[str]:
    """Wordings without those that say nothing new: all that a page asks of them is which words and pairs they have."""
    known = set(STOP_WORDS)
    kept = []
    for wording in wordings:
        pairs = {run[place : place + 2] for run in _HAN_RUN.findall(wording) for place in range(len(run) - 1)}
        words = [word for word in wording.split() if word.lower() not in known]
        if pairs and pairs <= known and all(_HAN_RUN.search(word) for word in words):
            continue
        kept.append(wording if pairs else " ".join(words))
        known.update(pairs, (word.lower() for word in words))
    return list(filter(None, kept))


@cache
def everyday_words() -> tuple[str, ...]:
    """Groups of everyday words that say nearly the same, with spaces between the words."""
    return tuple(_lines("everyday_words.txt"))


def _lines(file: str) -> list[str]:
    text = files("ainotes_site.search.index").joinpath(file).read_text(encoding="utf-8")
    return [line for each in text.splitlines() if (line := each.partition("#")[0].strip())]


def concept_rows(
    cards: Sequence[TermCard], equivalents: Iterable[Sequence[str]], occurs: Callable[[str], bool]
) -> list[tuple[str, str]]:
    """A name under which the notes know a thing, and its wordings; none of what the notes do not name."""
    groups = [*((card.name, *card.aliases) for card in cards), *equivalents]
    called: dict[str, dict[str, None]] = {}
    for group in groups:
        for name in group:
            called.setdefault(folded(name), {}).update(dict.fromkeys(group))
    rows = []
    for name, wordings in paraphrases():
        known = next((one for one in (name, *called.get(folded(name), ())) if occurs(folded(one))), None)
        if known:
            rows.append((known, wordings))
    return rows
