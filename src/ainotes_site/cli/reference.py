"""The command line as a page of the documentation: `python -m ainotes_site.cli.reference en > docs/commands.md`."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence

from ainotes_site.cli.arguments import parser
from ainotes_site.i18n import text
from ainotes_site.model import Lang

_PLACE = re.compile(r"<[^<>\n]*>")


def reference(lang: Lang) -> str:
    """All commands and their options, in Markdown."""
    whole = parser(lang)
    lines = [
        f"# {text('reference.title', lang)}",
        "",
        text("reference.made", lang, language=lang, page="docs/commands.md" if lang == "en" else "docs/zh/commands.md"),
        "",
        *_options(whole._actions, lang),
    ]
    for name, command in _commands(whole).items():
        lines += ["", f"## ainotes {name}", "", _escaped(command.description or ""), ""]
        lines += _options(command._actions, lang)
    return "\n".join(lines) + "\n"


def _commands(whole: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = next(action for action in whole._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def _options(actions: Sequence[argparse.Action], lang: Lang) -> Iterator[str]:
    yield f"| {text('reference.option', lang)} | {text('reference.meaning', lang)} |"
    yield "| --- | --- |"
    for action in actions:
        if action.dest != "help" and not isinstance(action, argparse._SubParsersAction):
            yield f"| {_written(action)} | {_escaped(action.help or '')} |"


def _written(action: argparse.Action) -> str:
    """An option or an argument as it is typed, with the values that it may have."""
    name = ", ".join(action.option_strings)
    if action.choices is not None:
        return f"`{name}` " + " / ".join(f"`{choice}`" for choice in action.choices)
    value = str(action.metavar or "") if action.nargs != 0 else ""
    more = "…" if action.nargs in ("+", "*") else ""
    return f"`{' '.join(word for word in (name, value) if word)}{more}`"


def _escaped(words: str) -> str:
    return _PLACE.sub(lambda found: f"`{found[0]}`", " ".join(words.split())).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(reference("zh" if sys.argv[1:] == ["zh"] else "en"))
