"""The search index alone, laid out as in a site."""

from __future__ import annotations

from pathlib import Path

from ainotes_site.build.caches import Caches
from ainotes_site.build.ground import taxonomy_text
from ainotes_site.build.index_whole import write_index
from ainotes_site.build.library import link_sources
from ainotes_site.build.manifest import Manifest
from ainotes_site.build.outputs import Folder, Outputs
from ainotes_site.build.scan import scan
from ainotes_site.model import Problem


def index_notes(notes: Path, out: Path, workers: int | None = None) -> tuple[Problem, ...]:
    """Write the index of the notes into `out/search`; what is wrong with the notes. Raises BuildError as a build does."""
    found = scan(notes)
    caches = Caches.none()
    linked = link_sources(found.sources, taxonomy_text(found), notes=notes, caches=caches, workers=workers)
    problems = write_index(linked.library, True, Outputs(Folder(out), Manifest(), ()), caches, workers)
    return tuple(sorted({*found.problems, *linked.problems, *problems}))
