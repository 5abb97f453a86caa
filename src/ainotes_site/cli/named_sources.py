"""The sources that a command line names, each read as in the notes folder that it lies in.

A source is read among the files beside it and as the configuration says, so that `parse`, `audit` and `check` see in it what
`build` sees, however it is named. What lies in the notes of the knowledge base is named by its place there.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ainotes_site.bounded_read import MOST_NOTE_BYTES, megabytes, read_bounded
from ainotes_site.cli.config import place
from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.pipeline.build import STAT_CACHE
from ainotes_site.pipeline.cache.stat_cache import StatCache
from ainotes_site.pipeline.project import Project
from ainotes_site.pipeline.stages.scan import SUFFIXES, Scan, SourceFile, scan, source_file, with_hints


def named_sources(paths: Sequence[Path], options: argparse.Namespace) -> Scan:
    """What `paths` name, with all else of their notes folder; all notes of the knowledge base where there are none.

    Raises BuildError for what cannot be read.
    """
    project = place(argparse.Namespace(notes=options.notes, site_dir=None, config_file=None)).project
    if not paths:
        return _notes(project)
    if all(_lies_in(path, project.notes) for path in paths):
        return _in_notes(paths, project)
    if len(paths) == 1 and paths[0].is_dir():
        return scan(paths[0], rules=project.rules)
    return _elsewhere(paths, project)


def _notes(project: Project) -> Scan:
    return scan(project.notes, StatCache.load(project.cache / STAT_CACHE, time.time_ns()), project.rules)


def _lies_in(path: Path, notes: Path) -> bool:
    root = os.path.realpath(notes)
    return notes.is_dir() and os.path.commonpath((root, os.path.realpath(path))) == root


def _in_notes(paths: Sequence[Path], project: Project) -> Scan:
    """Sources of the knowledge base, by their place in its notes."""
    root = os.path.realpath(project.notes)
    names = [Path(os.path.relpath(os.path.realpath(path), root)).as_posix() for path in paths]
    if "." in names:
        return _notes(project)
    found = _notes(project)
    chosen = tuple(s for s in found.sources if any(s.path == name or s.path.startswith(f"{name}/") for name in names))
    missing = [path for path, name in zip(paths, names, strict=True) if not path.is_dir() and not _has(chosen, name)]
    others = tuple(source_file(Path(os.path.normpath(path)).as_posix(), _bytes(path)) for path in missing)
    return replace(found, sources=(*chosen, *others))


def _has(sources: Iterable[SourceFile], path: str) -> bool:
    return any(source.path == path for source in sources)


def _elsewhere(paths: Sequence[Path], project: Project) -> Scan:
    """Sources outside of the knowledge base: a file among those of its folder, a folder with all that lies in it."""
    named: list[SourceFile] = []
    for path in paths:
        named += with_hints(tuple(_folder(path)), project.rules.sources) if path.is_dir() else [_file(path, project)]
    return Scan(Path(), tuple(named), (), (), (), (), {}, ())


def _folder(path: Path) -> Iterator[SourceFile]:
    """What lies in a folder, by paths that begin with its name."""
    for source in scan(path).sources:
        yield source._replace(path=(Path(path.name) / source.path).as_posix())


def _file(path: Path, project: Project) -> SourceFile:
    """A file, with hints from the others of its folder."""
    own = source_file(Path(os.path.normpath(path)).as_posix(), _bytes(path))
    folder = Path(own.path).parent
    beside = sorted(
        other.name for other in path.parent.iterdir() if other.suffix.lower() in SUFFIXES and other.is_file()
    )
    others: list[SourceFile] = []
    for name in beside:
        if name != path.name:
            with suppress(OSError):  # one that cannot be read says nothing
                others.append(
                    source_file((folder / name).as_posix(), read_bounded(path.parent / name, MOST_NOTE_BYTES))
                )
    return with_hints((own, *others), project.rules.sources)[0]


def _bytes(path: Path) -> bytes:
    """Of a file, or of a pipe, which a shell may put in the place of one."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_NOTE_BYTES + 1)
    except OSError as error:
        raise error_of(BuildError, str(path), "command.unreadable", why=error.strerror) from error
    if len(data) > MOST_NOTE_BYTES:
        raise error_of(BuildError, str(path), "command.large", most=megabytes(MOST_NOTE_BYTES))
    return data
