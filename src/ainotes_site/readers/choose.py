"""One choice among the proposals for a source. To be one note is always proposed, and hard to beat.

The score of a proposal is the sum of its evidence, each feature times its weight; one note has the score 0. The weights
are fitted on labelled files of many owners (`tests/benchmarks/fit_reading.py`), an owner left out in turn, but for one.
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
    "versions": -6.0,  # by hand: no labelled file of many entries has it
    "says changes": -6.0,  # by hand, as are versions
    "dated": 4.75,
    "says newsletter": 3.22,
    "terms": 3.19,
    "prompts": 3.00,
    "signed": 2.83,
    "labels": -2.59,
    "introduction": -2.55,
    "top level": 2.39,
    "of a folder": -2.30,  # by hand, on READMEs of packages
    "says timeline": -2.29,
    "on the title": -2.20,
    "link title": 2.09,
    "pieces": -2.06,
    "link lists": -1.97,
    "years": -1.94,
    "named first": -1.91,
    "questions": -1.87,
    "programs": -1.85,
    "linked": 1.73,
    "collection title": 1.71,
    "framed": -1.70,
    "dominant": -1.53,
    "encloses": 1.51,
    "works": 1.50,
    "recurring": -1.47,
    "flat": -1.20,
    "front title": -1.20,
    "prior": 1.19,
    "items": -1.18,
    "chapters": -1.18,
    "messages": 1.14,
    "short items": -1.08,
    "subheadings": 0.94,
    "parted": 0.94,
    "section names": -0.92,
    "groups": -0.90,
    "saved page": -0.76,
    "long titles": -0.65,
    "decimal": -0.47,
    "places": -0.34,
    "link first": 0.24,
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
