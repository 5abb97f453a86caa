"""What is said of problems and errors: each language complete, and none of the other in it."""

from __future__ import annotations

import pickle
import re
import string

import pytest

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of, problem_of
from ainotes_site.i18n.problems import PROBLEMS

_HAN = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")


@pytest.mark.parametrize("key", PROBLEMS)
def test_each_problem_is_complete_in_both_languages(key: str) -> None:
    chinese, english = PROBLEMS[key]
    assert all((*chinese, *english))
    assert all(map(_HAN.search, chinese)) and not any(map(_HAN.search, english))
    asked = [{name for _, name, _, _ in string.Formatter().parse(" ".join(words)) if name} for words in PROBLEMS[key]]
    assert asked[0] == asked[1]


def test_a_reader_of_one_language_does_not_meet_the_other() -> None:
    problem = problem_of("a.md", 3, "scan.large", size="30", most="24")
    assert not _HAN.search(problem.in_one_line("en"))
    assert "bound" not in problem.in_one_line("zh")
    assert problem.in_one_line("en").startswith("a.md:3: a file of 30 MB, above the bound of 24 MB, not read; split it")
    error = error_of(BuildError, "/site", "site.notes")
    assert not _HAN.search(error.in_one_line("en"))
    assert "folder" not in error.in_one_line("zh")
    assert pickle.loads(pickle.dumps(error)).in_one_line("en") == error.in_one_line("en")


def test_where_the_language_is_not_known_both_are_said() -> None:
    assert str(error_of(BuildError, "/site", "scan.changed")) == (
        "/site: 正在构建时被改动 (changed while the site was built); build again"
    )
