"""What is found in a way of our own is what the plain way finds: headings, phrases of a word list."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from ainotes_site.readers.detect.headings.headings import headings
from ainotes_site.readers.detect.phrases import expression, phrases, sections

BLOCKS = (
    "# a", "## b #", "#", "  # c", "text", "more text\ntext", "", "", "- item\n", "- a\n- b\n  more", "  below", "1. one\n", "> q\n",
    "> # quoted\n", "```\n# code\n```", "~~~\n=\n# a\n~~~~", "```py\n\n# a\n```", "a\n===", "text\nmore\n==", "---",
    "<div>\n# a\n\n", "</div>\n\n", "<!-- x\n\n# a\n-->", "<pre>\n\n# a\n</pre>", "#none", "- # listed\n", "- a\n  # b\n", "1. a\n\n   # b\n",
    "a ```", "`", "<https://x.y>", "<b>x</b> y", "a < b", "<!-- x -->", "<?x ?>", "<script>\n# a\n</script>", "***",
    "# a \t##", "#\ta #b#", "####### a", "##", "## ##", "\t", "   > a\n", "2 words", "3) three\n", "| a | b |", "> a\n# b",
)  # fmt: skip
"""Blocks of Markdown, each whole."""


@pytest.mark.parametrize("seed", range(4))
def test_headings_are_where_the_parser_has_them(seed: int) -> None:
    chance = random.Random(seed)
    pools = [chance.sample(BLOCKS, chance.randint(3, 14)) for _ in range(600)]
    texts = ["\n".join(chance.choice(pool) for _ in range(chance.randint(1, 16))) for pool in pools]
    found = [
        [(h.level, " ".join(h.text.split()), h.line, h.stop) for h in headings(text.split("\n"))] for text in texts
    ]
    assert found == [list(parsed(text)) for text in texts]
    assert sum(map(len, found)) > 100


def parsed(text: str) -> Iterator[tuple[int, str, int, int]]:
    """The headings that a parser of CommonMark finds, but for lines over hyphens."""
    for token, inner in pairwise(MarkdownIt("commonmark").parse(text)):
        if token.type == "heading_open" and not token.level and token.map is not None and token.markup != "-":
            yield int(token.tag[1]), " ".join(inner.content.split()), *token.map


def test_phrases_that_are_not_tried_would_not_have_been_found() -> None:
    name = "boilerplate/phrases"
    known = [(section, each) for section, found in sections(name).items() for each in found]
    signs = re.compile(r"…\d*|<[nw]>|[(|)^$?\\\\]")
    scraps = [scrap for _, each in known for scrap in signs.split(each) if scrap] + ["好", "\n", " ", "12", "Ok ", "。"]
    chance = random.Random(7)
    seen = set()
    for _ in range(100):
        texts = [
            "".join(chance.choice(scraps) for _ in range(chance.randint(0, 8))) for _ in range(chance.randint(1, 7))
        ]
        texts = [chance.choice((str.upper, str.lower, str))(text) for text in texts]
        for text, found in zip(texts, phrases(name).spans(texts), strict=True):
            tried = [
                (section, re.finditer(expression(each), text, re.IGNORECASE | re.MULTILINE)) for section, each in known
            ]
            spans = [(section, match.span()) for section, matches in tried for match in matches]
            assert found == {section: sorted(span for one, span in spans if one == section) for section, _ in spans}, (
                text
            )
            seen |= found.keys()
    assert len(seen) > 8
