"""A real site of the messy notes in tests/site, and a real Chromium to read it with."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from ainotes_site.cli import main

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, format: str, *values: Any) -> None:
        """A test's output is for what fails."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of a copy of tests/site."""
    base = tmp_path_factory.mktemp("knowledge") / "base"
    shutil.copytree(Path(__file__).resolve().parents[1] / "site", base, ignore=shutil.ignore_patterns("site", ".*"))
    assert main(["build", "--config-file", str(base / "mkdocs.yml")]) == 0
    return base / "site"


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The site's address on a web server of this machine, without a trailing slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Without one the test is skipped, or fails where browser tests are required."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("AINOTES_REQUIRE_BROWSER"):
            pytest.fail("no Chromium; install the package chromium")
        pytest.skip("no Chromium; install the package chromium to run the browser tests")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=_FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page. Afterwards its console must be empty, and no request may have left this machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    said: list[str] = []
    left: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:", "about:", "http://127.0.0.1:")):
            left.append(request.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    context.on("request", watch)
    yield page
    context.close()
    assert said == []
    assert left == []
