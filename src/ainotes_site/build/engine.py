"""One build: lock, see what changed, compose the site beside the old one, publish it in one step."""

from __future__ import annotations

import os
import shutil
import time
from array import array
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ainotes_site.build.caches import Caches
from ainotes_site.build.code import code_key
from ainotes_site.build.history import head_of
from ainotes_site.build.host import HOST, TREE, Host, RunHost, read_host, seal_host, stands
from ainotes_site.build.indexer import INDEXED, Indexer
from ainotes_site.build.lock import exclusive
from ainotes_site.build.manifest import Manifest, intact, load_manifest
from ainotes_site.build.project import Project
from ainotes_site.build.remote.refusal import Why
from ainotes_site.build.report import Progress, Report, Stopwatch, quiet
from ainotes_site.build.scan import Scan, digest, scan
from ainotes_site.build.seen import Seen
from ainotes_site.build.workers import beside
from ainotes_site.errors import BuildError
from ainotes_site.model import Problem

if TYPE_CHECKING:
    from ainotes_site.build.ahead import Standing
    from ainotes_site.build.gather import Gathered


SEEN = "notes.seen"
"""File of the cache with what the files of the notes held."""

ATTIC = "attic"
"""Folder of the cache in which the site lies that was replaced last: an edit makes the next one of it."""


def build(
    project: Project,
    config_file: Path,
    run_host: RunHost,
    *,
    strict: bool = False,
    workers: int | None = None,
    progress: Progress = quiet,
    waiting: Callable[[], None] = lambda: None,
    leave: Callable[[Standing], None] = lambda _: None,
) -> Report:
    """Bring the site up to date with the notes. A site that was composed anew is left to `leave`.

    Raises AinotesError when that is impossible; the old site then stays as it was. Under `strict` a report with
    problems has not been published.
    """
    watch = Stopwatch(progress)
    caches = Caches.at(project.cache)
    with exclusive(project.cache / "lock", waiting), Indexer(caches, workers) as indexer:
        watch.begin("scan")
        with beside(lambda _: _meanwhile(project), workers) as other:
            seen = Seen.load(project.cache / SEEN, time.time_ns())
            found = scan(project.notes, seen)
            seen.save(project.cache / SEEN)
            old = load_manifest(_manifest_file(project))
            notes = digest(*_facts(found))
            if notes != old.notes:  # they are to be linked: load what that takes while the other process still looks
                if INDEXED in old.files:
                    from ainotes_site.build import mapped  # noqa: F401  # once for both processes

                    indexer.prepare(found.fresh())
                from ainotes_site.build import linking  # noqa: F401
            inodes, head = other.result()
        whole = {path: inode for path, inode in zip(old.files, inodes, strict=True) if inode}
        host_key = _host_key(found)
        watch.begin("host")

        def read() -> Gathered:
            return _read(found, caches, watch, workers)

        host, gathered = _host(project, config_file, host_key, run_host, read, workers)
        state = digest(code_key(), host.content, notes, head.encode("utf-8", "surrogateescape"))
        if state == old.state and len(whole) == len(old.files):
            return _unchanged(old, watch)
        # What an unchanged site does not need is imported here, since that takes its time.
        from ainotes_site.build.job import Job, fitting
        from ainotes_site.build.linking import link_notes
        from ainotes_site.build.outputs import Outputs
        from ainotes_site.build.publish import Draft

        draft = Draft(project.site, project.cache / ATTIC)
        outputs = Outputs(draft, old, whole)
        basis = fitting(found, host, caches)
        draft.begin(whole if basis else None)
        try:
            job = Job(found, host, project.cache / HOST / TREE, caches, outputs, watch, workers, basis, gathered)
            if not basis:
                indexer.forget()
            linked = link_notes(job, partial(indexer.start, job))
            from ainotes_site.build.compose import compose  # not before: now the index is being written

            composed = compose(job, linked, indexer)
            problems = (*found.problems, *composed.problems)
            if strict and problems:
                draft.discard()
                return composed.report(problems, outputs, watch.end())
            watch.begin("publish")
            outputs.settle()
            draft.publish(outputs.files, sweep=2 * len(outputs.written) > len(outputs.files))
        except BaseException:
            indexer.forget()  # before the draft that it writes to
            draft.discard()
            raise
        said = tuple((problem.path, problem.line, problem.message, problem.hint) for problem in problems)
        settled = state if composed.pictures.settled else b""  # the next build is to ask for missing images again
        missing = tuple((url, str(why)) for url, why in composed.pictures.missing)
        manifest = Manifest(
            settled, outputs.files, said, missing, composed.counts, composed.ground, composed.astray, notes
        )
        manifest.save(_manifest_file(project))
        leave(composed.standing(host))
        return composed.report(problems, outputs, watch.end())


def _manifest_file(project: Project) -> Path:
    name = digest(os.fsencode(os.path.relpath(project.site, project.cache))).hex()[:12]
    return project.cache / f"site-{name}.manifest"


def _meanwhile(project: Project) -> tuple[array[int], str]:
    """What takes as long as to look through the notes: for each file of the published site its inode, 0 where it is not
    as it was left; and what git says of the notes.
    """
    old = load_manifest(_manifest_file(project))
    whole = intact(project.site, old)
    return array("Q", [whole.get(path, 0) for path in old.files]), head_of(project.notes)


def _host_key(found: Scan) -> bytes:
    """What the host sees of the notes: hand-written pages, and which other files there are."""
    pages = [(source.path.encode(), source.digest) for source in found.sources if source.is_page]
    return digest(code_key(), *(part for page in pages for part in page), *(path.encode() for path in found.assets))


def _read(found: Scan, caches: Caches, watch: Stopwatch, workers: int | None) -> Gathered:
    """What can be done before the host is known."""
    from ainotes_site.build.gather import gather

    watch.begin("read", len(found.sources))
    return gather(found.sources, caches.readings, workers)


def _host(
    project: Project,
    config_file: Path,
    pages: bytes,
    run_host: RunHost,
    meanwhile: Callable[[], Gathered],
    workers: int | None,
) -> tuple[Host, Gathered | None]:
    """The host's output, as kept; or made anew, with what was done `meanwhile`, when anything that it depends on has
    changed.
    """
    key = digest(code_key(), pages, os.fsencode(os.path.relpath(config_file, project.cache))).hex()
    kept = project.cache / HOST
    host = read_host(kept)
    if host is not None and stands(host, key, config_file.parent):
        return host, None
    fresh = project.cache / f"{HOST}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    with beside(lambda _: run_host(fresh), workers) as running:
        gathered = meanwhile()
        running.result()
    seal_host(fresh, key)
    shutil.rmtree(kept, ignore_errors=True)
    fresh.rename(kept)
    host = read_host(kept)
    if host is None:
        fact = "外观没有生成 (the chrome was not rendered)"
        raise BuildError(str(config_file), fact, 'list "ainotes/entries" under "plugins:"')
    return host, gathered


def _facts(found: Scan) -> Iterator[bytes]:
    """All that the notes folder holds, as digests."""
    for source in found.sources:
        yield source.path.encode()
        yield source.digest
    for asset in (*found.assets, *found.control):
        yield asset.encode()
        yield found.digests[asset]
    yield repr(found.problems).encode()


def _unchanged(old: Manifest, watch: Stopwatch) -> Report:
    sources, entries, terms = old.counts
    problems = tuple(Problem(*fields) for fields in old.problems)
    missing = tuple((url, Why(why)) for url, why in old.missing)
    files = len(old.files)
    return Report(problems, sources, entries, terms, files, unchanged=True, seconds=watch.end(), missing=missing)
