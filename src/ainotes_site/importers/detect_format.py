"""Which format an export is in, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.importers import FORMATS
from ainotes_site.importers.export_files import Export
from ainotes_site.importers.items import Imported


class Importer(NamedTuple):
    """A module of `formats/`."""

    recognise: Callable[[Export], bool]
    """Whether an export is in the format; it reads no more than it must."""
    read: Callable[[Export], Imported]
    """All that it says. Raises BuildError where nothing of it can be read."""


def importer(name: str) -> Importer:
    """The importer of a format."""
    module = import_module(f"ainotes_site.importers.formats.{name.replace('-', '_')}")
    return Importer(module.recognise, module.read)


def format_of(export: Export) -> str:
    """The format that an export is in, by what is in it. Raises BuildError where it is in none."""
    for name in FORMATS:
        if importer(name).recognise(export):
            return name
    raise error_of(BuildError, export.name, "import.unknown", formats=", ".join(FORMATS))
