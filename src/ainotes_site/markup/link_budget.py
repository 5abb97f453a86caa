"""Which mentions of terms are links: each term at most once on a page, and no run of sentences full of links.

The sentences of a page are counted through, four by four; each run of four has room for one link, the first run for two,
so that a note of one sentence can link its subject and its means.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from ainotes_site.model import TermSlug

SENTENCES_PER_LINK = 4
_FIRST_RUN = 2
_END = itemgetter(1)


@dataclass(slots=True)
class LinkBudget:
    """The links that one page may still have, asked block by block from its top."""

    linkable: Container[TermSlug]
    """Terms that have a page to lead to and that the page does not take out."""
    considered: set[TermSlug] = field(default_factory=set)
    sentences: int = 0
    """Sentences of the blocks above."""
    links: Counter[int] = field(default_factory=Counter)
    """Links by run of sentences."""

    def take(self, term: TermSlug, start: int, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether the mention of `term` at offset `start` of a block, whose sentences are `spans`, is to be a link. Asked for
        places alone where a link may stand: the first of them decides.
        """
        if term in self.considered:
            return False
        self.considered.add(term)
        if term not in self.linkable:
            return False
        run = (bisect_right(spans, start, key=_END) + self.sentences) // SENTENCES_PER_LINK
        if self.links[run] >= (_FIRST_RUN if run == 0 else 1):
            return False
        self.links[run] += 1
        return True
