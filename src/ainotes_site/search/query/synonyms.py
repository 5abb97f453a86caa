"""Names that mean the same, and the names of the term cards, as they are met in a query. See js/synonyms.js."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ainotes_site.search.query.index_reader import IndexReader
from ainotes_site.search.query.matches import PLURALS, word_forms
from ainotes_site.search.query.plan import QueryUnit

MOST_SYNONYMS = 6
"""Equivalent names that one branch of a query may add; as many again for what was meant by pinyin or typing errors."""
SYNONYM_SHARE = 205
"""What a match of an equivalent name counts for, of 256."""
MEANT = ("pinyin", "glue", "typo")
"""Reasons of rewritings that say what was meant: a card of that is shown as well."""
_LATIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Units `start` to `end` of the query, said otherwise."""

    start: int
    end: int
    units: tuple[str, ...]
    share: int
    """What a match counts for, of 256."""
    reason: str
    """`synonym`, `regional`, `pinyin`, `glue` or `typo`."""
    asked: str
    said: str
    """Both as they are shown."""


@dataclass(frozen=True, slots=True)
class Names:
    """Equivalent names by their folded form."""

    groups: Mapping[str, Sequence[tuple[str, Sequence[Sequence[Any]]]]]
    """Folded name to the groups it is in: the reason, and rows of (name, folded, whether it occurs)."""
    cards: Mapping[str, int]
    """Folded name to the number of the glossary term."""
    longest: int
    """Units of the longest name."""

    @staticmethod
    def load(store: IndexReader) -> Names:
        """Reads the names that the index ships."""
        data = store.load("names", {"groups": [], "regional": [], "cards": []})
        groups: dict[str, list[tuple[str, Sequence[Sequence[Any]]]]] = {}
        for reason, listed in [("synonym", row) for row in data["groups"]] + [
            ("regional", row) for row in data["regional"]
        ]:
            rows = [(name, form or name_form(name), occurs) for name, form, occurs in listed]
            for _, form, _ in rows:
                groups.setdefault(form, []).append((reason, rows))
        cards = {form: number for number, forms in reversed(list(enumerate(data["cards"]))) for form in forms}
        longest = max((_units_of(form) for form in [*groups, *cards]), default=0)
        return Names(groups, cards, longest)

    def spans(self, units: Sequence[QueryUnit], known: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
        """Start, end and folded form of the names in a query, longest first from the left, without overlaps."""
        start = 0
        while start < len(units):
            end, form = self._longest_at(units, start, known)
            if form:
                yield start, end, form
            start = max(end, start + 1)

    def _longest_at(self, units: Sequence[QueryUnit], start: int, known: Mapping[str, Any]) -> tuple[int, str]:
        for end in range(min(len(units), start + self.longest), start, -1):
            form = known_form([unit.text for unit in units[start:end]], known)
            if form:
                return end, form
        return start, ""


def name_form(units: Sequence[str]) -> str:
    """The folded form of a name from its units, as `tokenise.folded` writes it."""
    return " ".join(units)


def _units_of(form: str) -> int:
    return form.count(" ") + 1


def known_form(units: Sequence[str], known: Mapping[str, Any]) -> str:
    """The folded form under which a name is known, as it is or in the other number; empty when it is not. One of several
    words may end otherwise, too: `fine tune` and `fine-tuned` are Fine-tuning.
    """
    others = [form for form, _ in word_forms(units[-1])] if len(units) > 1 else []
    forms = (name_form([*units[:-1], last]) for last in (units[-1], *_other_number(units[-1]), *others))
    return next((form for form in forms if form in known), "")


def _other_number(word: str) -> list[str]:
    """The singulars that an English word may have, or its plural: names are in the glossary in one of them only."""
    if len(word) < 3 or not _LATIN_LETTERS.issuperset(word):
        return []
    return [word[: -len(ending)] for ending in PLURALS if word.endswith(ending)] + [word + "s"]


def synonyms(names: Names, units: Sequence[QueryUnit]) -> list[Rewriting]:
    """Equivalent names that occur in the notes; what is literal has none."""
    found: list[Rewriting] = []
    for start, end, form in names.spans(units, names.groups):
        if any(unit.literal for unit in units[start:end]):
            continue
        found += _others(names, form, start, end, SYNONYM_SHARE)
    return found[:MOST_SYNONYMS]


def renamed(names: Names, rewritings: Sequence[Rewriting]) -> list[Rewriting]:
    """Equivalent names of what was meant by pinyin, or by a typing error."""
    found: list[Rewriting] = []
    for meant in rewritings:
        form = known_form(meant.units, names.groups)
        if form:
            found += _others(names, form, meant.start, meant.end, SYNONYM_SHARE * meant.share >> 8)
    return found[:MOST_SYNONYMS]


def _others(names: Names, form: str, start: int, end: int, share: int) -> list[Rewriting]:
    found: list[Rewriting] = []
    seen = {form}
    for reason, rows in names.groups[form]:
        asked = next(name for name, other, _ in rows if other == form)
        for name, other, occurs in rows:
            if occurs and other not in seen:
                seen.add(other)
                found.append(Rewriting(start, end, tuple(other.split(" ")), share, reason, asked, name))
    return found


def named_cards(names: Names, units: Sequence[QueryUnit], rewritings: Sequence[Rewriting]) -> dict[int, int]:
    """Glossary terms that a branch names, and how well: by the units of the name, one more for the whole branch."""
    spans = list(names.spans(units, names.cards))
    spans += [(r.start, r.end, known_form(r.units, names.cards)) for r in rewritings if r.reason in MEANT]
    named: dict[int, int] = {}
    for start, end, form in spans:
        if form in names.cards:
            size = len(units) + 1 if end - start == len(units) else end - start
            named[names.cards[form]] = max(size, named.get(names.cards[form], 0))
    return named
