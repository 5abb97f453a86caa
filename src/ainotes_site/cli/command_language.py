"""Which language a command speaks: what AINOTES_LANG says, else that of the knowledge base."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Lang

_MAY_SAY = pattern(r"\blang\b|INHERIT")
"""Without one of these words a configuration says nothing of a language, and need not be parsed for it."""


def command_language(options: argparse.Namespace) -> Lang:
    """The language for what a command says. Of a configuration that cannot be read the command itself complains."""
    lang: Lang = options.lang
    if os.environ.get("AINOTES_LANG"):
        return lang
    config_file: Path | None = getattr(options, "config_file", None)
    return "en" if _is_english(config_file or Path("mkdocs.yml")) else lang


def _is_english(config_file: Path) -> bool:
    from ainotes_site.bounded_read import MOST_CONFIG_BYTES, TooLargeError, read_bounded
    from ainotes_site.errors import AinotesError

    try:
        if not _MAY_SAY.search(read_bounded(config_file, MOST_CONFIG_BYTES).decode(errors="replace")):
            return False
        from ainotes_site.cli.config import entries_options

        return entries_options(config_file).get("lang") == "en"
    except (OSError, TooLargeError, AinotesError):
        return False
