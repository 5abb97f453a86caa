"""Golden cases in plain text, in the format of markdown-it's fixtures: title, input, output, each ended by a lone dot.

The output is the HTML, then a line per Problem: `!`, its line, its message. An arrow → in the input is a tab.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Context
from ainotes_site.model import Problem

FILES = sorted((Path(__file__).resolve().parents[1] / "cases" / "markup").glob("*.txt"))


class Case(NamedTuple):
    """One golden case."""

    line: int
    title: str
    source: str
    expected: str


def read_cases(path: Path) -> list[Case]:
    """The cases in a file, in order; raises ValueError for a file that is not made of whole cases."""
    lines = path.read_text(encoding="utf-8").splitlines()
    cases: list[Case] = []
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        dots = [number for number in range(at + 1, len(lines)) if lines[number] == "."][:3]
        if len(dots) < 3 or dots[0] != at + 1:
            raise ValueError(f"{path.name}:{at + 1}: a case is a title, '.', input, '.', output, '.'")
        source, expected = ("\n".join(lines[a + 1 : b]) for a, b in pairwise(dots))
        cases.append(Case(at + 1, lines[at], source.replace("→", "\t"), expected))
        at = dots[2] + 1
    return cases


def _fact(problem: Problem) -> str:
    """In both languages."""
    return f"{problem.message} ({problem.english[0]})" if problem.english else problem.message


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{path.stem}:{case.line} {case.title}") for path in FILES for case in read_cases(path)],
)
def test_case(case: Case, context: Context) -> None:
    result = compile_entry(case.source, context)
    problems = [f"!{problem.line}: {_fact(problem)}" for problem in result.problems]
    assert "\n".join([result.html.rstrip("\n"), *problems]) == case.expected
