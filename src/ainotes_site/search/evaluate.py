"""How good the search is, by queries whose answers are known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ainotes_site.errors import ConfigError
from ainotes_site.i18n import error_of

DEPTH = 10
"""Hits of each answer that count."""


@dataclass(frozen=True, slots=True)
class Case:
    """A query and the ids of the documents that answer it."""

    qid: str
    query: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one query got."""

    case: Case
    ids: tuple[str, ...]
    """The first `DEPTH` hits."""

    @property
    def reciprocal_rank(self) -> float:
        """1 / rank of the first relevant hit; 0 when there is none among the first `DEPTH`."""
        return next((1 / rank for rank, id_ in enumerate(self.ids, 1) if id_ in self.case.relevant), 0.0)

    @property
    def recall(self) -> float:
        """Share of the relevant documents among the first `DEPTH` hits; of more than `DEPTH`, the best that is possible."""
        found = len(self.case.relevant.intersection(self.ids))
        return found / min(len(self.case.relevant), DEPTH)


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over all queries."""

    queries: int
    mrr: float
    """Mean reciprocal rank at 10 (Voorhees 1999)."""
    recall: float
    """Recall at 10."""
    zero: float
    """Share of queries without any hit."""
    outcomes: tuple[Outcome, ...]


def read_cases(lines: Iterable[str], place: str) -> list[Case]:
    """Cases from JSON Lines, `{"qid", "query", "relevant": [ids]}` each; other fields are left alone.

    Raises ConfigError for a line that is not such an object; `place` names the file in it.
    """
    cases = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            query, relevant = row["query"], row["relevant"]
            if not (isinstance(query, str) and relevant and all(isinstance(id_, str) for id_ in relevant)):
                raise ValueError(line)
            cases.append(Case(str(row.get("qid", number)), query, frozenset(relevant)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise error_of(ConfigError, f"{place}:{number}", "eval.case") from error
    return cases


def evaluate(cases: Sequence[Case], search: Callable[[str, int], Sequence[str]]) -> Scores:
    """Scores of `search`, which gives at most so many ids for a query, in ranked order."""
    outcomes = tuple(Outcome(case, tuple(search(case.query, DEPTH))) for case in cases)
    count = max(len(outcomes), 1)
    return Scores(
        queries=len(outcomes),
        mrr=sum(outcome.reciprocal_rank for outcome in outcomes) / count,
        recall=sum(outcome.recall for outcome in outcomes) / count,
        zero=sum(not outcome.ids for outcome in outcomes) / count,
        outcomes=outcomes,
    )
