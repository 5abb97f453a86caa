"""The fingerprints of entries, cached: one is made again only when its entry or the taxonomy changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from ainotes_site.link.merge import MergedNotes
from ainotes_site.link.similarity.fingerprint import EntryFingerprint, entry_fingerprint
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.model import Entry, EntryId
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import pack, unpacked
from ainotes_site.pipeline.stages.scan import digest
from ainotes_site.pipeline.workers import Beside, beside, halves, map_all

MANY = 600
"""Entries from which on it pays to prepare for many, and to sketch them while something else is done."""


@contextmanager
def sketching(joined: MergedNotes, store: RecordStore, workers: int | None = None) -> Iterator[Beside[Sequence[bytes]]]:
    """Have every entry sketched while the body of the `with` runs; `entry_fingerprints` makes something of the result."""
    busy = workers if len(joined.entries) >= MANY else 1
    with beside(lambda _: _packed(joined, store, halves(busy)[1]), busy) as other:
        yield other


def entry_fingerprints(joined: MergedNotes, packed: Sequence[bytes]) -> Mapping[EntryId, EntryFingerprint]:
    """The sketch of every entry."""
    return {
        entry.id: unpacked(EntryFingerprint, blob) or entry_fingerprint(entry, joined.taxonomy)
        for entry, blob in zip(joined.entries, packed, strict=True)
    }


def _packed(joined: MergedNotes, store: RecordStore, workers: int | None) -> list[bytes]:
    """The fingerprints of the entries, in their order."""
    entries = joined.entries
    keys = [_key(entry, joined.taxonomy) for entry in entries]
    known = [store.get(key) for key in keys]
    missing = [at for at, blob in enumerate(known) if blob is None]
    made = map_all(_sketch, joined.taxonomy, [entries[at] for at in missing], workers)
    fresh = {keys[at]: blob for at, blob in zip(missing, made, strict=True)}
    store.save(keys, fresh)
    return [fresh[key] if blob is None else blob for key, blob in zip(keys, known, strict=True)]


def _key(entry: Entry, taxonomy: Taxonomy) -> bytes:
    lists = ("\t".join(row) for row in (entry.topics, entry.tags, entry.section))
    parts = (entry.title, entry.span.path, entry.description, *lists, entry.body, *(link.url for link in entry.links))
    return digest(code_key(), taxonomy.digest, *(text.encode("utf-8", "surrogatepass") for text in parts))


def _sketch(taxonomy: Taxonomy, entry: Entry) -> bytes:
    return pack(entry_fingerprint(entry, taxonomy))
