"""The page for addresses that lead nowhere, on a server where the site lies below the root."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import QuietHandler, ThreadingHTTPServer

from ainotes_site.cli import main


class _Host(QuietHandler):
    """Serves a site below `/wiki/`, and its own page for what is not there, as hosts of static sites do."""

    def translate_path(self, path: str) -> str:
        inside = urlsplit(path).path.removeprefix("/wiki/")
        return str(Path(self.directory) / inside) if inside != urlsplit(path).path else str(Path(self.directory) / "-")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Below(NamedTuple):
    """A site that is published below the root."""

    address: str
    folder: Path


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Below]:
    base = tmp_path_factory.mktemp("below") / "base"
    shutil.copytree(Path(__file__).resolve().parents[1] / "site", base, ignore=shutil.ignore_patterns("site", ".*"))
    config = base / "mkdocs.yml"
    lines = [line for line in config.read_text(encoding="utf-8").splitlines() if not line.startswith("site_url:")]
    config.write_text("\n".join([*lines, "site_url: https://example.org/wiki/", ""]), encoding="utf-8")
    assert main(["build", "--config-file", str(config)]) == 0
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(base / "site"))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield Below(f"http://127.0.0.1:{running.server_address[1]}/wiki", base / "site")
        running.shutdown()


@pytest.mark.parametrize("path", ["nothing.html", "entries/nothing.html", "deep/er/and/deeper/"])
def test_an_unknown_address_makes_no_request_that_fails(below: Below, browser: Browser, path: str) -> None:
    page = browser.new_page()
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(f"{below.address}/{path}", wait_until="networkidle")
    assert failed == [f"{below.address}/{path}"]
    page.locator("article").get_by_role("link", name="术语表").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("术语表")
    page.close()


def test_what_hosts_read_is_there(below: Below) -> None:
    assert (below.folder / ".nojekyll").read_bytes() == b""
    assert (below.folder / "robots.txt").read_text() == (
        "User-agent: *\nAllow: /\nSitemap: https://example.org/wiki/sitemap.xml\n"
    )
    worker = (below.folder / "offline.json").read_text()
    assert "robots.txt" not in worker and ".nojekyll" not in worker
