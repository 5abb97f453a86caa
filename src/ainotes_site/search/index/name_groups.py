"""Names that mean the same: groups for synonyms, and the terms that have a card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from ainotes_site.search.index.document import PersonCard, TermCard
from ainotes_site.search.index.tokenise import folded
from ainotes_site.urls import SEARCH

Row = tuple[str, str, int]
"""A name as written, folded (empty where that is its characters one by one), and 1 when it occurs in the notes."""


def user_words(cards: Iterable[TermCard], equivalents: Iterable[Sequence[str]]) -> list[str]:
    """Words that the cut must know: all names of terms and of equivalents, folded and without spaces."""
    names = {name for card in cards for name in (card.name, *card.aliases)}
    names.update(name for group in equivalents for name in group)
    return sorted({folded(name).replace(" ", "") for name in names} - {""})


def name_groups(
    cards: Iterable[TermCard], equivalents: Iterable[Sequence[str]], occurs: Callable[[str], bool]
) -> list[list[Row]]:
    """Groups of equivalent names, each name once a group, in a stable order.

    A name that folds to a single letter or digit, or to nothing, is left out: it would match everywhere. A group of which
    no name occurs leads nowhere and is left out too: most of a list for everybody's notes.
    """
    groups = [tuple(dict.fromkeys(group)) for group in equivalents]
    groups += [(card.name, *card.aliases) for card in cards]
    seen: set[tuple[str, ...]] = set()
    result = []
    for group in sorted(groups):
        rows: dict[str, Row] = {}
        for name in group:
            form = folded(name)
            if len(form) > 1 and form not in rows:
                rows[form] = (name, "" if form == one_by_one(name) else form, int(occurs(form)))
        key = tuple(sorted(rows))
        if len(rows) > 1 and key not in seen and any(occurring for _, _, occurring in rows.values()):
            seen.add(key)
            result.append(list(rows.values()))
    return result


def one_by_one(name: str) -> str:
    """The folded form of a name that is written in folded Han characters."""
    return " ".join(name)


def regional_groups(pairs: Iterable[tuple[str, str]], occurs: Callable[[str], bool]) -> list[list[Row]]:
    """Pairs of words that differ by region and of which the notes have at least one."""
    groups = []
    for pair in sorted({tuple(sorted(pair)) for pair in pairs}):
        rows = [(name, "", int(occurs(one_by_one(name)))) for name in pair]
        if any(present for _, _, present in rows):
            groups.append(rows)
    return groups


def card_rows(cards: Sequence[TermCard]) -> list[list[str]]:
    """Folded names of each card, in the order of the cards."""
    return [sorted({folded(name) for name in (card.name, *card.aliases)} - {""}) for card in cards]


def person_rows(persons: Iterable[PersonCard], occurs: Callable[[str], bool]) -> list[list[object]]:
    """`[name, aliases, url, folded names]` of each person, by name."""
    rows: list[list[object]] = []
    for person in sorted(persons, key=lambda person: (person.name, person.url)):
        names = (person.name, *person.aliases)
        told = next((name for name in names if occurs(folded(name))), "")
        url = person.url or (f"{SEARCH}?q={quote(told)}" if told else "")
        if url:
            rows.append([person.name, list(person.aliases), url, sorted({folded(name) for name in names} - {""})])
    return rows
