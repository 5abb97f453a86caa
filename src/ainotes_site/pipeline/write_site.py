"""Every file that a site consists of, written from the linked notes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial

from ainotes_site.model import Problem
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.serialise import unpack
from ainotes_site.pipeline.context import BuildContext
from ainotes_site.pipeline.incremental.affected_pages import affected_pages
from ainotes_site.pipeline.incremental.snapshot import save_snapshot
from ainotes_site.pipeline.preview.next_pages import BuiltSite
from ainotes_site.pipeline.publish.outputs import Outputs
from ainotes_site.pipeline.publish.ownership import MARKER, Clash, marker
from ainotes_site.pipeline.remote_images.local_copies import Pictures
from ainotes_site.pipeline.report import Report
from ainotes_site.pipeline.stages.explain import reasons
from ainotes_site.pipeline.stages.index_process import Indexer
from ainotes_site.pipeline.stages.link import Linked
from ainotes_site.pipeline.stages.pages import write_pages
from ainotes_site.pipeline.stages.private_assets import private_assets
from ainotes_site.pipeline.stages.published_assets import published_assets
from ainotes_site.pipeline.stages.scan import digest
from ainotes_site.pipeline.theme.theme_render import ThemeRender, read_tree_file
from ainotes_site.pipeline.workers import beside, halves
from ainotes_site.render import PageFingerprints, PageKey, ShownDigests, Site, template_engine, url_of
from ainotes_site.render.exports import PREVIEWS, preview_path
from ainotes_site.render.extra_files import extra_files
from ainotes_site.render.offline import OFFLINE, offline_files
from ainotes_site.urls import Url, entry_url


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed site: its files are in the outputs."""

    linked: Linked
    site: Site
    problems: tuple[Problem, ...]
    counts: tuple[int, int, int]
    """Sources, entries, terms."""
    pictures: Pictures = field(default_factory=Pictures)
    inputs: bytes = b""
    """See `Manifest`."""
    affected: tuple[str, ...] = ()
    clashes: tuple[Problem, ...] = ()
    """What could not be published, as files of the owner are in the place of it."""
    unlinked: tuple[str, ...] = ()
    """Files of unknown types that are not published, because no note links to them."""

    def built(self, host: ThemeRender) -> BuiltSite:
        """What is left of it in memory."""
        return BuiltSite(self.site, self.linked.links, host)

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
            unlinked=self.unlinked,
        )


def compose(job: BuildContext, linked: Linked, indexer: Indexer) -> Composed:
    """Write every file of the site into the outputs of `job`. The index is written by `indexer`, which was started."""
    host, outputs, watch = job.host, job.outputs, job.watch
    library = linked.library
    local_copies = Pictures()
    if host.settings.fetch_images:
        from ainotes_site.pipeline.remote_images.copy_images import pictures

        local_copies = pictures(library, outputs, job.caches.images, watch)
    site = Site(library, host.settings, local_copies.copies)
    watch.begin("pages", len(library.entries))
    if linked.changes is None:
        template_engine.load_all(site.lang)
    fingerprints, affected, pieces = _marks(site, linked)
    inputs = _ground(linked, host, job.caches)
    known = inputs and inputs == outputs.old.inputs
    asked = {*affected, *outputs.old.affected} if known else None
    share = halves(job.workers)[0] if host.settings.search and asked is None else job.workers
    with _keeping(linked, fingerprints, job, indexer.done) if inputs else nullcontext(indexer.done) as free:
        write_pages(site, fingerprints, host, outputs, share, asked, pieces, free)
    with outputs.sparing(job.workers):
        _write_sundries(job, site, fingerprints, asked)
        outputs.settle()
        watch.begin("search", len(library.entries))
        wanting, written = indexer.result()
        outputs.take(written)
        chosen = published_assets(job.found, library, host, job.tree, outputs.files, (*OFFLINE, MARKER))
        snapshot_inputs = linked.snapshot.inputs if linked.snapshot else None
        private = private_assets(
            job.found, snapshot_inputs.private if snapshot_inputs else (), library.compiled.values()
        )
        for path in chosen.paths:
            if path in private:
                continue
            outputs.add(path, job.found.digests[path], (job.found.notes / path).read_bytes)
        clashes = _last_files(host, outputs)
    counts = (len(job.found.sources), len(library.entries), len(library.terms))
    problems = (*linked.problems, *(wanting or ()), *chosen.problems, *clashes)
    if clashes:  # the next build is to see whether they are gone, and to make the pages then
        inputs, affected = b"", ()
    return Composed(linked, site, problems, counts, local_copies, inputs, affected, clashes, chosen.unlinked)


