"""Hundreds of hostile notes, opened in a real browser: nothing runs, with the pages' policy and without it.

By default a part of the entries is opened; with AINOTES_TEST_LONG=1 every page is, and every payload is tried raw.
"""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route
from tests.browser.conftest import QuietHandler
from tests.browser.payloads import hostile_notes, payloads, write_hostile_base
from tests.long import LONG

from ainotes_site.cli import main

pytestmark = pytest.mark.browser

STEP = 1 if LONG else 40
"""Of so many entries one is opened."""

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')

HEAR = """
window.ran = [];
window.alert = window.msgbox = (...what) => { ran.push(what.join()); };
"""
LOOK = """() => {
  const wrong = [];
  const within = "article script:not([type='application/json']), article iframe, article object, article embed, article style," +
    "article form:not([role=search]), article link, article meta, article base, article frame, article portal, article foreignObject, article template";
  for (const node of document.querySelectorAll(within)) wrong.push(node.outerHTML.slice(0, 200));
  for (const node of document.querySelectorAll("*")) {
    for (const { name, value } of node.attributes) {
      if (name.startsWith("on")) wrong.push(`${name} of ${node.outerHTML.slice(0, 200)}`);
      if (/^(href|src|action|formaction|xlink:href|data|poster|background|ping|srcset)$/.test(name)) {
        let scheme = "";
        try { scheme = new URL(value, location.href).protocol; } catch {}
        const inert = name === "src" && /^data:image\\//.test(value);
        if (/^(javascript|vbscript|data|blob|file):$/.test(scheme) && !inert && scheme !== location.protocol)
          wrong.push(`${name} of ${node.outerHTML.slice(0, 200)}`);
      }
    }
  }
  for (const id of ["__config", "ainotes-config"])
    if (document.getElementById(id)?.tagName !== "SCRIPT") wrong.push(`${id} is another element`);
  if (document.body.querySelectorAll("base").length) wrong.push("base");
  return wrong;
}"""
STIR = """() => {
  const names = ["mouseover", "mouseenter", "pointerenter", "focus", "toggle", "animationstart", "error", "load", "scroll"];
  for (const node of document.querySelectorAll("article *"))
    for (const name of names) node.dispatchEvent(new Event(name));
}"""


class Visit(NamedTuple):
    """A tab, and what was heard of it."""

    page: Page
    heard: list[str]
    """Messages of the policy, errors of scripts, requests that are none of the site's own or a picture's."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the hostile notes."""
    root = tmp_path_factory.mktemp("hostile") / "base"
    write_hostile_base(root)
    assert main(["build", "--config-file", str(root / "mkdocs.yml")]) == 0
    return root / "site"


