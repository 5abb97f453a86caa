"""Nothing moves while a page comes in, and all that is on it begins at one left edge."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "topics.html",
    "topics/rag-retrieval.html",
    "tags/index.html",
    "glossary.html",
    "terms/huan-jue.html",
    "timeline.html",
    "changes.html",
    "people.html",
    "people/chenshi.html",
    "sources.html",
    "sources/journal-2025.html",
    "graph.html",
    "search.html",
    "search.html?q=注意力",
    "404.html",
    "about.html",
    "entries/2024-04-03-02.html",
    "entries/attention-cheatsheet.html",
)
"""Each kind of page."""

WATCH = """moved = []; new PerformanceObserver(list => moved.push(...list.getEntries().map(shift => [
    shift.value, ...shift.sources.map(source => source.node && source.node.parentNode && source.node.className)
]))).observe({ type: "layout-shift", buffered: true });"""
"""Layout shifts (https://wicg.github.io/layout-instability/): their scores and the classes of what moved."""

EDGES = """[...document.querySelectorAll(".md-content :is(h1, h2, .an-lead, .an-crumbs, .an-head__meta)")]
    .filter(node => node.checkVisibility() && !node.closest(".an-aside, .an-hero, .an-panel, .an-letter, .an-definitions"))
    .map(node => { const text = document.createRange(); text.selectNodeContents(node);
        return Math.round(text.getBoundingClientRect().left); })"""
"""Where what heads a page's first column begins, in pixels; not in boxes and columns beside it."""


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_while_a_page_comes_in(page: Page, server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(WATCH)
    page.route("**/attention.svg", _late)
    for name in PAGES:
        page.goto(f"{server}/{name}")
        page.locator(".an-hit" if "?" in name else "h1").first.wait_for()
        page.wait_for_timeout(150)
        assert (name, page.evaluate("moved")) == (name, [])


def _late(route: Route) -> None:
    """A picture that comes when the page has been painted."""
    time.sleep(0.2)
    route.fulfill(body="<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 240 80'/>", content_type="image/svg+xml")


@pytest.mark.parametrize(("width", "edge"), [(1280, 76), (390, 16)])
def test_a_page_has_one_left_edge(page: Page, server: str, width: int, edge: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for name in (name for name in PAGES if "?" not in name):
        page.goto(f"{server}/{name}")
        assert (name, set(page.evaluate(EDGES)) - {edge}) == (name, set())
