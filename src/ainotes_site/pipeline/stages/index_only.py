"""The search index alone, laid out as in a site."""

from __future__ import annotations

from pathlib import Path

from ainotes_site.model import Problem
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.file_rules import FileRules
from ainotes_site.pipeline.publish.manifest import Manifest
from ainotes_site.pipeline.publish.outputs import FolderTarget, Outputs
from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.pipeline.stages.scan import people_text, scan, taxonomy_text
from ainotes_site.pipeline.stages.whole_index import write_index


def index_notes(notes: Path, out: Path, rules: FileRules, workers: int | None = None) -> tuple[Problem, ...]:
    """Write the index of the notes into `out/search`; what is wrong with the notes. Raises BuildError as a build does."""
    found = scan(notes, rules=rules)
    caches = Caches.none()
    linked = link_sources(
        found.sources,
        taxonomy_text(found),
        people_yml=people_text(found),
        notes=notes,
        caches=caches,
        workers=workers,
        assets=found.linkable,
        withheld=found.withheld,
    )
    problems = write_index(linked.library, True, Outputs(FolderTarget(out), Manifest(), ()), caches, workers)
    return tuple(sorted({*found.problems, *linked.problems, *problems}))
