"""Where the notes come from: each file with its audit figures, and a file read from top to bottom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.link.library import SourceRecord
from ainotes_site.markup.result import Heading
from ainotes_site.model import Entry, Span
from ainotes_site.readers.skip_reasons import explain
from ainotes_site.render.page import PageData, PageKind
from ainotes_site.render.pages.full_topic import full_section
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import SOURCES, Url, source_url, term_url

_OPEN_FILES = 12
"""Files that a folder may have and still show them all at once."""
_OWN = "_"
"""Begins the page's own anchors; no entry's id begins with it."""


class Audit(NamedTuple):
    """What became of a source's lines."""

    lines: int
    in_entries: int
    in_terms: int
    skipped: int
    """Lines left out, each with a reason."""
    entries: int
    terms: int


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


def source_page(site: Site, name: str) -> PageData:
    """Draft of the page of the source with the slug `name`. Raises KeyError when there is none."""
    record = site.source_by_slug[name]
    library = site.library
    entries = tuple(library.entry[entry] for entry in record.entries)
    framing = _framing(site, record, entries)
    base = site.settings.edit_base
    return PageData(
        url=source_url(name),
        title=record.title or record.path,
        kind=PageKind.SOURCE,
        nav="",
        values={
            "title": record.title or record.path,
            "path": record.path,
            "format": text(f"format.{record.format}", site.lang),
            "encoding": record.encoding,
            "audit": audit(site, record),
            "skipped": tuple((explain(run.reason, site.lang), run.span) for run in record.skipped),
            "sections": tuple((*full_section(site, entry), entry.span, framing[n]) for n, entry in enumerate(entries)),
            "closing": framing[len(entries)],
            "terms": _terms(site, record),
            "edit": base + record.path if base else "",
        },
        description=text("source.lead", site.lang, path=record.path, entries=len(entries), terms=len(record.terms)),
        toc=_toc(site, record),
        lang=site.lang,
    )


def audit(site: Site, record: SourceRecord) -> Audit:
    """Figures of a source; a line that is in an entry and in a term counts in each."""
    library = site.library
    spans = [library.entry[entry].span for entry in record.entries]
    defined = [
        definition.span
        for slug in record.terms
        for definition in library.term[slug].definitions
        if definition.span.path == record.path
    ]
    skipped = [run.span for run in record.skipped]
    return Audit(record.lines, _lines(spans), _lines(defined), _lines(skipped), len(spans), len(record.terms))


def _lines(spans: list[Span]) -> int:
    """Lines in any of the spans."""
    total, reached = 0, 0
    for span in sorted(spans):
        start = max(span.start_line, reached + 1)
        total += max(0, span.end_line - start + 1)
        reached = max(reached, span.end_line)
    return total


def _framing(site: Site, record: SourceRecord, entries: Sequence[Entry]) -> list[str]:
    """The HTML of what frames the entries: above each of them, and below the last."""
    starts = [entry.span.start_line for entry in entries]
    found = [""] * (len(entries) + 1)
    for run in record.skipped:
        if run.text:
            found[bisect_left(starts, run.span.start_line)] += site.framing(run)
    return found


def _terms(site: Site, record: SourceRecord) -> tuple[tuple[str, str, str, str, int], ...]:
    """(url, slug, name, definition HTML, line) of each term that this source defines."""
    found: list[tuple[str, str, str, str, int]] = []
    for slug in record.terms:
        term = site.library.term[slug]
        own = [definition for definition in term.definitions if definition.span.path == record.path]
        html = "".join(site.prose(definition) for definition in own)
        found.append((term_url(slug), slug, term.name, html, own[0].span.start_line if own else 0))
    return tuple(found)


def _toc(site: Site, record: SourceRecord) -> tuple[Heading, ...]:
    toc = [Heading(2, site.library.entry[entry].title, entry) for entry in record.entries]
    if record.terms:
        toc.append(Heading(2, text("source.terms", site.lang), _OWN + "terms"))
    if record.skipped:
        toc.append(Heading(2, text("source.skipped", site.lang), _OWN + "skipped"))
    return tuple(toc)
