"""Read, then link: an edit is linked from the last build's snapshot, anything else has all notes linked."""

from __future__ import annotations

from functools import partial

from ainotes_site.pipeline.context import BuildContext
from ainotes_site.pipeline.incremental.relink import relink
from ainotes_site.pipeline.incremental.snapshot_inputs import SnapshotBasis
from ainotes_site.pipeline.stages.index_process import Indexer
from ainotes_site.pipeline.stages.link import Linked, link_sources
from ainotes_site.pipeline.stages.scan import line_breaks, people_text, permalinks_text, repository, taxonomy_text


def link_notes(job: BuildContext, basis: SnapshotBasis | None, indexer: Indexer) -> Linked:
    """The notes of `job`, linked, from the snapshot in `basis` if there is one. The index is begun as soon as it can be."""
    linked = basis and relink(job.found, basis, job.caches, job.watch, partial(indexer.update, job))
    return linked or link_sources(
        job.found.sources,
        taxonomy_text(job.found),
        people_yml=people_text(job.found),
        permalinks=permalinks_text(job.found),
        notes=job.found.notes,
        glossary=job.theme.settings.glossary,
        caches=job.caches,
        workers=job.workers,
        watch=job.watch,
        on_searchable=partial(indexer.start, job),
        gathered=job.gathered,
        assets=job.found.linkable,
        withheld=job.found.withheld,
        repository=repository(job.found, job.theme.settings),
        line_breaks=line_breaks(job.found, job.theme.settings),
        directory_urls=job.theme.settings.directory_urls,
        placed_pages=dict(job.theme.settings.placed_pages),
        publish_only=job.theme.settings.publish == "only",
    )
