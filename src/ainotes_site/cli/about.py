"""Options of the program as a whole: which versions are installed, and completion for shells."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Sequence

from ainotes_site import __version__
from ainotes_site.package_versions import installed, normalised

SHELLS = ("bash", "zsh", "tcsh")
_SHOWN = (
    "mkdocs",
    "mkdocs-material",
    "mkdocs-materialx",
    "properdocs",
    "markdown-it-py",
    "nh3",
    "Pygments",
    "jieba",
    "rjieba",
    "quickjs-ng",
    "numpy",
    "mmdr",
    "mcp",
)
"""Packages that a report of a mistake should name; those that are not installed are left out."""


class Version(argparse.Action):
    """Says what is installed, a line each, and ends."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        """Looked up only when it is asked for."""
        known = installed()
        lines = [f"ainotes {__version__}", f"Python {platform.python_version()}, {sys.platform} {platform.machine()}"]
        lines += [f"{name} {known[normalised(name)]}" for name in _SHOWN if normalised(name) in known]
        print("\n".join(lines))
        parser.exit()


class Completion(argparse.Action):
    """Writes the script with which a shell completes commands and options, and ends."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        """Made by `shtab` from the parser."""
        from shtab import complete

        print(complete(parser, str(values)))
        parser.exit()
