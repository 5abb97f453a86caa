"""The plugin `ainotes/search`: listing it gives the site a search index, and a search box on every page."""

from __future__ import annotations

from typing import Literal

from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from ainotes_mkdocs import assets
from ainotes_mkdocs.page_search import PageSearch
from ainotes_mkdocs.settings import has_entries, is_guest


class SearchConfig(base.Config):
    """`ainotes/search` has no options: readers choose in the search itself."""


class SearchPlugin(BasePlugin[SearchConfig]):
    """Beside `ainotes/entries` its presence is the switch that `settings_from` reads; alone it indexes MkDocs' pages."""

    def __init__(self) -> None:
        self.pages = PageSearch()
        self.is_needed = False
        """Whether the theme is not ours, which has the search."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Have one plugin for all builds of a server, as MkDocs does for plugins with this event."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Take the place of the theme's search."""
        self.pages.has_entries = has_entries(config)
        self.is_needed = not self.pages.has_entries or is_guest(config)
        if self.is_needed:
            self.pages.configure(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Begin a new index."""
        self.pages.begin()

    @event_priority(assets.LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the scripts and the search page, when other plugins have added theirs."""
        if self.is_needed:
            self.pages.add_files(files, config)
        return files

    @event_priority(-50)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Index the page."""
        self.pages.collect(page)
        return self.pages.finish_page(output, page, config) if self.is_needed else output

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give the page for addresses that lead nowhere the box."""
        return self.pages.finish_template(output_content, template_name, config) if self.is_needed else output_content

    @event_priority(-150)
    def _finish(self, *, config: MkDocsConfig) -> None:
        """Write the index, after plugins that build the site once more for another language."""
        self.pages.finish(config)

    on_post_build = CombinedEvent(_finish)

    def on_build_error(self, *, error: Exception) -> None:
        """Begin anew the next time."""
        self.pages.fail()
