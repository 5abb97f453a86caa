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


def test_many_of_a_kind_in_one_file_are_a_line_with_the_lines_of_the_others() -> None:
    found = [problem_of("a.md", 9, "link.note", url="w"), problem_of("b.md", 1, "link.note", url="v")]
    found += [problem_of("a.md", number, "link.note", url=f"x{number}") for number in (2, 4, 4, 7)]
    assert list(lines(found, "en")) == [
        "a.md:2: broken link: x2; 4 more like it in this file (lines: 4, 7, 9); correct the path of the note",
        "b.md:1: broken link: v; correct the path of the note",
    ]
    assert len(list(lines(found, "en", every=True))) == 5, (
        "of whom asks for a file, each; the two of one message in one"
    )


def test_one_kind_does_not_bury_the_others() -> None:
    found = [problem_of(f"n{number:02}.md", 1, "link.note", url=f"x{number}") for number in range(40)]
    said = list(lines([*found, problem_of("z.md", 1, "link.file", url="y")], "en"))
    assert said[9].startswith("n09.md:1: broken link: x9;")
    assert said[10] == "... 30 more like these (files: 30); to list them one by one: ainotes check PATH"
    assert said[11].startswith("z.md:1: ") and len(said) == 12


def test_remarks_come_last_and_fail_nothing() -> None:
    assert (
        list(lines([REMARK, LOST[0]], "en"))[-1]
        == "a.md:3: unreadable formula: y; correct the TeX, or put it into backticks"
    )
    assert (failing([REMARK, *LOST]), failing([REMARK])) == (5, 0)
    assert headline([REMARK, *LOST], "en") == "5 problems, 1 remarks:"
