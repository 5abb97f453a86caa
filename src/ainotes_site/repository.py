"""Where the files of the notes' repository can be looked at: for links to those that the site does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import quote

from ainotes_site.lazy_regex import pattern

_EDIT = pattern(r"(?P<host>https?://.+?)/(?:edit|blob|tree|raw|src)/(?P<branch>[^/]+)/(?P<folder>.*)$")


class OwnSite(NamedTuple):
    """A site that a generator makes of the notes, as its configuration says."""

    folder: str
    """What it is made of; empty for all of the notes."""
    base: str
    """The path that all its addresses begin with: `notes` for `/notes/…`; empty where there is none."""
    host: str
    """Where it is published; empty where that is not said."""

    @property
    def begins(self) -> str:
        """What all its addresses begin with, without the scheme; empty where its host is not known."""
        return f"{self.host}/{self.base}".rstrip("/") + "/" if self.host else ""

    def has(self, path: str) -> bool:
        """Whether the note at a path is one that it is made of."""
        return not self.folder or path.startswith(f"{self.folder}/")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on a host that shows files under `…/blob/<branch>/…`, as GitHub, GitLab and Gitee do."""

    edit_base: str = ""
    """Under which the notes can be edited there; empty where that is not known."""
    unpublished: frozenset[str] = frozenset()
    """Paths of the files of the notes folder that are there and not in the site, though nobody asked to leave them out."""
    sites: tuple[OwnSite, ...] = ()
    """Sites that a generator makes of the notes."""

    @property
    def serialised(self) -> str:
        """All that it says, as text."""
        known = "\n".join((self.edit_base, *sorted(self.unpublished))) if self.edit_base else ""
        return known + "".join("\n" + "\t".join(site) for site in self.sites)

    def own_path(self, url: str, path: str) -> str:
        """The path, from the notes folder or the root of a site of it, that an address on such a site or on the repository's host
        means in the note at `path`; empty for any other address.

        >>> Repository("https://example.org/me/notes/edit/main/docs/").own_path("https://example.org/me/notes/blob/main/docs/a.md", "")
        '/a.md'
        """
        if not (self.sites or self.edit_base):
            return ""
        address = url.partition("://")[2]
        known = (site.begins for site in self.sites if site.host and site.has(path))
        begins = next(filter(address.startswith, known), "")
        return f"/{address[len(begins) :]}" if begins else self._path_on_host(url)

    def _path_on_host(self, url: str) -> str:
        found, there = _EDIT.match(self.edit_base), _EDIT.match(url)
        if found is None or there is None or (found["host"], found["branch"]) != (there["host"], there["branch"]):
            return ""
        rest = there["folder"].removeprefix(found["folder"])
        return f"/{rest}" if there["folder"] == found["folder"] + rest else ""

    def address(self, path: str) -> str:
        """Where the file at `path`, seen from the notes folder, can be looked at; empty when that is not known.

        >>> Repository("https://example.org/me/notes/edit/main/docs/").address("../src/a.py")
        'https://example.org/me/notes/blob/main/src/a.py'
        """
        found = _EDIT.match(self.edit_base)
        if found is None:
            return ""
        place = normpath(found["folder"] + path)
        if place == ".." or place.startswith(("../", "/")):
            return ""
        return f"{found['host']}/blob/{found['branch']}/{quote(place)}"


NO_REPOSITORY = Repository()
