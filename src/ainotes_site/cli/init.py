"""`ainotes init`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of, text
from ainotes_site.model import Lang
from ainotes_site.pipeline.cache.record_store import write_atomically

_IGNORED = b"/site/\n/.ainotes/\n"
"""What git is to leave alone: all that a build makes."""

_STARTER = Path(__file__).resolve().parent / "starter"


def run_init(options: argparse.Namespace) -> int:
    """Copy the starter into a folder, file by file, never over one that exists."""
    lang: Lang = options.lang
    folder: Path = options.folder
    if folder.exists() and not folder.is_dir():
        raise error_of(BuildError, str(folder), "init.not_folder")
    for file in sorted(path for path in _STARTER.rglob("*") if path.is_file()):
        target = folder / file.relative_to(_STARTER)
        if os.path.lexists(target):
            print(text("init.exists", lang, path=target), file=sys.stderr)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, file.read_bytes())
    _write_ignored(folder, lang)
    print(text("init.done", lang, folder=folder))
    return 0


def _write_ignored(folder: Path, lang: Lang) -> None:
    """Written here instead of copied: as a file of the starter it would steer the git that this program is kept in."""
    target = folder / ".gitignore"
    if os.path.lexists(target):
        print(text("init.exists", lang, path=target), file=sys.stderr)
    else:
        write_atomically(target, _IGNORED)
