"""Where the files of the notes' repository can be looked at: for links to those that the site does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import quote

from ainotes_site.lazy_regex import pattern

_EDIT = pattern(r"(?P<host>https?://.+?)/(?:edit|blob|tree|raw|src)/(?P<branch>[^/]+)/(?P<folder>.*)$")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on a host that shows files under `…/blob/<branch>/…`, as GitHub, GitLab and Gitee do."""

    edit_base: str = ""
    """Under which the notes can be edited there; empty where that is not known."""
    unpublished: frozenset[str] = frozenset()
    """Paths of the files of the notes folder that are there and not in the site, though nobody asked to leave them out."""
    bases: tuple[tuple[str, str], ...] = ()
    """Sites that a generator makes of the notes: the folder that one is made of, and the path that all its addresses begin
    with (`notes` for `/notes/…`), as its configuration says."""

    @property
    def serialised(self) -> str:
        """All that it says, as text."""
        known = "\n".join((self.edit_base, *sorted(self.unpublished))) if self.edit_base else ""
        return known + "".join(f"\n{folder}\t{base}" for folder, base in self.bases)

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
