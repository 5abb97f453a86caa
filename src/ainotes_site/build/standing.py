"""A published site as the build that made it had it in memory, worked out from what that build left in the cache."""

from __future__ import annotations

import time
from functools import partial

from ainotes_site.build.ahead import Standing
from ainotes_site.build.caches import Caches
from ainotes_site.build.engine import SEEN
from ainotes_site.build.host import HOST, read_host
from ainotes_site.build.job import fitting
from ainotes_site.build.project import Project
from ainotes_site.build.report import Stopwatch
from ainotes_site.build.revision import revised_sources
from ainotes_site.build.scan import scan
from ainotes_site.build.seen import Seen
from ainotes_site.build.snapshot import load_snapshot
from ainotes_site.write import Site


def standing_site(project: Project) -> Standing | None:
    """What a build that has just found nothing changed would have left, had there been something; None where the cache has
    too little for that. Raises AinotesError where the notes cannot be looked through.
    """
    host = read_host(project.cache / HOST)
    if host is None:
        return None
    caches = Caches.at(project.cache)
    found = scan(project.notes, Seen.load(project.cache / SEEN, time.time_ns()))
    basis = fitting(found, host, caches)
    if basis is None:
        return None
    load = partial(load_snapshot, basis.shelved, caches.compiled.get)
    linked = revised_sources(found, basis.shelved.ground, basis.since, load, caches, Stopwatch())
    return Standing(Site(linked.library, host.settings), linked.links, host) if linked else None
