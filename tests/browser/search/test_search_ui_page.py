"""The search page, for long work."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def asked(page: Page) -> str:
    """The query in the address."""
    return parse_qs(urlsplit(page.url).query).get("q", [""])[0]


def test_query_in_the_address_is_answered(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri() + "?q=切块")
    expect(page.get_by_label("搜索笔记").first).to_have_value("切块")
    expect(page.locator(".an-hit").first).to_contain_text("向量检索的一点体会")


def test_address_follows_the_query_without_filling_the_history(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri())
    before = page.evaluate("history.length")
    page.keyboard.type("切块 kind:note")
    expect(page.locator(".an-hit").first).to_be_visible()
    page.wait_for_url(lambda url: asked(page) == "切块 kind:note")
    assert page.evaluate("history.length") == before
    page.get_by_role("button", name="清空").click()
    expect(page.locator(".an-hit")).to_have_count(0)
    page.wait_for_url(lambda url: "q=" not in url)


def test_reader_who_comes_back_finds_the_results_again(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri())
    page.keyboard.type("切块")
    page.locator(".an-hit__link").first.click()
    page.wait_for_url(re.compile("/entries/"))
    page.go_back()
    expect(page.locator(".an-hit").first).to_contain_text("向量检索的一点体会")


def test_results_are_links_under_headings_that_tab_and_arrows_reach(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri() + "?q=注意力")
    links = page.locator(".an-hit__link")
    expect(links.nth(2)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(links.nth(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".an-search__input")).to_be_focused()
    expect(page.locator("h2 .an-hit__link").first).to_be_visible()


def test_enter_in_the_box_opens_the_first_result(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri())
    page.keyboard.type("切块")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/entries/"))


def test_slash_brings_back_to_the_box_instead_of_opening_a_dialog(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri() + "?q=注意力")
    page.locator(".an-hit__link").first.focus()
    page.keyboard.press("/")
    expect(page.locator(".an-search__input")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_filters_stand_at_the_side_and_count_what_they_would_leave(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri() + "?q=注意力")
    for group in ("类型", "主题"):
        expect(page.get_by_role("group", name=group)).to_be_visible()
    chip = page.get_by_role("group", name="主题").get_by_role("button").first
    count = int(chip.locator(".an-chip__count").inner_text())
    chip.click()
    expect(page.locator(".an-hit:not(.an-hit--term)")).to_have_count(min(count, 20))
    page.wait_for_url(lambda url: "topic%3A" in url)


@pytest.mark.parametrize("query", ["类型：视频", "kind: video", "類型: 視頻"])
def test_a_filter_that_was_typed_is_a_switch_that_is_on(page: Page, site: Path, query: str) -> None:
    page.goto((site / "search.html").as_uri() + f"?q={query}")
    chip = page.locator('[data-filter="kind:video"]')
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    expect(page.locator('[data-filter="kind:video"][aria-pressed=true]')).to_have_count(0)


def test_a_date_in_plain_words_can_be_made_a_filter(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri() + "?q=2024年4月")
    page.get_by_role("button", name="after:2024-04 before:2024-05").click()
    expect(page.locator(".an-hit").first).to_contain_text("2024-04")


def test_form_on_the_home_page_leads_into_the_search(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.locator("input[data-an-search-open]").click()
    page.keyboard.type("切块")
    expect(page.get_by_role("option").first).to_contain_text("向量检索的一点体会")


def test_link_in_the_dialog_carries_the_query_to_the_page(page: Page, site: Path) -> None:
    page.goto((site / "topics.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("切块")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("link", name="在搜索页打开").click()
    expect(page.locator(".an-hit").first).to_contain_text("向量检索的一点体会")
    assert asked(page) == "切块"
