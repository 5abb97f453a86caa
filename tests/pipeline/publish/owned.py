"""Folders that pass for published sites."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ainotes_site.pipeline.publish.ownership import MARKER, marker
from ainotes_site.pipeline.stages.scan import digest


def mark_as_ours(site: Path, paths: Iterable[str] | None = None) -> Path:
    """Mark these files of a folder, by default all, as published by a build."""
    site.mkdir(parents=True, exist_ok=True)
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {MARKER}
    named = found if paths is None else paths
    (site / MARKER).write_bytes(marker({path: digest((site / path).read_bytes()) for path in named}))
    return site
