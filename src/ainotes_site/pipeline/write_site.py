"""Every file that a site consists of, written from the linked notes."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from ainotes_site.i18n import problem_of
from ainotes_site.link.library import Library
from ainotes_site.model import EntryId, Problem
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.context import BuildContext
from ainotes_site.pipeline.file_rules import ALL
from ainotes_site.pipeline.incremental.door import ScopeMemo, page_scope, remembering
from ainotes_site.pipeline.preview.next_pages import BuiltSite
from ainotes_site.pipeline.publish.outputs import Outputs
from ainotes_site.pipeline.publish.ownership import MARKER, Clash, marker
from ainotes_site.pipeline.publish.publish import HOSTS_FILES
from ainotes_site.pipeline.remote_images.local_copies import Pictures
from ainotes_site.pipeline.report import Report
from ainotes_site.pipeline.stages.explain import reasons
from ainotes_site.pipeline.stages.index.index_process import Indexer
from ainotes_site.pipeline.stages.link import Linked
from ainotes_site.pipeline.stages.pages import PageScope, write_pages
from ainotes_site.pipeline.stages.private_assets import private_assets
from ainotes_site.pipeline.stages.published_assets import TakenNames, published_assets
from ainotes_site.pipeline.stages.recent_changes import recent_changes
from ainotes_site.pipeline.stages.scan import digest
from ainotes_site.pipeline.theme.fill_pages import filled, targets, terms_digest
from ainotes_site.pipeline.theme.theme_render import ThemeRender, read_tree_file
from ainotes_site.pipeline.workers import halves
from ainotes_site.readers.skip_reasons import PRIVATE_PASSAGE
from ainotes_site.render import Site, template_engine
from ainotes_site.render.data_files.entries_jsonl import unaffected_lines
from ainotes_site.render.data_files.graph_json import unaffected_edges
from ainotes_site.render.exports import PREVIEWS
from ainotes_site.render.extra_files import (
    ENTRIES_JSONL,
    GRAPH_JSON,
    NO_UNAFFECTED_DATA,
    UnaffectedData,
    copies,
    extra_files,
    is_data_file,
)
from ainotes_site.render.feeds.addresses import feed_of, feed_paths, feeds_of_entry
from ainotes_site.render.offline.offline import OFFLINE, offline_files
from ainotes_site.render.pages.redirect import redirect_page
from ainotes_site.render.sitemap import SITEMAP, join_sitemaps, sitemap
from ainotes_site.urls import CHANGES, Url, asset_url


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed site: its files are in the outputs."""

    linked: Linked
    site: Site
    problems: tuple[Problem, ...]
    counts: tuple[int, int, int]
    """Sources, entries, terms."""
    pictures: Pictures
    memo: ScopeMemo
    clashes: tuple[Problem, ...]
    """What could not be published, as files of the owner are in the place of it."""
    unlinked: tuple[str, ...]
    """Files of unknown types that are not published, because no note links to them."""

    def built(self, theme: ThemeRender) -> BuiltSite:
        """What is left of it in memory."""
        return BuiltSite(self.site, self.linked.links, theme)

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
    theme, outputs, watch = job.theme, job.outputs, job.watch
    library = linked.library
    local_copies = _local_copies(job, library)
    changes = recent_changes(job.found.notes, job.commit, job.caches.changes)
    site = Site(library, theme.settings, local_copies.copies, changes)
    watch.begin("pages", len(library.entries))
    scope, memo = page_scope(job, linked, site)
    if scope.paths is None:
        template_engine.load_all(site.lang)
    else:  # what git says is not part of the library, by which the scope is told
        scope = replace(scope, paths=scope.paths | {CHANGES})
    share = halves(job.workers)[0] if theme.settings.search and scope.paths is None else job.workers
    with remembering(job, linked, scope, indexer.done) as free:
        write_pages(site, scope, theme, outputs, share, free)
    with outputs.seeding_next(job.workers):
        _write_extra_files(job, linked, site, scope)
        outputs.settle()
        watch.begin("search", len(library.entries))
        wanting, written = indexer.result()
        outputs.take(written)
        chosen = published_assets(job.found, library, theme, job.tree, outputs.files, (*OFFLINE, MARKER))
        passages = {
            record.path for record in library.sources if any(skip.reason == PRIVATE_PASSAGE for skip in record.skipped)
        }
        private = private_assets(job.found, linked.private, passages, library.compiled.values())
        for path in chosen.paths:
            if path in private:
                continue
            outputs.add_copy(asset_url(path), job.found.digests[path], job.found.notes / path)
        taken = _write_redirects(site, outputs)
        clashes = _last_files(theme, outputs)
    counts = (len(job.found.sources), len(library.entries), len(library.terms))
    unpublished = _unpublished_targets(theme, linked)
    problems = (*linked.problems, *(wanting or ()), *chosen.problems, *taken, *clashes, *unpublished)
    if clashes:  # the next build is to see whether they are gone, and to make the pages then
        memo = ScopeMemo(b"", ())
    return Composed(linked, site, problems, counts, local_copies, memo, clashes, chosen.unlinked)


