"""The measures, by hand."""

from __future__ import annotations

import pytest

from ainotes_site.errors import ConfigError
from ainotes_site.search.evaluate import evaluate, read_cases


def test_measures() -> None:
    cases = read_cases(
        ['{"qid": "1", "query": "x", "relevant": ["a", "b"]}', "", '{"query": "y", "relevant": ["c"]}'], "cases"
    )
    scores = evaluate(cases, lambda query, limit: ["z", "a"][:limit] if query == "x" else [])
    assert (scores.queries, scores.mrr, scores.recall, scores.zero) == (2, 0.25, 0.25, 0.5)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"query": "x"}', '{"query": 1, "relevant": ["a"]}', '{"query": "x", "relevant": []}']
)
def test_line_that_is_no_case_is_named(line: str) -> None:
    with pytest.raises(ConfigError, match="cases:1: "):
        read_cases([line], "cases")
