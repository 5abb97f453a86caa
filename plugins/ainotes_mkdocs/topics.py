"""The plugin `ainotes/topics`: listing it sorts entries into topics."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from ainotes_mkdocs.settings import require_entries


class TopicsConfig(base.Config):
    """`ainotes/topics` has no options: what there is to say, the notes say."""


class TopicsPlugin(BasePlugin[TopicsConfig]):
    """Its presence is the switch that `settings_from` reads."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse to stand alone."""
        require_entries(config, "ainotes/topics")
        return config
