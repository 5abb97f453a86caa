"""One choice among the proposals for a source. To be one note is always proposed, and hard to beat.

The score of a proposal is the sum of its evidence, each feature times its weight; one note has the score 0. The weights
are fitted on labelled files of many owners (`tests/benchmarks/fit_reading.py`), an owner left out in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from ainotes_site.readers.evidence import evidence
from ainotes_site.readers.formats import chat, details, digest, journal, newsletter, numbered_notes, posts
from ainotes_site.readers.glossary import glossary
from ainotes_site.readers.proposal import Proposal
from ainotes_site.readers.source import Source

PROPOSERS: tuple[Callable[[Source], list[Proposal]], ...] = (
    chat.propose,
    digest.propose,
    glossary.propose,
    newsletter.propose,
    posts.propose,
    details.propose,
    numbered_notes.propose,
    journal.propose,
)
"""What is asked how it would cut a source into several entries or terms."""

FORMATS = ("chat", "digest", "glossary", "newsletter", "posts", "details", "numbered", "journal")
"""Formats by how much they know of what they read."""

WEIGHTS: Mapping[str, float] = {
    "dated": 4.38,
    "says newsletter": 3.93,
    "one fence": 3.16,
    "terms": 2.99,
    "collection title": 2.94,
    "link title": 2.91,
    "on the title": -2.91,
    "link lists": -2.74,
    "top level": 2.66,
    "introduction": -2.61,
    "signed": 2.49,
    "decimal": -2.39,
    "places": -2.39,
    "dominant": -2.33,
    "encloses": 2.18,
    "labels": -2.11,
    "groups": -2.03,
    "framed": -1.99,
    "pieces": -1.79,
    "flat": -1.76,
    "questions": -1.65,
    "named first": -1.65,
    "recurring": -1.48,
    "front title": -1.45,
    "steps": -1.43,
    "prior": 1.36,
    "long titles": -1.35,
    "chapters": -1.32,
    "programs": -1.31,
    "section names": -1.29,
    "posts": 1.20,
    "usual_level": 1.11,
    "parted": 1.07,
    "messages": 1.07,
    "linked": 0.96,
    "period": 0.85,
    "crumbs": 0.74,
    "items": -0.64,
    "bare numbers": 0.57,
    "speakers": -0.53,
    "no title": -0.50,
    "front matter": -0.44,
    "numbered": 0.44,
    "link first": 0.44,
    "one title": -0.39,
    "few": -0.21,
    "collection name": 0.19,
    "repeated": 0.17,
    "folded": 0.10,
    "subheadings": 0.09,
}
"""Weight of each feature of `evidence`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal, weighed."""

    proposal: Proposal
    evidence: Mapping[str, float]
    score: float


def candidates(source: Source, recurring: Collection[int] = ()) -> list[Candidate]:
    """All proposals for a source, the best first."""
    found = [
        Candidate(proposal, seen := evidence(proposal, source, recurring), score(seen))
        for propose in PROPOSERS
        for proposal in propose(source)
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def choose(source: Source, recurring: Collection[int] = ()) -> Proposal | None:
    """The best proposal; None where the source is one note."""
    found = candidates(source, recurring)
    if not found or found[0].score <= 0:
        return None
    best = _starts(found[0].proposal)
    alike = [candidate.proposal for candidate in found if _starts(candidate.proposal) == best]
    return min(alike, key=_rank)


def _starts(proposal: Proposal) -> tuple[int, ...]:
    return tuple(piece.first for piece in proposal.pieces)


def _rank(proposal: Proposal) -> int:
    """Place of a format among those that cut alike: the one that knows most of what it reads comes first."""
    return FORMATS.index(proposal.format)


def score(evidence: Mapping[str, float]) -> float:
    """How much speaks for a proposal; above 0 it beats one note."""
    return WEIGHTS["prior"] + sum(WEIGHTS.get(name, 0.0) * value for name, value in evidence.items())
