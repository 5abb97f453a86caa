"""The plugin `ainotes/glossary`: listing it gives the glossary pages and links its terms in entries."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from ainotes_mkdocs.settings import require_entries


class GlossaryConfig(base.Config):
    """`ainotes/glossary` has no options: what there is to say, the notes say."""


class GlossaryPlugin(BasePlugin[GlossaryConfig]):
    """Its presence is the switch that `settings_from` reads."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse to stand alone."""
        require_entries(config, "ainotes/glossary")
        return config
