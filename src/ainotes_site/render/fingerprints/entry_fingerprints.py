"""Digests of what a site shows of each entry, in lists and in full; and what lists there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from ainotes_site.markup.result import EMPTY
from ainotes_site.model import Entry, EntryId, Person
from ainotes_site.render.fingerprints.digests import digest_of, digest_of_texts
from ainotes_site.render.page import PageKey
from ainotes_site.render.pagination import pieces
from ainotes_site.render.site import Site


class RenderedDigests(NamedTuple):
    """What a site shows of each entry, as digests."""

    cards: Mapping[EntryId, bytes] = {}
    """In lists."""
    bodies: Mapping[EntryId, bytes] = {}
    """In full, wherever it stands."""
    pieces: Mapping[PageKey, int] = {}
    """In how many parts each list is."""


class EntryFingerprints:
    """How the entries of one site look, each as a digest."""

    def __init__(self, site: Site, known: RenderedDigests | None = None, changed: Iterable[EntryId] = ()) -> None:
        """`known` is the digests of a site of which this one is a revision: some entries were edited, came or went."""
        self._site = site
        self._library = site.library
        self._known = known
        self._changed = changed

    @property
    def digests(self) -> RenderedDigests:
        """The digests of all that is rendered of the site."""
        return RenderedDigests(self.cards, self.bodies, pieces(self._site))

    @cached_property
    def cards(self) -> Mapping[EntryId, bytes]:
        """What lists show of each entry."""
        if self._known is not None:
            return self._revised(self._known.cards, self._card)
        return {entry.id: self._card(entry) for entry in self._library.entries}

    def _revised(
        self, known: Mapping[EntryId, bytes], fingerprint: Callable[[Entry], bytes]
    ) -> Mapping[EntryId, bytes]:
        """The digests of entries: anew of those that changed, none of those that are gone."""
        entry = self._library.entry
        revised = dict(known)  # most lists ask for many: an overlay would take longer than the copy
        for changed in self._changed:
            if changed in entry:
                revised[changed] = fingerprint(entry[changed])
            else:
                revised.pop(changed, None)
        return revised

    def _card(self, entry: Entry) -> bytes:
        compiled = self._library.compiled.get(entry.id, EMPTY)
        return digest_of(
            entry.id, entry.title, entry.kind.value, entry.date, entry.date_inferred, entry.lang, entry.topics,
            entry.description or compiled.excerpt, self.authors(entry.authors),
        )  # fmt: skip

    def authors(self, authors: Iterable[Person]) -> tuple[object, ...]:
        """Their names as an entry gives them, and their pages."""
        slugs = self._library.author_slug
        return tuple((person.name, person.handle, slugs.get(person)) for person in authors)

    @cached_property
    def bodies(self) -> Mapping[EntryId, bytes]:
        """What there is to see of each entry where it stands in full."""
        if self._known is not None:
            return self._revised(self._known.bodies, self._body)
        return {entry.id: self._body(entry) for entry in self._library.entries}

    def _body(self, entry: Entry) -> bytes:
        compiled = self._library.compiled.get(entry.id, EMPTY)
        links = [part for link in entry.links for part in (link.url, link.text)]
        return self.cards[entry.id] + compiled.body.digest + digest_of_texts(entry.body, *links, *entry.section)