def _marks(site: Site, linked: Linked) -> tuple[PageFingerprints, tuple[str, ...], Mapping[PageKey, int]]:
    """The marks of the pages, the paths of pages and previews that may not be as the snapshot has them, and in how many
    parts the lists of the other pages are.
    """
    known, changes = linked.snapshot, linked.changes
    if known is None or known.shown is None or changes is None:
        return PageFingerprints(site), (), {}
    shown = unpack(ShownDigests, known.shown)
    fingerprints = PageFingerprints(site, shown, changes.edited | changes.gone)
    restyled = [entry for entry in changes.edited if fingerprints.cards[entry] != shown.cards.get(entry)]
    pages = affected_pages(Site(known.library, site.settings), site, changes, restyled)
    previewed = (preview_path(entry_url(entry)) for entry in (*restyled, *changes.gone))
    pieces = {owner: count for owner, count in shown.pieces.items() if owner not in pages}
    return fingerprints, tuple(sorted({*map(url_of, pages), *previewed})), pieces


def _ground(linked: Linked, host: ThemeRender, caches: Caches) -> bytes:
    """What all other pages stand on; empty where that is not kept."""
    known = linked.snapshot
    if known is None or caches.snapshot is None or host.settings.fetch_images:
        return b""
    return digest(known.inputs.identity, host.content, repr(host.settings).encode("utf-8", "surrogatepass"))


@contextmanager
def _keeping(
    linked: Linked, fingerprints: PageFingerprints, job: BuildContext, done: Callable[[], bool]
) -> Iterator[Callable[[], bool]]:
    """Keep a library that was linked as a whole: before the pages are written, as these can be shared out when the index is
    `done`; where it is, in its place beside them. Gives what tells whether a processor is free.
    """
    path = job.caches.snapshot
    if linked.snapshot is None or linked.changes is not None or path is None:
        yield done
        return
    keep = partial(save_snapshot, path, linked.snapshot, fingerprints.shown, linked.records)
    if not done():
        keep()
        yield done
        return
    with beside(lambda _: keep(), job.workers) as other:
        yield other.ready
        other.result()


def _write_sundries(
    job: BuildContext, site: Site, fingerprints: PageFingerprints, asked: Collection[str] | None
) -> None:
    """All but the pages, the search index and the assets of the notes; the host's files are taken as they are."""
    outputs = job.outputs
    pages = [Url(path) for path in outputs.files if path.endswith(".html")]
    for path, key, make in extra_files(site, fingerprints, pages, _wanted_previews(outputs, asked)):
        outputs.add(path, digest(code_key(), key), make)
    for path, made in job.host.tree.items():
        outputs.add(path, bytes.fromhex(made), partial(read_tree_file, job.host, job.tree, path))


def _wanted_previews(outputs: Outputs, asked: Collection[str] | None) -> frozenset[str] | None:
    """Keep the previews of the published site, but for those that are `asked` for; which are to be made, None for all."""
    if asked is None:
        return None
    folder = f"{PREVIEWS}/"
    wanted = {path for path in asked if path.startswith(folder)}
    for path in outputs.old.files:
        if path.startswith(folder) and path not in wanted:
            if outputs.is_intact(path):
                outputs.keep(path)
            else:
                wanted.add(path)
    return frozenset(wanted)


def _last_files(host: ThemeRender, outputs: Outputs) -> tuple[Problem, ...]:
    """The files that name all the others come last. What of all these could not be published."""
    clashes = outputs.give_way((*sorted(OFFLINE), MARKER))
    _offline(host, outputs, {path for path, _ in clashes})
    if MARKER not in {path for path, _ in clashes}:
        outputs.add_bytes(MARKER, marker({path: made.content for path, made in outputs.files.items()}))
    return tuple(map(clash_problem, clashes))


def clash_problem(clash: Clash) -> Problem:
    """What to say of a page, or another file, that could not be published beside a file of the owner."""
    fact = (
        f"站点文件夹里这个文件不是 ainotes 生成的，占了 {clash.path} 的位置，后者未发布 "
        f"(a file of the site folder that ainotes did not make is in the place of {clash.path}, which was not published)"
    )
    return Problem(clash.foreign, 0, fact, "move the file out of the site folder or rename it, then build again")


def _offline(host: ThemeRender, outputs: Outputs, withheld: Collection[str]) -> None:
    digests = {path: made.content.hex() for path, made in outputs.files.items() if path not in OFFLINE}
    sizes = {path: made.size for path, made in outputs.files.items() if path not in OFFLINE}
    for path, content in offline_files(digests, host.settings, sizes).items():
        if path not in withheld:
            outputs.add_bytes(path, content)
