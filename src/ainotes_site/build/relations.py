"""Which entries are related: worked out anew only when what relates them has changed, which few edits do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ainotes_site.build.code import code_key
from ainotes_site.build.packing import pack, unpack
from ainotes_site.build.scan import digest
from ainotes_site.build.store import Store
from ainotes_site.link.library import Related
from ainotes_site.link.related import related
from ainotes_site.link.sketch import Sketch
from ainotes_site.model import Entry, EntryId, TermSlug


class Relations:
    """`link.related.related` with a memory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self,
        entries: Sequence[Entry],
        sketches: Sequence[Sketch],
        mentions: Mapping[EntryId, Sequence[TermSlug]],
        linked: Mapping[EntryId, Sequence[EntryId]],
        excluded: Mapping[EntryId, Sequence[EntryId]],
    ) -> Mapping[EntryId, tuple[Related, ...]]:
        """The same for the same."""
        rows: list[Iterable[str]] = []
        for entry, own in zip(entries, sketches, strict=True):
            rows += ((entry.id,), entry.tags, own.words, mentions.get(entry.id, ()), linked.get(entry.id, ()))
            rows += ((score.topic for score in own.topics), excluded.get(entry.id, ()))
        told = "\n".join(map("\t".join, rows))
        key = digest(code_key(), told.encode("utf-8", "surrogatepass"))
        blob = self._store.get(key)
        if blob is not None:
            kept: Mapping[EntryId, tuple[Related, ...]] = unpack(blob)
            return kept
        made = related(entries, sketches, mentions, linked, excluded)
        self._store.save([key], {key: pack(made)})
        return made
