"""A file read from top to bottom: on one page, or on several where it is long."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.link.library import SourceRecord
from ainotes_site.markup.result import EntryHeading
from ainotes_site.model import Entry, Span, TermSlug
from ainotes_site.readers.skip_reasons import explain
from ainotes_site.render.page import PageData, PageKind
from ainotes_site.render.pages.full_topic import full_section
from ainotes_site.render.site import Site, SourcePart
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import source_part_url, source_url, term_url

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


def source_page(site: Site, name: str) -> PageData:
    """Draft of the page of the source with the slug `name`: all of it, or the way to its parts. Raises KeyError when there
    is none.
    """
    record = site.source_by_slug[name]
    parts = site.parts_of_source(record)
    shown = parts[0] if len(parts) == 1 else SourcePart((), 0, ())
    links = tuple(
        Tally(source_part_url(name, number), _name(site, record, part), len(part.entries) or len(part.terms))
        for number, part in enumerate(parts, 1)
        if len(parts) > 1
    )
    title = record.title or record.path
    base = site.settings.edit_base
    frame = {
        "title": title,
        "whole": "",
        "audit": audit(site, record),
        "encoding": record.encoding,
        "skipped": tuple((explain(run.reason, site.lang), run.span) for run in record.skipped),
        "problems": tuple((one.line, *one.said(site.lang)) for one in site.problems.get(record.path, ())),
        "parts": links,
        "turn": (None, None),
        "edit": base + record.path if base else "",
    }
    totals = {"entries": len(record.entries), "terms": len(record.terms)}
    return PageData(
        url=source_url(name),
        title=title,
        kind=PageKind.SOURCE,
        nav="",
        values={**frame, **_content(site, record, shown)},
        description=text("source.lead", site.lang, path=record.path, **totals),
        toc=_toc(site, shown, bool(record.skipped), record.path in site.problems),
        lang=site.lang,
    )


def source_part_page(site: Site, name: str) -> PageData:
    """Draft of a part of a source, by its slug and number from 1: `journal.2`. Raises KeyError when there is none.

    Of other parts it shows the two beside it only, so that a new entry does not change them all.
    """
    slug, _, written = name.rpartition(".")
    record, number = site.source_by_slug[slug], int(written)
    parts = dict(enumerate(site.parts_of_source(record), 1))
    part = parts[number]
    turn = tuple(
        Anchor(source_part_url(slug, one), _name(site, record, parts[one])) if one in parts else None
        for one in (number - 1, number + 1)
    )
    named = _name(site, record, part)
    title = text("list.part", site.lang, name=record.title or record.path, period=named)
    frame = {
        "title": title,
        "whole": source_url(slug),
        "skipped": (),
        "problems": (),
        "parts": (),
        "turn": turn,
        "edit": "",
    }
    return PageData(
        url=source_part_url(slug, number),
        title=title,
        kind=PageKind.SOURCE_PART,
        nav="",
        values={**frame, "audit": None, "encoding": "", **_content(site, record, part)},
        description=text("source.lead", site.lang, path=record.path, entries=len(part.entries), terms=len(part.terms)),
        toc=_toc(site, part, has_skipped=False, has_problems=False),
        lang=site.lang,
    )


def _content(site: Site, record: SourceRecord, part: SourcePart) -> dict[str, object]:
    """What there is to read in a part."""
    entries = tuple(site.library.entry[entry] for entry in part.entries)
    framing = _framing(site, record, part, entries)
    return {
        "path": record.path,
        "format": text(f"format.{record.format}", site.lang),
        "sections": tuple((*full_section(site, entry), entry.span, framing[n]) for n, entry in enumerate(entries)),
        "closing": framing[len(entries)],
        "terms": _terms(site, record, part.terms),
    }


def _name(site: Site, record: SourceRecord, part: SourcePart) -> str:
    """Where a part is: its lines; of terms, the first and the last."""
    if part.entries:
        first, last = (site.library.entry[part.entries[at]].span for at in (0, -1))
        return text("entry.lines", site.lang, start=first.start_line, end=last.end_line)
    first_term, last_term = (site.library.term[part.terms[at]].name for at in (0, -1))
    return f"{first_term} – {last_term}"


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


def _framing(site: Site, record: SourceRecord, part: SourcePart, entries: Sequence[Entry]) -> list[str]:
    """The HTML of what frames the entries of a part: above each of them, and below the last."""
    starts = [entry.span.start_line for entry in entries]
    found = [""] * (len(entries) + 1)
    after = part.first + len(entries)
    end = site.library.entry[record.entries[after]].span.start_line if after < len(record.entries) else None
    before = site.library.entry[record.entries[part.first - 1]].span.start_line if part.first else 0
    for run in record.skipped:
        line = run.span.start_line
        is_between = line >= before and (end is None or line < starts[-1]) if entries else not record.entries
        if run.text and is_between:
            found[bisect_left(starts, line)] += site.framing(run)
    return found


def _terms(site: Site, record: SourceRecord, slugs: Sequence[TermSlug]) -> tuple[tuple[str, str, str, str, int], ...]:
    """(url, slug, name, definition HTML, line) of terms that this source defines."""
    found: list[tuple[str, str, str, str, int]] = []
    for slug in slugs:
        term = site.library.term[slug]
        own = [definition for definition in term.definitions if definition.span.path == record.path]
        html = "".join(site.prose(definition) for definition in own)
        found.append((term_url(slug), slug, term.name, html, own[0].span.start_line if own else 0))
    return tuple(found)


def _toc(site: Site, part: SourcePart, has_skipped: bool, has_problems: bool) -> tuple[EntryHeading, ...]:
    toc = [EntryHeading(2, site.library.entry[entry].title, entry) for entry in part.entries]
    if part.terms:
        toc.append(EntryHeading(2, text("source.terms", site.lang), _OWN + "terms"))
    if has_skipped:
        toc.append(EntryHeading(2, text("source.skipped", site.lang), _OWN + "skipped"))
    if has_problems:
        toc.append(EntryHeading(2, text("source.problems", site.lang), _OWN + "problems"))
    return tuple(toc)
