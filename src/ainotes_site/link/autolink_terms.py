"""Finding glossary terms in plain text: a picklable `markup.result.TermMatcher`.

The rules of spelling are those of `lexicon`. On top of them, a name is not linked when it cannot mean its term
reliably:

- names of one character, and names without a letter (`7`, `4.0`);
- everyday words (`words.EVERYDAY`): nearly every sentence of such notes would light up. A term may still have such a
  name; its other names are linked;
- everyday English words (`words.SENSED`) that are also terms (`attention`, `memory`): these are linked when they are
  written with a capital or stand alone in Chinese text, where they can only be meant as terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ainotes_site.link.phrase_matcher import Cut, PhraseMatcher, fold, lexicon
from ainotes_site.link.similarity.special_words import EVERYDAY, SENSED
from ainotes_site.markup.result import TermMatch
from ainotes_site.model import Term, TermSlug


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the terms of one glossary."""

    lexicon: PhraseMatcher
    slugs: tuple[TermSlug, ...]
    cut: Cut | None
    """Segmenter whose word boundaries Han names of two and three characters must agree with."""

    def __call__(self, text: str, /) -> Sequence[TermMatch]:
        """The mentions in `text`, in order, without overlap, the longest first where several begin."""
        slugs = self.slugs
        return [TermMatch(start, end, slugs[number]) for start, end, number in self.lexicon.find(text, self.cut)]

    def rules(self) -> frozenset[tuple[str, str]]:
        """What decides about a match, but for the segmenter: each with the folded characters that must be in a text for
        it to matter. Texts without the characters of the rules in which two matchers differ are matched alike by both.
        """
        capitals = self.lexicon.capitals
        return frozenset(
            (spelling, f"{self.slugs[number]} {' '.join(sorted(capitals.get(spelling, ())))}")
            for spelling, number in self.lexicon.numbers.items()
        )


def matcher(terms: Iterable[Term], cut: Cut | None = None) -> Matcher:
    """A matcher for all names of `terms`. A name of two terms belongs to the one whose canonical name it is."""
    ordered = list(terms)
    names = [(term.name, number) for number, term in enumerate(ordered)]
    names += [(alias, number) for number, term in enumerate(ordered) for alias in term.aliases]
    linked = [(name, number) for name, number in names if is_linkable(name)]
    return Matcher(lexicon(linked, proper=_is_sensed), tuple(term.slug for term in ordered), cut)


def is_linkable(name: str) -> bool:
    """May `name` be linked wherever it occurs? See the rules above."""
    plain = fold(name).strip()
    return len(plain) > 1 and any(c.isalpha() for c in plain) and plain not in EVERYDAY


def _is_sensed(name: str) -> bool:
    return fold(name) in SENSED
