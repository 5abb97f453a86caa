"""What a page of another host gets of a preview that runs on this machine: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.test_payloads import address_of
from tests.browser.waiting import wait_until

from ainotes_site.cli.preview import Preview, PreviewState

pytestmark = pytest.mark.browser

_THIEF = """<!doctype html><title>elsewhere</title><script>window.told = [];</script>
<script src="{url}search/facets.js" onload="told.push('script')" onerror="told.push('nothing')"></script>
<img src="{url}assets/ainotes/icon-192.png" onload="told.push('picture')" onerror="told.push('nothing')">
"""


def test_a_foreign_page_cannot_take_the_index_for_a_script(browser: Browser, site: Path, tmp_path: Path) -> None:
    assert (site / "search" / "facets.js").is_file() and (site / "assets" / "ainotes" / "icon-192.png").is_file()
    with Preview(site, 0, PreviewState()) as preview, address_of(tmp_path, "http") as elsewhere:
        (tmp_path / "thief.html").write_text(_THIEF.format(url=preview.url), encoding="utf-8")
        page = browser.new_page()
        page.goto(f"{elsewhere}thief.html")
        wait_until(page, "told.length === 2")
        assert page.evaluate("told") == ["nothing", "nothing"]
        page.goto(preview.url)
        assert page.title()
        page.close()
