"""Long lines of code scroll, and a switch breaks them; the name of the language stands above."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

_OVERFLOWS = "(code) => code.scrollWidth > code.clientWidth"


def _page_with_code(site: Path) -> str:
    """The path of a copy of a page of the site, whose code has a very long line."""
    source = next(
        path for path in sorted((site / "entries").glob("*.html")) if 'class="highlight"' in path.read_text("utf-8")
    )
    text = source.read_text("utf-8")
    at = text.index("<code>", text.index('class="highlight"')) + len("<code>")
    made = site / "entries" / "long.html"
    made.write_text(f"{text[:at]}{'x = 1 + ' * 80}\n{text[at:]}", encoding="utf-8")
    return "entries/long.html"


def test_a_switch_breaks_long_lines_on_this_page_and_the_next(page: Page, site: Path, server: str) -> None:
    address = f"{server}/{_page_with_code(site)}"
    try:
        page.goto(address)
        code = page.locator(".highlight pre > code").first
        switch = page.get_by_role("button", name="换行").first
        expect(switch).to_have_attribute("aria-pressed", "false")
        assert code.evaluate(_OVERFLOWS)
        switch.click()
        expect(switch).to_have_attribute("aria-pressed", "true")
        assert not code.evaluate(_OVERFLOWS)
        page.reload()
        expect(page.get_by_role("button", name="换行").first).to_have_attribute("aria-pressed", "true")
        assert not page.locator(".highlight pre > code").first.evaluate(_OVERFLOWS)
        label = page.locator(".highlight[data-lang]").first.evaluate(
            "(one) => getComputedStyle(one, '::before').content"
        )
        assert "python" in label
    finally:
        (site / "entries" / "long.html").unlink()
