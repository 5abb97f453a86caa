"""The plugin `ainotes/topics`: with entries, sorts them into topics; alone, makes a topic page of each tag of the pages."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files

from ainotes_mkdocs import assets
from ainotes_mkdocs.page_topics import add_list, add_topics
from ainotes_mkdocs.settings import has_entries, theme_language


class TopicsConfig(base.Config):
    """Options of `ainotes/topics`."""

    folder = c.Type(str, default="topics")
    """Without `ainotes/entries`: the folder of the topic pages. Its `index.md` lists them and can be named in `nav:`."""


class TopicsPlugin(BasePlugin[TopicsConfig]):
    """With entries its presence is the switch that `settings_from` reads."""

    listing: File | None = None
    """The page that lists the topics."""

    @event_priority(assets.LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the list of topics."""
        self.listing = None
        if not has_entries(config):
            self.listing = add_list(files, config, self.config.folder.strip("/"), theme_language(config))
        return files

    @event_priority(50)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Make the pages: now the tags of all others are known, also those that other plugins gave them."""
        if self.listing is not None:
            add_topics(self.listing, files, config, theme_language(config))
        return env
