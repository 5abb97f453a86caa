"""Which terms a file has: `tests/cases/terms`, by the names alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ainotes_site.readers import read

FILES = sorted((Path(__file__).resolve().parents[1] / "cases" / "terms").glob("*.txt"))
CASES = [chunk.split("\n", 2) for file in FILES for chunk in file.read_text("utf-8").split("\n=== ")[1:]]


@pytest.mark.parametrize(("path", "names", "text"), CASES, ids=[path for path, _, _ in CASES])
def test_terms(path: str, names: str, text: str) -> None:
    terms = read(path, text.encode()).terms
    expected = [] if names == "-" else names.split("；")
    called = [next((name for name in expected if name in term.names), term.name) for term in terms]
    assert sorted(called) == sorted(expected)
