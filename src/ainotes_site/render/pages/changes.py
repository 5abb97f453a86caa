"""The page of what is new, and what was revised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.markup.result import EMPTY, EntryHeading
from ainotes_site.model import Entry
from ainotes_site.render.feeds.addresses import CHANGES_FEED
from ainotes_site.render.page import About, PageData, PageKind
from ainotes_site.render.site import Change, Site
from ainotes_site.render.view_models import Day, day
from ainotes_site.urls import CHANGES, entry_url

MOST_SHOWN = 60
_SENTENCES = 3
"""Sentences of a revision that are shown."""
_LONGEST = 160


class ChangeRow(NamedTuple):
    """A change of an entry that there is."""

    mark: str
    """Tells it from every other change, so that a reader's device knows which it has shown."""
    date: str
    url: str
    title: str
    lang: str
    """Of the title; empty where it is that of the interface."""
    is_new: bool
    sentences: tuple[str, ...]
    more: int
    """Sentences beyond those."""


def change_rows(site: Site) -> tuple[ChangeRow, ...]:
    """The changes of published entries, newest first, one a day for each entry. Of a revision only sentences are told that the
    page of the entry shows: others were taken out since, or are for nobody else.
    """
    entries = {(entry.span.path, entry.title): entry for entry in site.library.entries}
    merged: dict[tuple[str, str], Change] = {}
    for change in site.changes:
        entry = entries.get((change.path, change.title))
        if entry is None:
            continue
        key = (change.date, entry.id)
        known = merged.get(key)
        if known is None and len(merged) == MOST_SHOWN:
            break
        merged[key] = change if known is None else _joined(known, change)
    shown = (_shown(site, change, entries[(change.path, change.title)]) for change in merged.values())
    return tuple(change for change in shown if change.is_new or change.sentences)


def _joined(later: Change, earlier: Change) -> Change:
    """Two changes of a day as one."""
    added = tuple(dict.fromkeys((*later.added, *earlier.added)))
    return later._replace(is_new=later.is_new or earlier.is_new, added=added)


def _shown(site: Site, change: Change, entry: Entry) -> ChangeRow:
    there = [] if change.is_new else _of_page(site, entry, change.added)
    sentences = tuple(sentence if len(sentence) <= _LONGEST else f"{sentence[: _LONGEST - 1]}…" for sentence in there)
    told = "\0".join((change.date, entry.id, str(change.is_new), *sentences)).encode("utf-8", "surrogatepass")
    return ChangeRow(
        blake2b(told, digest_size=6).hexdigest(),
        change.date,
        entry_url(entry.id),
        entry.title,
        "" if entry.lang == site.lang else entry.lang,
        change.is_new,
        sentences[:_SENTENCES],
        max(0, len(sentences) - _SENTENCES),
    )


def _of_page(site: Site, entry: Entry, sentences: Iterable[str]) -> list[str]:
    """Those of `sentences` that can be read on the page of an entry."""
    compiled = site.library.compiled.get(entry.id, EMPTY)
    text = "".join("".join(section.text.split()) for section in compiled.sections)
    return [sentence for sentence in sentences if "".join(sentence.split()) in text]


def changes_page(site: Site, _: str) -> PageData:
    """Draft of the page."""
    lead = text("changes.lead", site.lang)
    days = tuple(_days(site))
    return PageData(
        url=CHANGES,
        title=text("nav.changes", site.lang),
        kind=PageKind.CHANGES,
        nav="timeline",
        values={"lead": lead, "days": days, "feed": bool(site.settings.site_url)},
        description=lead,
        toc=tuple(EntryHeading(2, shown.words, f"d{shown.iso}") for shown, _ in days) if len(days) > 1 else (),
        lang=site.lang,
        about=About("WebPage", (), feed=CHANGES_FEED if site.settings.site_url else ""),
    )


def _days(site: Site) -> Iterator[tuple[Day, tuple[ChangeRow, ...]]]:
    for date, changes in groupby(change_rows(site), key=lambda change: change.date):
        shown = day(date, site.lang)
        yield shown, tuple(changes)
