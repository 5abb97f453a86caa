"""The plugin `ainotes/entries`: notes in, the whole site out."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from ainotes_mkdocs import assets, hostfiles, shells
from ainotes_mkdocs.settings import language, settings_from
from ainotes_site.errors import AinotesError
from ainotes_site.i18n import text
from ainotes_site.pipeline.cache.caches import IMAGES
from ainotes_site.pipeline.project import CACHE
from ainotes_site.pipeline.publish.mkdocs_build import compose_into
from ainotes_site.pipeline.theme.page_layout import squeezed
from ainotes_site.pipeline.theme.theme_render import write_theme_render
from ainotes_site.source_rules import source_rules

log = logging.getLogger("mkdocs.plugins.ainotes")


class EntriesConfig(base.Config):
    """Options of `ainotes/entries`."""

    lang = c.Choice(("zh", "en"), default="zh")
    """Language of the interface."""
    fetch_images = c.Type(bool, default=False)
    """Whether images on other hosts are fetched into the site."""
    sources = c.Optional(c.Type(dict))
    """Globs of sources, each with the format that they are read in."""
    host_only = c.Type(bool, default=False)
    """Set by `ainotes build`: render the page shells and leave the rest to it."""


class EntriesPlugin(BasePlugin[EntriesConfig]):
    """Renders the shells in MkDocs and has the library fill them."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the theme in place."""
        if config.use_directory_urls:
            raise PluginError('mkdocs.yml: ainotes needs "use_directory_urls: false", so that pages open from disk')
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(assets.THEME))
        config.theme["language"] = language(config)
        assets.add_assets(config)
        self.settings = settings_from(config)
        self.shells: dict[str, str] = {}
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Take the notes out, put the shells in."""
        hostfiles.drop_notes(files)
        assets.join_assets(files, config, self.settings.search)
        shells.add_shells(files, config, self.settings)
        if config.nav is None:
            config.nav = shells.default_navigation(files, self.settings)
        return files

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme the words of the interface."""
        env.globals["an_text"] = partial(text, lang=self.settings.lang)
        return env

    @event_priority(-100)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Keep a finished shell instead of writing it."""
        place = shells.layout_token(page)
        if place is None:
            return output
        self.shells[place] = squeezed(output)
        return ""

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Fill the shells, or hand them to the build that asked for them."""
        site = Path(config.site_dir)
        hostfiles.drop_dated_files(site)
        inputs = hostfiles.inputs(config)
        try:
            if self.config.host_only:
                write_theme_render(site.parent, self.settings, self.shells, inputs)
                return
            rules = source_rules(self.config.sources)
            report = compose_into(site, Path(config.docs_dir), self.settings, self.shells, _images(config), rules)
        except AinotesError as error:
            raise PluginError(str(error)) from error
        for problem in report.problems:
            log.warning(str(problem))
        if report.missing:
            log.info(text("build.missing", self.settings.lang, count=len(report.missing)))


def _images(config: MkDocsConfig) -> Path:
    """Where `ainotes build` keeps them too."""
    return Path(config.config_file_path or "").parent / CACHE / IMAGES
