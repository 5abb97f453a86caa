"""How text is set: the faces of two languages and of code, and tables on a narrow screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ENGLISH = """<div class="an-prose" lang="en"><h3>A <a href="#">heading</a> with <code>code</code></h3>
<p>Text and <code>code</code></p><pre><code><span>code</span></code></pre><p lang="zh">中文与<em>着重</em></p></div>"""
TABLE = """<div class="an-prose"><div class="an-table"><table><thead><tr>{heads}</tr></thead><tbody><tr><td>1,234.5</td>
<td><code>code_in_table</code></td><td><a href="#">https://example.com/a/long/way</a></td><td>GPT-4-turbo-2024-04-09</td>
<td>x</td><td>y</td></tr></tbody></table></div></div>"""


def put(page: Page, site: Path, html: str) -> None:
    page.goto((site / "about.html").as_uri())
    page.evaluate("html => document.querySelector('.md-typeset').insertAdjacentHTML('beforeend', html)", html)


def faces(page: Page, *selectors: str) -> list[str]:
    script = (
        "chosen => chosen.map(one => getComputedStyle(document.querySelector('.an-prose[lang=en] ' + one)).fontFamily)"
    )
    found: list[str] = page.evaluate(script, list(selectors))
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_code_headings_and_chinese_keep_their_faces_in_english_text(page: Page, site: Path, language: str) -> None:
    """A rule for whatever is English set code proportionally, and links in headings in another face than the heading."""
    put(page, site, ENGLISH)
    page.evaluate("language => { document.documentElement.lang = language; }", language)
    inline, block, mark = faces(page, "p code", "pre code", "pre span")
    assert "monospace" in inline and inline == block == mark
    heading, link = faces(page, "h3", "h3 a")
    assert heading == link and heading.startswith("Georgia")
    chinese, english = faces(page, "p[lang=zh]", "p")
    assert chinese.startswith("an-han-marks") and not english.startswith("an-han-marks")
    styles = "getComputedStyle(document.querySelector('.an-prose[lang=en] p[lang=zh] em'))"
    assert page.evaluate(styles + ".fontStyle") == "normal"


def test_a_wide_table_scrolls_on_a_narrow_screen_and_breaks_no_number(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    put(page, site, TABLE.replace("{heads}", "".join(f"<th>第{number}列的名称</th>" for number in range(6))))
    cells = page.locator(".an-table td").last
    assert cells.evaluate("cell => cell.closest('.an-table').scrollWidth > cell.closest('.an-table').clientWidth")
    lines = page.locator(".an-table td").evaluate_all(
        "cells => cells.map(cell => { const range = document.createRange(); range.selectNodeContents(cell);"
        " return new Set([...range.getClientRects()].map(box => Math.round(box.bottom))).size; })"
    )
    assert lines[0] == 1 and lines[1] <= 2 and lines[2] <= 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
