"""The plugin `ainotes/search`: a search index and a search box on every page."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from ainotes_mkdocs.settings import require_entries


class SearchConfig(base.Config):
    """Options of `ainotes/search`."""

    synonyms = c.Type(bool, default=True)
    """Whether a query is widened by names of the same thing unless the reader says otherwise."""


class SearchPlugin(BasePlugin[SearchConfig]):
    """Its presence is the switch that `settings_from` reads, its options are part of the settings."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse to stand alone."""
        require_entries(config, "ainotes/search")
        return config
