"""Which files beside the notes are published: none in the place of a file that the site is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from html import unescape
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote

from ainotes_site.i18n import problem_of
from ainotes_site.lazy_regex import pattern
from ainotes_site.link.library import Library
from ainotes_site.model import Problem
from ainotes_site.pipeline.stages.scan import Scan
from ainotes_site.pipeline.theme.theme_render import ThemeRender, read_tree_file
from ainotes_site.portable_names import folded
from ainotes_site.urls import asset_url, is_hidden

_ADDRESS = pattern(r"""\s(?:href|src)\s*=\s*["']?([^"'#?<>\s]+)""")


class AssetChoice(NamedTuple):
    """What was decided."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]
    unlinked: tuple[str, ...]
    """Files of unknown types that no page links to."""


def published_assets(
    found: Scan, library: Library, theme: ThemeRender, tree: Path, generated: Collection[str], more: Iterable[str]
) -> AssetChoice:
    """The assets of a site whose other files are `generated`, and `more` that are to follow."""
    linked = _linked(found, library, theme, tree)
    candidates = sorted((*found.assets, *linked))
    problems = [
        _collision(path, path)
        for path in found.named
        if found.rules.is_note(path) and not _is_of_theme(path, found, theme)
    ]
    paths: list[str] = []
    urls: dict[str, str] = {}
    taken = TakenNames((*generated, *more)) if candidates else TakenNames(())
    for path in candidates:
        url = asset_url(path)
        first = urls.setdefault(url, path)  # `.x/a.png` is published as `dot-x/a.png`, which may be there as well
        other = taken.in_the_way(url) if first == path else first
        if other:
            problems.append(_collision(path, other))
        else:
            paths.append(path)
    unlinked = tuple(path for path in found.linked_only if path not in linked and not is_hidden(path))
    return AssetChoice(tuple(paths), tuple(problems), unlinked)


class TakenNames:
    """Files that are in the site, as systems see them to which case and Unicode form do not matter."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._files = {folded(path): path for path in paths}
        lowest = {key.rpartition("/")[0]: path for key, path in self._files.items()}
        self._folders = {
            above: path for folder, path in lowest.items() for above in (folder, *_folders(folder)) if above
        }

    def add(self, path: str) -> None:
        """One more file."""
        key = folded(path)
        self._files[key] = path
        self._folders.update(dict.fromkeys(_folders(key), path))

    def in_the_way(self, path: str) -> str | None:
        """The file whose place `path` would take, or in which it would lie as if that were a folder."""
        key = folded(path)
        if key in self._files:
            return self._files[key]
        return self._folders.get(key) or next(
            (self._files[folder] for folder in _folders(key) if folder in self._files), None
        )


def _folders(path: str) -> Iterator[str]:
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)


def _collision(path: str, generated: str) -> Problem:
    return problem_of(path, 0, "assets.collision", generated=generated)


def _is_of_theme(path: str, found: Scan, theme: ThemeRender) -> bool:
    """Whether a file that the configuration names is the one that the theme render published at its path."""
    made = theme.tree.get(path)
    return made is None or made == found.digests[path].hex()


def _linked(found: Scan, library: Library, theme: ThemeRender, tree: Path) -> frozenset[str]:
    """Those files of unknown types that notes or hand-written pages link to."""
    if not found.linked_only:
        return frozenset()
    wanted = {path for entry in library.entries for path in library.compiled[entry.id].files}
    for page in theme.tree:
        if page.endswith(".html"):
            wanted.update(_addresses(page, read_tree_file(theme, tree, page)))
    return frozenset(found.linked_only).intersection(wanted)


def _addresses(page: str, html: bytes) -> Iterator[str]:
    """Paths that a page of the site links to."""
    folder = page.rpartition("/")[0]
    for address in _ADDRESS.findall(html.decode("utf-8", "replace")):
        yield normpath(f"{folder}/{unquote(unescape(address))}".lstrip("/"))
