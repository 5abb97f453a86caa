"""Where a knowledge base lies: its notes, its site, its cache; and where a site must not lie."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ainotes_site.errors import ConfigError
from ainotes_site.i18n import error_of
from ainotes_site.pipeline.file_rules import NO_RULES, FileRules

CACHE = ".ainotes"
"""Folder of the cache, beside the configuration."""

_REPOSITORIES = frozenset((".git", ".hg", ".svn", ".jj", ".bzr"))

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Names of devices, which no folder can have on Windows."""

_LONGEST_NAME = 255
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Project:
    """The places a build works with; all absolute, and the site's without links."""

    notes: Path
    site: Path
    cache: Path
    """Can be deleted at any time; that only costs time."""
    rules: FileRules = NO_RULES
    """What the configuration says of the files in the notes folder."""

    def __post_init__(self) -> None:
        """Raises ConfigError where publishing the site could cost its owner something else."""
        object.__setattr__(self, "site", safe_site(self.site, self.notes, self.cache))


def safe_site(site: Path, notes: Path, cache: Path) -> Path:
    """The folder that a site is published into: links are followed now, so that they stay.

    Raises ConfigError where it is, holds or lies in what is no site. Touches nothing.
    """
    _check_name(site)
    resolved = Path(os.path.realpath(site))
    if resolved.is_symlink():
        raise error_of(ConfigError, str(site), "site.loop")
    if (_holds(notes, resolved) and not _is_hidden(resolved, notes)) or _holds(resolved, notes):
        raise error_of(ConfigError, str(site), "site.notes")
    for key, place in _never_replaced(cache):
        if _holds(resolved, place):
            raise error_of(ConfigError, str(site), key)
    if _holds(cache, resolved):
        raise error_of(ConfigError, str(site), "site.in_cache")
    if _REPOSITORIES & set(resolved.parts):
        raise error_of(ConfigError, str(site), "site.in_repository")
    return resolved


def _never_replaced(cache: Path) -> Iterator[tuple[str, Path]]:
    """What a site folder must neither be nor hold: what to say of it, and its path."""
    yield "site.root", Path(os.path.realpath(os.sep))
    yield "site.home", Path(os.path.expanduser("~"))
    yield "site.configuration", cache.parent
    yield "site.holds_cache", cache
    with suppress(FileNotFoundError):  # the working folder has been removed
        yield "site.working", Path.cwd()


def _check_name(site: Path) -> None:
    written = str(site)
    if "\0" in written:
        raise error_of(ConfigError, written, "site.nul")
    if any(len(os.fsencode(part)) > _LONGEST_NAME for part in site.parts):
        raise error_of(ConfigError, f"{written[:60]}…", "site.long_name", most=_LONGEST_NAME)
    name = os.path.basename(os.path.abspath(site))
    if _RESERVED.fullmatch(name) or name != name.rstrip(". ") or any(ord(character) < 32 for character in name):
        raise error_of(ConfigError, written, "site.odd_name", name=repr(name))


def _holds(outer: Path, inner: Path) -> bool:
    """Whether `inner` is `outer` or lies in it, links resolved and names compared as the file system does."""
    within = Path(os.path.realpath(inner))
    around = Path(os.path.realpath(outer))
    return any(around == place or _is_same(around, place) for place in (within, *within.parents))


def _is_hidden(folder: Path, notes: Path) -> bool:
    """Whether a folder in the notes is hidden, or in one that is, so that nothing in it is taken for a note."""
    inside = folder.parts[len(Path(os.path.realpath(notes)).parts) :]
    return any(part.startswith(".") for part in inside)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:  # one of them does not exist
        return False
