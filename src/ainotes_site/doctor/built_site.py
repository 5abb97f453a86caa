"""What is wrong with a built site: links within it that lead nowhere, and files that hosts do not take."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote

from ainotes_site.doctor.finding import Finding
from ainotes_site.portable_names import is_portable, twins

MOST_FILES = 20_000
"""Files of a site that Cloudflare Pages takes."""
LARGEST_FILE = 25 * 1024**2
"""Bytes of a file that Cloudflare Pages takes."""
LARGEST_SITE = 1024**3
"""Bytes of a site that GitHub Pages takes."""
_SHOWN = 20

_LINK = re.compile(
    r"""<(?:a|link|img|script|source|video|audio|iframe)\b[^<>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))"""
)
_ID = re.compile(r"""\s(?:id|name)=(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link within a site that leads nowhere."""

    page: str
    address: str
    """As the page has it."""


def dead_links(site: Path) -> Iterator[DeadLink]:
    """Links of the pages to files and anchors that are not there. The page for addresses that lead nowhere is left out, as
    its links depend on the server.
    """
    files = set(_files(site))
    anchors: dict[str, frozenset[str]] = {}
    for page in sorted(path for path in files if path.endswith(".html") and path != "404.html"):
        html = (site / page).read_text(encoding="utf-8", errors="replace")
        for found in dict.fromkeys(_LINK.findall(html)):
            address = unescape("".join(found))
            if not _ELSEWHERE.match(address) and _is_dead(page, address, site, files, anchors):
                yield DeadLink(page, address)


def _is_dead(page: str, address: str, site: Path, files: set[str], anchors: dict[str, frozenset[str]]) -> bool:
    path, _, fragment = address.partition("#")
    path = unquote(path.partition("?")[0])
    if path.startswith("/"):
        return False  # from the root of a server that is not known
    target = normpath(f"{page.rpartition('/')[0]}/{path}".lstrip("/")) if path else page
    if target not in files:
        target = f"{target}/index.html".removeprefix("./")
        if target not in files:
            return True
    if not fragment or not target.endswith(".html") or fragment.startswith(":~:"):
        return False
    if target not in anchors:
        html = (site / target).read_text(encoding="utf-8", errors="replace")
        anchors[target] = frozenset(unescape("".join(found)) for found in _ID.findall(html))
    return not {fragment, unquote(fragment)} & anchors[target] and not fragment.startswith("__")


def built_site(site: Path) -> Iterator[Finding]:
    """What there is to say of the files of a site."""
    if not (site / "index.html").is_file():
        yield Finding("not_built", "problem")
        return
    sizes = {path: (site / path).stat().st_size for path in _files(site)}
    yield Finding("built", values={"count": len(sizes), "size": f"{sum(sizes.values()) / 1024**2:.1f}"})
    yield from _limits(sizes)
    dead = list(dead_links(site))
    for link in dead[:_SHOWN]:
        yield Finding("dead_link", "problem", {"page": link.page, "address": link.address})
    if len(dead) > _SHOWN:
        yield Finding("more_dead_links", "problem", {"count": len(dead) - _SHOWN})
    if not dead:
        yield Finding("links_work")


def _limits(sizes: Mapping[str, int]) -> Iterator[Finding]:
    if len(sizes) > MOST_FILES:
        yield Finding("many_files", "advice", {"count": len(sizes), "most": MOST_FILES})
    if sum(sizes.values()) > LARGEST_SITE:
        yield Finding("large_site", "advice", {"size": f"{sum(sizes.values()) / 1024**3:.1f}"})
    for path, size in sorted(sizes.items()):
        if size > LARGEST_FILE:
            yield Finding("large_file", "advice", {"path": path, "size": f"{size / 1024**2:.0f}"})
        if not is_portable(path):
            yield Finding("unportable", "advice", {"path": path})
    for path, other in twins(sorted(sizes)):
        yield Finding("twins", "problem", {"path": path, "other": other})


def _files(site: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(site):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            yield Path(folder, name).relative_to(site).as_posix()
