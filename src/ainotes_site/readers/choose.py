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
    "dated": 4.72,
    "one fence": 3.92,
    "says newsletter": 3.47,
    "terms": 3.16,
    "collection title": 2.91,
    "introduction": -2.81,
    "top level": 2.50,
    "signed": 2.48,
    "labels": -2.33,
    "dominant": -2.25,
    "link lists": -2.24,
    "chapters": -1.91,
    "questions": -1.89,
    "encloses": 1.88,
    "on the title": -1.86,
    "framed": -1.80,
    "link title": 1.72,
    "pieces": -1.70,
    "places": -1.65,
    "long titles": -1.64,
    "linked": 1.62,
    "groups": -1.58,
    "programs": -1.46,
    "named first": -1.38,
    "flat": -1.35,
    "front title": -1.30,
    "posts": 1.22,
    "parted": 1.21,
    "notes title": 1.14,
    "section names": -1.13,
    "prior": 1.13,
    "steps": -1.12,
    "messages": 1.11,
    "recurring": -1.07,
    "numbered": 1.05,
    "items": -0.91,
    "bare numbers": -0.82,
    "period": 0.76,
    "front matter": -0.74,
    "folded": -0.69,
    "few": -0.66,
    "usual_level": 0.65,
    "decimal": -0.57,
    "link first": 0.55,
    "subheadings": 0.48,
    "crumbs": 0.41,
    "collection name": -0.40,
    "speakers": -0.32,
    "one title": -0.29,
    "no title": -0.17,
    "repeated": 0.05,
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
