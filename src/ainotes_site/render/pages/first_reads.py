"""With which entries of many to begin: those that others link to, the longest, the newest; each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.model import Entry
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import day
from ainotes_site.urls import entry_url

_MANY = 8
"""Entries from which on a reader is told with which to begin."""
_LINKED = 4
_LONGEST = 3
_NEWEST = 3
_LONG = 12
"""Lines of the source from which on an entry is long enough to be named for it."""


class FirstRead(NamedTuple):
    """An entry to begin with."""

    url: str
    text: str
    why: str


def most_linked(site: Site, entries: Iterable[Entry]) -> tuple[FirstRead, ...]:
    """Those that most entries link to."""
    return tuple(
        FirstRead(entry_url(entry.id), entry.title, text("first.linked", site.lang, total=total))
        for entry, total in site.most_linked(entries)
    )


def first_reads(site: Site, entries: Sequence[Entry]) -> tuple[FirstRead, ...]:
    """At most ten of `entries`, which are sorted newest first, and no more than half of them; none where all can be seen at
    once."""
    if len(entries) < _MANY:
        return ()
    found = {read.url: read for read in most_linked(site, entries)[:_LINKED]}
    for entry in _longest(entry for entry in entries if entry_url(entry.id) not in found):
        why = text("first.long", site.lang, total=lines(entry))
        found[entry_url(entry.id)] = FirstRead(entry_url(entry.id), entry.title, why)
    dated = (entry for entry in entries if entry.stated_date and entry_url(entry.id) not in found)
    for entry, _ in zip(dated, range(_NEWEST), strict=False):
        why = text("first.new", site.lang, date=day(entry.stated_date, site.lang).words)
        found[entry_url(entry.id)] = FirstRead(entry_url(entry.id), entry.title, why)
    return tuple(found.values())[: len(entries) // 2]


def lines(entry: Entry) -> int:
    """How long an entry is in its source; known without its text."""
    return entry.span.end_line - entry.span.start_line + 1


def _longest(entries: Iterable[Entry]) -> list[Entry]:
    long = (entry for entry in entries if lines(entry) >= _LONG)
    return sorted(long, key=lambda entry: (-lines(entry), entry.id))[:_LONGEST]
