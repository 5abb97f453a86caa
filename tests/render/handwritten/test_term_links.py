"""Terms in rendered HTML: linked where a reader can follow the link, and nothing of the page is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ainotes_site.link.autolink_terms import matcher
from ainotes_site.model import Definition, Span, Term, TermSlug
from ainotes_site.render.handwritten.glossary_anchors import anchored
from ainotes_site.render.handwritten.term_links import link_terms
from ainotes_site.render.handwritten.text_blocks import text_blocks


def _term(name: str, *aliases: str) -> Term:
    slug = {"召回": "recall", "召回率": "recall-rate", "R&D": "rd", "重排": "rerank"}[name]
    return Term(name, aliases, (Definition("某义", Span("g.md", 1, 1)),), TermSlug(slug))


TERMS = [_term("召回", "recall"), _term("召回率"), _term("R&D"), _term("重排")]
FIND = matcher(TERMS)
TARGETS = {term.slug: (f"g/#{term.slug}", 'a "b" <c>') for term in TERMS}


def _linked(html: str, *nolink: str) -> list[str]:
    out = link_terms(html, FIND, TARGETS, nolink)
    assert re.sub(r'<a class="an-term"[^>]*>(.*?)</a>', r"\1", out, flags=re.DOTALL) == html
    return re.findall(r'<a class="an-term"[^>]*>(.*?)</a>', out, re.DOTALL)


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>先召回再重排。</p>", ["召回", "重排"]),
        ("<p>召回率</p>", ["召回率"]),
        ("<p>召回，召回</p><p>召回</p>", ["召回"]),
        ("<p>our R&amp;D and recall</p>", ["R&amp;D", "recall"]),
        ("<p><em>召回</em></p>", ["召回"]),
        ("<p>召<em>回</em></p>", []),
        ("<p><a href='x'>召回</a></p>", []),
        ("<h2>召回</h2>", []),
        ("<p><code>召回</code> <kbd>重排</kbd></p>", []),
        ("<pre><code>召回</code></pre>", []),
        ('<div class="arithmatex">召回</div>', []),
        ('<div class="tabbed-labels"><label for="a">召回</label></div><p>重排</p>', ["重排"]),
        ('<div class="admonition"><p class="admonition-title">召回</p><p>召回</p></div>', ["召回"]),
        ("<details><summary>召回</summary>重排</details>", ["重排"]),
        ("<table><tr><th>重排</th></tr><tr><td>召回</td></tr></table>", ["重排", "召回"]),
        ("<script>x = '<p>召回</p>'</script><p>重排</p>", ["重排"]),
        ("<!-- 召回 --><p title='召回 > 重排'>重排</p>", ["重排"]),
        ("<p>召回", ["召回"]),
        ("召回</p></div>", ["召回"]),
    ],
)
def test_links_stand_in_running_text_alone(html: str, linked: list[str]) -> None:
    assert _linked(html) == linked


def test_a_page_takes_terms_out() -> None:
    assert _linked("<p>召回，重排</p>", "recall") == ["重排"]
    assert _linked("<p>召回，重排</p>", "*") == []


def test_a_tooltip_cannot_leave_its_attribute() -> None:
    assert 'title="a &quot;b&quot; &lt;c&gt;"' in link_terms("<p>召回</p>", FIND, TARGETS)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<a>", "</a>", "召回", "率", "重排", "&amp;", "<code>", "</code>", "<", "&", "\n"]
        )
    )
)
def test_nothing_but_links_is_added(parts: list[str]) -> None:
    _linked("".join(parts))


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<br/>", "甲", "&lt;", "&bogus;", "x ", "<td>"])))
def test_all_text_is_in_a_block_at_its_place(parts: list[str]) -> None:
    html = "".join(parts)
    for block in text_blocks(html):
        for piece in block.pieces:
            assert html[piece.place : piece.place + len(piece.source)] == piece.source
            assert unescape(piece.source) == piece.text


def test_a_term_is_anchored_where_it_is_named() -> None:
    html = '<p>召回很重要</p><ul><li><strong>召回</strong>：找回。</li></ul><h3 id="own">重排</h3><p>重排是什么</p>'
    out, ids = anchored(html, TERMS)
    assert ids == {"recall": "term-recall", "rerank": "own"}
    assert '<li id="term-recall"><strong>召回' in out
    assert out.replace(' id="term-recall"', "") == html
