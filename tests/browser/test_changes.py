"""What is new since the last visit: remembered on the device, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect


def _visit(page: Page, server: str, marks: list[str]) -> None:
    """The page of changes as it would be with these changes."""
    items = "".join(f'<li data-an-change="{mark}"><p class="an-changes__entry">{mark}</p></li>' for mark in marks)
    body = f'<div data-an-changes><p class="an-changes__status" role="status"></p><ul>{items}</ul></div>'

    def answer(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        html = response.text()
        start = html.index("<div data-an-changes")
        end = html.index("</article>")
        route.fulfill(response=response, body=html[:start] + body + html[end:])  # type: ignore[attr-defined]

    page.route("**/changes.html", answer)
    page.goto(f"{server}/changes.html")
    page.unroute("**/changes.html")


def test_changes_since_the_last_visit_are_marked(page: Page, server: str, site: Path) -> None:
    assert (site / "changes.html").exists()
    _visit(page, server, ["aa", "bb"])
    expect(page.locator("[role=status].an-changes__status")).to_have_text("")
    expect(page.locator(".an-changes__fresh")).to_have_count(0)
    _visit(page, server, ["cc", "aa", "bb"])
    expect(page.locator(".an-changes__status")).to_have_text("上次来访之后有 1 处变化")
    expect(page.locator("li.an-changes--fresh .an-changes__fresh")).to_have_text("上次之后")
    _visit(page, server, ["cc", "aa", "bb"])
    expect(page.locator(".an-changes__status")).to_have_text("上次来访之后没有变化")


def test_where_nothing_may_be_stored_nothing_is_marked_and_nothing_fails(page: Page, server: str) -> None:
    page.add_init_script(
        """for (const name of ["getItem", "setItem"]) {
            const before = Storage.prototype[name];
            Storage.prototype[name] = function (key, ...rest) {
                if (key.startsWith("ainotes.changes")) throw new DOMException("no", "QuotaExceededError");
                return before.call(this, key, ...rest);
            };
        }"""
    )
    _visit(page, server, ["aa"])
    _visit(page, server, ["bb", "aa"])
    expect(page.locator(".an-changes__fresh")).to_have_count(0)
