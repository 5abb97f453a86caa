"""What is said in a terminal stays on its line."""

from __future__ import annotations

import pytest

from ainotes_site.errors import BuildError
from ainotes_site.model import Problem
from ainotes_site.one_line import one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("笔记　a.md", "笔记　a.md"),
        ("a\nb", r"a\nb"),
        ("\x1b[2J\u2028", r"\x1b[2J\u2028"),
        ("\udcff", r"\udcff"),
        ("a\u202egpj.exe\u2066", r"a\u202egpj.exe\u2066"),
    ],
    ids=[
        "what can be shown",
        "an end of line",
        "what a terminal obeys",
        "half of a character",
        "what turns the direction of the text",
    ],
)
def test_one_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_problems_and_errors_are_one_line_whatever_the_notes_hold() -> None:
    assert "\n" not in str(Problem("a\nb.md", 1, "no such\nfile", "correct it"))
    assert "\n" not in str(BuildError("a\nb", "no folder", "name another"))
