"""One choice among the proposals for a source. To be one note is always proposed, and hard to beat.

The score of a proposal is the sum of its evidence, each feature times its weight; one note has the score 0. The weights
are fitted on labelled files of many owners (`tests/benchmarks/fit_reading.py`), an owner left out in turn, but for those
that say otherwise.
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
    "versions": -6.0,  # by hand: few labelled files are lists of changes
    "says changes": -6.0,  # by hand, as are versions
    "dated": 4.81,
    "of a week": -5.0,  # by hand too
    "months": -5.0,  # by hand, as are versions
    "in sections": -4.5,  # by hand: few labelled files have one
    "terms": 3.50,
    "signed": 3.21,
    "prompts": 2.91,
    "of a folder": -2.69,
    "says timeline": -2.60,
    "says newsletter": 2.54,
    "labels": -2.35,
    "uneven": -2.33,
    "link title": 2.24,
    "on the title": -2.22,
    "pieces": -2.21,
    "dominant": -2.11,
    "linked": 2.07,
    "works": 2.06,
    "own id": -2.0,  # by hand: no labelled file was weighed with one
    "top level": 2.00,  # by hand, as is prior: on ordinary articles, of which labelled sets have few
    "named first": -1.85,
    "programs": -1.85,
    "introduction": -1.80,
    "years": -1.76,
    "form": 1.65,
    "items": -1.59,
    "recurring": -1.55,
    "framed": -1.48,
    "link lists": -1.46,
    "parted": 1.36,
    "subheadings": 1.31,
    "questions": -1.27,
    "series": 1.30,  # by hand: two labelled files are one
    "collection alone": 1.20,
    "short items": -1.05,
    "collection title": 0.90,
    "flat": -0.90,
    "groups": -0.79,
    "prior": 0.77,
    "front title": -0.74,
    "long titles": 0.45,
    "link first": 0.35,
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
