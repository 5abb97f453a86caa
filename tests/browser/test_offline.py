"""The site on a web server: installable, kept on the device when its reader asks, never older than the server."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ainotes_site.render.offline.offline import LIST, MANIFEST, WORKER, offline_files
from ainotes_site.settings import Settings

pytestmark = pytest.mark.browser


@dataclass
class Deployed:
    """A copy of the site on a web server of its own, that can be deployed anew."""

    folder: Path
    url: str = ""
    asked: list[str] = field(default_factory=list)
    """Paths that the server was asked for."""
    short: bool = False
    """Whether the server redirects `a.html` to `a`, as some hosts do."""

    def deploy(self, changes: dict[str, str]) -> None:
        """Write the changed files, and what the build writes last."""
        for path, content in changes.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(content, encoding="utf-8")
        files = {file.relative_to(self.folder).as_posix(): file for file in self.folder.rglob("*") if file.is_file()}
        digests = {path: sha256(file.read_bytes()).hexdigest() for path, file in files.items()}
        sizes = {path: file.stat().st_size for path, file in files.items()}
        for path, content in offline_files(digests, Settings(), sizes).items():
            (self.folder / path).write_bytes(content)


class _Recorder(SimpleHTTPRequestHandler):
    def __init__(self, *values: Any, deployed: Deployed, **named: Any) -> None:
        self.deployed = deployed
        super().__init__(*values, **named)

    def do_GET(self) -> None:
        self.deployed.asked.append(self.path.lstrip("/"))
        path = self.path.partition("?")[0]
        if self.deployed.short and path.endswith(".html"):
            self.send_response(301)
            self.send_header("Location", path.removesuffix(".html"))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.deployed.short and Path(self.translate_path(path + ".html")).is_file():
            self.path = path + ".html"
        super().do_GET()

    def log_message(self, format: str, *values: Any) -> None:
        """A test's output is for what fails."""


@pytest.fixture
def deployed(site: Path, tmp_path: Path) -> Iterator[Deployed]:
    """The site, deployed under a folder, as on a host that serves several sites."""
    root = tmp_path / "www"
    shutil.copytree(site, root / "notes")
    made = Deployed(root / "notes")
    made.deploy({})
    handler = partial(_Recorder, directory=str(root), deployed=made)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        made.url = f"http://127.0.0.1:{running.server_address[1]}/notes/"
        yield made
        running.shutdown()


def open_panel(page: Page) -> None:
    """The panel in the search dialog that offers to keep the site."""
    page.keyboard.press("/")
    page.get_by_role("dialog").get_by_role("button", name="离线使用").click()


def keep(page: Page, deployed: Deployed) -> None:
    """Keep the whole site, as a reader does."""
    page.goto(deployed.url + "index.html")
    open_panel(page)
    page.get_by_role("button", name="保存全站").click()
    expect(page.get_by_text("全站已保存在这台设备上")).to_be_visible(timeout=30_000)


def kept_caches(page: Page) -> list[str]:
    """Names of the caches that are there."""
    names: list[str] = page.evaluate("caches.keys()")
    return names


def wait_until_kept_anew(page: Page, before: list[str]) -> None:
    """Wait until another version than `before` is kept, and nothing else."""
    page.evaluate(
        """async before => {
            for (;;) {
                const names = await caches.keys();
                if (names.length === 1 && names[0] !== before[0]) return;
                await new Promise(resolve => setTimeout(resolve, 50));
            }
        }""",
        before,
    )


def set_offline(context: BrowserContext, deployed: Deployed) -> None:
    context.set_offline(True)
    deployed.asked.clear()


def test_every_page_names_the_manifest_and_it_can_be_read(page: Page, deployed: Deployed) -> None:
    page.goto(deployed.url + "index.html")
    href = page.locator('link[rel="manifest"]').evaluate("link => link.href")
    assert href == deployed.url + MANIFEST
    manifest = page.request.get(href).json()
    for icon in manifest["icons"]:
        assert page.request.get(deployed.url + icon["src"]).ok


