"""Markdown for other programs."""

from __future__ import annotations

import time

import pytest

from ainotes_site.markup.portable_markdown import portable_markdown
from ainotes_site.markup.result import Context, Target
from ainotes_site.model import EntryId

KNOWN = {
    "注意力": Target("entries/zhu-yi-li.html", "注意力机制", EntryId("zhu-yi-li")),
    "/a/other.md": Target("entries/other.html", "另一篇", EntryId("other")),
    "私事": Target("", "私事"),
}


def portable(body: str, html: str | None = None) -> str:
    context = Context(
        path="a/b.md",
        resolve=KNOWN.get,
        file=lambda name: "a/pic.png" if name.endswith("pic.png") else None,
    )
    return portable_markdown(body, context, lambda path: f"<{path}>", html)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("见 [[注意力]]。", "见 [注意力机制](<entries/zhu-yi-li.html>)。"),
        ("见 [[注意力#公式|那里]]。", "见 [那里](<entries/zhu-yi-li.html#公式>)。"),
        ('见 [另一篇](other.md "题")。', '见 [另一篇](<entries/other.html> "题")。'),
        ("[外](https://example.org/a_(b)?utm_source=x)", "[外](https://example.org/a_(b))"),
        ("[![图](pic.png)](other.md)", "[![图](<a/pic.png>)](<entries/other.html>)"),
        ("![[pic.png|300]]", "![pic.png](<a/pic.png>)"),
        ("[甲]: other.md\n\n[甲]", "[甲]: <entries/other.html>\n\n[甲]"),
        ("[^1]: 脚注 other.md", "[^1]: 脚注 other.md"),
        ("[本页](#a) [[#标题]]", "[本页](#a) [标题](#标题)"),
    ],
)
def test_links_lead_where_those_of_the_page_lead(body: str, expected: str) -> None:
    assert portable(body) == expected


def test_what_is_not_published_is_neither_linked_nor_named_by_its_path() -> None:
    assert portable("[[私事]] 与 [[私事|事]]，[旧](../../x.md)，[坏](javascript:alert)") == "私事 与 事，旧，坏"


@pytest.mark.parametrize(
    "code",
    [
        "`[[注意力]]`",
        "``a ` [[注意力]]``",
        "```md\n[[注意力]]\n```",
        "~~~\n%%x%% [[注意力]]",
        "````\n```\n[[注意力]]\n````",
    ],
)
def test_code_stays_as_it_is(code: str) -> None:
    assert portable(code) == code


def test_comments_stay_at_home() -> None:
    assert portable("前 %%暗%%后<!-- 密\n\n密 -->\n\n%%\n甲\n\n乙\n%%\n完") == "前 后<!-- 密\n\n密 -->\n\n\n完"
    assert portable("50%% 起\n\n到 60%%") == "50%% 起\n\n到 60%%"


def test_only_links_that_the_page_has_are_rewritten() -> None:
    body = "    [[注意力]]\n\n[另](other.md)"
    assert portable(body, '<a href="../entries/other.html">另</a>') == "    [[注意力]]\n\n[另](<entries/other.html>)"


@pytest.mark.parametrize("piece", ["[", "`", "<!--", "%%a\n\n", "[a](", "](((", "~~~\n", "[[", "``\n\n", "!["])
def test_hostile_text_takes_time_by_its_length(piece: str) -> None:
    start = time.process_time()
    portable(piece * (200_000 // len(piece)))
    assert time.process_time() - start < 5
