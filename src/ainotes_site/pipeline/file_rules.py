"""What the configuration says of the files in the notes folder: which are trusted pages, which are published unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from posixpath import normpath
from typing import Any

from ainotes_site.globs import matches
from ainotes_site.source_rules import SourceRule, source_rules
from ainotes_site.urls import DESTINATION_PAGES

ALL = ("**",)
"""Globs that take every file."""


@dataclass(frozen=True, slots=True)
class FileRules:
    """A note never decides about itself what is said here: whoever writes notes is not who trusts them."""

    notes: tuple[str, ...] = ALL
    """Globs of the notes and of what lies beside them. All else is MkDocs' own: pages and files of the site."""
    pages: tuple[str, ...] = ()
    """Globs of hand-written pages, which MkDocs renders with all that is in them."""
    static: tuple[str, ...] = ()
    """Globs of files that are published whatever they hold."""
    nav: frozenset[str] = frozenset()
    """Paths that the site's navigation names."""
    named: frozenset[str] = frozenset()
    """Files that the configuration names for MkDocs to publish: style sheets, scripts, logo, icon."""
    sources: tuple[SourceRule, ...] = ()
    """How sources are read, by globs."""

    exclude: tuple[str, ...] = ()
    """Globs of files and folders that stay at home."""

    unpublished: tuple[tuple[bool, str], ...] = ()
    """What MkDocs is told not to publish, as regular expressions of paths; the last that matches says whether."""

    def is_excluded(self, path: str) -> bool:
        """Whether a file, or a folder that it is in, stays at home, or is one that MkDocs does not publish."""
        if self.unpublished and _is_unpublished(path, self.unpublished):
            return True
        return self.is_withheld(path)

    def is_withheld(self, path: str) -> bool:
        """Whether a file, or a folder that it is in, stays at home."""
        return bool(self.exclude) and any(matches(place, self.exclude) for place in (path, *_folders(path)))

    def is_note(self, path: str) -> bool:
        """Whether a file is one of the notes or beside them, unless another rule makes it a page."""
        return self.notes == ALL or matches(path, self.notes)

    def is_page(self, path: str, claims: bool) -> bool:
        """Whether a Markdown file is a hand-written page; `claims` when its front matter says so.

        In a navigation `glossary.md` is the name of a destination; only a file that wants to take its place does.
        """
        if not self.is_note(path):
            return True
        if path in self.nav and (claims or path not in DESTINATION_PAGES):
            return True
        return matches(path, self.pages)

    def is_static(self, path: str) -> bool:
        """Whether a file is published whatever it holds."""
        return matches(path, self.static)

    @property
    def serialised(self) -> bytes:
        """All that they say, as bytes."""
        values = (getattr(self, field.name) for field in fields(self))
        return repr([sorted(value) if isinstance(value, frozenset) else value for value in values]).encode(
            "utf-8", "surrogatepass"
        )


NO_RULES = FileRules()


def file_rules(
    options: Mapping[str, object],
    nav: object,
    named: Iterable[object],
    *,
    directory_urls: bool = False,
    unpublished: Iterable[tuple[bool, str]] = (),
) -> FileRules:
    """The rules that the options of `ainotes/entries`, a navigation and the names of files of the theme give.

    Where nothing is said of notes, all files are, but on a site with `directory_urls`, which was made for pages: there
    none is until they are named.

    Values of a wrong type count as nothing: MkDocs names them when it reads the same configuration. Raises ConfigError for rules
    of `sources` that cannot be used.
    """
    return FileRules(
        _globs(options.get("notes")) or (() if directory_urls else ALL),
        _globs(options.get("pages")),
        _globs(options.get("static")),
        frozenset(_paths(nav)),
        frozenset(normpath(name) for name in named if isinstance(name, str) and "://" not in name),
        exclude=tuple(glob.rstrip("/") for glob in _globs(options.get("exclude"))),
        sources=source_rules(options.get("sources")),
        unpublished=tuple(unpublished),
    )


def path_rules(patterns: Iterable[Any]) -> Iterator[tuple[bool, str]]:
    """Patterns of the package `pathspec`, with which MkDocs reads `exclude_docs`, as `FileRules` has them."""
    for each in patterns:
        if each.include is not None:
            yield bool(each.include), each.regex.pattern


def _is_unpublished(path: str, rules: Iterable[tuple[bool, str]]) -> bool:
    last = False
    for is_unpublished, rule in rules:
        if re.match(rule, path):
            last = is_unpublished
    return last


def _folders(path: str) -> Iterable[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _globs(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(glob for glob in value if isinstance(glob, str)) if isinstance(value, list | tuple) else ()


def _paths(nav: object) -> Iterable[str]:
    """The paths of a navigation, however deep its sections are."""
    waiting = [nav]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield normpath(item.lstrip("/")) if item else item
        elif isinstance(item, Mapping):
            waiting += item.values()
        elif isinstance(item, list | tuple):
            waiting += item
