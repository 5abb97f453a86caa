"""Stage: entries get the addresses that they had, where the notes have a file that remembers them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ainotes_site.link.addresses.page_addresses import is_page, with_pages
from ainotes_site.link.addresses.permalinks import Assigned, Permalinks, Record, assign, parse, refreshed, serialise
from ainotes_site.link.addresses.redirects import of_permalinks, stated_redirects
from ainotes_site.link.library import Library, Redirect
from ainotes_site.link.similarity.fingerprint import EntryFingerprint
from ainotes_site.model import EntryId, Problem, Reading


class Addressed(NamedTuple):
    """Readings with permanent ids."""

    readings: tuple[Reading, ...]
    permalinks: Permalinks | None
    """What the file is to say of entries, but for the sketches of their texts, and of other pages, once the notes are linked;
    None where the notes have none.
    """
    before: tuple[Record, ...] = ()
    """What the file says."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        return () if self.permalinks is None else self.permalinks.problems

    def text(self, fingerprints: Mapping[EntryId, EntryFingerprint]) -> str | None:
        """What is to be written into the file; None where it stays as it is."""
        if self.permalinks is None or not self.permalinks.is_whole:
            return None
        return serialise(refreshed(self.permalinks.records, fingerprints))


def with_addresses(readings: Sequence[Reading], text: str | None) -> Addressed:
    """All readings, with the addresses that the file with this text remembers."""
    if text is None:
        return Addressed(tuple(readings), None)
    known = parse(text)
    return _addressed(assign(readings, _entries(known)), known)


def with_addresses_after_edit(readings: Sequence[Reading], gone: Collection[str], text: str | None) -> Addressed | None:
    """The edited readings likewise: as they would be among all the others, each of which has the address that it had. None
    where an address has lost its entry: another source may hold its text.
    """
    if text is None:
        return Addressed(tuple(readings), None)
    known = parse(text)
    edited = {*gone, *(reading.path for reading in readings)}
    near = [record for record in _entries(known) if record.source in edited]
    others = [record for record in _entries(known) if record.source not in edited]
    found = assign(readings, near, {record.address for record in others})
    if found.lost:
        return None
    records = tuple(sorted((*found.records, *others)))
    return _addressed(found._replace(records=records), known)


def _addressed(found: Assigned, known: Permalinks) -> Addressed:
    problems = (*known.problems, *found.problems)
    return Addressed(found.readings, Permalinks(found.records, problems, known.is_whole), known.records)


def _entries(known: Permalinks) -> list[Record]:
    return [record for record in known.records if not is_page(record)]


def with_page_addresses(addressed: Addressed, library: Library) -> Addressed:
    """The same with the pages of the linked notes that are not entries'."""
    known = addressed.permalinks
    if known is None:
        return addressed
    records = with_pages(addressed.before, known.records, library)
    return addressed._replace(permalinks=known._replace(records=records))


def with_redirects(
    library: Library,
    addressed: Addressed,
    directory_urls: bool,
) -> Library:
    """`library` with what leads on from addresses of before."""
    sources = {record.path: record for record in library.sources}
    stated = stated_redirects(addressed.readings, sources, directory_urls)
    problems = tuple(sorted({*library.problems, *stated.problems, *addressed.problems}))
    return replace(library, redirects=(*_published(addressed), *stated.redirects), problems=problems)


def with_redirects_after_edit(library: Library, addressed: Addressed) -> Library:
    """The same where no edited source states any, or did."""
    stated = (redirect for redirect in library.redirects if redirect.source)
    problems = tuple(sorted({*library.problems, *addressed.problems}))
    return replace(library, redirects=(*_published(addressed), *stated), problems=problems)


def _published(addressed: Addressed) -> tuple[Redirect, ...]:
    return () if addressed.permalinks is None else of_permalinks(addressed.permalinks.records)
