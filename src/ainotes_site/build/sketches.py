"""Stage three's memory: what relating needs to know of each entry, kept as long as the entry and the taxonomy are."""

from __future__ import annotations

from collections.abc import Mapping

from ainotes_site.build.code import code_key
from ainotes_site.build.packing import pack, unpack
from ainotes_site.build.scan import digest
from ainotes_site.build.store import Store
from ainotes_site.build.workers import map_all
from ainotes_site.link.catalogue import Catalogue
from ainotes_site.link.sketch import Sketch, sketch
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.model import Entry, EntryId


def sketches(joined: Catalogue, store: Store, workers: int | None = None) -> Mapping[EntryId, Sketch]:
    """The sketch of every entry."""
    entries = joined.entries
    keys = [_key(entry, joined.taxonomy) for entry in entries]
    blobs = [store.get(key) for key in keys]
    found = {entry.id: unpack(blob) for entry, blob in zip(entries, blobs, strict=True) if blob is not None}
    missing = [at for at, blob in enumerate(blobs) if blob is None]
    made = map_all(_sketch, joined.taxonomy, [entries[at] for at in missing], workers)
    fresh: dict[bytes, bytes] = {}
    for at, blob in zip(missing, made, strict=True):
        fresh[keys[at]], found[entries[at].id] = blob, unpack(blob)
    store.save(keys, fresh)
    return found


def _key(entry: Entry, taxonomy: Taxonomy) -> bytes:
    lists = ("\t".join(row) for row in (entry.topics, entry.tags, entry.section))
    told = (entry.title, entry.description, *lists, entry.body, *(link.url for link in entry.links))
    return digest(code_key(), taxonomy.digest, *(text.encode("utf-8", "surrogatepass") for text in told))


def _sketch(taxonomy: Taxonomy, entry: Entry) -> bytes:
    return pack(sketch(entry, taxonomy))
