"""What MkDocs with its theme renders for a site: static files, hand-written pages and page shells.

It depends on the configuration, the theme and the hand-written pages, but on no note; so it is made once, kept in the
cache as a folder, and an edit to a note needs no MkDocs at all. What of a hand-written page depends on notes is filled in
later (`fill_pages`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
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
from ainotes_site.pipeline.theme.fill_pages import Blanks, blanks_in
from ainotes_site.pipeline.theme.render_inputs import are_current
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
    """What it read outside the notes (`render_inputs`), with digests; paths are relative to the configuration's folder."""
    key: str = ""
    """What it was made from besides `inputs`; empty before it is sealed."""
    tree: Mapping[str, str] = field(default_factory=dict)
    """Its files with their digests; empty before it is sealed."""
    pages: tuple[SearchDocument, ...] = ()
    """Hand-written pages as search sees them."""
    looked_up: Mapping[str, bool] = field(default_factory=dict)
    """Paths that links of hand-written pages look for among the notes, and whether a note is there."""
    blanks: Mapping[str, Blanks] = field(default_factory=dict)
    """By path in the tree: what of a page the notes fill in; pages without any are left out."""

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
    looked_up: Mapping[str, bool] | None = None,
) -> None:
    """Write the settings, shells and inputs of a render beside its files."""
    facts = {
        "settings": asdict(settings),
        "shells": dict(shells),
        "inputs": dict(inputs),
        "pages": [asdict(page) for page in pages],
        "looked_up": dict(looked_up or {}),
    }
    write_atomically(folder / _FACTS, _serialised(facts))


def seal_theme_render(folder: Path, key: str, inputs: Mapping[str, str] | None = None) -> None:
    """Record what a render was made from, more `inputs` that it read, and its files; from then on it can be used again."""
    tree = digest_tree(folder / TREE)
    blanks = {path: asdict(blank) for path, blank in blanks_in(folder / TREE, tree).items()}
    serialised = _serialised({"key": key, "tree": tree, "inputs": dict(inputs or {}), "blanks": blanks})
    write_atomically(folder / _SEAL, _check((folder / _FACTS).read_bytes(), serialised), serialised)


def read_theme_render(folder: Path) -> ThemeRender | None:
    """The render in `folder`; None when there is none, or it is damaged or was never sealed."""
    try:
        written, sealed = (folder / _FACTS).read_bytes(), (folder / _SEAL).read_bytes()
        check, serialised = sealed[:MAC_SIZE], sealed[MAC_SIZE:]
        if check != _check(written, serialised):
            return None
        facts, seal = json.loads(written), json.loads(serialised)
        return ThemeRender(
            Settings(**{**facts["settings"], "placed_pages": _pairs(facts["settings"]["placed_pages"])}),
            facts["shells"],
            {**facts["inputs"], **seal["inputs"]},
            seal["key"],
            seal["tree"],
            tuple(map(_page, facts["pages"])),
            facts["looked_up"],
            {path: Blanks(tuple(blank["notes"]), blank["terms"]) for path, blank in seal["blanks"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _pairs(said: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other in said)


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


def is_current(theme: ThemeRender, key: str, base: Path, notes: Collection[str]) -> bool:
    """Whether MkDocs would render the same again; `notes` are the paths that there are."""
    return (
        theme.key == key
        and all((path in notes) == was_there for path, was_there in theme.looked_up.items())
        and are_current(theme.inputs, base)
    )


def _serialised(facts: Mapping[str, object]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()


def _check(facts: bytes, seal: bytes) -> bytes:
    return mac(b"theme", digest(facts), seal)
