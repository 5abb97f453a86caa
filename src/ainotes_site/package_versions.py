"""Which versions of other packages are installed, and where."""

from __future__ import annotations

import importlib.util
import os
import sys
from contextlib import suppress
from pathlib import Path


def installed() -> dict[str, str]:
    """Versions of all that is installed, by normalised name, from the names of the folders that describe it:
    `name-version.dist-info` (binary distribution format, packaging.python.org).

    To ask importlib.metadata for fifteen of them takes thirty times as long.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):
            for name in sorted(os.listdir(folder or ".")):
                stem, _, kind = name.rpartition(".")
                if kind in ("dist-info", "egg-info"):
                    project, _, rest = stem.partition("-")
                    found.setdefault(normalised(project), rest.partition("-")[0])
    return found


def normalised(name: str) -> str:
    """The name of a package as those folders have it."""
    return name.lower().replace("-", "_").replace(".", "_")


def folder_of(package: str) -> Path:
    """Where a package lies, which is not imported for that. Raises ImportError where it is not installed."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(package)
    return Path(next(iter(spec.submodule_search_locations)))
