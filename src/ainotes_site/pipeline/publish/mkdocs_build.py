"""The site inside a folder that MkDocs is writing: no cache, no swap, the same files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.context import BuildContext
from ainotes_site.pipeline.publish.manifest import Manifest
from ainotes_site.pipeline.publish.outputs import FolderTarget, Outputs
from ainotes_site.pipeline.report import Report, Stopwatch
from ainotes_site.pipeline.stages.index_process import Indexer
from ainotes_site.pipeline.stages.read_and_link import link_notes
from ainotes_site.pipeline.stages.scan import scan
from ainotes_site.pipeline.theme.theme_render import ThemeRender, digest_tree
from ainotes_site.pipeline.write_site import compose
from ainotes_site.settings import Settings
from ainotes_site.source_rules import SourceRule


def compose_into(
    site: Path,
    notes: Path,
    settings: Settings,
    shells: Mapping[str, str],
    images: Path,
    rules: tuple[SourceRule, ...] = (),
) -> Report:
    """Add everything that comes from the notes to the host's files in `site`.

    `images` is a folder that keeps copies of images on other hosts: all else is cheaper to make than to get again. `rules` say
    how sources are read.
    Raises AinotesError when the site cannot be made.
    """
    host = ThemeRender(
        settings,
        shells,
        {},
        tree=digest_tree(site),
    )
    found = scan(notes, rules=rules)
    outputs = Outputs(FolderTarget(site), Manifest(), ())
    watch = Stopwatch()
    job = BuildContext(found, host, site, replace(Caches.none(), images=images), outputs, watch)
    with Indexer(job.caches) as indexer:
        composed = compose(job, link_notes(job, partial(indexer.start, job)), indexer)
    return composed.report((*found.problems, *composed.problems), outputs, watch.end())
