"""The commands and their options. A command's module is imported when the command is run."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from ainotes_site.cli.about import SHELLS, Completion, Version
from ainotes_site.cli.interrupt import spoken_language
from ainotes_site.errors import AinotesError
from ainotes_site.i18n import error_of, text
from ainotes_site.importers import FORMATS
from ainotes_site.model import Lang


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Parse a command line; `run` of the result takes it and returns the exit code. Exits with 2 on wrong use."""
    return parser(spoken_language()).parse_args(argv)


def parser(lang: Lang) -> argparse.ArgumentParser:
    """The whole command line, its help in `lang`."""
    whole = _Parser(
        prog="ainotes", description=text("cli.about", lang), epilog=text("cli.epilog", lang), add_help=False
    )
    whole.add_argument("-h", "--help", action="help", help=text("cli.help", lang))
    whole.add_argument("--version", action=Version, nargs=0, help=text("cli.version", lang))
    whole.add_argument("--completion", action=Completion, choices=SHELLS, help=text("cli.completion", lang))
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True, title=text("cli.commands", lang))
    for name, module, options in _COMMANDS:
        one = commands.add_parser(
            name,
            help=text(f"cli.{name}", lang),
            description=text(f"cli.{name}.about", lang),
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.add_argument("-h", "--help", action="help", help=text("cli.help", lang))
        for option in options:
            option(one, lang)
        one.set_defaults(run=_later(module, name), lang=lang)
    return whole


class _Parser(argparse.ArgumentParser):
    """Options must be written in full, so that a new one never changes what an old command line means."""

    def __init__(self, *positional: object, **named: object) -> None:
        super().__init__(*positional, **{"allow_abbrev": False, **named})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Wrong use is one line, as any other error is."""
        said = error_of(AinotesError, self.prog, "command.use", why=message, program=self.prog)
        self.exit(2, f"{said.in_one_line(spoken_language())}\n")


def _later(module: str, name: str) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        function = getattr(import_module(f"ainotes_site.cli.commands.{module}"), f"run_{name}")
        return int(function(options))

    return run


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(written: str) -> int:
        with suppress(ValueError):
            if least <= int(written) <= most:
                return int(written)
        why = text("cli.no_number", spoken_language(), written=written, least=least, most=most)
        raise argparse.ArgumentTypeError(why)

    return number


def _day(written: str) -> str:
    with suppress(ValueError):
        return date.fromisoformat(written).isoformat()
    raise argparse.ArgumentTypeError(text("cli.no_day", spoken_language(), written=written))


_Option = Callable[[argparse.ArgumentParser, Lang], None]


def _option(*names: str, key: str = "", **how: object) -> _Option:
    """An option; `key` names its help where another command has one of the same name for something else."""

    def add(one: argparse.ArgumentParser, lang: Lang) -> None:
        word = key or names[-1].lstrip("-").replace("_", "-")
        one.add_argument(*names, help=text(f"cli.option.{word}", lang), **how)  # type: ignore[arg-type]

    return add


_NOTES = _option("--notes", type=Path, metavar="DIR")
_SITE_DIR = _option("--site-dir", type=Path, metavar="DIR")
_CONFIG = _option("--config-file", type=Path, metavar="FILE")
_STRICT = _option("--strict", action="store_true")
_JSON = _option("--json", action="store_true")
_SITE = _option("--site", type=Path, metavar="DIR", default=Path("site"))
_WORKERS = _option("--workers", type=_number(1, 1024), metavar="N")

PUBLISHING_HOSTS = ("github-pages", "gitlab-pages", "netlify", "cloudflare")
"""Options of `ainotes init`, each of which writes what a host needs."""

_BUILD = (_NOTES, _SITE_DIR, _CONFIG, _STRICT, _WORKERS)

_COMMANDS: tuple[tuple[str, str, tuple[_Option, ...]], ...] = (
    ("build", "build", (*_BUILD, _option("--explain", action="store_true"), _JSON)),
    ("serve", "serve", (*_BUILD, _option("--port", type=_number(0, 65535), default=8000, metavar="N"))),
    (
        "init",
        "init",
        (
            _option("folder", type=Path, metavar="DIR"),
            _option("--lang", choices=("zh", "en"), dest="chosen_lang"),
            _option("--from", type=Path, metavar="EXISTING", dest="existing"),
            *(_option(f"--{host}", action="store_true") for host in PUBLISHING_HOSTS),
            _JSON,
        ),
    ),
    (
        "new",
        "new_command",
        (
            _option("title", metavar="TITLE"),
            _option("--kind", choices=("note", "daily", "video", "term"), default="note"),
            _option("--text", metavar="TEXT"),
            _option("--date", type=_day, metavar="DATE"),
            _NOTES,
            _CONFIG,
            _JSON,
        ),
    ),
    ("parse", "inspect_commands", (_option("files", nargs="+", type=Path, metavar="PATH"), _NOTES, _JSON)),
    (
        "audit",
        "inspect_commands",
        (
            _option("paths", nargs="*", type=Path, metavar="PATH"),
            _NOTES,
            _option("--explain", action="store_true", key="explain-reading"),
            _option("--private", action="store_true"),
            _JSON,
        ),
    ),
    (
        "check",
        "inspect_commands",
        (
            _option("paths", nargs="*", type=Path, metavar="PATH"),
            _NOTES,
            _option("--stale", action="store_true"),
            _option("--links", action="store_true"),
            _STRICT,
            _JSON,
        ),
    ),
    (
        "search",
        "search_commands",
        (
            _option("query", nargs="?", default="", metavar="QUERY"),
            _SITE,
            _option("--limit", type=_number(0, 10**6), metavar="N"),
            _option("--literal", action="store_true"),
            _option("--batch", type=Path, metavar="FILE"),
            _JSON,
        ),
    ),
    (
        "index",
        "search_commands",
        (_NOTES, _option("--out", type=Path, metavar="DIR", required=True), _STRICT, _WORKERS),
    ),
    (
        "permalinks",
        "permalinks_command",
        (_NOTES, _SITE_DIR, _CONFIG, _option("--init", action="store_true", key="begin-permalinks"), _JSON),
    ),
    (
        "export",
        "export_command",
        (
            _option("--sqlite", type=Path, metavar="FILE"),
            _option("--obsidian", type=Path, metavar="DIR"),
            _option("--anki", type=Path, metavar="FILE"),
            _option("--book", type=Path, metavar="FILE"),
            _option("--topic", metavar="TOPIC"),
            _option("--opensearch", type=Path, metavar="DIR"),
            _option("--zensical", type=Path, metavar="DIR"),
            _option("--force", action="store_true"),
            _NOTES,
            _CONFIG,
            _JSON,
        ),
    ),
    (
        "import",
        "import_command",
        (
            _option("exports", nargs="+", type=Path, metavar="PATH"),
            _option("--from", choices=FORMATS, dest="format", key="import-from"),
            _option("--into", metavar="DIR"),
            _option("--dry-run", action="store_true"),
            _option("--private", action="store_true", key="import-private"),
            _option("--strict", action="store_true", key="import-strict"),
            _NOTES,
            _CONFIG,
            _JSON,
        ),
    ),
    ("doctor", "doctor", (_NOTES, _SITE_DIR, _CONFIG, _JSON)),
    ("mcp", "mcp_command", (_NOTES, _SITE_DIR, _CONFIG)),
    ("eval", "search_commands", (_option("file", type=Path, metavar="FILE"), _SITE, _JSON)),
)
