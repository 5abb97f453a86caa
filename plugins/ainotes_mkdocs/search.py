"""The plugin `ainotes/search`: listing it gives the site a search index, and a search box on every page."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from ainotes_mkdocs.settings import require_entries


class SearchConfig(base.Config):
    """`ainotes/search` has no options: readers choose in the search itself."""


class SearchPlugin(BasePlugin[SearchConfig]):
    """Its presence is the switch that `settings_from` reads."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse to stand alone."""
        require_entries(config, "ainotes/search")
        return config