def test_reader_who_asks_for_nothing_has_nothing_kept(page: Page, deployed: Deployed) -> None:
    page.goto(deployed.url + "index.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(deployed.url + "search.html")
    assert kept_caches(page) == []
    assert LIST not in [path.removeprefix("notes/") for path in deployed.asked]


def test_panel_says_how_much_it_would_be(page: Page, deployed: Deployed) -> None:
    page.goto(deployed.url + "index.html")
    open_panel(page)
    listed = page.request.get(deployed.url + LIST).json()["files"]
    expect(page.get_by_role("button", name="保存全站")).to_contain_text(f"{len(listed)} 个文件")
    expect(page.get_by_role("button", name="保存全站")).to_contain_text(re.compile(r"[\d.]+ (KB|MB)"))


def test_kept_site_opens_and_searches_without_a_network(page: Page, deployed: Deployed) -> None:
    keep(page, deployed)
    set_offline(page.context, deployed)
    page.goto(deployed.url + "search.html?q=注意力")
    expect(page.locator(".an-hit").first).to_be_visible()
    page.locator(".an-hit__link").last.click()
    expect(page.locator("h1").first).to_be_visible()
    page.goto(deployed.url)
    expect(page.locator("h1").first).to_be_attached()
    assert deployed.asked == []


def test_every_listed_file_is_kept(page: Page, deployed: Deployed) -> None:
    keep(page, deployed)
    listed = page.request.get(deployed.url + LIST).json()["files"]
    [name] = kept_caches(page)
    kept = page.evaluate("async name => (await (await caches.open(name)).keys()).map(r => r.url)", name)
    assert {url.removeprefix(deployed.url) for url in kept} == {*listed, LIST}


def test_page_that_does_not_exist_is_the_404_page_offline_too(browser: Browser, deployed: Deployed) -> None:
    page = browser.new_page()  # its console may say what Chromium says of every 404
    keep(page, deployed)
    set_offline(page.context, deployed)
    answer = page.goto(deployed.url + "no-such-page.html")
    assert answer is not None
    assert answer.status == 404
    assert answer.text() == (deployed.folder / "404.html").read_text(encoding="utf-8")
    page.context.close()


def test_new_deploy_is_seen_at_once_by_a_reader_who_kept_the_site(page: Page, deployed: Deployed) -> None:
    keep(page, deployed)
    text = (deployed.folder / "index.html").read_text(encoding="utf-8")
    deployed.deploy({"index.html": text.replace("<h1", '<p id="fresh">刚刚更新</p><h1', 1)})
    page.goto(deployed.url + "index.html")
    expect(page.locator("#fresh")).to_have_text("刚刚更新")


def test_after_a_new_deploy_only_what_changed_is_fetched_and_the_old_version_goes(
    page: Page, deployed: Deployed
) -> None:
    keep(page, deployed)
    before = kept_caches(page)
    extra = '<meta charset="utf-8"><link rel="icon" href="data:,"><h1>多出来的一页</h1>'
    deployed.deploy({"extra.html": extra})
    deployed.asked.clear()
    page.goto(deployed.url + "search.html")
    wait_until_kept_anew(page, before)
    page.context.set_offline(True)
    page.goto(deployed.url + "extra.html")
    expect(page.locator("h1")).to_have_text("多出来的一页")
    fetched = {path.removeprefix("notes/") for path in deployed.asked}
    assert "extra.html" in fetched
    assert not [path for path in fetched if path.startswith("entries/")]


def test_half_finished_update_leaves_the_old_version_whole(page: Page, deployed: Deployed) -> None:
    keep(page, deployed)
    old = (deployed.folder / "index.html").read_text(encoding="utf-8")
    deployed.deploy({"index.html": old.replace("<h1", '<p id="fresh">新</p><h1', 1), "gone.txt": "x"})
    (deployed.folder / "gone.txt").unlink()
    with page.expect_event("console", lambda message: "gone.txt" in message.text):
        page.goto(deployed.url + "search.html")
    set_offline(page.context, deployed)
    page.goto(deployed.url + "index.html")
    expect(page.locator("h1").first).to_be_attached()
    expect(page.locator("#fresh")).to_have_count(0)


def test_interrupted_keeping_says_why_and_goes_on_from_there(page: Page, deployed: Deployed) -> None:
    deployed.deploy({"gone.txt": "x"})
    (deployed.folder / "gone.txt").unlink()
    page.goto(deployed.url + "index.html")
    open_panel(page)
    page.get_by_role("button", name="保存全站").click()
    expect(page.get_by_text("gone.txt: HTTP 404")).to_be_visible()
    deployed.deploy({})
    (deployed.folder / "gone.txt").write_text("x", encoding="utf-8")
    deployed.deploy({})
    page.get_by_role("button", name="保存全站").click()
    expect(page.get_by_text("全站已保存在这台设备上")).to_be_visible(timeout=30_000)


def test_site_is_kept_from_a_host_that_redirects_to_shorter_addresses(page: Page, deployed: Deployed) -> None:
    deployed.short = True
    keep(page, deployed)
    set_offline(page.context, deployed)
    for path in ("topics.html", "topics"):
        page.goto(deployed.url + path)
        expect(page.locator("h1").first).to_be_visible()
    assert deployed.asked == []


def test_reader_can_remove_what_was_kept(page: Page, deployed: Deployed) -> None:
    keep(page, deployed)
    page.get_by_role("button", name="删除保存的内容").click()
    expect(page.get_by_text("已删除保存的内容")).to_be_visible()
    assert kept_caches(page) == []
    page.reload()
    open_panel(page)
    expect(page.get_by_role("button", name="保存全站")).to_be_visible()


def test_another_site_on_the_same_host_keeps_its_own(page: Page, deployed: Deployed) -> None:
    page.goto(deployed.url + "index.html")
    page.evaluate("caches.open('ainotes /other/ 0123').then(() => true)")
    keep(page, deployed)
    assert "ainotes /other/ 0123" in kept_caches(page)


def test_from_disk_there_is_no_worker_no_manifest_and_no_offer(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("button", name="离线使用")).to_have_count(0)
    expect(page.locator('link[rel="manifest"]')).to_have_count(0)


def test_worker_is_written_for_each_version(site: Path) -> None:
    assert (site / WORKER).read_text(encoding="utf-8").startswith("const VERSION")
