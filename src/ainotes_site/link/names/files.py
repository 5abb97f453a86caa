"""Which file or folder a path means: as it is written, by its end, or the nearest of that name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from posixpath import dirname, join, normpath
from typing import NamedTuple

from ainotes_site.link.names.keys import FOLDER_NOTES, file_names, last_part, name_key, parents, path_key
from ainotes_site.markup.result import Target
from ainotes_site.model import Entry, EntryId
from ainotes_site.urls import HOME, SOURCES, Url, entry_url, folder_name, folder_url, is_hidden, source_url

PRIVATE = Target("", "")
"""What is called so is not published."""


class Named(NamedTuple):
    """Something that a name may mean."""

    path: str
    """Of its source; empty for a term."""
    key: str
    """Of a file its whole path as a key, else the name."""
    target: Target
    entries: tuple[EntryId, ...] = ()
    """What it consists of."""


def path_from_root(name: str, origin: str) -> str | None:
    """A path from the notes folder, where `name` says one by itself: `/a/b`, `./a`, `../b`; None for any other name."""
    written = name.replace("\\", "/").strip()
    if written.startswith("/"):
        return normpath(written.lstrip("/") or ".")
    if written.startswith(("./", "../")) or written in (".", ".."):
        return normpath(join(dirname(origin), written))
    return None


def exactly(known: Sequence[str], full: str) -> str | None:
    """Of `known` the path `full` itself, else the one that differs from it in case or Unicode form."""
    key = name_key(full)
    return next((path for path in known if path == full), next((path for path in known if name_key(path) == key), None))


def nearest(paths: Sequence[str], here: str) -> str | None:
    """Of `paths` the one with the fewest folders between it and the folder `here`."""
    return min(paths, key=lambda path: (steps_between(here, dirname(path)), path), default=None)


def steps_between(here: str, there: str) -> tuple[int, int]:
    """Folders up, then down, from one to another: a note in the same folder is nearest, then those below."""
    one, other = (here.split("/") if here else []), (there.split("/") if there else [])
    common = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        common += 1
    return len(one) - common, len(other) - common


def asset_named(name: str, assets: Mapping[str, Sequence[str]], origin: str) -> str | None:
    """The path of the file that `name` means in the note at `origin`; `assets` are paths by the key of their last part."""
    written = name.replace("\\", "/").strip()
    known = assets.get(name_key(written.rpartition("/")[2]), ())
    if not known:
        return None
    full = path_from_root(written, origin)
    if full is not None:
        return exactly(known, full)
    return nearest(_ending_with(written, known), dirname(origin))


def _ending_with(written: str, known: Sequence[str]) -> Sequence[str]:
    """Those of the `known` paths that a name, or the end of a path, means with equal right. By its name alone no hidden one
    is meant.
    """
    key, is_name = name_key(written), "/" not in written
    candidates = [path for path in known if not (is_name and is_hidden(path))]
    if is_name and "." not in key:
        return candidates  # an id, which is the stem of their names
    whole = [path for path in candidates if not is_name and name_key(path) == key]
    return whole or [path for path in candidates if f"/{name_key(path)}".endswith(f"/{key}")]


def entry_target(entry: Entry) -> Target:
    """The page of an entry."""
    return Target(entry_url(entry.id), entry.title, entry.id)


def notes_by_stem(
    by_path: Mapping[str, Sequence[Entry]],
    sources: Mapping[str, tuple[str, str]],
    private: Iterable[str],
    pages: Mapping[str, str],
) -> dict[str, list[Named]]:
    """Sources by the last part of their path. One with a single entry leads to that, one that MkDocs renders to its URL in
    `pages`, and a private one nowhere.
    """
    files: dict[str, list[Named]] = {}
    for path, (slug, title) in sorted(sources.items()):
        entries = by_path[path]
        page = Target(Url(pages.get(path, source_url(slug))), title)
        target = entry_target(entries[0]) if len(entries) == 1 else page
        for stem, key in file_names(path):
            files.setdefault(stem, []).append(Named(path, key, target, tuple(entry.id for entry in entries)))
    for path in sorted(private):
        for stem, key in file_names(path):
            files.setdefault(stem, []).append(Named(path, key, PRIVATE))
    return files


def folders_with_page(sources: Iterable[str]) -> list[str]:
    """Paths of the folders that hold notes, at any depth, and have no note of their own. Each has a page that lists them."""
    inside: set[str] = set()
    own: set[str] = set()
    for path in sources:
        folder, _, name = path.rpartition("/")
        inside.add(folder)
        if name.lower().startswith(FOLDER_NOTES) and last_part(path_key(path)) in FOLDER_NOTES:
            own.add(folder)
    inside.update([parent for folder in inside for parent in parents(folder)])
    return sorted(inside - own - {""})


def folders_by_key(
    sources: Iterable[str], files: Mapping[str, Sequence[Named]], assets: Mapping[str, Sequence[str]]
) -> dict[str, Named]:
    """Per folder that holds a note or an asset anywhere: where a link to it leads. To its own note, else to its page; of a folder
    without notes to the list of sources."""
    found = {".": Named("", ".", Target(HOME, ""))}
    for folder in sorted({parent for same in assets.values() for path in same for parent in parents(path)}):
        found[name_key(folder)] = Named("", name_key(folder), Target(SOURCES, folder))
    for folder in folders_with_page(sources):
        found[name_key(folder)] = Named("", name_key(folder), Target(folder_url(folder_name(folder)), folder))
    for stem in reversed(FOLDER_NOTES):
        for one in files.get(stem, ()):
            found[name_key(dirname(one.path)) or "."] = one
    return found
