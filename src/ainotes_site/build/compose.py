"""Every file that a site consists of, written from the linked notes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial

from ainotes_site.build.ahead import Standing
from ainotes_site.build.brought import Pictures
from ainotes_site.build.caches import Caches
from ainotes_site.build.code import code_key
from ainotes_site.build.compiled_templates import CompiledTemplates
from ainotes_site.build.host import Host, read_tree_file
from ainotes_site.build.indexer import Indexer
from ainotes_site.build.job import Job
from ainotes_site.build.library import Linked
from ainotes_site.build.outputs import Outputs
from ainotes_site.build.pages import write_pages
from ainotes_site.build.parts import reasons
from ainotes_site.build.report import Report
from ainotes_site.build.scan import digest
from ainotes_site.build.snapshot import save_snapshot
from ainotes_site.build.workers import beside, halves
from ainotes_site.model import Problem
from ainotes_site.urls import Url, entry_url
from ainotes_site.write import Marks, PageKey, Site, templates, touched, url_of
from ainotes_site.write.exports import PREVIEWS, preview_path
from ainotes_site.write.offline import LIST, MANIFEST, WORKER, offline_files
from ainotes_site.write.sundries import sundries


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed site: its files are in the outputs."""

    linked: Linked
    site: Site
    problems: tuple[Problem, ...]
    counts: tuple[int, int, int]
    """Sources, entries, terms."""
    pictures: Pictures = field(default_factory=Pictures)
    ground: bytes = b""
    """See `Manifest`."""
    astray: tuple[str, ...] = ()

    def standing(self, host: Host) -> Standing:
        """What is left of it in memory."""
        return Standing(self.site, self.linked.links, host)

    def report(self, problems: tuple[Problem, ...], outputs: Outputs, seconds: Mapping[str, float]) -> Report:
        """What was done, for people."""
        sources, entries, terms = self.counts
        return Report(
            problems,
            sources,
            entries,
            terms,
            len(outputs.files),
            self.linked.read,
            self.linked.compiled,
            len(outputs.written),
            seconds=seconds,
            reasons=reasons(outputs),
            missing=self.pictures.missing,
        )


def compose(job: Job, linked: Linked, indexer: Indexer) -> Composed:
    """Write every file of the site into the outputs of `job`. The index is written by `indexer`, which was started."""
    host, outputs, watch = job.host, job.outputs, job.watch
    library = linked.library
    brought = Pictures()
    if host.settings.fetch_images:
        from ainotes_site.build.pictures import pictures

        brought = pictures(library, outputs, job.caches.images, watch)
    site = Site(library, host.settings, brought.copies)
    watch.begin("pages", len(library.entries))
    _prepare_templates(site, job.caches, is_new=linked.changes is None)
    marks, astray, pieces = _marks(site, linked)
    ground = _ground(linked, host, job.caches)
    known = ground and ground == outputs.old.ground
    asked = {*astray, *outputs.old.astray} if known else None
    share = halves(job.workers)[0] if host.settings.search and asked is None else job.workers
    with _keeping(linked, marks, job, indexer.done) if ground else nullcontext(indexer.done) as free:
        write_pages(site, marks, host, outputs, share, asked, pieces, free)
    with outputs.sparing(job.workers):
        _write_sundries(job, site, marks, asked)
        outputs.settle()
        watch.begin("search", len(library.entries))
        wanting, written = indexer.result()
        outputs.take(written)
        _offline(host, outputs)
    counts = (len(job.found.sources), len(library.entries), len(library.terms))
    return Composed(linked, site, linked.problems + (wanting or ()), counts, brought, ground, astray)


def _prepare_templates(site: Site, caches: Caches, *, is_new: bool) -> None:
    """Have templates compiled once, not by each process that fills them, and not again after an edit."""
    compiled = CompiledTemplates(caches.templates)
    templates.keep_in(compiled, site.lang, all_of_them=is_new)
    if is_new:
        compiled.save()


def _marks(site: Site, linked: Linked) -> tuple[Marks, tuple[str, ...], Mapping[PageKey, int]]:
    """The marks of the pages, the paths of pages and previews that may not be as the snapshot has them, and in how many
    parts the lists of the other pages are.
    """
    known, changes = linked.snapshot, linked.changes
    if known is None or known.shown is None or changes is None:
        return Marks(site), (), {}
    shown = known.shown.value
    marks = Marks(site, shown, changes.edited | changes.gone)
    restyled = [entry for entry in changes.edited if marks.cards[entry] != shown.cards.get(entry)]
    pages = touched(Site(known.library, site.settings), site, changes, restyled)
    previewed = (preview_path(entry_url(entry)) for entry in (*restyled, *changes.gone))
    pieces = {owner: count for owner, count in shown.pieces.items() if owner not in pages}
    return marks, tuple(sorted({*map(url_of, pages), *previewed})), pieces


def _ground(linked: Linked, host: Host, caches: Caches) -> bytes:
    """What all other pages stand on; empty where that is not kept."""
    known = linked.snapshot
    if known is None or caches.snapshot is None or host.settings.fetch_images:
        return b""
    return digest(known.ground.identity, host.content, repr(host.settings).encode("utf-8", "surrogatepass"))


@contextmanager
def _keeping(linked: Linked, marks: Marks, job: Job, done: Callable[[], bool]) -> Iterator[Callable[[], bool]]:
    """Keep a library that was linked as a whole: before the pages are written, as these can be shared out when the index is
    `done`; where it is, in its place beside them. Gives what tells whether a processor is free.
    """
    path = job.caches.snapshot
    if linked.snapshot is None or linked.changes is not None or path is None:
        yield done
        return
    keep = partial(save_snapshot, path, linked.snapshot, marks.shown, linked.facts)
    if not done():
        keep()
        yield done
        return
    with beside(lambda _: keep(), job.workers) as other:
        yield other.ready
        other.result()


def _write_sundries(job: Job, site: Site, marks: Marks, asked: Collection[str] | None) -> None:
    """All but the pages and the search index: the host's files and the assets of the notes are taken as they are."""
    found, outputs = job.found, job.outputs
    pages = [Url(path) for path in outputs.files if path.endswith(".html")]
    for path, key, make in sundries(site, marks, pages, _wanted_previews(outputs, asked)):
        outputs.add(path, digest(code_key(), key), make)
    for path, made in job.host.tree.items():
        if path not in found.digests:
            outputs.add(path, bytes.fromhex(made), partial(read_tree_file, job.host, job.tree, path))
    for path in found.assets:
        outputs.add(path, found.digests[path], (found.notes / path).read_bytes)


def _wanted_previews(outputs: Outputs, asked: Collection[str] | None) -> frozenset[str] | None:
    """Keep the previews of the published site, but for those that are `asked` for; which are to be made, None for all."""
    if asked is None:
        return None
    folder = f"{PREVIEWS}/"
    wanted = {path for path in asked if path.startswith(folder)}
    for path in outputs.old.files:
        if path.startswith(folder) and path not in wanted:
            if outputs.stands(path):
                outputs.keep(path)
            else:
                wanted.add(path)
    return frozenset(wanted)


def _offline(host: Host, outputs: Outputs) -> None:
    """The files that name all the others come last."""
    own = (LIST, MANIFEST, WORKER)
    digests = {path: made.content.hex() for path, made in outputs.files.items() if path not in own}
    sizes = {path: made.size for path, made in outputs.files.items() if path not in own}
    for path, content in offline_files(digests, host.settings, sizes).items():
        outputs.add_bytes(path, content)
