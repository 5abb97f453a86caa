"""What the host, MkDocs with its theme, renders for a site: static files, hand-written pages and page shells.

It depends on the configuration, the theme and the hand-written pages, but on no note; so it is made once, kept in the
cache as a folder, and an edit to a note needs no MkDocs at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from ainotes_site import urls
from ainotes_site.build.shell import Shell
from ainotes_site.settings import Settings
from ainotes_site.urls import Url

TREE = "tree"
"""Subfolder of a host folder with the files that go into the site as they are."""

_FACTS = "host.json"

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

FOLDERS = ("entries", "topics", "terms", "people", "sources")
"""Folders of generated pages: the pages of one folder share a shell."""


class RunHost(Protocol):
    """Runs the host into an empty folder: files into its `tree`, then `write_host`.

    Raises AinotesError when the host cannot build.
    """

    def __call__(self, folder: Path) -> None: ...


@dataclass(frozen=True, slots=True)
class Host:
    """What the host rendered."""

    settings: Settings
    shells: Mapping[str, Shell]
    """By URL for destinations, by folder name for the others."""
    inputs: Mapping[str, str]
    """Files outside the notes that it read (path relative to the configuration file) with their digests."""

    def shell(self, url: Url) -> Shell | None:
        """The shell of a page; None where a hand-written page stands in its place."""
        return self.shells.get(url) or self.shells.get(url.rpartition("/")[0])


def write_host(folder: Path, settings: Settings, shells: Mapping[str, str], inputs: Mapping[str, str]) -> None:
    """Keep the facts of a host run beside its files."""
    facts = {"settings": asdict(settings), "shells": dict(shells), "inputs": dict(inputs)}
    (folder / _FACTS).write_text(json.dumps(facts, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def read_host(folder: Path) -> Host | None:
    """The host kept in `folder`; None when there is none or it is damaged."""
    try:
        facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        settings = Settings(**facts["settings"])
        shells = {place: Shell.cut(html) for place, html in facts["shells"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Host(settings, shells, facts["inputs"])
