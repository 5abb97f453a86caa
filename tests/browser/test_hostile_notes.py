"""A real browser reads what is left of hostile notes: no script runs, and no document, style or frame is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Context

EVASIONS = Path(__file__).resolve().parents[1] / "cases" / "markup" / "evasions.md"


@pytest.mark.browser
def test_no_evasion_runs_a_script_or_asks_for_more_than_pictures(browser: Browser, tmp_path: Path) -> None:
    blocks = re.split(r"^~~~~ ", EVASIONS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    notes = [block.partition("\n")[2].replace("\\0", "\0").replace("\\x01", "\x01") for block in blocks]
    page_of_all = tmp_path / "entries" / "hostile.html"
    page_of_all.parent.mkdir()
    bodies = "".join(f"<article>{compile_entry(note, Context(path='a/b.md')).html}</article>" for note in notes)
    head = "<!doctype html><meta charset=utf-8><script>window.ran=[];window.alert=x=>ran.push(x)</script>"
    page_of_all.write_text(f"{head}<main>{bodies}</main><p id=after>after", encoding="utf-8")

    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: request.resource_type == "image" or asked.append(request.url))
    page.goto(page_of_all.as_uri())
    events = "['mouseover', 'focus', 'toggle', 'pointerenter']"
    each = f"e => {events}.forEach(name => e.dispatchEvent(new Event(name)))"
    page.evaluate(f"document.querySelectorAll('main *').forEach({each})")
    page.wait_for_timeout(300)

    assert page.evaluate("window.ran") == []
    assert asked == [page_of_all.as_uri()]
    assert page.locator("main > article").count() == len(notes)
    assert page.evaluate("document.getElementById('after').parentElement.tagName") == "BODY"
    assert page.locator("script, iframe, form, object, embed, style, link, base").count() == 1
    page.close()
