"""Things that readers ask for in everyday words: the wordings that the package ships, for those that the notes name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files

from ainotes_site.search.index.document import TermCard
from ainotes_site.search.index.tokenise import folded


@cache
def paraphrases() -> tuple[tuple[str, str], ...]:
    """Names of things, each with its wordings: a line `name: wording; wording`."""
    rows = (line.split(": ", 1) for line in _lines("paraphrases.txt"))
    return tuple((name, wordings) for name, wordings in rows)


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
