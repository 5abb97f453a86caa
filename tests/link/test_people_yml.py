"""The notes' own list of persons."""

from __future__ import annotations

import pytest

from ainotes_site.link.equivalents import equivalents, people_names
from ainotes_site.link.library import Library
from ainotes_site.link.people_yml import MOST_PERSONS, load_people


@pytest.mark.parametrize(
    "text",
    [
        "- [Zhang Weiming, 张伟明, '@zwm']\n",
        "- Zhang Weiming = 张伟明 = @zwm\n",
        "Zhang Weiming: [张伟明, '@zwm']\n",
        "Zhang Weiming: 张伟明 = @zwm\n",
    ],
)
def test_a_person_is_written_as_a_list_a_mapping_or_with_equals_signs(text: str) -> None:
    assert load_people(text) == ((("Zhang Weiming", "张伟明", "zwm"),), ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- [甲甲, 甲乙]\n- a: b: c\n", 2),
        ("42", 0),
        ("- [甲甲, 甲乙]\n- 单名\n", 2),
        ("- [1, 2]\n", 1),
        ("a: &a [x]\nb:\n  <<: *a\n", 0),
        ("\0", 0),
        ("x" * 400_000, 0),
        ("? [a, b]\n: c\n", 0),
        ("- {a: b}\n", 1),
    ],
)
def test_what_cannot_be_read_is_a_problem(text: str, line: int) -> None:
    _, problems = load_people(text)
    assert [problem.path for problem in problems] == ["people.yml"]
    assert line in (0, problems[0].line)


def test_the_list_is_bounded() -> None:
    persons, problems = load_people("".join(f"- 甲{n} = 乙{n}\n" for n in range(MOST_PERSONS + 2)))
    assert len(persons) == MOST_PERSONS and problems[0].line == MOST_PERSONS + 1


def test_no_file_and_an_empty_one_name_nobody() -> None:
    assert load_people(None) == load_people("# nobody\n") == ((), ())


def test_it_extends_who_is_known_and_adds_others() -> None:
    own = (("andrew ng", "老吴"), ("Zhang Weiming", "张伟明"))
    groups = people_names(own)
    assert [group for group in groups if "老吴" in group] == [group for group in groups if "吴恩达" in group]
    assert ("Zhang Weiming", "张伟明") in groups and len(groups) == len(people_names()) + 1
    assert ("Zhang Weiming", "张伟明") in equivalents(Library((), {}, (), (), person_names=own))
