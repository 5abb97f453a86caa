"""How text is set: the faces of two languages and of code."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ENGLISH = """<div class="an-prose" lang="en"><h3>A <a href="#">heading</a> with <code>code</code></h3>
<p>Text and <code>code</code></p><pre><code><span>code</span></code></pre><p lang="zh">中文与<em>着重</em></p></div>"""


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
