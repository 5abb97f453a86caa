"""Compiled templates, kept between builds: to compile those that an edit needs takes longer than to fill them."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.stages.scan import digest


class CompiledTemplates(BytecodeCache):
    """Jinja's cache in a store."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store
        self._used: set[bytes] = set()
        self._fresh: dict[bytes, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja, which checks that the code is of this version of Python and of the template."""
        key = _key(bucket)
        self._used.add(key)
        blob = self._store.get(key)
        if blob is not None:
            bucket.bytecode_from_string(blob)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja for a template that it compiled."""
        self._fresh[_key(bucket)] = bucket.bytecode_to_string()

    def save(self) -> None:
        """Keep what was used, and nothing else."""
        self._store.save(self._used, self._fresh)


def _key(bucket: Bucket) -> bytes:
    return digest(code_key(), bucket.key.encode())
