"""What a build leaves of its search index for the next ones, and how an index is put into a site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from ainotes_site.model import EntryId, Problem
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import Single
from ainotes_site.pipeline.publish.outputs import Outputs
from ainotes_site.pipeline.stages.index.document_tokens import Cuts
from ainotes_site.pipeline.stages.scan import digest
from ainotes_site.search.index.assemble import Assembled
from ainotes_site.search.index.columns import Columns
from ainotes_site.search.index.document import SearchDocument, TermCard
from ainotes_site.search.index.selftest import self_test
from ainotes_site.search.text.word_cache import Memory
from ainotes_site.urls import INDEX_FOLDER

Carried = TypeVar("Carried", SearchDocument, TermCard)


@dataclass(frozen=True, slots=True)
class IndexState:
    """What a build that linked all notes leaves for the incremental builds after it."""

    identity: bytes = b""
    """Of the state of the build; empty where the index was written without a snapshot."""
    cuts: Cuts = field(default_factory=Cuts)
    memory: Memory = field(default_factory=Memory)
    columns: Columns | None = None
    words: Words | None = None
    ids: tuple[EntryId, ...] = ()
    """Entries in the order of the index."""


class Words(NamedTuple):
    """What the index holds besides the entries."""

    cards: Sequence[TermCard]
    groups: Sequence[tuple[str, ...]]
    """Equivalent names."""
    topics: Mapping[str, tuple[str, ...]]
    """Names of topics by their ids."""


def load_state(path: Path | None) -> IndexState:
    """The state after the last build that linked all notes; an empty one where that cannot be read."""
    return Single(IndexState, path).load(code_key()) or IndexState()


def write_files(outputs: Outputs, index: Assembled) -> None:
    """Write the shards of the index that differ from the published ones."""
    for shard in index.shards:
        outputs.add(f"{INDEX_FOLDER}/{shard.path}", digest(code_key(), shard.key), shard.make)


def tested(outputs: Outputs, documents: Mapping[int, SearchDocument]) -> tuple[Problem, ...]:
    """What the self-test says of documents, by their numbers in the index as it was written."""
    return tuple(self_test(lambda path: outputs.read(f"{INDEX_FOLDER}/{path}"), documents))


def same(known: Carried) -> Carried:
    """What makes a document that is made already."""
    return known
