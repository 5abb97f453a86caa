"""One build: lock, see what changed, compose the site beside the old one, publish it in one step."""

from __future__ import annotations

import os
import shutil
import time
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ainotes_site.errors import BuildError, DamagedCacheError, Interrupted
from ainotes_site.i18n import error_of
from ainotes_site.model import Problem
from ainotes_site.pipeline.cache.cache_folder import LOCK, forget_others, prepare_cache
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.stat_cache import StatCache
from ainotes_site.pipeline.lock import exclusive
from ainotes_site.pipeline.project import Project
from ainotes_site.pipeline.publish.manifest import Manifest, intact, load_manifest
from ainotes_site.pipeline.publish.publish import SiteDraft, recover
from ainotes_site.pipeline.remote_images.refusal import Why
from ainotes_site.pipeline.report import Progress, Report, Stopwatch, quiet
from ainotes_site.pipeline.stages.git_log import head_of
from ainotes_site.pipeline.stages.index.index_process import INDEXED, Indexer
from ainotes_site.pipeline.stages.scan import PERMALINKS, Scan, digest, scan
from ainotes_site.pipeline.theme.render_inputs import reading, repository_of
from ainotes_site.pipeline.theme.theme_render import (
    THEME,
    TREE,
    RunTheme,
    ThemeRender,
    is_current,
    read_theme_render,
    seal_theme_render,
)
from ainotes_site.pipeline.workers import beside

if TYPE_CHECKING:
    from ainotes_site.pipeline.preview.next_pages import BuiltSite
    from ainotes_site.pipeline.publish.outputs import Outputs
    from ainotes_site.pipeline.stages.read import ReadSources
    from ainotes_site.pipeline.write_site import Composed


STAT_CACHE = "notes.seen"
"""File of the cache with what the files of the notes held."""

PREVIOUS_SITE = "previous-site"
"""Folder of the cache with the site that was replaced last, from which an edit makes the next one."""


def build(
    project: Project,
    config_file: Path,
    run_theme: RunTheme,
    *,
    strict: bool = False,
    workers: int | None = None,
    progress: Progress = quiet,
    waiting: Callable[[], None] = lambda: None,
    on_built: Callable[[BuiltSite], None] = lambda _: None,
) -> Report:
    """Bring the site up to date with the notes. A site that was composed anew is left to `on_built`.

    Raises AinotesError when that is impossible; the old site then stays as it was. Under `strict` a report with
    problems has not been published.
    """
    again = partial(_build, project, config_file, run_theme, strict, workers, progress, waiting, on_built)
    try:
        return again()
    except DamagedCacheError:
        return again()


def _build(
    project: Project,
    config_file: Path,
    run_theme: RunTheme,
    strict: bool,
    workers: int | None,
    progress: Progress,
    waiting: Callable[[], None],
    on_built: Callable[[BuiltSite], None],
) -> Report:
    watch = Stopwatch(progress)
    caches = Caches.at(project.cache)
    prepare_cache(project.cache)
    with exclusive(project.cache / LOCK, waiting), Indexer(caches, workers) as indexer:
        forget_others(project.cache)
        recover(project.site, waiting)
        start = _scanned(project, watch, indexer, workers)
        found, old, whole = start.found, start.old, start.whole
        watch.begin("theme")

        def read() -> ReadSources:
            return _read(found, caches, watch, workers)

        theme, gathered = _theme_render(project, config_file, found, run_theme, read, workers)
        state = _state(theme, found, start.head)
        if state == old.state and len(whole) == len(old.files):
            return _unchanged(old, watch)
        # What an unchanged site does not need is imported here, since that takes its time.
        from ainotes_site.pipeline.context import BuildContext
        from ainotes_site.pipeline.incremental.snapshot_inputs import usable_snapshot
        from ainotes_site.pipeline.publish.outputs import Outputs
        from ainotes_site.pipeline.publish.permalinks_file import save_permalinks
        from ainotes_site.pipeline.stages.read_and_link import link_notes

        draft = SiteDraft(project.site, project.cache / PREVIOUS_SITE)
        outputs = Outputs(draft, old, whole)
        basis = usable_snapshot(found, theme, caches, old.permalinks)
        draft.begin(whole if basis else None, whole, waiting)
        with _forgotten_on_error(draft, indexer):
            job = BuildContext(
                found,
                theme,
                project.cache / THEME / TREE,
                caches,
                outputs,
                watch,
                state,
                workers,
                gathered,
                start.head[:40],
            )
            if not basis:
                indexer.forget()
            linked = link_notes(job, basis, indexer)
            from ainotes_site.pipeline.write_site import compose  # not before: now the index is being written

            composed = compose(job, linked, indexer)
            problems = (*found.problems, *composed.problems)
            if strict and any(not problem.remark for problem in problems):
                draft.discard()
                return composed.report(problems, outputs, watch.end())
            watch.begin("publish")
            outputs.settle()
            draft.publish(outputs.files, sweep=2 * len(outputs.written) > len(outputs.files))
            found = save_permalinks(found, linked.permalinks)
        state = _state(theme, found, start.head)
        _manifest(state, found, outputs, composed, problems).save(_manifest_file(project))
        on_built(composed.built(theme))
        return composed.report(problems, outputs, watch.end())


