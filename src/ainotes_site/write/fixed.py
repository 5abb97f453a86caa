"""The page that shows no notes: the frame that the search script fills."""

from __future__ import annotations

from ainotes_site.i18n import text
from ainotes_site.urls import SEARCH
from ainotes_site.write.page import Draft, PageKind
from ainotes_site.write.site import Site


def search_page(site: Site, _: str) -> Draft:
    """Draft of the frame of the search page."""
    return Draft(SEARCH, text("nav.search", site.lang), PageKind.SEARCH, "search", {}, lang=site.lang)
