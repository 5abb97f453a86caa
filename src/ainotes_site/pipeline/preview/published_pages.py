"""A published site as the build that made it had it in memory, worked out from what that build left in the cache."""

from __future__ import annotations

import time

from ainotes_site.pipeline.build import STAT_CACHE
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.cache.stat_cache import StatCache
from ainotes_site.pipeline.incremental.relink import relink
from ainotes_site.pipeline.incremental.snapshot_inputs import usable_snapshot
from ainotes_site.pipeline.preview.next_pages import BuiltSite
from ainotes_site.pipeline.project import Project
from ainotes_site.pipeline.report import Stopwatch
from ainotes_site.pipeline.stages.scan import PERMALINKS, scan
from ainotes_site.pipeline.theme.theme_render import THEME, read_theme_render
from ainotes_site.render import Site


def built_site(project: Project) -> BuiltSite | None:
    """What a build that has just found nothing changed would have left, had there been something; None where the cache has
    too little for that. Raises AinotesError where the notes cannot be looked through.
    """
    theme = read_theme_render(project.cache / THEME)
    if theme is None:
        return None
    caches = Caches.at(project.cache)
    found = scan(project.notes, StatCache.load(project.cache / STAT_CACHE, time.time_ns()), project.rules)
    basis = usable_snapshot(found, theme, caches, found.digests.get(PERMALINKS, b""))
    if basis is None:
        return None
    linked = relink(found, basis, caches, Stopwatch(), lambda *_: None)
    return BuiltSite(Site(linked.library, theme.settings), linked.links, theme) if linked else None
