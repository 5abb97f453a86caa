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
    "says newsletter": 3.81,
    "dated": 3.74,
    "link title": 3.64,
    "dominant": -3.31,
    "collection title": 3.26,
    "terms": 3.12,
    "one fence": 2.93,
    "places": -2.79,
    "signed": 2.57,
    "link lists": -2.36,
    "top level": 2.35,
    "labels": -2.33,
    "decimal": -2.32,
    "pieces": -2.31,
    "questions": -2.24,
    "introduction": -2.07,
    "framed": -2.05,
    "on the title": -1.95,
    "front title": -1.92,
    "encloses": 1.89,
    "recurring": -1.79,
    "named first": -1.78,
    "groups": -1.59,
    "prior": 1.50,
    "steps": -1.39,
    "long titles": -1.38,
    "section names": -1.27,
    "linked": 1.25,
    "posts": 1.25,
    "period": 1.11,
    "parted": 1.04,
    "messages": 1.04,
    "flat": -1.02,
    "contents": 0.89,
    "numbered": 0.73,
    "no title": -0.63,
    "items": -0.57,
    "crumbs": 0.55,
    "one title": -0.54,
    "usual_level": 0.53,
    "speakers": -0.47,
    "few": 0.40,
    "folded": 0.19,
    "link first": 0.17,
    "bare numbers": 0.17,
    "subheadings": 0.16,
    "repeated": 0.16,
    "front matter": -0.13,
    "collection name": 0.10,
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
