"""Read, then link: an edit revises what was linked last, anything else has all notes linked."""

from __future__ import annotations

from functools import partial

from ainotes_site.pipeline.context import BuildContext, line_breaks
from ainotes_site.pipeline.incremental.relink import revised_sources
from ainotes_site.pipeline.incremental.snapshot import load_snapshot
from ainotes_site.pipeline.incremental.snapshot_inputs import taxonomy_text
from ainotes_site.pipeline.stages.link import Linked, OnSearchable, link_sources


def link_notes(job: BuildContext, on_searchable: OnSearchable) -> Linked:
    """The notes of `job`, linked. `on_searchable` is told as soon as search can begin."""
    linked = None
    if job.basis is not None:
        snapshot_file, since = job.basis
        load = partial(load_snapshot, snapshot_file, job.caches.compiled)
        linked = revised_sources(job.found, snapshot_file.inputs, since, load, job.caches, job.watch, on_searchable)
    return linked or link_sources(
        job.found.sources,
        taxonomy_text(job.found),
        notes=job.found.notes,
        glossary=job.host.settings.glossary,
        caches=job.caches,
        workers=job.workers,
        watch=job.watch,
        on_searchable=on_searchable,
        gathered=job.gathered,
        assets=job.found.linkable,
        withheld=job.found.withheld,
        line_breaks=line_breaks(job.found, job.host.settings),
        publish_only=job.host.settings.publish == "only",
    )
