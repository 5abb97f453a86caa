"""The search index of a site."""

from __future__ import annotations

from ainotes_site.build.library import Caches
from ainotes_site.build.outputs import Outputs
from ainotes_site.model import Problem
from ainotes_site.write import Site


def write_index(site: Site, outputs: Outputs, caches: Caches, workers: int | None) -> tuple[Problem, ...]:
    """Write the index into `outputs`."""
    return ()
