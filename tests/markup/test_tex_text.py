"""Formulas where only plain text is: titles, excerpts, feeds, search."""

from __future__ import annotations

import pytest

from ainotes_site.markup.plain_text import plain
from ainotes_site.markup.tex_text import tex_text
from ainotes_site.readers import read


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\alpha", "α"),
        (r"\frac{a}{b}\cdot\alpha_{i}", "a/b·α_i"),
        (r"x^{2}", "x^2"),
        (r"\log p(x)", "log p(x)"),
        (r"O(n\log n)", "O(n log n)"),
        (r"\mathbf{W}\in\mathbb{R}^{d\times d}", "W∈R^d×d"),
        (r"\text{频率} \le 1", "频率 ≤1"),
        (r"\{1,\,2\}", "{1, 2}"),
        (r"\unknowncommand", ""),
        (r"50\%", "50%"),
        (r"\begin{cases} 1 & a \\ 0 & b \end{cases}", "1 a 0 b"),
        ("x+y", "x+y"),
    ],
)
def test_signs_are_shown_and_commands_are_not(tex: str, text: str) -> None:
    assert tex_text(tex) == text


def test_a_title_has_signs_in_place_of_tex() -> None:
    assert plain(r"为什么 $\beta$ 取 $\frac{1}{2}$") == "为什么 β 取 1/2"


def test_long_tex_takes_linear_time() -> None:
    assert tex_text("\\frac{" * 100_000).count("\\") == 0


@pytest.mark.parametrize(
    ("heading", "title"),
    [(r"为什么 $\beta$ 取半", "为什么 β 取半"), ("从 $5 到 $9", "从 $5 到 $9"), (r"路径 C:\\tmp", r"路径 C:\tmp")],
)
def test_the_title_of_an_entry_has_signs_in_place_of_tex(heading: str, title: str) -> None:
    reading = read("a.md", f"# {heading}\n\n正文说了一句话。\n".encode())
    assert [entry.title for entry in reading.entries] == [title]
