"""One composing of a site: from what, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ainotes_site.build.caches import Caches
from ainotes_site.build.ground import Basis, Shelved, difference
from ainotes_site.build.host import Host
from ainotes_site.build.outputs import Outputs
from ainotes_site.build.report import Stopwatch
from ainotes_site.build.scan import Scan

if TYPE_CHECKING:
    from ainotes_site.build.gather import Gathered


@dataclass(frozen=True, slots=True)
class Job:
    """All that composing is given."""

    found: Scan
    host: Host
    tree: Path
    """Holds the host's files."""
    caches: Caches
    outputs: Outputs
    watch: Stopwatch
    workers: int | None = None
    basis: Basis | None = None
    """The snapshot that the notes may be revised from."""
    gathered: Gathered | None = None
    """The readings of all sources, where they have been read already."""


def fitting(found: Scan, host: Host, caches: Caches) -> Basis | None:
    """The snapshot, where there is one that fits. A build that brings images goes through all entries anyway."""
    if caches.snapshot is None or host.settings.fetch_images:
        return None
    try:
        shelved = Shelved(caches.snapshot)
    except ValueError:
        return None
    since = difference(shelved.ground, found, host.settings.glossary)
    return None if since is None else Basis(shelved, since)
