"""Where a knowledge base lies: its notes, its site, its cache."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ainotes_site.errors import ConfigError
from ainotes_site.source_rules import SourceRule

CACHE = ".ainotes"
"""Folder of the cache, beside the configuration."""


@dataclass(frozen=True, slots=True)
class Project:
    """The places a build works with; all absolute."""

    notes: Path
    site: Path
    cache: Path
    """Can be deleted at any time; that only costs time."""
    rules: tuple[SourceRule, ...] = ()
    """How the configuration says that sources are read."""

    def __post_init__(self) -> None:
        """Raises ConfigError when publishing the site would overwrite the notes, or the other way round."""
        notes, site = os.path.realpath(self.notes), os.path.realpath(self.site)
        if os.path.commonpath((notes, site)) in (notes, site):
            fact = "站点与笔记在同一文件夹里 (site and notes lie in each other)"
            raise ConfigError(str(self.site), fact, "name a folder outside the notes with --site-dir")