def _local_copies(job: BuildContext, library: Library) -> Pictures:
    """Copies of remote images, where they are wanted."""
    if not job.theme.settings.fetch_images:
        return Pictures()
    from ainotes_site.pipeline.remote_images.copy_images import pictures

    return pictures(library, job.outputs, job.caches.images, job.watch)


def _write_extra_files(job: BuildContext, linked: Linked, site: Site, scope: PageScope) -> None:
    """All but the pages, the search index and the assets of the notes; the files of the theme are copied unchanged."""
    outputs = job.outputs
    pages = [Url(path) for path in outputs.files if path.endswith(".html")]
    merged = _merged_sitemap(job, site, pages)
    wanted = _wanted(site, outputs, scope.paths)
    known = _unaffected_data(outputs, scope)
    for path, key, make in extra_files(site, scope.fingerprints, pages, wanted, linked.links, known):
        if path not in merged and not (path in HOSTS_FILES and _has_own(job, path)):
            outputs.add(path, digest(code_key(), key), make)
    for path, content in merged.items():
        outputs.add_bytes(path, content)
    _write_copies(job, linked, site, scope)
    _write_tree(job, linked, merged)


def _write_tree(job: BuildContext, linked: Linked, merged: Collection[str]) -> None:
    """What MkDocs rendered, but for what is `merged` with it; blanks of hand-written pages are filled."""
    theme = job.theme
    terms = terms_digest(linked.links) if any(blanks.terms for blanks in theme.blanks.values()) else b""
    for path, made in theme.tree.items():
        if path in merged:
            continue
        read = partial(read_tree_file, theme, job.tree, path)
        blanks = theme.blanks.get(path)
        if blanks is None:
            job.outputs.add(path, bytes.fromhex(made), read)
            continue
        urls = targets(blanks, linked.links)
        key = digest(code_key(), made.encode(), repr(sorted(urls.items())).encode(), terms if blanks.terms else b"")
        job.outputs.add(path, key, partial(filled, read, path, urls, linked.links))


def _unpublished_targets(theme: ThemeRender, linked: Linked) -> Iterator[Problem]:
    """Links of hand-written pages to notes that are not published."""
    for path, blanks in theme.blanks.items():
        for note, url in targets(blanks, linked.links).items():
            if not url:
                yield problem_of(path, 0, "page.unpublished", note=note)


def _write_copies(job: BuildContext, linked: Linked, site: Site, scope: PageScope) -> None:
    """The Markdown copies of the generated pages; those of pages that are not affected stay as they are."""
    outputs = job.outputs
    for page, path, make in copies(site, linked.links):
        if page not in outputs.files or page in job.theme.tree:
            continue  # a page by hand is in its place
        if scope.paths is not None and page not in scope.paths and outputs.is_intact(path):
            outputs.keep(path)
        else:
            outputs.add(path, digest(b"copy", outputs.files[page].key), make)


def _write_redirects(site: Site, outputs: Outputs) -> tuple[Problem, ...]:
    """The pages that lead on from addresses of before; Problems for those that are in the place of something else."""
    problems = []
    taken = TakenNames((*outputs.files, *OFFLINE, MARKER) if site.library.redirects else ())
    for redirect in site.library.redirects:
        if taken.in_the_way(redirect.path) is None:
            outputs.add_bytes(redirect.path, redirect_page(site, redirect))
            taken.add(redirect.path)
        elif redirect.source:
            problems.append(problem_of(redirect.source, 1, "redirect.clash", path=redirect.path))
    return tuple(problems)


