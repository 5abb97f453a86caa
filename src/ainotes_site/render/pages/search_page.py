"""The page that shows no notes: the frame that the search script fills."""

from __future__ import annotations

from ainotes_site.i18n import text
from ainotes_site.render.page import PageData, PageKind
from ainotes_site.render.site import Site
from ainotes_site.urls import SEARCH


def search_page(site: Site, _: str) -> PageData:
    """Draft of the frame of the search page."""
    return PageData(SEARCH, text("nav.search", site.lang), PageKind.SEARCH, "search", {}, lang=site.lang)
