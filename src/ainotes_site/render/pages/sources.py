"""Where the notes come from: the tree of folders, and of each file what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.link.library import SourceRecord
from ainotes_site.readers.skip_reasons import PAGE, SHOWN
from ainotes_site.render.list_parts import MOST_ROWS
from ainotes_site.render.page import PageData, PageKind
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import SOURCES, Url, folder_name, folder_url

_OPEN_FILES = 12
"""Files that a folder may have and still show them all at once."""


class File(NamedTuple):
    """A source in the tree."""

    url: str
    title: str
    name: str
    """Name of the file, where the title is another; else empty."""
    format: str
    entries: int
    terms: int
    left_out: int
    """Lines that no page shows."""
    problems: int


class FolderSummary(NamedTuple):
    """A folder, and what became of all that is in it and below it."""

    name: str
    """Path from the folder around it; empty for the top one."""
    files: tuple[File, ...]
    """Those right in it."""
    total: int
    """Files in it and below it."""
    entries: int
    terms: int
    left_out: int
    problems: int
    is_open: bool
    """Whether its files show before one asks for them."""
    closes: tuple[str, ...]
    """Folders that end after it, this one last."""


def sources_page(site: Site, _: str) -> PageData:
    """Draft of the table of sources; of the way to its parts where it is long."""
    parts = site.source_parts
    lead = text("sources.lead", site.lang, total=len(site.library.sources))
    if len(parts) == 1:
        return _table(site, SOURCES, PageKind.SOURCES, text("nav.sources", site.lang), lead, parts[0])
    links = tuple(Tally(files_url(str(number)), _range(part), len(part)) for number, part in enumerate(parts, 1))
    return _table(site, SOURCES, PageKind.SOURCES, text("nav.sources", site.lang), lead, (), parts=links)


def files_page(site: Site, name: str) -> PageData:
    """Draft of a part of a long table of sources, by its number from 1. Raises KeyError when there is none.

    Of other parts it shows the two beside it only, so that a new file does not change them all.
    """
    numbered = {str(number): part for number, part in enumerate(site.source_parts, 1)}
    part = numbered[name]
    lead = text("sources.part", site.lang, total=len(part))
    beside = (str(int(name) - 1), str(int(name) + 1))
    turn = tuple(Anchor(files_url(one), _range(numbered[one])) if one in numbered else None for one in beside)
    return _table(site, files_url(name), PageKind.FILES, _range(part), lead, part, turn=turn)


def folder_page(site: Site, name: str) -> PageData:
    """Draft of the page of a folder that has no note of its own, by its `folder_name`: its sources, or the way to
    the table where they are many, and the folders in it. Raises KeyError when there is none.
    """
    folder = site.folders[name]
    of_folders = tuple(
        Tally(folder_url(folder_name(path)), path, total)
        for path, total in folder.folders
        if folder_name(path) in site.folders
    )
    total = len(folder.files) + sum(below for _, below in folder.folders)
    lead = text("sources.folder.files", site.lang, files=total)
    if len(folder.files) > MOST_ROWS:
        to_table = Tally(SOURCES, text("nav.sources", site.lang), len(folder.files))
        return _table(site, folder_url(name), PageKind.FOLDER, folder.path, lead, (), parts=(to_table, *of_folders))
    drafted = _table(site, folder_url(name), PageKind.FOLDER, folder.path, lead, folder.files, parts=of_folders)
    shown = tuple(one._replace(name="", closes=()) for one in _folders(site, folder.files))  # named by the title
    return replace(drafted, values={**drafted.values, "folders": shown})


def files_url(name: str) -> Url:
    """Page of a part of the table of sources."""
    return Url(f"sources/part.{name}.html")  # a source's own page has no dot in its name


def _range(part: Sequence[SourceRecord]) -> str:
    return part[0].path if len(part) == 1 else f"{part[0].path} – {part[-1].path}"


def _table(
    site: Site,
    url: Url,
    kind: PageKind,
    title: str,
    lead: str,
    shown: Sequence[SourceRecord],
    parts: tuple[Tally, ...] = (),
    turn: tuple[Anchor | None, ...] = (None, None),
) -> PageData:
    return PageData(
        url=url,
        title=title,
        kind=kind,
        nav="sources",
        values={"title": title, "lead": lead, "folders": _folders(site, shown), "parts": parts, "turn": turn},
        description=lead,
        lang=site.lang,
    )


def _folders(site: Site, records: Sequence[SourceRecord]) -> tuple[FolderSummary, ...]:
    """The folders that files lie in, each before those below it; a long folder is closed where there are others."""
    grouped: dict[str, list[File]] = {}
    for record in records:
        grouped.setdefault(record.path.rpartition("/")[0], []).append(_file(site, record))
    shown = sorted(grouped, key=lambda path: path.split("/") if path else [])
    return tuple(_opened(grouped, shown))


def _opened(grouped: Mapping[str, Sequence[File]], shown: Sequence[str]) -> Iterator[FolderSummary]:
    around: list[str] = []
    for path, after in zip_longest(shown, shown[1:], fillvalue=""):
        above = around[-1] + "/" if around else ""
        around.append(path)
        closes = tuple(one for one in reversed(around) if not _is_within(after, one))
        around = [one for one in around if one not in closes]
        files, is_open = tuple(grouped[path]), len(grouped[path]) <= _OPEN_FILES or len(shown) == 1
        yield FolderSummary(path.removeprefix(above), files, *_figures(grouped, path), is_open, closes)


def _figures(grouped: Mapping[str, Sequence[File]], path: str) -> tuple[int, int, int, int, int]:
    """Of a folder with all below it: files, entries, terms, lines left out, problems."""
    below = [file for other, files in grouped.items() if other == path or _is_within(other, path) for file in files]
    figures = [(1, file.entries, file.terms, file.left_out, file.problems) for file in below]
    total, entries, terms, left_out, problems = (sum(column) for column in zip(*figures, strict=True))
    return total, entries, terms, left_out, problems


def _is_within(path: str, folder: str) -> bool:
    return bool(folder) and path.startswith(folder + "/")


def _file(site: Site, record: SourceRecord) -> File:
    name = record.path.rpartition("/")[2]
    title = record.title or name
    left_out = [run.span for run in record.skipped if run.reason not in SHOWN and run.reason != PAGE]
    return File(
        site.source_page(record),
        title,
        "" if title in (name, name.rpartition(".")[0]) else name,
        text(f"format.{record.format}", site.lang),
        len(record.entries),
        len(record.terms),
        sum(span.end_line - span.start_line + 1 for span in left_out),
        len(site.problems.get(record.path, ())),
    )
