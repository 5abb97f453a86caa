"""From MkDocs' configuration to the library's settings."""

from __future__ import annotations

from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from ainotes_site.model import Lang
from ainotes_site.settings import Settings


def settings_from(config: MkDocsConfig) -> Settings:
    """What a configuration says. A part whose plugin is not listed is off."""
    entries = config.plugins["ainotes/entries"].config
    return Settings(
        site_name=config.site_name,
        site_description=config.site_description or "",
        site_url=_folder(config.site_url),
        edit_base=_edit_base(config),
        lang=language(config),
        topics="ainotes/topics" in config.plugins,
        glossary="ainotes/glossary" in config.plugins,
        search="ainotes/search" in config.plugins,
        fetch_images=entries.fetch_images,
    )


def language(config: MkDocsConfig) -> Lang:
    """Language of the interface, which the theme is given too.

    The theme's own `language` does not count: Material's default is English, whoever wrote the notes.
    """
    return "en" if config.plugins["ainotes/entries"].config.lang == "en" else "zh"


def _folder(url: str | None) -> str:
    return f"{url.rstrip('/')}/" if url else ""


def _edit_base(config: MkDocsConfig) -> str:
    if not config.edit_uri or not (config.repo_url or "://" in config.edit_uri):
        return ""
    base = config.repo_url or ""
    if base and not base.endswith("/") and not config.edit_uri.startswith(("?", "#")):
        base += "/"
    return urljoin(base, config.edit_uri)


def require_entries(config: MkDocsConfig, plugin: str) -> None:
    """Raise PluginError when `plugin` is listed without the plugin that does the work."""
    if "ainotes/entries" not in config.plugins:
        raise PluginError(f'mkdocs.yml: the plugin "{plugin}" needs "ainotes/entries"; list both under "plugins:"')
