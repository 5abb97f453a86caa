"""One choice among the proposals for a source. To be one note is always proposed, and hard to beat.

The score of a proposal is the sum of its evidence, each feature times its weight; one note has the score 0. The weights
are fitted on labelled files of many owners (`tests/benchmarks/fit_reading.py`), an owner left out in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from ainotes_site.readers.evidence import evidence
from ainotes_site.readers.formats import chat, dated_list, details, digest, journal, newsletter, numbered_notes, posts
from ainotes_site.readers.glossary import glossary
from ainotes_site.readers.proposal import Proposal
from ainotes_site.readers.source import Source

Proposer = Callable[[Source], list[Proposal]]

PROPOSERS: Sequence[Proposer] = (
    chat.propose,
    digest.propose,
    glossary.propose,
    newsletter.propose,
    posts.propose,
    details.propose,
    dated_list.propose,
    numbered_notes.propose,
    journal.propose,
)
"""What is asked how it would cut a source into several entries or terms."""

FORMATS = ("chat", "digest", "glossary", "newsletter", "posts", "details", "items", "numbered", "journal")
"""Formats by how much they know of what they read."""

WEIGHTS: Mapping[str, float] = {
    "dated": 4.32,
    "terms": 2.96,
    "signed": 2.70,
    "of a folder": -2.61,
    "says changes": -2.54,
    "says newsletter": 2.48,
    "on the title": -2.41,
    "uneven": -2.36,
    "pieces": -2.29,
    "labels": -2.29,
    "prompts": 2.25,
    "top level": 2.14,
    "says timeline": -2.10,
    "link title": 1.92,
    "dominant": -1.85,
    "named first": -1.85,
    "programs": -1.82,
    "years": -1.80,
    "introduction": -1.70,
    "versions": -1.68,
    "works": 1.60,
    "recurring": -1.53,
    "framed": -1.49,
    "prior": 1.37,
    "link lists": -1.36,
    "collection title": 1.31,
    "linked": 1.31,
    "form": 1.28,
    "section names": -1.24,
    "items": -1.22,
    "questions": -1.21,
    "short items": -1.11,
    "flat": -1.07,
    "chapters": -1.06,
    "decimal": -1.01,
    "messages": 1.01,
    "places": -0.97,
    "parted": 0.84,
    "long titles": 0.76,
    "groups": -0.71,
    "front title": -0.70,
    "subheadings": 0.68,
    "encloses": 0.67,
    "link first": 0.53,
    "saved page": -0.51,
}
"""Weight of each feature of `evidence`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal, weighed."""

    proposal: Proposal
    evidence: Mapping[str, float]
    score: float


def candidates(
    source: Source, recurring: Collection[int] = (), proposers: Sequence[Proposer] = PROPOSERS
) -> list[Candidate]:
    """All proposals for a source, the best first."""
    found = [
        Candidate(proposal, seen := evidence(proposal, source, recurring), score(seen))
        for propose in proposers
        for proposal in propose(source)
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def choose(
    source: Source, recurring: Collection[int] = (), proposers: Sequence[Proposer] = PROPOSERS
) -> Proposal | None:
    """The best proposal; None where the source is one note."""
    found = candidates(source, recurring, proposers)
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
