"""The plugin `ainotes/glossary`: with entries, glossary pages and links to them; alone, the terms of a page of the site are
linked on all others.
"""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from ainotes_mkdocs import assets
from ainotes_mkdocs.page_glossary import link_pages
from ainotes_mkdocs.settings import has_entries, is_guest, theme_language


class GlossaryConfig(base.Config):
    """Options of `ainotes/glossary`."""

    files = c.ListOfItems(c.Type(str), default=["**/glossary.md", "**/glossary.*.md", "**/术语表.md"])
    """Without `ainotes/entries`: globs of the pages whose terms are linked on all others."""


class GlossaryPlugin(BasePlugin[GlossaryConfig]):
    """With entries its presence is the switch that `settings_from` reads."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have pages that are not of our theme ask for what a linked term looks like."""
        self.is_alone = not has_entries(config)
        self.is_styled = self.is_alone or is_guest(config)
        if self.is_styled:
            config.extra_css.insert(0, assets.GLOSSARY_STYLE)
        return config

    @event_priority(assets.LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the style sheet."""
        if self.is_styled:
            assets.add_glossary_style(files, config)
        return files

    @event_priority(-50)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Link the terms: now all pages are rendered, and none is written."""
        if self.is_alone:
            link_pages(files, self.config.files, theme_language(config))
        return env
