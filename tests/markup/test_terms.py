"""Linking terms only ever adds links, and only where they may stand."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.link_budget import SENTENCES_PER_LINK
from ainotes_site.markup.result import Context

_TERM_LINK = re.compile(r'<a class="an-term"[^>]*>(.*?)</a>', re.DOTALL)
_WORDS = "RAG 向量数据库 检索增强 生成 大模型 LoRA 幻觉 ** * ` ~~ == [ ](x.md) [[attention]] <b> </b> <kbd> </kbd> 字 。 ， $ # -"
texts = st.lists(st.sampled_from([*_WORDS.split(), "\n", "\n\n", " "]), max_size=50).map("".join)


class _Nesting(HTMLParser):
    """Remembers inside which elements term links stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.above: list[str] = []
        self.around: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "an-term") in attrs:
            self.around.update(self.above)
        if tag not in ("br", "img", "input", "hr"):
            self.above.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.above.pop()


@settings(max_examples=300)
@given(texts)
def test_without_its_term_links_a_page_is_the_page_without_terms(context: Context, text: str) -> None:
    linked = compile_entry(text, context)
    bare = compile_entry(text, replace(context, terms=lambda _: ()))
    assert _TERM_LINK.sub(r"\1", linked.html) == bare.html
    assert linked.sections == bare.sections
    assert linked.excerpt == bare.excerpt


@settings(max_examples=200)
@given(texts)
def test_term_links_stand_only_in_running_text_and_once_each(context: Context, text: str) -> None:
    compiled = compile_entry(text, context)
    assert _Nesting(compiled.html).around.isdisjoint({"a", "code", "kbd", "pre", "math", "h2", "h3", "h4", "h5", "h6"})
    linked = re.findall(r'data-term="([^"]+)"', compiled.html)
    mentioned = [mention.term for mention in compiled.mentions]
    assert len(linked) == len(set(linked))
    assert set(linked) <= set(mentioned)
    assert len(mentioned) == len(set(mentioned))


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["RAG", "大模型", "LoRA", "幻觉", "向量数据库", "没有"]), min_size=1, max_size=24))
def test_one_link_for_each_four_sentences_and_one_more_at_the_start(context: Context, subjects: list[str]) -> None:
    html = compile_entry("".join(f"{subject}。" for subject in subjects), context).html
    runs = -(-len(subjects) // SENTENCES_PER_LINK)
    assert html.count("an-term") <= runs + 1
