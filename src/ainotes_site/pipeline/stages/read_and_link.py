"""Read, then link: an edit is linked from the last build's snapshot, anything else has all notes linked."""

from __future__ import annotations

from functools import partial

from ainotes_site.pipeline.context import BuildContext
from ainotes_site.pipeline.incremental.relink import relink
from ainotes_site.pipeline.incremental.snapshot_inputs import SnapshotBasis
from ainotes_site.pipeline.stages.index.index_process import Indexer
from ainotes_site.pipeline.stages.link import Linked, link_scan


def link_notes(job: BuildContext, basis: SnapshotBasis | None, indexer: Indexer) -> Linked:
    """The notes of `job`, linked, from the snapshot in `basis` if there is one. The index is begun as soon as it can be."""
    linked = basis and relink(job.found, basis, job.caches, job.watch, partial(indexer.update, job))
    return linked or link_scan(
        job.found,
        job.theme.settings,
        caches=job.caches,
        workers=job.workers,
        watch=job.watch,
        on_searchable=partial(indexer.start, job),
        gathered=job.gathered,
    )
