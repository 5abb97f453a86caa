"""One composing of a site: from what, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.publish.outputs import Outputs
from ainotes_site.pipeline.report import Stopwatch
from ainotes_site.pipeline.stages.scan import Scan
from ainotes_site.pipeline.theme.theme_render import ThemeRender

if TYPE_CHECKING:
    from ainotes_site.pipeline.stages.read import ReadSources


@dataclass(frozen=True, slots=True)
class BuildContext:
    """All that composing is given."""

    found: Scan
    theme: ThemeRender
    tree: Path
    """Folder with the files of the theme render."""
    caches: Caches
    outputs: Outputs
    watch: Stopwatch
    state: bytes
    """Digest of all that the site is made from."""
    workers: int | None = None
    gathered: ReadSources | None = None
    """The readings of all sources, where they have been read already."""
    commit: str | None = None
    """The commit of the notes that is checked out, empty where there is none; None where it has not been asked for."""
