"""One line a cause, the first places, and what only is worth knowing last."""

from __future__ import annotations

from ainotes_site.cli.problems import failing, headline, lines
from ainotes_site.i18n import problem_of

LOST = [problem_of(f"n{number}.md", number, "link.note", url="x") for number in range(1, 6)]
REMARK = problem_of("a.md", 3, "formula.unreadable", remark=True, formula="y")


def test_a_cause_is_one_line_with_its_first_places() -> None:
    (line,) = lines(LOST, "en")
    assert line == "broken link: x: 5 places: n1.md:1, n2.md:2, n3.md:3, ...; correct the path of the note"


def test_a_single_place_is_said_as_ever() -> None:
    assert list(lines(LOST[:1], "zh")) == [LOST[0].in_one_line("zh")]


def test_remarks_come_last_and_fail_nothing() -> None:
    assert (
        list(lines([REMARK, LOST[0]], "en"))[-1]
        == "a.md:3: unreadable formula: y; correct the TeX, or put it into backticks"
    )
    assert (failing([REMARK, *LOST]), failing([REMARK])) == (5, 0)
    assert headline([REMARK, *LOST], "en") == "5 problems, 1 remarks:"