@pytest.fixture(scope="module")
def stripped(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without the policy: what the sanitiser does by itself."""
    copy = tmp_path_factory.mktemp("stripped") / "site"
    shutil.copytree(hostile, copy)
    for file in copy.rglob("*.html"):
        text, count = POLICY.subn("", file.read_text(encoding="utf-8"))
        assert count == 1, file
        file.write_text(text, encoding="utf-8", newline="")
    return copy


@contextmanager
def address_of(site: Path, scheme: str) -> Iterator[str]:
    """Where the site is, with a slash at the end."""
    if scheme == "file":
        yield f"{site.as_uri()}/"
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()


@contextmanager
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A tab that asks no other host for anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    context.add_init_script(HEAR)
    page = context.new_page()
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or message.text.startswith("Uncaught"):
            heard.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith(address) and request.resource_type != "image":
            heard.append(f"{request.resource_type} {request.url}")

    def stop(route: Route) -> None:
        route.continue_() if route.request.url.startswith(address) else route.abort()

    page.on("console", listen)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    context.on("request", watch)
    context.route(re.compile("^https?:"), stop)
    yield Visit(page, heard)
    context.close()


def pages_of(site: Path) -> list[str]:
    """Every page that is no entry, and of the entries a part."""
    names = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    entries = [name for name in names if name.startswith("entries/")]
    others = [name for name in names if not name.startswith("entries/")]
    kinds = {name.partition("/")[0] if "/" in name else name: name for name in reversed(others)}
    return [*(others if LONG else sorted(kinds.values())), *entries[::STEP]]


def assert_nothing_ran(tab: Visit, where: str) -> None:
    assert tab.page.evaluate("window.ran") == [], where
    assert tab.page.evaluate(LOOK) == [], where
    assert tab.heard == [], where


def test_there_are_more_than_two_hundred() -> None:
    assert len(payloads()) >= 200
    assert len(list(hostile_notes())) >= 300


@pytest.mark.parametrize("scheme", ["file", "http"])
@pytest.mark.parametrize("variant", ["hostile", "stripped"])
def test_no_page_runs_anything(browser: Browser, variant: str, scheme: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(variant)
    with address_of(site, scheme) as address, visit(browser, address) as tab:
        for name in pages_of(site):
            tab.page.goto(address + quote(name))
            assert POLICY.search(tab.page.content()) if variant == "hostile" else True
            tab.page.evaluate(STIR)
            assert_nothing_ran(tab, name)
            assert tab.page.url.partition("#")[0] == address + quote(name)


@pytest.mark.parametrize("scheme", ["file", "http"])
@pytest.mark.parametrize("variant", ["hostile", "stripped"])
def test_search_previews_and_landing_run_nothing(
    browser: Browser, variant: str, scheme: str, request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue(variant)
    queries = ["注意力", "alert", "onerror", "<img src=x onerror=alert(1)>", "词0"]
    with address_of(site, scheme) as address, visit(browser, address) as tab:
        page = tab.page
        for query in queries if LONG else queries[1:3]:
            page.goto(address + "index.html")
            page.keyboard.press("/")
            page.keyboard.type(query)
            page.get_by_role("option").first.wait_for()
            for _ in range(6):
                page.keyboard.press("ArrowDown")
            page.evaluate(STIR.replace("article *", "dialog *"))
            assert_nothing_ran(tab, f"dialog: {query}")
            page.goto(address + "search.html?q=" + quote(query))
            hit = page.locator(".an-hit a").first
            hit.wait_for()
            assert_nothing_ran(tab, f"search page: {query}")
            page.goto(hit.evaluate("link => link.href"))
            assert_nothing_ran(tab, f"landing: {query}")
        page.goto(address + "timeline.html")
        links = page.locator("article a[href*='entries/']")
        for at in range(0, min(links.count(), 400), 10 if LONG else 150):
            links.nth(at).dispatch_event("pointerenter")
            links.nth(at).focus()
            page.wait_for_timeout(350)
            assert_nothing_ran(tab, f"preview {at}")


def raw_payloads() -> list[tuple[str, str]]:
    """Payloads as they would stand in a page had no sanitiser seen them, but for those that lead the tab elsewhere."""
    return [(title, text) for title, text in payloads() if "http-equiv" not in text][:: 1 if LONG else 10]


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_the_policy_alone_lets_nothing_run(browser: Browser, hostile: Path, tmp_path: Path, scheme: str) -> None:
    copy = tmp_path / "raw"
    shutil.copytree(hostile / "assets", copy / "assets")
    shell = min((hostile / "entries").glob("*.html"))
    before, start, rest = shell.read_text(encoding="utf-8").partition("<article")
    _, end, after = rest.partition("</article>")
    (copy / "entries").mkdir()
    with address_of(copy, scheme) as address, visit(browser, address) as tab:
        for number, (title, text) in enumerate(raw_payloads()):
            name = f"entries/{number}.html"
            page = f'{before}{start} class="md-content__inner md-typeset">{text}{end}{after}'
            (copy / name).write_text(page, encoding="utf-8", newline="")
            tab.page.goto(address + name)
            tab.page.evaluate(STIR)
            assert tab.page.evaluate("window.ran") == [], title
            assert tab.page.url.startswith(address), title
        said = [line for line in tab.heard if "Content Security Policy" in line]
        assert said, "the policy had nothing to do: the payloads are not what they were"


def test_with_no_policy_and_no_sanitiser_the_payloads_run(browser: Browser, hostile: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw.html"
    with visit(browser, f"{tmp_path.as_uri()}/") as tab:
        ran = 0
        for _, text in raw_payloads():
            raw.write_text(
                f"<!doctype html><meta charset=utf-8><article>{text}</article>", encoding="utf-8", newline=""
            )
            tab.page.goto(raw.as_uri())
            tab.page.evaluate(STIR)
            ran += bool(tab.page.evaluate("window.ran"))
    assert ran >= len(raw_payloads()) // 5, json.dumps(ran)
