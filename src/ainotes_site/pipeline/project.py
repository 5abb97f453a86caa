"""Where a knowledge base lies: its notes, its site, its cache; and where a site must not lie."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ainotes_site.errors import ConfigError
from ainotes_site.pipeline.file_rules import NO_RULES, FileRules

CACHE = ".ainotes"
"""Folder of the cache, beside the configuration."""

_REPOSITORIES = frozenset((".git", ".hg", ".svn", ".jj", ".bzr"))

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Names of devices, which no folder can have on Windows."""

_LONGEST_NAME = 255
"""Bytes."""

_ANOTHER = "name another folder with --site-dir or site_dir"


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
        raise ConfigError(str(site), "链接绕成一圈 (links in a circle)", _ANOTHER)
    if _holds(notes, resolved) or _holds(resolved, notes):
        fact = "站点与笔记在同一文件夹里 (site and notes lie in each other)"
        raise ConfigError(str(site), fact, "name a folder outside the notes with --site-dir or site_dir")
    for fact, place in _never_replaced(cache):
        if _holds(resolved, place):
            raise ConfigError(str(site), f"站点文件夹就是或包含{fact}", _ANOTHER)
    if _holds(cache, resolved):
        raise ConfigError(str(site), "站点在缓存文件夹里 (the site lies in the cache)", _ANOTHER)
    if _REPOSITORIES & set(resolved.parts):
        raise ConfigError(str(site), "站点在版本库里 (the site lies in a repository's own folder)", _ANOTHER)
    return resolved


def _never_replaced(cache: Path) -> Iterator[tuple[str, Path]]:
    """What a site folder must neither be nor hold, in words and as a path."""
    yield "文件系统的根 (the site folder is the root of the file system)", Path(os.path.realpath(os.sep))
    yield "主目录 (the site folder is or holds your home folder)", Path(os.path.expanduser("~"))
    yield "配置所在的文件夹 (the site folder is or holds the folder of the configuration)", cache.parent
    yield "缓存 (the site folder is or holds the cache)", cache
    with suppress(FileNotFoundError):  # the working folder has been removed
        yield "当前文件夹 (the site folder is or holds the working folder)", Path.cwd()


def _check_name(site: Path) -> None:
    written = str(site)
    if "\0" in written:
        raise ConfigError(written, "路径里有 NUL 字符 (a NUL in the path)", _ANOTHER)
    if any(len(os.fsencode(part)) > _LONGEST_NAME for part in site.parts):
        raise ConfigError(
            f"{written[:60]}…", f"名称超过 {_LONGEST_NAME} 字节 (a name of over {_LONGEST_NAME} bytes)", _ANOTHER
        )
    name = os.path.basename(os.path.abspath(site))
    if _RESERVED.fullmatch(name) or name != name.rstrip(". ") or any(ord(character) < 32 for character in name):
        fact = f"有的系统上不能用的名称 {name!r} (a name that some systems cannot have)"
        raise ConfigError(written, fact, _ANOTHER)


def _holds(outer: Path, inner: Path) -> bool:
    """Whether `inner` is `outer` or lies in it, links resolved and names compared as the file system does."""
    within = Path(os.path.realpath(inner))
    around = Path(os.path.realpath(outer))
    return any(around == place or _is_same(around, place) for place in (within, *within.parents))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:  # one of them does not exist
        return False
