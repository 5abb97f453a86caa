"""The command line: the only part that prints or exits, and the only one that starts MkDocs."""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from ainotes_site.cli.arguments import arguments
from ainotes_site.cli.interrupt import INTERRUPTED, end_where_it_is_lost, said
from ainotes_site.errors import AinotesError
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Lang
from ainotes_site.os_errors import refused

_MAY_SAY = pattern(r"\blang\b|INHERIT")
"""Without one of these words a configuration says nothing of a language, and need not be parsed for it."""

# Nothing here multiplies matrices: numpy's threads for that would take a quarter of a search's time to start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def program() -> NoReturn:
    """Run as a program. What a build has in memory the system frees at once; Python would take half a second."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal of another encoding, or a character that none has
            stream.reconfigure(errors="backslashreplace")
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 1
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 not done or problems found, 2 wrong use, 130 interrupted."""
    options = arguments(sys.argv[1:] if argv is None else argv)
    options.lang = _language(options)
    end_where_it_is_lost(options.command, options.lang)
    try:
        return int(options.run(options))
    except AinotesError as error:
        print(f"ainotes: {error.in_one_line(options.lang)}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"ainotes: {refused(error).in_one_line(options.lang)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt as error:
        hearing = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is left is a line
        print(said(options.command, error, options.lang), file=sys.stderr, flush=True)
        signal.signal(signal.SIGINT, hearing)
        return INTERRUPTED


def _language(options: Namespace) -> Lang:
    """The language of what a command says: that of AINOTES_LANG, else of the knowledge base. Of a configuration that cannot be
    read the command itself complains.
    """
    lang: Lang = options.lang
    if os.environ.get("AINOTES_LANG"):
        return lang
    config_file: Path | None = getattr(options, "config_file", None)
    return "en" if _is_english(config_file or Path("mkdocs.yml")) else lang


def _is_english(config_file: Path) -> bool:
    from ainotes_site.bounded_read import MOST_CONFIG_BYTES, read_bounded

    try:
        if not _MAY_SAY.search(read_bounded(config_file, MOST_CONFIG_BYTES).decode(errors="replace")):
            return False
        from ainotes_site.cli.config import entries_options

        return entries_options(config_file).get("lang") == "en"
    except (OSError, AinotesError):
        return False
