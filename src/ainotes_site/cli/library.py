"""The published library of a knowledge base, read without building its site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from ainotes_site.cli.config import KnowledgeBase, plain_values, plugin_options
from ainotes_site.model import Lang
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.lock import exclusive
from ainotes_site.pipeline.stages.link import Linked, link_scan
from ainotes_site.pipeline.stages.scan import scan
from ainotes_site.settings import Settings
from ainotes_site.urls import asset_url

_LINE_BREAKS: Mapping[str, Literal["obsidian", "github"]] = {"obsidian": "obsidian", "github": "github"}


@dataclass(frozen=True, slots=True)
class SiteContent:
    """What a site of these notes would show."""

    linked: Linked
    settings: Settings
    files: Mapping[str, Path]
    """Files beside the notes that an entry may show or link to, by their place in the site."""


def published(where: KnowledgeBase, *, begin_permalinks: bool = False) -> SiteContent:
    """Read and link the notes, with what the last build has worked out, where there was one. `begin_permalinks` as if they
    had an empty file of addresses.
    """
    settings = settings_of(where.config_file)
    found = scan(where.project.notes, rules=where.project.rules)
    with _caches(where) as caches:
        linked = link_scan(found, settings, caches=caches, begin_permalinks=begin_permalinks)
    return SiteContent(linked, settings, {asset_url(path): found.notes / path for path in found.linkable})


@contextmanager
def _caches(where: KnowledgeBase) -> Iterator[Caches]:
    cache = where.project.cache
    if not cache.is_dir():
        yield Caches.none()
        return
    with exclusive(cache / "lock", lambda: None):
        yield Caches.at(cache)


def settings_of(config_file: Path) -> Settings:
    """What matters of a configuration file to those who show no pages."""
    return _settings(plain_values(config_file))


def _settings(values: Mapping[str, object]) -> Settings:
    """What matters of a configuration to those who show no pages; read as MkDocs would, without starting it."""
    listed = values.get("plugins")
    names = {name for item in (listed if isinstance(listed, list) else []) for name in _names(item)}
    options = plugin_options(listed)
    site_url = str(values.get("site_url") or "")
    lang: Lang = "en" if options.get("lang") == "en" else "zh"
    return Settings(
        site_name=str(values.get("site_name") or Settings().site_name),
        site_description=str(values.get("site_description") or ""),
        site_url=f"{site_url.rstrip('/')}/" if site_url else "",
        lang=lang,
        topics="ainotes/topics" in names,
        glossary="ainotes/glossary" in names,
        search="ainotes/search" in names,
        line_breaks=_LINE_BREAKS.get(str(options.get("line_breaks")), "auto"),
        topics_from_tags=options.get("topics_from_tags") is not False,
        publish="only" if options.get("publish") == "only" else "all",
    )


def _names(item: object) -> list[str]:
    return [item] if isinstance(item, str) else [*cast("dict[str, object]", item)] if isinstance(item, dict) else []