def _has_own(job: BuildContext, path: str) -> bool:
    """Whether the owner decides about a file of `HOSTS_FILES`."""
    is_guest = job.found.rules.notes != ALL or job.theme.settings.directory_urls
    return is_guest or path in job.found.digests or path in job.theme.tree


def _merged_sitemap(job: BuildContext, site: Site, pages: Collection[Url]) -> dict[str, bytes]:
    """The sitemap of MkDocs with the generated pages added, plain and compressed; nothing where MkDocs made none."""
    if SITEMAP not in job.theme.tree:
        return {}
    theirs = read_tree_file(job.theme, job.tree, SITEMAP)
    merged = join_sitemaps(theirs, sitemap(site, pages) or b"")
    return {SITEMAP: merged, f"{SITEMAP}.gz": gzip.compress(merged, mtime=0)}


def _unaffected_data(outputs: Outputs, scope: PageScope) -> UnaffectedData:
    """What the published data files say of entries whose pages are known to be as they should be."""
    paths = scope.paths
    if paths is None or not (outputs.is_intact(ENTRIES_JSONL) and outputs.is_intact(GRAPH_JSON)):
        return NO_UNAFFECTED_DATA
    lines, edges = (outputs.target.published(path).read_text(encoding="utf-8") for path in (ENTRIES_JSONL, GRAPH_JSON))
    return UnaffectedData(unaffected_lines(lines, paths), unaffected_edges(edges, paths))


def _wanted(site: Site, outputs: Outputs, paths: Collection[str] | None) -> frozenset[str] | None:
    """Keep the previews of the published site, and the feeds of topics, persons and tags, but for those that pages at these
    `paths` are in; which are to be made, None for all.
    """
    if paths is None:
        return None
    folder = f"{PREVIEWS}/"
    previews = {path for path in outputs.old.files if path.startswith(folder)}
    feeds = set(feed_paths(site))
    affected = {path for path in paths if path.startswith(folder)} | (feeds & _affected_feeds(site, paths))
    intact = {path for path in previews | feeds if path not in affected and outputs.is_intact(path)}
    for path in sorted(intact):
        outputs.keep(path)
    return frozenset((*affected, *(path for path in previews | feeds if path not in intact)))


def _affected_feeds(site: Site, paths: Collection[str]) -> set[str]:
    """Feeds of the topics, persons and tags whose pages are among `paths`, and of those of the entries there."""
    entries = site.library.entry
    found: set[str] = set()
    for path in paths:
        if path.startswith(("topics/", "people/", "tags/")):
            found.add(feed_of(path))
        elif path.startswith("entries/"):
            entry = entries.get(EntryId(path.removeprefix("entries/").removesuffix(".html")))
            found.update(feeds_of_entry(site, entry) if entry else ())
    return found


def _last_files(theme: ThemeRender, outputs: Outputs) -> tuple[Problem, ...]:
    """The files that name all the others come last. What of all these could not be published."""
    clashes = outputs.give_way((*sorted(OFFLINE), MARKER))
    if theme.settings.offline:
        _offline(theme, outputs, {path for path, _ in clashes})
    if MARKER not in {path for path, _ in clashes}:
        outputs.add_bytes(MARKER, marker({path: made.content for path, made in outputs.files.items()}))
    return tuple(clash_problem(clash) for clash in clashes if clash.path not in HOSTS_FILES)


def clash_problem(clash: Clash) -> Problem:
    """What to say of a page, or another file, that could not be published beside a file of the owner."""
    return problem_of(clash.foreign, 0, "site.clash", path=clash.path)


def _offline(theme: ThemeRender, outputs: Outputs, withheld: Collection[str]) -> None:
    files = outputs.files
    listed = [path for path in files if not is_data_file(path) and path not in OFFLINE]
    digests = {path: files[path].content.hex() for path in listed}
    sizes = {path: files[path].size for path in listed}
    for path, content in offline_files(digests, theme.settings, sizes).items():
        if path not in withheld:
            outputs.add_bytes(path, content)
