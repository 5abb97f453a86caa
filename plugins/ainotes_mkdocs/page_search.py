"""Search on a site that MkDocs makes of pages alone: they are indexed as they are rendered, whatever the theme."""

from __future__ import annotations

import logging
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from ainotes_mkdocs import assets
from ainotes_mkdocs.search_box import with_search_box
from ainotes_mkdocs.settings import language, theme_language
from ainotes_site.i18n import text
from ainotes_site.model import Lang
from ainotes_site.pipeline.stages.index.page_index import write_page_index
from ainotes_site.search.format.geometry import PAGE
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.index.page_sections import page_sections
from ainotes_site.urls import NOT_FOUND, SEARCH

log = logging.getLogger("mkdocs.plugins.ainotes")

_PAGE_SOURCES = ("search.md", "ainotes-search.md")
"""Names for the source of the search page, the first that is free."""


class PageSearch:
    """The search of one site, over all builds of a server."""

    def __init__(self) -> None:
        self.lang: Lang = "en"
        self.documents: dict[str, SearchDocument] = {}
        """By URL."""
        self.has_entries = False
        """Whether there are notes too: what is made of them, words and index, then holds the pages as well."""
        self._running = 0
        """Builds that have begun and not ended: a plugin for translations builds the site once more within the first."""

    def configure(self, config: MkDocsConfig) -> None:
        """Take the place of the theme's search, and have each page ask for the scripts."""
        self.lang = language(config) if self.has_entries else theme_language(config)
        for name, theirs in tuple(config.plugins.items()):
            if name.endswith("/search") and theirs.__class__.__module__.partition(".")[0] != __package__:
                _take_out(name, theirs, config)
                log.info(text("guest.theirs", self.lang))
        config.theme.static_templates.discard(SEARCH)
        assets.add_assets(config)

    def begin(self) -> None:
        """A build begins."""
        if not self._running:
            self.documents.clear()
        self._running += 1

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add the scripts, and a page for the search unless the site has one of that address."""
        assets.add_guest_search(files, config)
        if not self.has_entries:
            assets.add_words(files, config, self.lang)
        if any(file.dest_uri == SEARCH for file in files):
            return
        source = next((name for name in _PAGE_SOURCES if files.get_file_from_path(name) is None), None)
        if source is not None:
            files.append(_search_page(source, config, self.lang))

    def collect(self, page: Page) -> None:
        """Have a page found, as it was rendered."""
        document = None if page.meta.get("an_shell") else page_document(page)
        if document is not None:
            self.documents[document.url] = document

    def finish_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Give a page the box."""
        return with_search_box(output, get_relative_url(".", page.url).rstrip("/"), self.lang)

    def finish_template(self, output: str, name: str, config: MkDocsConfig) -> str:
        """The page for addresses that lead nowhere is served anywhere: its links begin at the root of the host."""
        if name != NOT_FOUND:
            return output
        return with_search_box(output, urlsplit(config.site_url or "/").path.rstrip("/"), self.lang)

    def finish(self, config: MkDocsConfig) -> None:
        """Write the index of all pages."""
        self._running = max(0, self._running - 1)
        if self.has_entries:
            return
        for problem in write_page_index(self.indexed, Path(config.site_dir)):
            log.warning(problem.in_one_line(self.lang))

    @property
    def indexed(self) -> tuple[SearchDocument, ...]:
        """The pages that are to be found, by URL."""
        return tuple(document for _, document in sorted(self.documents.items()))

    def fail(self) -> None:
        """A build has come to nothing."""
        self._running = 0


def _take_out(name: str, theirs: BasePlugin[Any], config: MkDocsConfig) -> None:
    """Take the search of a theme (`material/search`) out of a build: headers ask whether it is listed. It is told, too, where it
    can be; that of MaterialX cannot, and hears of nothing any more.
    """
    config.plugins.pop(name)
    if "enabled" in theirs.config:
        theirs.config["enabled"] = False
        return
    for event, methods in config.plugins.events.items():
        if event != "config":  # that is going on
            methods[:] = [method for method in methods if getattr(method, "__self__", None) is not theirs]


def page_document(page: Page) -> SearchDocument | None:
    """A page as search sees it; None for one that says `search: {exclude: true}`."""
    said = page.meta.get("search")
    if isinstance(said, dict) and said.get("exclude"):
        return None
    tags = page.meta.get("tags")
    return SearchDocument(
        id=page.file.src_uri,
        url=page.url if page.url not in (".", "./") else "",
        title=" ".join(str(page.title or page.file.name).split()),
        kind=PAGE,
        date=page_date(page),
        tags=tuple(dict.fromkeys(str(tag) for tag in tags if tag)) if isinstance(tags, list) else (),
        sections=page_sections(page.content or ""),
    )


def page_date(page: Page) -> str:
    """ISO date of a front matter's `date`, also of the blog plugin's table of dates; empty where there is none."""
    value = page.meta.get("date")
    if isinstance(value, dict):
        value = value.get("created")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else ""


def _search_page(source: str, config: MkDocsConfig, lang: Lang) -> File:
    title = text("nav.search", lang)
    content = (
        f"---\ntitle: {title}\nhide: [navigation, toc, tags]\n{assets.UNLISTED}---\n\n"
        f'# {title}\n\n<div id="ainotes-search-page"></div>\n'
    )
    file = File.generated(config, source, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = SEARCH
    file.use_directory_urls = False
    return file
