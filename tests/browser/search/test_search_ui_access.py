"""The search for everyone: screen readers, phones, dark screens, little motion, print."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}


def violations(page: Page, inside: str, *rules: str) -> list[str]:
    """What axe finds wrong with a part of the page, by these rules or by all."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = Axe().run(page, inside, options).response["violations"]
    return [f"{item['id']}: {node['html'][:120]}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [1280, 390])
def test_open_dialog_has_nothing_for_axe_to_find(page: Page, server: str, scheme: str, width: int) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(server + "/index.html")
    page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
    page.evaluate("ainotes.ui.recent.add('注意力')")
    page.keyboard.press("/")
    assert violations(page, "dialog") == []
    page.keyboard.type("注意力 kind:note")
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page, "dialog") == []
    page.get_by_role("button", name="搜索语法").click()
    assert violations(page, "dialog") == []
    page.get_by_role("combobox").fill("qxzvjw")
    expect(page.locator(".an-search__nothing")).to_be_visible()
    assert violations(page, "dialog") == []


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_search_page_has_nothing_for_axe_to_find(page: Page, server: str, scheme: str) -> None:
    page.goto(server + "/search.html?q=注意力 kind:note")
    page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
    expect(page.locator(".an-hit").first).to_be_visible()
    assert violations(page, ".an-search--page") == []


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_marks_can_be_read_and_taken_away_by_everyone(page: Page, server: str, scheme: str) -> None:
    page.goto(server + "/entries/attention-cheatsheet.html?h=注意力")
    page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
    page.locator(".an-highlight").wait_for()
    assert violations(page, ".an-highlight") == []
    assert violations(page, "article", "color-contrast") == []


def test_dialog_fills_a_phone_with_targets_for_a_thumb_and_no_zoom(page: Page, site: Path) -> None:
    page.set_viewport_size(PHONE)
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("LoRA")
    expect(page.get_by_role("option").first).to_be_visible()
    dialog = page.get_by_role("dialog")
    wait_until(page, "document.querySelector('dialog').getAnimations().every(one => one.playState === 'finished')")
    assert dialog.bounding_box() == {"x": 0, "y": 0, **PHONE}
    assert float(page.get_by_role("combobox").evaluate("box => parseFloat(getComputedStyle(box).fontSize)")) >= 16
    small = dialog.evaluate(
        """dialog => [...dialog.querySelectorAll("button, a, input")]
            .map(node => [node, node.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < 44 || box.width < 44))
            .map(([node, box]) => `${node.textContent} ${box.width} × ${box.height}`)"""
    )
    assert small == []
    assert dialog.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
    dialog.get_by_role("button", name="关闭").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_search_key_of_a_phone_puts_the_keyboard_away_and_shows_the_results(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.locator(".an-header [data-an-search-open]").tap()
    page.keyboard.type("LoRA")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("combobox")).not_to_be_focused()
    page.get_by_role("option").first.tap()
    page.wait_for_url("**/terms/*")
    context.close()


def test_search_page_fits_a_phone(page: Page, site: Path) -> None:
    page.set_viewport_size(PHONE)
    page.goto((site / "search.html").as_uri() + "?q=注意力")
    expect(page.locator(".an-hit").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_opening_and_closing_moves_nothing_on_the_page(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.evaluate(
        """() => {
            window.shifts = [];
            const watch = list => list.getEntries().forEach(entry => shifts.push(entry.value));
            new PerformanceObserver(watch).observe({ type: "layout-shift" });
        }"""
    )
    before = page.locator("h1").first.bounding_box()
    page.keyboard.press("/")
    page.keyboard.type("注意力")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.locator("h1").first.bounding_box() == before
    page.keyboard.press("Escape")
    assert page.locator("h1").first.bounding_box() == before


def test_little_motion_is_respected(page: Page, site: Path) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    assert page.get_by_role("dialog").evaluate("dialog => getComputedStyle(dialog).animationName") == "none"


def test_nothing_of_the_search_is_printed(page: Page, site: Path) -> None:
    page.goto((site / "entries/attention-cheatsheet.html").as_uri() + "?h=注意力")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("dialog")).not_to_be_visible()
    expect(page.locator(".an-highlight")).not_to_be_visible()


def test_focus_stays_in_the_open_dialog(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("注意力")
    expect(page.get_by_role("option").first).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => {
                const focused = document.activeElement;
                return focused === document.body || document.querySelector("dialog").contains(focused);
            }"""
        )
