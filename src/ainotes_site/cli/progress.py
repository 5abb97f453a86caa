"""Progress of long work: a moving line on a terminal, plain lines elsewhere only when asked to be slow."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ainotes_site.i18n import text
from ainotes_site.model import Lang
from ainotes_site.pipeline.report import Progress

_LARGE = 2000
"""Items from which on a stage is announced even where there is no terminal."""


@contextmanager
def progress(lang: Lang) -> Iterator[Progress]:
    """A way to tell which stage runs; what it shows is gone when the work has ended."""
    if not sys.stderr.isatty():
        yield lambda stage, items: _plain(stage, items, lang)
        return
    from rich.console import Console  # takes longer to import than many a build

    console = Console(stderr=True)
    with console.status("ainotes") as status:
        yield lambda stage, items: status.update(_words(stage, items, lang))


def _plain(stage: str, items: int, lang: Lang) -> None:
    if items >= _LARGE:
        print(_words(stage, items, lang), file=sys.stderr, flush=True)


def _words(stage: str, items: int, lang: Lang) -> str:
    name = text(f"stage.{stage}", lang)
    return f"{name} {items}" if items else name
