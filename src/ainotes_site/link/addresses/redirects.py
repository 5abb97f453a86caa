"""Paths at which nothing lives any more, and where they lead: published addresses, and those of an owner's older site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from ainotes_site.i18n import problem_of
from ainotes_site.link.addresses.page_addresses import url_of
from ainotes_site.link.addresses.permalinks import Record, answering
from ainotes_site.link.library import Redirect, SourceRecord
from ainotes_site.model import Problem, Reading
from ainotes_site.portable_names import is_portable
from ainotes_site.urls import HOME, Url, entry_url, page_url, source_url

_LONGEST = 300
"""Characters of a path."""


class StatedPaths(NamedTuple):
    """What the owners of sources say of paths of an older site."""

    redirects: tuple[Redirect, ...]
    problems: tuple[Problem, ...]


def of_permalinks(records: Iterable[Record]) -> tuple[Redirect, ...]:
    """From the addresses that have no entry or page any more."""
    answers = answering(records)
    return tuple(
        Redirect(url_of(address), None if answer is None else url_of(answer), "")
        for address, answer in sorted(answers.items())
    )


def stated_redirects(
    readings: Sequence[Reading], sources: Mapping[str, SourceRecord], directory_urls: bool
) -> StatedPaths:
    """From the paths that sources name as theirs of before (`redirect_from`); the first source by path has a path that
    several name.
    """
    found: dict[Url, Redirect] = {}
    problems = []
    for reading in sorted((one for one in readings if one.redirect_from), key=lambda one: one.path):
        for written in reading.redirect_from:
            path = redirect_path(written)
            if path is None or path in found:
                problems.append(problem_of(reading.path, 1, "redirect.path", path=written))
            else:
                found[path] = Redirect(path, _target(sources[reading.path], directory_urls), reading.path)
    return StatedPaths(tuple(found.values()), tuple(problems))


def redirect_path(written: str) -> Url | None:
    """The file of the site that answers at a path of an older site; None for what is no path, is hidden or not portable."""
    path = unquote(written).split("#")[0].split("?")[0].strip().lstrip("/")
    if len(path) > _LONGEST or ":" in path or "\\" in path or not path.isprintable():
        return None
    parts = path.removesuffix("/").split("/")
    if not is_portable(path) or any(not part or part.startswith(".") for part in parts):
        return None
    has_file = not path.endswith("/") and parts[-1].lower().endswith((".html", ".htm"))
    found = "/".join(parts if has_file else (*parts, "index.html"))
    return None if found == HOME else Url(found)


def _target(source: SourceRecord, directory_urls: bool) -> Url:
    if source.format == "page":
        return Url(page_url(source.path, directory_urls))
    return entry_url(source.entries[0]) if len(source.entries) == 1 else source_url(source.slug)
