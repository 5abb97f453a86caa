"""`ainotes import`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from ainotes_site.cli.config import entries_options, from_here, place
from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of, text
from ainotes_site.importers.detect_format import format_of, importer
from ainotes_site.importers.export_files import opened
from ainotes_site.importers.items import Left
from ainotes_site.importers.plan_import import Plan, Wish, plan
from ainotes_site.importers.write_import import there, write
from ainotes_site.model import Lang
from ainotes_site.one_line import one_line
from ainotes_site.pipeline.project import Project

_FILES_SHOWN = 10
_EXAMPLES = 3


def run_import(options: argparse.Namespace) -> int:
    """Import each export, and say what was made of it and what was not."""
    where = place(argparse.Namespace(notes=options.notes, site_dir=None, config_file=options.config_file))
    lang: Lang = "en" if entries_options(where.config_file).get("lang") == "en" else "zh"
    missed = 0
    for path in options.exports:
        with opened(path) as export:
            name = options.format or format_of(export)
            folder = where.project.notes / _folder(options.into or f"imports/{name}")
            made = plan(
                importer(name).read(export),
                export.size,
                there(folder),
                Wish(name, lang, options.private),
            )
            if not options.dry_run:
                write(made, export, where.project.notes, folder)
        _say(path, name, folder, made, options)
        _say_pages(where.project, folder, made, options)
        missed += len(made.left) + len(made.changed)
    return 1 if options.strict and missed else 0


def _folder(said: str) -> str:
    """The folder of an import, in the notes. Raises BuildError for one outside."""
    path = PurePosixPath(said.replace(os.sep, "/"))
    if path.is_absolute() or ".." in path.parts or Path(said).is_absolute():
        raise error_of(BuildError, said, "import.outside")
    return str(path)


def _say(path: Path, name: str, folder: Path, made: Plan, options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(_record(path, name, folder, made, options.dry_run), ensure_ascii=False))
    else:
        for line in _report(path, name, folder, made, options):
            print(one_line(line))


def _say_pages(project: Project, folder: Path, made: Plan, options: argparse.Namespace) -> None:
    """On a site that has pages of its own, what was imported may be no notes there."""
    place = folder.relative_to(project.notes).as_posix()
    page = next((f"{place}/{file.path}" for file in made.files if file.items), "")
    if page and project.rules.is_page(page, claims=False):
        print(one_line(text("import.pages", options.lang, path=page)), file=sys.stderr)


def _record(path: Path, name: str, folder: Path, made: Plan, dry_run: bool) -> Mapping[str, object]:
    return {
        "export": str(path),
        "format": name,
        "folder": str(folder),
        "dry_run": dry_run,
        "files": [{"path": file.path, "entries": file.items} for file in made.files],
        "entries": sum(file.items for file in made.files),
        "known": made.known,
        "changed": list(made.changed),
        "not_imported": [
            {"reason": reason, "count": len(found), "examples": found[:_EXAMPLES]}
            for reason, found in _counted(made.left)
        ],
    }


def _report(path: Path, name: str, folder: Path, made: Plan, options: argparse.Namespace) -> Iterator[str]:
    lang = options.lang
    notes = [file for file in made.files if file.items]
    counts = {"entries": sum(file.items for file in notes), "files": len(notes), "others": len(made.files) - len(notes)}
    key = "import.would" if options.dry_run else "import.done"
    yield text(key, lang, path=path, format=name, folder=from_here(folder), **counts)
    for file in notes[:_FILES_SHOWN]:
        yield f"  {from_here(folder / file.path)}: {file.items}"
    if len(notes) > _FILES_SHOWN:
        yield "  " + text("import.more", lang, more=len(notes) - _FILES_SHOWN)
    if made.known:
        yield text("import.known", lang, known=made.known)
    if made.changed:
        yield text("import.changed", lang, changed=len(made.changed), examples=_examples(made.changed))
    for reason, found in _counted(made.left):
        said = text(f"import.reason.{reason}", lang)
        yield text("import.left", lang, reason=said, number=len(found), examples=_examples(found))


def _counted(left: Sequence[Left]) -> list[tuple[str, list[str]]]:
    """What was left, by reason."""
    found: dict[str, list[str]] = {}
    for one in left:
        found.setdefault(one.reason, []).append(one.example)
    return sorted(found.items())


def _examples(found: Sequence[str]) -> str:
    return " · ".join(found[:_EXAMPLES]) + (" …" if len(found) > _EXAMPLES else "")
