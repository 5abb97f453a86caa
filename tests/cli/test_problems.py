"""One line a cause, the first places, and what only is worth knowing last."""

from __future__ import annotations

from ainotes_site.cli.problems import failing, headline, lines
from ainotes_site.model import Problem

LOST = [Problem(f"n{number}.md", number, "没有 (missing): x", "write it") for number in range(1, 6)]
REMARK = Problem("a.md", 3, "不认识 (unknown): y", "look it up", remark=True)


def test_a_cause_is_one_line_with_its_first_places() -> None:
    (line,) = lines(LOST, "en")
    assert line == "missing: x: 5 places: n1.md:1, n2.md:2, n3.md:3, ...; write it"


def test_a_single_place_is_said_as_ever() -> None:
    assert list(lines(LOST[:1], "zh")) == [str(LOST[0])]


def test_remarks_come_last_and_fail_nothing() -> None:
    assert list(lines([REMARK, LOST[0]], "en"))[-1] == "a.md:3: unknown: y; look it up"
    assert (failing([REMARK, *LOST]), failing([REMARK])) == (5, 0)
    assert headline([REMARK, *LOST], "en") == "5 problems, 1 remarks:"
