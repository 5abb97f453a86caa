"""The stable interface for Python programs: `read`, `build`, `Index`. See docs/python.md.

A change that breaks a program that uses only what is documented there comes with a new first number of the version.
"""

from __future__ import annotations

from argparse import Namespace
from os import PathLike
from pathlib import Path

from ainotes_site.cli.commands.build import build_once
from ainotes_site.cli.config import KnowledgeBase, place
from ainotes_site.cli.library import published
from ainotes_site.link.library import Library
from ainotes_site.model import Lang
from ainotes_site.pipeline.report import Report
from ainotes_site.search import engine


def read(folder: str | PathLike[str]) -> Library:
    """All that is published of the knowledge base in a folder (with `mkdocs.yml`, or with the notes themselves), linked.

    Nothing is written. Raises AinotesError for a configuration or a folder that cannot be read.
    """
    return published(_place(folder)).linked.library


def build(
    folder: str | PathLike[str], *, strict: bool = False, workers: int | None = None, lang: Lang = "en"
) -> Report:
    """Bring the site of the knowledge base in a folder up to date, as `ainotes build` does; `lang` is of what is said while
    it waits.

    Raises AinotesError when there can be no site. Problems of the notes are in the report; with `strict` nothing is
    published while there are any.
    """
    options = Namespace(strict=strict, workers=workers, lang=lang)
    return build_once(options, _place(folder), lambda built: None)


class Index(engine.SearchIndex):
    """The search of a built site: `search(query, limit, offset)` gives a Result, `ids(query, limit)` only names."""

    def __init__(self, site: str | PathLike[str]) -> None:
        """Open the index of a site folder. Raises IndexFormatError when there is none, or one of another version."""
        folder = Path(site) / "search"
        super().__init__(lambda name: (folder / name).read_bytes(), str(folder))


def _place(folder: str | PathLike[str]) -> KnowledgeBase:
    root = Path(folder)
    if (root / "mkdocs.yml").exists():
        return place(Namespace(config_file=root / "mkdocs.yml", notes=None, site_dir=None))
    return place(Namespace(config_file=None, notes=root, site_dir=root.absolute().parent / "site"))
