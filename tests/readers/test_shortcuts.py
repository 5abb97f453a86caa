"""What is passed over for speed changes no result: lines between headings, sections of a word list."""

from __future__ import annotations

import random
import re

import pytest

from ainotes_site.readers.boilerplate import edge_line
from ainotes_site.readers.boilerplate.blocks import Block, made_of
from ainotes_site.readers.detect.headings import headings as module
from ainotes_site.readers.detect.phrases import expression, phrases, sections

PIECES = (
    "# a", "## b #", "#", "  # c", "    # code", "\t# tab", "text", "more text", "", "", "- item", "  below", "1. one", "> q",
    "> # quoted", "> ```", "```", "~~~", "```py", "  ```", "    ```", "- ```", "===", "---", "  ==", "<div>", "</div>",
    "<!-- x", "-->", "<details>", "</details>", "<pre>", "</pre>", "$$", "#none", "- # listed", "a ```", "`",
    "   ```", "    ~~~", "> ```x", "````", "```a`b", "``` \u3000", "~~~~ ~", "<https://x.y>", "<b>x</b> y", "a < b", "<!-- x -->", "</pre>",
    "<?x", "<script>", "<br/>", "\u3000", "\x1f", "***", "# a \t##", "#\ta #b#", "####### a", "##", "## ##", "\t", "   > a", "* a", "2 words", "3) three",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_lines_that_are_passed_over_change_no_heading(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    pools = [chance.sample(PIECES, chance.randint(3, 14)) for _ in range(600)]
    texts = [tuple(chance.choice(pool) for _ in range(chance.randint(1, 16))) for pool in pools]
    found = [module.headings(text) for text in texts]
    monkeypatch.setattr(module, "_needed", list)
    monkeypatch.setattr(module, "_plain_headings", lambda _: None)
    module._headings.cache_clear()
    assert found == [module.headings(text) for text in texts]
    assert sum(map(len, found)) > 100


def test_prose_between_headings_is_not_parsed() -> None:
    lines = ["# One", "- a list", "  of much", "# Two", "```", "# code", "```", "# Three", "the end"]
    assert module._needed(lines) == ["# One", "", "", "# Two", "", "", "", "# Three"]


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


def test_what_a_line_at_an_edge_is_not_asked_for_it_is_not() -> None:
    signs = (
        "[关注](https://weibo.com/u/1)", "[![", "](/a)", "[[a]]", "![](a.png)", "<img src=a>", "https://a.io", "[", "3 小时前", "an hour ago",
        "2024-05-01 08:30", "12 3", "1.2k", "阅读", "分享", "收藏", "@someone", "编辑 | 小林", "上一篇：", "。", "！", "作者:", "- ", "| ", "---", " ",
    )  # fmt: skip
    chance = random.Random(3)
    seen = set()
    for _ in range(4000):
        raw = "".join(chance.choice(signs) for _ in range(chance.randint(1, 4)))
        line = edge_line.EdgeLine(0, raw, Block(0, 1, (raw,), made_of((raw,))), is_found=False)
        names = {name for name in edge_line.WEIGHTS if getattr(line, name)}
        assert names <= set(line.may_be()), raw
        seen |= names
    assert seen >= edge_line.OF_LINKS | edge_line.OF_NUMBERS
