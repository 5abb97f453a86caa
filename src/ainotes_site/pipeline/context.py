"""One composing of a site: from what, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.incremental.snapshot_inputs import SnapshotBasis, SnapshotFile, difference
from ainotes_site.pipeline.publish.outputs import Outputs
from ainotes_site.pipeline.report import Stopwatch
from ainotes_site.pipeline.stages.scan import Scan
from ainotes_site.pipeline.theme.theme_render import ThemeRender
from ainotes_site.settings import Settings

if TYPE_CHECKING:
    from ainotes_site.pipeline.stages.read import ReadSources


@dataclass(frozen=True, slots=True)
class BuildContext:
    """All that composing is given."""

    found: Scan
    host: ThemeRender
    tree: Path
    """Holds the host's files."""
    caches: Caches
    outputs: Outputs
    watch: Stopwatch
    workers: int | None = None
    basis: SnapshotBasis | None = None
    """The snapshot that the notes may be revised from."""
    gathered: ReadSources | None = None
    """The readings of all sources, where they have been read already."""


def line_breaks(found: Scan, settings: Settings) -> tuple[str, ...]:
    """Folders of the notes in which a line break within a paragraph is shown; "" for all of them."""
    if settings.line_breaks == "auto":
        return found.vaults
    return ("",) if settings.line_breaks == "obsidian" else ()


def usable_snapshot(found: Scan, host: ThemeRender, caches: Caches) -> SnapshotBasis | None:
    """The snapshot, where there is one that fits. A build that brings images goes through all entries anyway."""
    if caches.snapshot is None or host.settings.fetch_images:
        return None
    try:
        snapshot_file = SnapshotFile(caches.snapshot)
    except ValueError:
        return None
    since = difference(
        snapshot_file.inputs,
        found,
        host.settings.glossary,
        line_breaks(found, host.settings),
        host.settings.publish == "only",
    )
    return None if since is None else SnapshotBasis(snapshot_file, since)
