"""From MkDocs' configuration to the library's settings."""

from __future__ import annotations

from typing import cast
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from ainotes_site.model import Lang
from ainotes_site.pipeline.file_rules import ALL, FileRules, file_rules, path_rules
from ainotes_site.pipeline.theme.csp import Sources, policy_errors
from ainotes_site.settings import Settings
from ainotes_site.urls import DESTINATION_PAGES


def settings_from(config: MkDocsConfig) -> Settings:
    """What a configuration says. A part whose plugin is not listed is off."""
    entries = config.plugins["ainotes/entries"].config
    return Settings(
        site_name=config.site_name,
        site_description=config.site_description or "",
        site_url=_folder(config.site_url),
        edit_base=_edit_base(config),
        lang=language(config),
        directory_urls=config.use_directory_urls,
        topics="ainotes/topics" in config.plugins,
        glossary="ainotes/glossary" in config.plugins,
        search="ainotes/search" in config.plugins,
        fetch_images=entries.fetch_images,
        line_breaks=entries.line_breaks,
        publish=entries.publish,
        topics_from_tags=entries.topics_from_tags,
        exports=entries.exports,
        tag_feeds=tuple(entries.tag_feeds),
        offline=not is_guest(config) if entries.offline is None else entries.offline,
    )


def rules_from(config: MkDocsConfig) -> FileRules:
    """What a configuration says of the files among the notes."""
    named = [config.theme.get("logo"), config.theme.get("favicon"), *config.extra_css]
    named += (str(script) for script in config.extra_javascript)
    options = config.plugins["ainotes/entries"].config
    specs = (config.exclude_docs, config.draft_docs)
    unpublished = [pair for spec in specs if spec is not None for pair in path_rules(spec.patterns)]
    return file_rules(options, config.nav, named, directory_urls=config.use_directory_urls, unpublished=unpublished)


def is_guest(config: MkDocsConfig) -> bool:
    """Whether the site is one of pages with notes in it: theme, navigation and addresses are then its own."""
    return config.use_directory_urls or rules_from(config).notes != ALL


def may_mean_pages(config: MkDocsConfig) -> bool:
    """Whether all files are notes, as nothing is said of them, though the site looks like one of pages: its navigation names
    some, or plugins of others are listed.
    """
    if is_guest(config) or config.plugins["ainotes/entries"].config.notes:
        return False
    others = [name for name in config.plugins if not name.startswith("ainotes/") and not name.endswith("search")]
    return bool(others) or bool(rules_from(config).nav - DESTINATION_PAGES)


def added_to_policy(config: MkDocsConfig) -> Sources | None:
    """What the owner adds to the content security policy; None where there is to be none. Raises PluginError."""
    option = config.plugins["ainotes/entries"].config.csp
    if isinstance(option, bool):
        return {} if option else None
    wrong = policy_errors(option)
    if wrong:
        raise PluginError(
            f"mkdocs.yml: csp of ainotes/entries: {wrong[0]}; write \"script-src: ['https://example.org/']\""
        )
    return cast("Sources", option)


def language(config: MkDocsConfig) -> Lang:
    """Language of the interface, which the theme is given too.

    The theme's own `language` does not count, since Material's default is English, whoever wrote the notes; but it does
    on a site of pages.
    """
    said = config.plugins["ainotes/entries"].config.lang
    if said is None and is_guest(config):
        return theme_language(config)
    return "en" if said == "en" else "zh"


def theme_language(config: MkDocsConfig) -> Lang:
    """The language of the theme, where it is Chinese; else English."""
    said = config.theme.get("language") or config.theme.get("locale") or ""
    return "zh" if str(said).lower().startswith("zh") else "en"


def _folder(url: str | None) -> str:
    return f"{url.rstrip('/')}/" if url else ""


def _edit_base(config: MkDocsConfig) -> str:
    if not config.edit_uri or not (config.repo_url or "://" in config.edit_uri):
        return ""
    base = config.repo_url or ""
    if base and not base.endswith("/") and not config.edit_uri.startswith(("?", "#")):
        base += "/"
    return urljoin(base, config.edit_uri)


def has_entries(config: MkDocsConfig) -> bool:
    """Whether notes are made into pages; without that each plugin works on the pages of MkDocs."""
    return "ainotes/entries" in config.plugins
