"""Pages at addresses without an entry lead on in a browser: from disk, with the fragment, with and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ainotes_site.link.library import Library, Redirect
from ainotes_site.render import Site
from ainotes_site.render.pages.redirect import redirect_page
from ainotes_site.settings import Settings
from ainotes_site.urls import Url

pytestmark = pytest.mark.browser


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A page that leads to `entries/new.html`, below a folder."""
    site = Site(Library((), {}, (), ()), Settings())
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries" / "new.html").write_text("<!doctype html><title>new</title><p id=part>here", encoding="utf-8")
    path = tmp_path / "2020" / "old" / "index.html"
    path.parent.mkdir(parents=True)
    redirect = Redirect(Url("2020/old/index.html"), Url("entries/new.html"), "")
    path.write_bytes(redirect_page(site, redirect))
    return path


def test_an_old_address_leads_on_with_its_fragment(page: Page, old: Path) -> None:
    page.goto(f"{old.as_uri()}#part")
    page.wait_for_url("**/entries/new.html#part")


def test_it_leads_on_without_scripts_too(browser: Browser, old: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(old.as_uri())
        page.wait_for_url("**/entries/new.html")
    finally:
        context.close()
