"""What MkDocs with its theme renders for a site: static files, hand-written pages and page shells.

It depends on the configuration, the theme and the hand-written pages, but on no note; so it is made once, kept in the
cache as a folder, and an edit to a note needs no MkDocs at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from ainotes_site import urls
from ainotes_site.errors import DamagedCacheError
from ainotes_site.i18n import error_of
from ainotes_site.markup.result import Section
from ainotes_site.pipeline.cache.record_store import write_atomically
from ainotes_site.pipeline.cache.secret_key import MAC_SIZE, mac
from ainotes_site.pipeline.stages.scan import Scan, digest, digest_file
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.settings import Settings
from ainotes_site.urls import Url

THEME = "theme"
"""Subfolder of the cache with what MkDocs rendered."""

TREE = "tree"
"""Subfolder of that folder with the files that go into the site as they are."""

_FACTS = "theme.json"
_SEAL = "seal"
"""File with a keyed checksum of the facts and of itself, what was made, and from what."""

DESTINATIONS: tuple[Url, ...] = (
    urls.HOME,
    urls.TOPICS,
    urls.GLOSSARY,
    urls.TIMELINE,
    urls.PEOPLE,
    urls.SOURCES,
    urls.GRAPH,
    urls.SEARCH,
)
"""Pages that have a place in the navigation: each has a shell of its own, in which it is marked as the current one."""

FOLDERS = ("entries", "topics", "terms", "people", "tags", "sources")
"""Folders of generated pages: the pages of one folder share a shell."""


class RunTheme(Protocol):
    """Runs MkDocs into an empty folder: files into its `tree`, then `write_theme_render`. Of the notes folder it sees what was
    `found`, no more.

    Raises AinotesError when MkDocs cannot build.
    """

    def __call__(self, folder: Path, found: Scan) -> None: ...


@dataclass(frozen=True, slots=True)
class ThemeRender:
    """What MkDocs rendered."""

    settings: Settings
    shells: Mapping[str, str]
    """HTML of the shells, by URL for destinations, by folder name for the others."""
    inputs: Mapping[str, str]
    """Files outside the notes that it read (path relative to the configuration's folder) with their digests, and those of
    environment variables that the configuration names (`$NAME`)."""
    key: str = ""
    """What it was made from besides `inputs`; empty before it is sealed."""
    tree: Mapping[str, str] = field(default_factory=dict)
    """Its files with their digests; empty before it is sealed."""
    pages: tuple[SearchDocument, ...] = ()
    """Hand-written pages as search sees them."""

    @property
    def content(self) -> bytes:
        """A digest of all that it gives to a site."""
        shells = [f"{place} {html}".encode() for place, html in sorted(self.shells.items())]
        files = [f"{path} {made}".encode() for path, made in sorted(self.tree.items())]
        pages = repr(self.pages).encode("utf-8", "surrogatepass")
        return digest(repr(self.settings).encode(), pages, *shells, *files)


def write_theme_render(
    folder: Path,
    settings: Settings,
    shells: Mapping[str, str],
    inputs: Mapping[str, str],
    pages: Sequence[SearchDocument] = (),
) -> None:
    """Write the settings, shells and inputs of a render beside its files."""
    listed = [asdict(page) for page in pages]
    serialised = _serialised(
        {"settings": asdict(settings), "shells": dict(shells), "inputs": dict(inputs), "pages": listed}
    )
    write_atomically(folder / _FACTS, serialised)


def seal_theme_render(folder: Path, key: str) -> None:
    """Record what a render was made from and its files; from then on it can be used again."""
    serialised = _serialised({"key": key, "tree": digest_tree(folder / TREE)})
    write_atomically(folder / _SEAL, _check((folder / _FACTS).read_bytes(), serialised), serialised)


def read_theme_render(folder: Path) -> ThemeRender | None:
    """The render in `folder`; None when there is none, or it is damaged or was never sealed."""
    try:
        written, sealed = (folder / _FACTS).read_bytes(), (folder / _SEAL).read_bytes()
        check, serialised = sealed[:MAC_SIZE], sealed[MAC_SIZE:]
        if check != _check(written, serialised):
            return None
        facts, seal = json.loads(written), json.loads(serialised)
        settings = Settings(**facts["settings"])
        pages = tuple(map(_page, facts["pages"]))
        return ThemeRender(settings, facts["shells"], facts["inputs"], seal["key"], seal["tree"], pages)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _page(said: dict[str, Any]) -> SearchDocument:
    sections = tuple(Section(**section) for section in said.pop("sections"))
    listed: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    return SearchDocument(sections=sections, **listed)


def read_tree_file(theme: ThemeRender, folder: Path, path: str) -> bytes:
    """A file of the tree of a render, which is in `folder`. Raises DamagedCacheError where it was changed since; the render
    is then discarded, so that the next build makes it again.
    """
    try:
        data = (folder / path).read_bytes()
    except OSError:
        data = b""
    if digest(data).hex() != theme.tree[path]:
        if theme.key:  # else it is not in the cache, and what lies beside the folder is not ours
            (folder.parent / _SEAL).unlink(missing_ok=True)
        raise error_of(DamagedCacheError, str(folder / path), "cache.damaged")
    return data


def digest_tree(folder: Path) -> dict[str, str]:
    """Digests of all files in a folder, by their path in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest_file(path).hex() for path in files}


_VARIABLE = "$"
"""Begins the name of an environment variable among the inputs."""


def digest_inputs(base: Path, paths: Iterable[Path], variables: Iterable[str] = ()) -> dict[str, str]:
    """Digests of files by their path from `base`, empty for a file that cannot be read; and of environment variables."""
    files = {os.path.relpath(path, base) for path in paths}
    return {
        name: _digest_input(base, name) for name in (*sorted(files), *(_VARIABLE + name for name in sorted(variables)))
    }


def is_current(theme: ThemeRender, key: str, base: Path) -> bool:
    """Whether MkDocs would render the same again."""
    return theme.key == key and all(_digest_input(base, name) == made for name, made in theme.inputs.items())


def _digest_input(base: Path, name: str) -> str:
    if name.startswith(_VARIABLE):
        return digest(os.environ.get(name.removeprefix(_VARIABLE), "").encode("utf-8", "surrogateescape")).hex()
    try:
        return digest_file(base / name).hex()
    except OSError:
        return ""


def _serialised(facts: Mapping[str, object]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()


def _check(facts: bytes, seal: bytes) -> bytes:
    return mac(b"theme", digest(facts), seal)
