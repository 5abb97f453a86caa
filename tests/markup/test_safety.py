"""No note can run a script, load a frame, post a form or leave its page.

The evasions follow the headings of OWASP's cheat sheet on filter evasion; the cases are our own. What must hold is said
once for all of them: every element and attribute of the result is on the list, and every address is harmless.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.definitions import render_definition
from ainotes_site.markup.result import Context
from ainotes_site.markup.safe_html import svg
from ainotes_site.markup.safe_html.allow_list import MATHML, NOTE_TAGS
from ainotes_site.markup.safe_html.sanitise import sanitised

CASES = Path(__file__).resolve().parents[1] / "cases" / "markup" / "evasions.md"
BLOCKS = re.split(r"^~~~~ ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
EVASIONS = [
    pytest.param(source.replace("\\0", "\0").replace("\\x01", "\x01"), id=title)
    for title, _, source in (block.partition("\n") for block in BLOCKS)
]
ATTRIBUTES = re.compile(
    "align|alt|aria-label|checked|class|colspan|data-term|datetime|decoding|dir|disabled|height|href|id|lang|loading|open"
    "|rel|reversed|role|rowspan|scope|span|src|start|tabindex|title|type|value|width"
)
DRAWING = frozenset(map(str.lower, svg.ELEMENTS))
DRAWING_ATTRIBUTES = frozenset(map(str.lower, (*svg.ATTRIBUTES, "id", "aria-hidden", "focusable")))
VOID = frozenset(("br", "col", "hr", "img", "input", "wbr"))


class Audit(HTMLParser):
    """Reads HTML as strictly as the tests need it: what is in it, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_drawing = tag in DRAWING and ("svg" in self.open or tag == "svg")
        assert is_drawing or tag in NOTE_TAGS or tag in MATHML or tag in ("section", "input", "label"), tag
        for name, value in attrs:
            if is_drawing:
                assert name in DRAWING_ATTRIBUTES and not re.search(r"url\((?!#diagram-)", value or ""), (tag, name)
                continue
            assert ATTRIBUTES.fullmatch(name) or (tag in MATHML and name in MATHML[tag]), (tag, name)
            if name in ("href", "src"):
                self._check_address(name, value or "")
            if name == "id":
                self.ids.append(value or "")
            if name == "class":
                assert not re.search(r"\bmd-|\ban-card", value or "")
        if tag == "input":
            assert ("type", "checkbox") in attrs
            assert ("disabled", "") in attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        self.text += data

    @staticmethod
    def _check_address(name: str, value: str) -> None:
        as_read = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\ufeff]", "", value).replace("\\", "/").lower()
        allowed = r"(https?://[^/]|mailto:|#|\.\./(?!\.\.))" if name == "href" else r"(https?://[^/]|\.\./(?!\.\.))"
        assert re.match(allowed, as_read), value


@pytest.mark.parametrize("source", EVASIONS)
def test_nothing_harmful_is_left_of_an_evasion(source: str, context: Context) -> None:
    html = compile_entry(source, context).html
    audit = Audit(html)
    assert not audit.open
    for name in audit.ids:
        assert not re.match(r"_|an-|ainotes|md-", name)


@pytest.mark.parametrize("source", EVASIONS)
def test_an_evasion_that_follows_other_text_is_harmless_too(source: str, context: Context) -> None:
    frames = ("文字 {}", "> {}", "- {}", "|a|\n|-|\n|{}|", "# {}", "**{}**", "[{}](x)", "[^1]\n\n[^1]: {}", "<b>{}")
    for frame in frames:
        audit = Audit(compile_entry(frame.format(source), context).html)
        assert not audit.open


@pytest.mark.parametrize("source", EVASIONS)
def test_a_browser_that_reads_the_result_again_finds_the_same(source: str, context: Context) -> None:
    html = re.sub(r"<svg.*?</svg>", "", compile_entry(source, context).html)  # which are put in after the last gate
    assert sanitised(html) == html


@pytest.mark.parametrize("source", EVASIONS)
def test_a_definition_is_as_safe_as_an_entry(source: str, context: Context) -> None:
    Audit(render_definition(source, context))


def test_the_last_gate_alone_stops_what_the_filter_of_tags_would_let_through() -> None:
    for source in (
        "<script>alert(1)</script><p>x",
        '<a href="javascript:alert(1)">x</a>',
        '<img src="//evil.example/x.png" onerror="alert(1)">',
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        '<svg><p><style><a id="</style><img src=1 onerror=alert(1)>">',
        '<form><input type="text" name="x"></form><iframe srcdoc="x"></iframe>',
        "</div></main><p style='position:fixed'>x",
    ):
        html = sanitised(source)
        assert not re.search(r"javascript:|onerror=[^&]|<script|<iframe|<form|<style|<svg|//evil|position", html), html


def test_a_note_cannot_forge_the_marks_of_the_site(context: Context) -> None:
    html = compile_entry('<a class="an-term" data-term="rag" href="https://a.example">x</a>', context).html
    assert "data-term" not in html
    assert "an-term" not in html
