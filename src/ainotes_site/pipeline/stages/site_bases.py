"""Where a site generator publishes the notes, as its configuration says: links to `/base/a`, and to `https://host/base/a`, mean `/a`."""

from __future__ import annotations

import re
from pathlib import Path

from ainotes_site.bounded_read import MOST_CONFIG_BYTES, read_bounded
from ainotes_site.lazy_regex import pattern
from ainotes_site.repository import OwnSite

_NAME = pattern(
    r"(?:(?:docusaurus|astro|next|nuxt|rspress|gatsby)[.-]config\.[mc]?[jt]s|_config\.ya?ml|(?:hugo|config)\.(?:toml|ya?ml)|mkdocs\.ya?ml|book\.toml)$"
)
_ENDINGS = ("js", "ts", "ml")
"""Of such names; asked first, of every file."""
_HIDDEN_NAME = pattern(r"config\.[mc]?[jt]s$")
_HIDDEN_FOLDERS = (".vitepress/", ".vuepress/", ".vitepress/config/", ".vuepress/config/")
_BASE = pattern(
    r"""(?!\s*(?://|\*))[^#\n]{0,400}?(?<![\w.])(?:base_?url|base|base_?path|path_?prefix|root|site[_-]url)["']?[ \t]*[:=][ \t]*["']?"""
    r"""(?:https?://[^/\s"']+)?/([\w.~/-]+)""",
    re.IGNORECASE,
)

_HOST = pattern(
    r"""(?:(?:base_?url|url|site[_-]url|hostname)[ \t]*[:=]|(?!\s*(?://|\*))[^#\n]{0,400}?(?<![\w.-])["']?(?:url|site|site_?url|hostname)["']?[ \t]*:[ \t]*(?=["']))"""
    r"""[ \t]*["']?https?://([\w.:-]+)""",
    re.IGNORECASE,
)
"""In a script anywhere on a line, in other formats at its beginning: what is indented there may be said of a person."""


def is_site_configuration(prefix: str, name: str) -> bool:
    """Whether a file is the configuration of a site generator; `prefix` is its folder with a slash behind it."""
    if prefix.endswith(_HIDDEN_FOLDERS):
        return _HIDDEN_NAME.match(name) is not None or name.startswith("index.")
    return name.endswith(_ENDINGS) and _NAME.match(name) is not None


def site_folder(prefix: str) -> str:
    """The folder that the site is made of, with its configuration in the folder `prefix`."""
    folder = prefix
    for hidden in _HIDDEN_FOLDERS:
        folder = folder.removesuffix(hidden)
    return folder.rstrip("/")


def stated_site(folder: str, file: str) -> OwnSite | None:
    """The site that is made of a folder with this configuration; None where it says neither its host nor its base, or cannot be
    read.
    """
    try:
        lines = read_bounded(Path(file), MOST_CONFIG_BYTES).decode("utf-8", "replace").split("\n")
    except OSError:
        return None
    base = next(filter(None, map(_BASE.match, lines)), None)
    host = next(filter(None, map(_HOST.match, lines)), None)
    return OwnSite(folder, base[1].strip("/") if base else "", host[1] if host else "") if base or host else None
