"""Options of the program as a whole: which versions are installed, and completion for shells."""

from __future__ import annotations

import argparse
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


class _PrintAndExit(argparse.Action):
    """An option that says something of the program, and ends it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        print(self.text(parser, str(values)))
        parser.exit()

    def text(self, parser: argparse.ArgumentParser, value: str) -> str:
        """What is said. Worked out only when it is asked for."""
        raise NotImplementedError


class Version(_PrintAndExit):
    """What is installed, a line each."""

    def text(self, parser: argparse.ArgumentParser, value: str) -> str:
        """The program, the language, and the packages that count."""
        known = installed()
        import platform  # takes longer to load than most options to be read

        lines = [f"ainotes {__version__}", f"Python {platform.python_version()}, {sys.platform} {platform.machine()}"]
        lines += [f"{name} {known[normalised(name)]}" for name in _SHOWN if normalised(name) in known]
        return "\n".join(lines)


class Completion(_PrintAndExit):
    """The script with which a shell completes commands and options."""

    def text(self, parser: argparse.ArgumentParser, value: str) -> str:
        """Made by `shtab` from the parser, for the shell `value`."""
        from shtab import complete

        return str(complete(parser, value))
