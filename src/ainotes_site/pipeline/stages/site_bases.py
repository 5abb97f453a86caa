"""Below which path a site generator publishes the notes, as its configuration says: links to `/base/a` mean `/a`."""

from __future__ import annotations

from pathlib import Path

from ainotes_site.bounded_read import MOST_CONFIG_BYTES, read_bounded
from ainotes_site.lazy_regex import pattern

_NAME = pattern(
    r"(?:docusaurus\.config\.[mc]?[jt]s|_config\.ya?ml|(?:hugo|config)\.(?:toml|ya?ml)|mkdocs\.ya?ml|book\.toml)$"
)
_HIDDEN_NAME = pattern(r"config\.[mc]?[jt]s$")
_HIDDEN_FOLDERS = (".vitepress/", ".vuepress/", ".vitepress/config/", ".vuepress/config/")
_BASE = pattern(
    r"""(?!\s*(?://|\*))[^#\n]{0,400}?(?<![\w.])(?:baseUrl|baseURL|baseurl|base|root|site_url|site-url)["']?[ \t]*[:=][ \t]*["']?"""
    r"""(?:https?://[^/\s"']+)?/([\w.~/-]+)"""
)


def is_site_configuration(prefix: str, name: str) -> bool:
    """Whether a file is the configuration of a site generator; `prefix` is its folder with a slash behind it."""
    if prefix.endswith(_HIDDEN_FOLDERS):
        return _HIDDEN_NAME.match(name) is not None or name.startswith("index.")
    return _NAME.match(name) is not None


def site_folder(prefix: str) -> str:
    """The folder that the site is made of, with its configuration in the folder `prefix`."""
    folder = prefix
    for hidden in _HIDDEN_FOLDERS:
        folder = folder.removesuffix(hidden)
    return folder.rstrip("/")


def stated_base(file: str) -> str:
    """The path that a configuration states, without slashes around it; empty where it states none, or cannot be read."""
    try:
        text = read_bounded(Path(file), MOST_CONFIG_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
    found = next(filter(None, map(_BASE.match, text.split("\n"))), None)
    return found[1].strip("/") if found else ""
