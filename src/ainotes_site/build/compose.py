"""The three verbs in order, and every file that a site consists of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ainotes_site.build.ahead import Standing
from ainotes_site.build.code import code_key
from ainotes_site.build.host import Host
from ainotes_site.build.library import Caches, Linked, link_sources, taxonomy_text
from ainotes_site.build.outputs import Outputs, Written
from ainotes_site.build.pages import write_pages
from ainotes_site.build.parts import reasons
from ainotes_site.build.pictures import Pictures, pictures
from ainotes_site.build.report import Report, Stopwatch
from ainotes_site.build.scan import Scan, digest
from ainotes_site.build.searching import write_index
from ainotes_site.build.workers import beside
from ainotes_site.link.library import Library
from ainotes_site.model import Problem
from ainotes_site.urls import Url
from ainotes_site.write import Marks, Site
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


def compose(
    found: Scan, host: Host, tree: Path, caches: Caches, outputs: Outputs, workers: int | None, watch: Stopwatch
) -> Composed:
    """Write every file of the site into `outputs`; `tree` holds the host's files."""

    def index(library: Library) -> tuple[tuple[Problem, ...], Written]:
        own = outputs.beside()
        return write_index(library, host.settings.glossary, own, caches, workers), own.done()

    # Where everything is new both have work for all processors, and together they would take twice the memory.
    processes = workers if outputs.old.files else 1
    with ExitStack() as running:
        indexed: list[Callable[[], tuple[tuple[Problem, ...], Written]]] = []

        def settled(library: Library) -> None:
            if host.settings.search:
                indexed.append(running.enter_context(beside(partial(index, library), processes)))

        linked = link_sources(
            found.sources,
            taxonomy_text(found),
            notes=found.notes,
            glossary=host.settings.glossary,
            caches=caches,
            workers=workers,
            watch=watch,
            settled=settled,
        )
        brought = Pictures()
        if host.settings.fetch_images:
            brought = pictures(linked.library, outputs, caches.images, watch)
        site = Site(linked.library, host.settings, brought.copies)
        watch.begin("pages", len(linked.library.entries))
        _write_pages(found, host, tree, site, outputs, workers)
        problems = linked.problems
        for result in indexed:
            watch.begin("search", len(linked.library.entries))
            outputs.settle()
            wanting, written = result()
            problems += wanting
            outputs.take(written)
    _offline(host, outputs)
    counts = (len(found.sources), len(linked.library.entries), len(linked.library.terms))
    return Composed(linked, site, problems, counts, brought)


def _write_pages(found: Scan, host: Host, tree: Path, site: Site, outputs: Outputs, workers: int | None) -> None:
    """All but the search index."""
    marks = Marks(site)
    write_pages(site, marks, host, outputs, workers)
    pages = [Url(path) for path in outputs.files if path.endswith(".html")]
    for path, key, make in sundries(site, marks, pages):
        outputs.add(path, digest(code_key(), key), make)
    _copy(found, host, tree, outputs)


def _copy(found: Scan, host: Host, tree: Path, outputs: Outputs) -> None:
    """The host's files and the assets of the notes, as they are."""
    for path, made in host.tree.items():
        if path not in found.digests:
            outputs.add(path, bytes.fromhex(made), (tree / path).read_bytes)
    for path in found.assets:
        outputs.add(path, found.digests[path], (found.notes / path).read_bytes)


def _offline(host: Host, outputs: Outputs) -> None:
    """The files that name all the others come last."""
    own = (LIST, MANIFEST, WORKER)
    digests = {path: made.content.hex() for path, made in outputs.files.items() if path not in own}
    sizes = {path: made.size for path, made in outputs.files.items() if path not in own}
    for path, content in offline_files(digests, host.settings, sizes).items():
        outputs.add_bytes(path, content)
