"""Every type of page, in light and dark, wide and narrow: no violation that axe-core knows, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

RUN = 'axe.run({ preload: false, resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })'
"""Without preloading, which asks for style sheets again and cannot from disk; what is pressed is 24 px high."""

STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "dialog": ("index.html", lambda page: _searched(page)),
    "results": ("search.html?q=注意力", lambda page: page.locator(".an-hit").first.wait_for()),
    "panel": ("graph.html", lambda page: page.locator(".an-graph__tools input").fill("检索")),
    "narrowed": ("timeline.html", lambda page: page.locator("select").first.select_option(index=1)),
    "filter": ("topics/rag-retrieval.html", lambda page: page.locator(".an-filter button").nth(1).click()),
}
"""Pages in which somebody has done something."""

LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1280), ("dark", 1280), ("dark", 390))
"""Colour scheme and width in pixels."""

PAGES = (
    "index.html",
    "topics.html",
    "topics/rag-retrieval.html",
    "topics/robotics-embodied.html",
    "topics/rag-retrieval.full.html",
    "glossary.html",
    "terms/huan-jue.html",
    "terms/bei-da.html",
    "tags/index.html",
    "timeline.html",
    "changes.html",
    "people.html",
    "people/chenshi.html",
    "sources.html",
    "sources/journal-2025.html",
    "sources/glossary-terms.html",
    "graph.html",
    "search.html",
    "404.html",
    "about.html",
    "entries/2024-04-03-02.html",
    "entries/attention-cheatsheet.html",
    "entries/qa.html",
    "entries/videos-kuo-san-mo-xing.html",
    "entries/2025-mou-ge-hen-hao-de-jiao-hu-yan-shi.html",
)
"""Each kind of page, and those of its kind that are drawn differently."""


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible(page: Page, site: Path, name: str) -> None:
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 844})
        page.goto((site / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(AXE)
        found = page.evaluate(RUN)["violations"]
        assert [(scheme, width, rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("width", "forced"), [(1280, "none"), (640, "active"), (320, "none")], ids=["wide", "forced colours", "narrow"]
)
def test_page_in_use_is_accessible(
    page: Page, site: Path, state: str, width: int, forced: Literal["active", "none"]
) -> None:
    """640 pixels are a screen of 1280 at 200 %."""
    name, act = STATES[state]
    page.emulate_media(reduced_motion="reduce", forced_colors=forced)
    page.set_viewport_size({"width": width, "height": 844})
    address, _, query = name.partition("?")
    page.goto((site / address).as_uri() + (f"?{query}" if query else ""))
    act(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    found = page.evaluate(RUN)["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


def _searched(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("注意力")
    page.get_by_role("dialog").locator("mark", has_text="注意力").first.wait_for()  # what was found for less is faded
