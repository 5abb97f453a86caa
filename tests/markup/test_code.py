"""Blocks of code: titles, numbers of lines and marked lines lose no text and let nothing through."""

from __future__ import annotations

import re
from html import unescape

import pytest

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.highlight import highlighted
from ainotes_site.markup.result import Context

CODE = 'def f(x):\n    """Two\n\n    lines."""\n    return x < 1 & 2\n'


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r'<span class="filename">.*?</span>', "", html))).strip("\n")


@pytest.mark.parametrize(
    "info",
    [
        "python",
        'python title="甲.py"',
        'python linenums="1"',
        'python hl_lines="2 4-5"',
        "text linenums=7 hl_lines='1,3'",
    ],
)
def test_the_text_is_what_was_written(info: str) -> None:
    html = compile_entry(f"```{info}\n{CODE}```\n", Context()).html
    assert text_of(html) == CODE.strip("\n")


def test_lines_are_numbered_from_where_is_asked_and_marked() -> None:
    html = highlighted(CODE, 'python linenums="8" hl_lines="2"')
    assert re.findall(r'data-linenos="([^"]*)"', html) == [" 8 ", " 9 ", "10 ", "11 ", "12 "]
    assert html.count('class="hll"') == 1 and "Two" in html.split('class="hll"')[1].split("\n")[0]


@pytest.mark.parametrize(
    "info", ['python title="<script>alert(1)</script>"', "x title='\"><img src=x onerror=alert(1)>'"]
)
def test_a_title_is_text(info: str) -> None:
    html = compile_entry(f"```{info}\nx\n```\n", Context()).html
    assert "<script" not in html and "<img" not in html


def test_absurd_numbers_are_bounded() -> None:
    assert len(highlighted("x\n", 'python linenums="999999999999" hl_lines="1-999999"')) < 1000
