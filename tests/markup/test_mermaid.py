"""Diagrams of Mermaid: drawn, safe, without two ids alike; the source is there, and all that is shown where none is drawn."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from ainotes_site.markup import mermaid
from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Context, Passage, Target
from ainotes_site.markup.safe_html.svg import ATTRIBUTES, ELEMENTS, safe_svg

pytest.importorskip("mmdr")

FLOW = "```mermaid\ngraph TD\n  甲[输入文本] --> 乙{判断}\n  乙 -->|是| 丙((输出))\n```\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def test_a_flowchart_is_drawn_with_its_labels_and_its_source_behind_a_switch() -> None:
    html = compile_entry(f"前。\n\n{FLOW}\n后。\n", Context()).html
    svg = re.search(r"<svg.*?</svg>", html)
    assert svg is not None and {"输入文本", "判断", "输出"} <= set(ElementTree.fromstring(svg[0]).itertext())
    assert html.startswith('<p>前。</p>\n<figure class="an-diagram"><svg viewBox=')
    assert "<details><summary>图的源代码</summary><pre" in html and "甲[输入文本] --&gt; 乙" in html
    assert "#FFFFFF" not in html and "currentColor" in html


@pytest.mark.parametrize(
    "source",
    [
        'graph TD\n A --> B\n click A href "javascript:alert(1)"',
        'graph TD\n A["<script>alert(1)</script><img src=x onerror=alert(1)>"] --> B',
        "graph TD\n A --> B\n style A fill:url(https://a.example/x)",
        '%%{init: {"themeCSS": "*{background:url(https://a.example)}"}}%%\ngraph TD\n A --> B',
        'graph TD\n A["</text></svg><script>alert(1)</script>"] --> B',
    ],
)
def test_nothing_runs_or_leads_away(source: str) -> None:
    html = compile_entry(f"```mermaid\n{source}\n```\n", Context()).html
    for svg in re.findall(r"<svg.*?</svg>", html):
        for element in ElementTree.fromstring(svg).iter():
            assert element.tag in ELEMENTS
            assert set(element.attrib) <= ATTRIBUTES | {"id", "aria-hidden", "focusable"}
            assert not any(
                "url(" in value and not value.startswith("url(#diagram-") for value in element.attrib.values()
            )
    assert "<script" not in html and "<img" not in html


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>x</p></foreignObject>",
        "<style>*{}</style>",
        '<image href="https://a.example/x.png"/>',
        '<use xlink:href="https://a.example/x.svg#a"/>',
        '<animate attributeName="href" to="javascript:1"/>',
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
    ],
)
def test_what_is_not_allowed_is_left_out_with_its_content(inner: str) -> None:
    assert safe_svg(SVG.format(inner), "p-") is None
    assert safe_svg(SVG.format(f'<rect x="1"/><text>t</text>{inner}'), "p-") == (
        '<svg viewBox="0 0 9 9" aria-hidden="true" focusable="false"><rect x="1"></rect><text>t</text></svg>'
    )


def test_attributes_are_allowed_by_name_and_value() -> None:
    hostile = '<a xlink:href="javascript:1"><rect onclick="x" style="fill:url(//a)" fill="url(//a)" x="1" y="expression(`1`)"/></a><text>t</text>'
    assert '<rect x="1"></rect>' in (safe_svg(SVG.format(hostile), "p-") or "")


def test_document_types_and_other_text_are_no_drawing() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("<text>&a;</text>")
    assert [safe_svg(one, "p-") for one in (bomb, "<svg", "", "<html/>", SVG.format("x" * 500_000))] == [None] * 5
    assert (safe_svg(SVG.format("<text>t</text>" + "<g>" * 9000 + "</g>" * 9000), "p-") or "").count("<g>") < 50


def test_no_two_markers_have_an_id() -> None:
    html = compile_entry(f"{FLOW}\n{FLOW}", Context()).html + compile_entry(f"{FLOW}\n", Context("b.md")).html
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert ids and len(ids) == len(set(ids))


def test_what_is_not_understood_or_too_large_is_code_with_a_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "graph TD\n" + "(" * 5000
    for source in ("someDiagram\n a", "mindmap\n root\n  a", "graph TD", deep, "graph TD\n" + "A --> B\n" * 1000):
        compiled = compile_entry(f"字。\n\n```mermaid\n{source}\n```\n", Context())
        assert "<svg" not in compiled.html and '<pre class="an-mermaid">' in compiled.html
        assert [(problem.line, problem.remark) for problem in compiled.problems] == [(3, True)]
    monkeypatch.setattr(mermaid, "find_spec", lambda _: None)
    compiled = compile_entry(FLOW, Context())
    assert "<svg" not in compiled.html and compiled.problems[0].hint.endswith('[diagrams]"')


def test_a_diagram_in_a_passage_is_drawn() -> None:
    passage = Passage(Target("entries/b.html", "乙"), "b.md", FLOW, 1)
    context = Context(passage=lambda name: passage, at=lambda path: Context(path))
    html = compile_entry("![[乙]]\n", context).html
    assert html.count("<svg") == 1 and "<blockquote" in html


@pytest.mark.parametrize(
    "source",
    [
        "sequenceDiagram\n participant 用户\n 用户->>服务器: 请求\n 服务器-->>用户: 响应",
        "sequenceDiagram\n participant U as 用户\n actor B\n U->>+B: x\n B->>-C: y\n C-xU: z",
        "sequenceDiagram\n 甲->>乙: 全都没有声明",
    ],
)
def test_who_speaks_need_not_be_declared(source: str) -> None:
    assert "<svg" in compile_entry(f"```mermaid\n{source}\n```\n", Context()).html
