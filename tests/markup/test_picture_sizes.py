"""A picture of the notes has its size on the page, so that nothing moves when it comes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Context
from ainotes_site.model import PictureSize

SIZES = {"图/a b.png": PictureSize(640, 320), "line.svg": PictureSize(300, 100)}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("![图](/图/a%20b.png)", 'width="640" height="320"'),
        ("![图|100](/图/a%20b.png)", 'width="100" height="50"'),
        ("![图|100x70](/图/a%20b.png)", 'width="100" height="70"'),
        ('![图](/图/a%20b.png){width="50%"}', 'width="50%"'),
        ('<img src="/图/a%20b.png" width="3">', 'width="3" height="2"'),
        ("![线](/line.svg)", 'width="300" height="100"'),
        ("![线|30](/line.svg)", 'width="30" height="10"'),
        ("![远](https://a.example/line.svg)", ""),
        ("![不知](/other.png)", ""),
    ],
)
def test_a_page_says_how_large_a_picture_is(context: Context, written: str, shown: str) -> None:
    html = compile_entry(f"一句。\n\n{written}\n", replace(context, picture_size=SIZES.get)).html
    found = re.findall(r'(?:width|height)="[^"]*"', html)
    assert " ".join(found) == shown
