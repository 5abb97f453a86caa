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
        address = url.partition("://")[2]
        for site in self.sites:
            begins = f"{site.host}/{site.base}".rstrip("/") + "/"
            if (
                site.host
                and address.startswith(begins)
                and f"{path}/".startswith(f"{site.folder}/" if site.folder else "")
            ):
                return f"/{address[len(begins) :]}"
        found = _EDIT.match(self.edit_base)
        there = _EDIT.match(url) if found and url.startswith(found["host"]) else None
        if found is None or there is None or there["branch"] != found["branch"]:
            return ""
        return (
            f"/{there['folder'].removeprefix(found['folder'])}" if there["folder"].startswith(found["folder"]) else ""
        )

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
