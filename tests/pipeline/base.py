"""A knowledge base in a folder, and the way to build it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from ainotes_site.cli.config import place
from ainotes_site.cli.run_mkdocs import run_mkdocs
from ainotes_site.pipeline.build import build
from ainotes_site.pipeline.report import Report


@dataclass(frozen=True)
class Base:
    """A knowledge base in a folder of its own."""

    root: Path

    @property
    def notes(self) -> Path:
        return self.root / "notes"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def cache(self) -> Path:
        return self.root / ".ainotes"

    def build(self, *, strict: bool = False, workers: int | None = 1) -> Report:
        """Bring the site up to date."""
        config = self.root / "mkdocs.yml"
        project = place(Namespace(config_file=config, notes=None, site_dir=None)).project
        return build(
            project,
            config,
            lambda folder, found: run_mkdocs(config, project, strict, folder, found),
            strict=strict,
            workers=workers,
        )

    def tree(self) -> dict[str, bytes]:
        """Every file of the site with its bytes."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes() for path in self.site.rglob("*") if path.is_file()
        }
