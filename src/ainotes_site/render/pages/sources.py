"""Where the notes come from: each file with its audit figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.link.library import SourceRecord
from ainotes_site.render.page import PageData, PageKind
from ainotes_site.render.pages.source import Audit, audit
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import SOURCES, Url

_OPEN_FILES = 12
"""Files that a folder may have and still show them all at once."""


class File(NamedTuple):
    """A source in the table."""

    url: str
    title: str
    path: str
    name: str
    """Name of the file, where the title is another; else empty."""
    format: str
    audit: Audit


class Folder(NamedTuple):
    """The sources of one folder, and what became of them together."""

    name: str
    """Path of the folder; empty for the top one."""
    files: tuple[File, ...]
    entries: int
    terms: int
    skipped: int
    is_open: bool
    """Whether its files show before one asks for them."""


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


def _folders(site: Site, records: Sequence[SourceRecord]) -> tuple[Folder, ...]:
    """The sources by folder, as they lie; a long folder is closed where there are others."""
    grouped: dict[str, list[File]] = {}
    for record in records:
        folder, _, name = record.path.rpartition("/")
        title = record.title or name
        shown_name = "" if title in (name, name.rpartition(".")[0]) else name
        words = text(f"format.{record.format}", site.lang)
        file = File(site.source_page(record), title, record.path, shown_name, words, audit(site, record))
        grouped.setdefault(folder, []).append(file)
    return tuple(
        Folder(
            folder,
            tuple(files),
            sum(file.audit.entries for file in files),
            sum(file.audit.terms for file in files),
            sum(file.audit.skipped for file in files),
            len(files) <= _OPEN_FILES or len(grouped) == 1,
        )
        for folder, files in sorted(grouped.items())
    )