class _Scanned(NamedTuple):
    """The notes and the published site as a build finds them."""

    found: Scan
    notes: bytes
    """Digest of all that the notes folder holds."""
    head: str
    """What git says of the notes."""
    old: Manifest
    whole: dict[str, int]
    """Inode of each file of the published site that is as the last build left it."""


def _scanned(project: Project, watch: Stopwatch, indexer: Indexer, workers: int | None) -> _Scanned:
    """Scan the notes while another process checks the published site."""
    watch.begin("scan")
    with beside(lambda _: _meanwhile(project), workers) as other:
        stat_cache = StatCache.load(project.cache / STAT_CACHE, time.time_ns())
        found = scan(project.notes, stat_cache, project.rules)
        stat_cache.save(project.cache / STAT_CACHE)
        old = load_manifest(_manifest_file(project))
        notes = found.content_digest
        if notes != old.notes:  # they are to be linked: load what that takes while the other process still checks
            if INDEXED in old.files:
                import numpy  # noqa: F401  # once for both processes

                indexer.prepare(found.fresh())
            from ainotes_site.pipeline.stages import read_and_link  # noqa: F401
        inodes, head = other.result()
    whole = {path: inode for path, inode in zip(old.files, inodes, strict=True) if inode}
    return _Scanned(found, notes, head, old, whole)


def _state(theme: ThemeRender, found: Scan, head: str) -> bytes:
    """Digest of all that a site is made from."""
    return digest(code_key(), theme.content, found.content_digest, head.encode("utf-8", "surrogateescape"))


def _manifest(state: bytes, found: Scan, outputs: Outputs, composed: Composed, problems: Iterable[Problem]) -> Manifest:
    """What the next build has to know of this one."""
    fields = tuple((one.path, one.line, one.message, one.hint, one.remark, one.english) for one in problems)
    # The next build is to ask for missing images again, and whether what was in the way of pages is gone.
    settled = state if composed.pictures.settled and not composed.clashes else b""
    missing = tuple((url, str(why)) for url, why in composed.pictures.missing)
    notes, permalinks = found.content_digest, found.digests.get(PERMALINKS, b"")
    return Manifest(settled, outputs.files, fields, missing, composed.counts, *composed.memo, notes, permalinks)


@contextmanager
def _forgotten_on_error(draft: SiteDraft, indexer: Indexer) -> Iterator[None]:
    """Leave nothing of a draft that comes to nothing. Raises Interrupted for an interrupt."""
    try:
        yield
    except BaseException as error:
        is_published = draft.is_published
        indexer.forget()  # before the draft that it writes to
        draft.discard()
        if isinstance(error, KeyboardInterrupt):
            raise Interrupted(is_published) from error
        raise


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


def _theme_key(found: Scan) -> bytes:
    """What MkDocs sees of the notes: hand-written pages, files that its configuration names, and which others there are."""
    rendered = [(source.path, source.digest) for source in found.sources if source.is_page]
    rendered += [(path, found.digests[path]) for path in found.named]
    others = (path.encode() for path in (*found.assets, *found.linked_only))
    return digest(code_key(), *(part for path, made in rendered for part in (path.encode(), made)), *others)


def _read(found: Scan, caches: Caches, watch: Stopwatch, workers: int | None) -> ReadSources:
    """What can be done while the theme is rendered."""
    from ainotes_site.pipeline.stages.read import read_sources

    watch.begin("read", len(found.sources))
    return read_sources(found.sources, caches.readings, workers)


def _theme_render(
    project: Project,
    config_file: Path,
    found: Scan,
    run_theme: RunTheme,
    meanwhile: Callable[[], ReadSources],
    workers: int | None,
) -> tuple[ThemeRender, ReadSources | None]:
    """The theme render in the cache; or a new one, with what was done `meanwhile`, when anything that it depends on has
    changed.
    """
    key = digest(code_key(), _theme_key(found), os.fsencode(os.path.relpath(config_file, project.cache))).hex()
    folder = project.cache / THEME
    theme = read_theme_render(folder)
    notes = {source.path for source in found.sources}
    if theme is not None and is_current(theme, key, config_file.parent, notes):
        return theme, None
    fresh = project.cache / f"{THEME}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)

    def run() -> dict[str, str]:
        with reading() as read:
            run_theme(fresh, found)
        base = config_file.parent
        return read.inputs(base, repository_of(base) or base, (project.cache, project.site, fresh), project.notes)

    with beside(lambda _: run(), workers) as running:
        gathered = meanwhile()
        inputs = running.result()
    seal_theme_render(fresh, key, inputs)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    theme = read_theme_render(folder)
    if theme is None:
        raise error_of(BuildError, str(config_file), "build.chrome")
    return theme, gathered


def _unchanged(old: Manifest, watch: Stopwatch) -> Report:
    sources, entries, terms = old.counts
    problems = tuple(Problem(*fields) for fields in old.problems)
    missing = tuple((url, Why(why)) for url, why in old.missing)
    files = len(old.files)
    return Report(problems, sources, entries, terms, files, unchanged=True, seconds=watch.end(), missing=missing)
