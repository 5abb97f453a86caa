"""One choice among the proposals for a source. To be one note is always proposed, and hard to beat.

The score of a proposal is the sum of its evidence, each feature times its weight; one note has the score 0. The weights
are fitted on labelled files of many owners (`tests/benchmarks/fit_reading.py`), an owner left out in turn, but for one.
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
    "versions": -6.0,  # by hand: no labelled file of many entries has it
    "dated": 4.91,
    "terms": 3.47,
    "says newsletter": 3.44,
    "one fence": 3.11,
    "introduction": -2.82,
    "signed": 2.80,
    "collection title": 2.76,
    "on the title": -2.41,
    "top level": 2.38,
    "labels": -2.23,
    "link lists": -2.22,
    "groups": -2.19,
    "named first": -2.07,
    "says timeline": -1.92,
    "link title": 1.89,
    "flat": -1.86,
    "years": -1.80,
    "questions": -1.80,
    "programs": -1.77,
    "framed": -1.77,
    "encloses": 1.66,
    "items": -1.51,
    "dominant": -1.43,
    "recurring": -1.32,
    "linked": 1.31,
    "messages": 1.26,
    "front title": -1.26,
    "chapters": -1.26,
    "pieces": -1.17,
    "section names": -1.13,
    "parted": 1.02,
    "link first": 0.94,
    "long titles": -0.85,
    "prior": 0.84,
    "usual_level": 0.75,
    "subheadings": 0.59,
    "decimal": -0.55,
    "places": -0.49,
    "collection name": -0.40,
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
