"""`ainotes parse`, `ainotes audit` and `ainotes check`: what the program makes of the notes."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from ainotes_site.cli.config import KnowledgeBase, entries_options, place
from ainotes_site.cli.json_records import records
from ainotes_site.cli.problems import failing, lines
from ainotes_site.errors import BuildError
from ainotes_site.i18n import text
from ainotes_site.link.check import check
from ainotes_site.model import Lang, Problem
from ainotes_site.one_line import one_line
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.lock import exclusive
from ainotes_site.pipeline.project import Project
from ainotes_site.pipeline.stages.link import is_private, link_sources
from ainotes_site.pipeline.stages.scan import Scan, SourceFile, digest, scan, taxonomy_text
from ainotes_site.pipeline.theme.handwritten import claims_page
from ainotes_site.readers import read
from ainotes_site.readers.audit import Ledger, audit
from ainotes_site.readers.decode import Decoded, decode


def run_parse(options: argparse.Namespace) -> int:
    """Say what was read from each file; 1 when a file cannot be read at all."""
    sources = tuple(_files(options.files))
    linked = link_sources(sources, notes=Path())
    for record in records(linked):
        if options.json:
            print(json.dumps(record, ensure_ascii=False))
        else:
            print(_line(record))
    _say(problem for reading in linked.readings for problem in reading.problems)
    return int(any(reading.format == "unreadable" for reading in linked.readings))


def run_audit(options: argparse.Namespace) -> int:
    """Account for every line of every file; 1 when one is lost."""
    lang: Lang = options.lang
    if options.private:
        return _list_private(options)
    lost = False
    for source in _sources(options):
        ledger = ledger_of(source)
        lost = lost or bool(ledger.unaccounted)
        if options.json:
            print(json.dumps(asdict(ledger) | {"skipped": dict(ledger.skipped)}, ensure_ascii=False))
            continue
        skipped = "、".join(f"{reason} {lines}" for reason, lines in ledger.skipped) or "0"
        print(
            text(
                "ledger.line",
                lang,
                path=one_line(ledger.path),
                lines=ledger.lines,
                entries=ledger.entries,
                terms=ledger.terms,
                skipped=skipped,
            )
        )
        for line in ledger.unaccounted:
            print(text("ledger.lost", lang, path=one_line(ledger.path), line=line))
    return int(lost)


def run_check(options: argparse.Namespace) -> int:
    """Say what should be mended; 1 under `--strict` when there is anything."""
    found = _scan(options)
    with _kept(options) as caches:
        linked = link_sources(
            found.sources,
            taxonomy_text(found),
            notes=found.notes,
            assets=found.linkable,
            withheld=found.withheld,
            caches=caches,
        )
        today = datetime.now(UTC).date().isoformat()
        problems = sorted({*found.problems, *linked.problems, *check(linked.library, today)})
    if options.json:
        for problem in problems:
            print(json.dumps(_problem(problem), ensure_ascii=False))
    else:
        for line in lines(problems, options.lang):
            print(line)
    if not problems and not options.json:
        print(text("check.clean", options.lang))
    return int(failing(problems) > 0 and options.strict)


@contextmanager
def _kept(options: argparse.Namespace) -> Iterator[Caches]:
    """What the last build of these notes has worked out, so that it is not worked out again; else nothing."""
    cache = None if options.paths else _place(options).project.cache
    if cache is None or not cache.is_dir():
        yield Caches.none()
        return
    with exclusive(cache / "lock", lambda: print(text("build.waiting", options.lang), file=sys.stderr)):
        yield Caches.at(cache)


def _list_private(options: argparse.Namespace) -> int:
    """The paths of the sources that their owner does not publish; also those that need `publish: true` and lack it."""
    only = not options.paths and entries_options(_place(options).config_file).get("publish") == "only"
    for source in _scan(options).sources:
        if is_private(read(source.path, source.data, is_page=source.is_page), only):
            print(json.dumps({"path": source.path}, ensure_ascii=False) if options.json else one_line(source.path))
    return 0


def ledger_of(source: SourceFile) -> Ledger:
    """What became of the lines of a file. A file that cannot be read has none: its bytes are named in a Problem."""
    decoded = decode(source.data)
    return audit(
        read(source.path, source.data, is_page=source.is_page), decoded.lines if isinstance(decoded, Decoded) else ()
    )


def _problem(problem: Problem) -> dict[str, object]:
    return {"path": problem.path, "line": problem.line, "message": problem.message, "hint": problem.hint}


def _say(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


def _line(record: dict[str, object]) -> str:
    source = record["source"]
    assert isinstance(source, dict)
    where = f"{source['path']}:{source['start_line']}-{source['end_line']}"
    shown = record.get("title") or record.get("name") or record.get("reason")
    return one_line(f"{record['type']:8} {where}  {record.get('id', '')} {shown}".rstrip())


def _sources(options: argparse.Namespace) -> tuple[SourceFile, ...]:
    return tuple(_files(options.paths)) if options.paths else _scan(options).sources


def _scan(options: argparse.Namespace) -> Scan:
    if not getattr(options, "paths", None):
        project = _place(options).project
        return scan(project.notes, rules=project.rules)
    if len(options.paths) == 1 and options.paths[0].is_dir():
        return scan(options.paths[0])
    return Scan(Path(), tuple(_files(options.paths)), (), (), (), (), {}, ())


def _place(options: argparse.Namespace) -> KnowledgeBase:
    return place(argparse.Namespace(notes=options.notes, site_dir=None, config_file=None))


def _files(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """Files as named, folders with all that lies in them, read as a build does: which are pages, the configuration says.

    Raises BuildError for what cannot be read.
    """
    project = _here()
    for path in paths:
        if path.is_dir():
            for source in scan(path).sources:
                name = (Path(path.name) / source.path).as_posix()
                yield SourceFile(name, source.data, source.digest, _is_page(path / source.path, source.data, project))
            continue
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BuildError(str(path), f"读不了：{error.strerror} (cannot be read)", "check the path") from error
        name = Path(os.path.normpath(path)).as_posix()
        yield SourceFile(name, data, digest(data), _is_page(path, data, project))


def _here() -> Project:
    return place(argparse.Namespace(notes=None, site_dir=None, config_file=None)).project


def _is_page(path: Path, data: bytes, project: Project) -> bool:
    """Whether a file is a page of the knowledge base in whose notes it lies."""
    relative = os.path.relpath(os.path.abspath(path), project.notes).replace(os.sep, "/")
    return not relative.startswith("../") and project.rules.is_page(relative, claims_page(data))
