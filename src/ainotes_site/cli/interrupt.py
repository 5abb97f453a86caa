"""Ctrl-C: what a command has begun is left whole, and one line says what there is."""

from __future__ import annotations

import os
import signal
import sys

from ainotes_site.errors import Interrupted
from ainotes_site.i18n import text
from ainotes_site.model import Lang

INTERRUPTED = 130
"""Exit code of a command that was interrupted: 128 and the number of the signal."""

_WRITES = frozenset(("build", "serve", "init", "index", "import"))


def spoken_language() -> Lang:
    """Language of a command line that is about no knowledge base: Chinese, unless AINOTES_LANG says `en`."""
    return "en" if os.environ.get("AINOTES_LANG", "").lower().startswith("en") else "zh"


def said(command: str = "", error: KeyboardInterrupt | None = None, lang: Lang | None = None) -> str:
    """What a command has left; before it is known which one, nothing."""
    key = command if command in _WRITES else "nothing"
    if isinstance(error, Interrupted):
        key = "published" if error.is_published else "unpublished"
    return text(f"interrupted.{key}", lang or spoken_language())


def end_where_it_is_lost(command: str, lang: Lang) -> None:
    """End the program at an interrupt that comes where no exception is heard, as in a callback around a fork or in a
    finaliser: Python would print a traceback and go on.
    """
    before = sys.unraisablehook

    def hear(unraisable: sys.UnraisableHookArgs) -> None:
        if not isinstance(unraisable.exc_value, KeyboardInterrupt):
            before(unraisable)
            return
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        print(said(command, lang=lang), file=sys.stderr, flush=True)
        os._exit(INTERRUPTED)

    sys.unraisablehook = hear
