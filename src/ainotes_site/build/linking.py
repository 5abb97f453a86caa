"""Read, then link: an edit revises what was linked last, anything else has all notes linked."""

from __future__ import annotations

from functools import partial

from ainotes_site.build.ground import taxonomy_text
from ainotes_site.build.job import Job
from ainotes_site.build.library import Linked, Settled, link_sources
from ainotes_site.build.revision import revised_sources
from ainotes_site.build.snapshot import load_snapshot


def link_notes(job: Job, settled: Settled) -> Linked:
    """The notes of `job`, linked. `settled` is told as soon as search can begin."""
    linked = None
    if job.basis is not None:
        shelved, since = job.basis
        load = partial(load_snapshot, shelved, job.caches.compiled.get)
        linked = revised_sources(job.found, shelved.ground, since, load, job.caches, job.watch, settled)
    return linked or link_sources(
        job.found.sources,
        taxonomy_text(job.found),
        notes=job.found.notes,
        glossary=job.host.settings.glossary,
        caches=job.caches,
        workers=job.workers,
        watch=job.watch,
        settled=settled,
        gathered=job.gathered,
    )
