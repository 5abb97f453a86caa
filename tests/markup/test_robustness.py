"""Any text compiles: no exception, no lost words, no more than linear time, the same result each time."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.definitions import render_definition
from ainotes_site.markup.outline import headings
from ainotes_site.markup.plain_text import plain
from ainotes_site.markup.result import Context
from ainotes_site.markup.safe_html.sanitise import sanitised

# Pieces of Markdown, HTML and both scripts, which together reach more of the rules than letters drawn at random.
_WORDS = """
* ** _ ~~ == ` ``` ~~~ # ## > - + 1. [ ] ( ) ! [[ ]] ![[ | |- :- $ $$ %% [^1] [^1]: [!note]- < > </ <b> <details> <!-- -->
& &amp; &#0; \\ 汉字 。 ， （ ） “ ” RAG 向量数据库 word https://a.com www.a.com a@b.c #tag x^2 \\frac{ { } 🎉 é
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", "\n\n", "\r\n", "\t", "\0", "\ud800", "\u200b", "\u3000", "\u0301"])
_PLAIN_WORDS = "* _ - > # ` ~ 1. [ ] ( ) ! | 汉字 RAG word 。 ："
_PLAIN_PIECES = st.sampled_from([*_PLAIN_WORDS.split(), "\n", "\n\n"])
texts = st.one_of(
    st.text(max_size=300),
    st.lists(_PIECES, max_size=60).map("".join),
    st.lists(_PIECES, max_size=40).map(" ".join),
)


class _Text(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


@settings(max_examples=250)
@given(texts)
def test_any_text_compiles_to_stable_safe_html(context: Context, text: str) -> None:
    compiled = compile_entry(text, context)
    assert sanitised(compiled.html) == compiled.html
    assert compile_entry(text, context) == compiled
    assert len(compiled.excerpt) <= 160
    anchors = [heading.anchor for heading in compiled.toc]
    assert len(set(anchors)) == len(anchors)
    for anchor in anchors:
        assert f'id="{anchor}"' in compiled.html
        assert not re.search(r"\s", anchor)


@settings(max_examples=150)
@given(texts)
def test_any_text_has_headings_and_a_plain_form(text: str) -> None:
    assert "\n" not in plain(text)
    assert all(1 <= line <= text.count("\n") + text.count("\r") + 1 for line, _, _ in headings(text))
    render_definition(text, Context())


@settings(max_examples=150)
@given(st.lists(_PLAIN_PIECES, max_size=60).map(" ".join))
def test_no_word_is_lost(context: Context, text: str) -> None:
    words = re.findall(r"[A-Za-z]+|汉字", text)
    shown = _Text(compile_entry(text, context).html)
    assert re.findall(r"[A-Za-z]+|汉字", " ".join(shown.parts)) == words


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("汉" * 5_000_000, id="a line of 5 MB"),
        pytest.param("*汉 **b " * 200_000, id="a line of emphasis"),
        pytest.param("# 汉\n" * 10_000, id="10,000 headings of one name"),
        pytest.param("".join(f"## 汉 {number}\n\n" for number in range(10_000)), id="10,000 headings"),
        pytest.param(">" * 10_000 + "汉", id="10,000 levels of quotes"),
        pytest.param("- " * 10_000 + "汉", id="10,000 levels of lists on a line"),
        pytest.param("\n".join("  " * level + "- 汉" for level in range(1_000)), id="1,000 levels of lists"),
        pytest.param("<div>" * 5_000 + "汉", id="5,000 elements of HTML on a line"),
        pytest.param("<details>\n\n" * 2_000 + "汉", id="2,000 blocks of HTML that are never closed"),
        pytest.param("".join(f"<b title={n}>汉\n\n" for n in range(3_000)), id="3,000 marks that are never closed"),
        pytest.param(
            "".join(f"<b title={n}>\n\n汉\n\n" for n in range(3_000)), id="3,000 marks around all that follows"
        ),
        pytest.param("<div>\n\n</b>\n\n" * 3_000 + "汉", id="3,000 elements with closing tags of others"),
        pytest.param("<div>\n" * 30_000 + "汉", id="30,000 elements in one block"),
        pytest.param("<?" * 50_000 + "汉", id="instructions that never end"),
        pytest.param("<!--" * 25_000 + "-->" + "<!--" * 25_000 + "汉", id="comments that never end"),
        pytest.param("<a b='" * 20_000 + "汉", id="attributes that never end"),
        pytest.param("[" * 5_000 + "汉", id="brackets"),
        pytest.param("汉|||||\n" * 10_000, id="rows of a table that is none"),
        pytest.param("|-|\n|汉[[a|b]]|\n" * 5_000, id="heads of tables that are none"),
        pytest.param("![" * 3_000 + "汉", id="pictures that never end"),
        pytest.param("[[汉" * 3_000, id="wikilinks that never end"),
        pytest.param("".join("汉" + "`" * length for length in range(300)), id="backticks of all lengths"),
        pytest.param("$汉 " * 16_000, id="dollars"),
        pytest.param("==汉" * 16_000, id="marks"),
        pytest.param("\\(汉" * 16_000 + "\\)", id="brackets of TeX that never end"),
        pytest.param("%%a 汉\n\n" * 10_001, id="comments of Obsidian"),
        pytest.param("a@" * 20_000 + "a." * 5_000 + "汉", id="mail addresses that are none"),
        pytest.param("".join(f"[^{n}]: 汉\n\n汉[^{n}]\n\n" for n in range(1_000)), id="1,000 footnotes"),
        pytest.param("    - 汉\n" * 3_000 + "    汉\n", id="an indented list that ends as code"),
        pytest.param("```python\n" + "(" * 40_000 + "汉", id="a fence of brackets"),
        pytest.param("$" + "{" * 1_900 + "汉" + "}" * 1_900 + "$", id="a formula of braces"),
        pytest.param("汉 RAG 与向量数据库。" * 2_000, id="a paragraph of terms"),
    ],
)
def test_hostile_sizes_end_and_lose_nothing(context: Context, text: str) -> None:
    compiled = compile_entry(text, context)
    expected = 1 if "%%" in text else text.count("汉")
    assert compiled.html.count("汉") >= expected
    assert sum(section.text.count("汉") + section.title.count("汉") for section in compiled.sections) > 0


def test_what_lies_too_deep_is_text_on_the_page(context: Context) -> None:
    compiled = compile_entry(">" * 200 + " 底部", context)
    assert compiled.html.count("<blockquote>") < 100
    assert "底部" in compiled.html


def test_a_paragraph_of_a_megabyte_is_shown_as_it_is_and_named(context: Context) -> None:
    compiled = compile_entry("前文\n\n" + "**a**" * 20_000, context)
    assert "**a**" in compiled.html
    assert [problem.line for problem in compiled.problems] == [3]
    assert "a paragraph too long" in str(compiled.problems[0])
