"""Stage one: every source read, or taken from the cache when its bytes have been read before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ainotes_site.model import Reading
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import pack, unpack
from ainotes_site.pipeline.stages.scan import SourceFile, digest
from ainotes_site.pipeline.workers import map_all
from ainotes_site.readers import read


@dataclass(frozen=True, slots=True)
class ReadSources:
    """All readings, in the order of the sources."""

    readings: tuple[Reading, ...]
    fresh: int
    """How many were read anew."""
    save: Callable[[], None]
    """Keeps what was read: work for a moment in which other processes are busy."""


def read_sources(sources: Sequence[SourceFile], store: RecordStore, workers: int | None = None) -> ReadSources:
    """Read the sources that `store` does not know."""
    keys = [digest(code_key(), source.path.encode(), source.key, bytes([source.is_page])) for source in sources]
    readings = [store.load(Reading, key) for key in keys]
    missing = [at for at, reading in enumerate(readings) if reading is None]
    if missing:
        import numpy  # noqa: F401  by the processes that are forked, each of which would load it
    fresh: dict[bytes, bytes] = {}
    for at, blob in zip(missing, map_all(_read, None, [sources[at] for at in missing], workers), strict=True):
        fresh[keys[at]], readings[at] = blob, unpack(Reading, blob)
    return ReadSources(tuple(filter(None, readings)), len(missing), partial(store.save, keys, fresh))


def _read(_: None, source: SourceFile) -> bytes:
    return pack(read(source.path, source.data, source.hints, is_page=source.is_page))
