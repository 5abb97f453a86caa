"""The browser's engine with an index that is damaged, missing, of another version, or on a web server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ainotes_site.markup.result import Section
from ainotes_site.search.format.geometry import FORMAT
from ainotes_site.search.index.assemble import build_index
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.js import bundle

PAGE = """<!doctype html><meta charset="utf-8"><title>engine</title>
<script id="ainotes-config" type="application/json">{"root": "."}</script><script src="engine.js"></script>"""

pytestmark = pytest.mark.browser


def files(title: str = "注意力机制") -> dict[str, bytes]:
    section = Section("", "", "LoRA 微调的正文，還有軟體")
    return build_index([SearchDocument("a", "entries/a.html", title, "note", sections=(section,))], (), ())


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def site(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    def write(content: dict[str, bytes]) -> Path:
        for path, data in content.items():
            place = tmp_path / "search" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        (tmp_path / "engine.js").write_text(bundle(), encoding="utf-8")
        (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
        return tmp_path

    return write


def search(page: Page, query: str) -> Any:
    return page.evaluate("(query) => ainotes.search(query).catch((error) => error.message)", query)


def test_missing_shard_is_named_and_the_rest_is_found(page: Page, site: Callable[..., Path]) -> None:
    content = files()
    del content["keys/0.js"]
    page.goto((site(content) / "index.html").as_uri())
    answer = search(page, "注意力 LoRA")
    assert [hit["id"] for hit in answer["hits"]] == ["a"]
    assert [remark for remark in answer["remarks"] if "keys/0" in remark]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-5], lambda data: files("别的题目")["pairs/0.js"], lambda _: b""]
)
def test_truncated_foreign_and_empty_shards_are_noticed(
    page: Page, site: Callable[..., Path], damage: Callable[[bytes], bytes]
) -> None:
    content = files()
    content["pairs/0.js"] = damage(content["pairs/0.js"])
    page.goto((site(content) / "index.html").as_uri())
    answer = search(page, "注意力 LoRA")
    assert [hit["id"] for hit in answer["hits"]] == ["a"]
    assert [remark for remark in answer["remarks"] if "pairs/0" in remark]


@pytest.mark.parametrize("payload", [b"7", b'[1,9,""]', b'[2,9,"zz"]', b'[1,2,"\xc3\xa9"]'])
@pytest.mark.parametrize("name", ["pairs/0", "fold"])
def test_shard_that_is_spoilt_inside_is_named(page: Page, site: Callable[..., Path], name: str, payload: bytes) -> None:
    content = files()
    content[f"{name}.js"] = b",".join((*content[f"{name}.js"].split(b",", 2)[:2], payload + b")\n"))
    page.goto((site(content) / "index.html").as_uri())
    answer = search(page, "註意力 㑮 LoRA")
    assert [hit["id"] for hit in answer["hits"]] == ["a"]
    assert [remark for remark in answer["remarks"] if name in remark]


@pytest.mark.parametrize(
    ("manifest", "fact"),
    [
        (None, "missing"),
        (b'ainotes.shard("manifest","999",{})\n', "999"),
        (f'ainotes.shard("manifest","{FORMAT}",{{}})\n'.encode(), "damaged"),
    ],
)
def test_index_that_cannot_be_read_is_said(
    page: Page, site: Callable[..., Path], manifest: bytes | None, fact: str
) -> None:
    content = files()
    if manifest is None:
        del content["manifest.js"]
    else:
        content["manifest.js"] = manifest
    page.goto((site(content) / "index.html").as_uri())
    assert fact in search(page, "注意力")


def test_shard_that_comes_back_is_read_at_the_next_search(page: Page, site: Callable[..., Path]) -> None:
    content = files()
    whole = content["pairs/0.js"]
    content["pairs/0.js"] = b""
    folder = site(content)
    page.goto((folder / "index.html").as_uri())
    assert search(page, "注意力")["remarks"]
    (folder / "search" / "pairs" / "0.js").write_bytes(whole)
    assert search(page, "注意力")["remarks"] == []


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *values: Any) -> None:
        pass


def test_traditional_query_over_http(page: Page, site: Callable[..., Path]) -> None:
    folder = site(files())
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
        answer = search(page, "軟體")
        server.shutdown()
    snippet = answer["hits"][0]["snippet"]
    assert [snippet["text"][low:high] for low, high in snippet["marks"]] == ["軟體"]


@pytest.mark.parametrize(
    ("happens", "code"),
    [("deleted", "damaged"), ("spoilt", "damaged"), ("unreachable", "unloaded"), ("rebuilt", "outdated")],
)
def test_what_is_said_of_a_shard_over_a_network_is_true(
    page: Page, site: Callable[..., Path], happens: str, code: str
) -> None:
    """A page is open when a shard goes missing, is spoilt, or the site is built anew; or nothing can be reached."""
    content = files()
    folder = site(content)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
        assert search(page, "LoRA")["remarks"] == []
        if happens == "deleted":
            (folder / "search" / "pairs" / "0.js").unlink()
        elif happens == "spoilt":
            site({"pairs/0.js": content["pairs/0.js"][:-5]})
        elif happens == "rebuilt":
            site(files("另一个题目，讲注意力"))
        else:
            page.context.set_offline(True)
        answer = search(page, "注意力 LoRA")
        server.shutdown()
    assert [hit["id"] for hit in answer["hits"]] == ["a"]
    assert [remark.partition(":")[0] for remark in answer["remarks"]] == [f"search.remark.{code}"]


def test_two_builds_mixed_on_disk_are_said_to_be_damaged(page: Page, site: Callable[..., Path]) -> None:
    """Half of a copy of the site: the manifest is the old one, so that to reload the page does not help."""
    folder = site(files() | {"pairs/0.js": files("别的题目")["pairs/0.js"]})
    page.goto((folder / "index.html").as_uri())
    (remark,) = search(page, "注意力 LoRA")["remarks"]
    assert remark.startswith("search.remark.damaged")
