"""The problems that the preview shows: those of the page first, out of the way of the text, and gone when they are closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ainotes_site.cli.preview import Preview, PreviewState

pytestmark = pytest.mark.browser


def test_problems_of_the_page_come_first_and_can_be_closed(page: Page, site: Path) -> None:
    state = PreviewState("en")
    state.advance(["other.md:1: something", "journal/attention.md:9: a link"])
    with Preview(site, 0, state) as preview:
        page.goto(f"{preview.url}entries/attention-cheatsheet.html")
        box = page.locator("#ainotes-preview")
        expect(box.locator("summary")).to_have_text("2 problems")
        expect(box.locator("details")).to_have_attribute("open", "")
        assert box.locator("details > div").inner_text().splitlines()[0] == "journal/attention.md:9: a link"
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        last = page.locator(".md-footer").bounding_box()
        panel = box.bounding_box()
        assert last and panel and last["y"] + last["height"] <= panel["y"] + 1
        box.get_by_role("button", name="Close").click()
        expect(box).to_have_count(0)
        page.goto(f"{preview.url}index.html")
        page.wait_for_timeout(300)
        expect(box).to_have_count(0)
        state.advance(["other.md:2: something else"])
        expect(box.locator("summary")).to_have_text("1 problem")
        assert box.locator("details").get_attribute("open") is None
