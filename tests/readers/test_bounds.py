"""Texts of absurd size and depth: read in one go, without a deep stack or work that grows by the square.

No clock is held against them; a reader that went through all lines for each line would make this file run for hours.
"""

from __future__ import annotations

import pytest

from ainotes_site.readers import read
from ainotes_site.readers.audit import audit
from ainotes_site.readers.decode import Decoded, decode
from ainotes_site.source_hints import Hints

MANY = 10_000

TEXTS = {
    "a line of five megabytes": "注意 a*[`" * 500_000,
    "brackets that never close": "[" * 1_000_000 + "(" * 1_000_000,
    "ten thousand levels of quotation in a line": ">" * 10_000 + " a",
    "quotations each one deeper": "".join(">" * depth + " a\n" for depth in range(1, 1500)),
    "lists each one deeper": "".join(" " * 2 * depth + "- a\n" for depth in range(1500)),
    "headings without text": "# a\n" * MANY,
    "headings of all levels": "# a\n## b\n### c\ntext\n" * (MANY // 4),
    "templates that were never filled in": "### 01\n2024-04-01\n" * (MANY // 2),
    "one post with endless mentions": "### 1\n2024-04-01\n名\n@a\n" + "名\n\n@b\n\n" * (MANY // 4),
    "fences that open and close": "```\n" * (MANY + 1),
    "folds that never close": "<details>\n" * MANY + "# a\n# b\n",
    "tables without end": "|术语|定义|\n|-|-|\n|c|d|\n\n" * (MANY // 4),
    "an outline without end": "一、a\n\n1、b\n\nc\n\n" * (MANY // 6),
    "news without end": "**1、标题**\n\ntext\n\n" * (MANY // 4),
    "pitches without end": "一、a\n\nb\n\n" * 50 + "扫码领取资料\n\n零基础\n\n" * (MANY // 4),
    "front matter as deep as it is long": "---\na: " + "[" * 50_000 + "\n---\nx",
    "front matter that refers to itself": "---\na: &a [x]\nb: [*a, *a]\n---\nx",
    "hugo's front matter, deep": "+++\na = " + "[" * 50_000 + "\n+++\nx",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_it_is_read_and_accounted_for(text: str) -> None:
    data = text.encode()
    decoded = decode(data)
    assert isinstance(decoded, Decoded)
    assert audit(read("a.md", data), decoded.lines).unaccounted == ()


def test_a_hundred_thousand_headings_are_a_hundred_thousand_notes() -> None:
    reading = read("a.md", b"# a\nb\n" * 100_000, Hints(format="journal"))
    assert len({entry.id for entry in reading.entries}) == 100_000
