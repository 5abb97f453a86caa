"""The site that plain MkDocs builds: no cache of readings and pages, but the same files, published in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ainotes_site.model import Problem
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.context import BuildContext
from ainotes_site.pipeline.project import safe_site
from ainotes_site.pipeline.publish.manifest import Manifest, walk
from ainotes_site.pipeline.publish.outputs import FolderTarget, Outputs
from ainotes_site.pipeline.publish.ownership import MARKER, marker
from ainotes_site.pipeline.publish.permalinks_file import save_permalinks
from ainotes_site.pipeline.publish.publish import SiteDraft
from ainotes_site.pipeline.report import Report, Stopwatch
from ainotes_site.pipeline.stages.index.index_process import Indexer
from ainotes_site.pipeline.stages.read_and_link import link_notes
from ainotes_site.pipeline.stages.scan import Scan, digest_file
from ainotes_site.pipeline.theme.fill_pages import blanks_in
from ainotes_site.pipeline.theme.theme_render import ThemeRender, digest_tree
from ainotes_site.pipeline.write_site import clash_problem, compose
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.settings import Settings


def begin_draft(site: Path, notes: Path, cache: Path) -> SiteDraft:
    """A folder beside the site for MkDocs to write into. Raises AinotesError or OSError where the site may not be replaced."""
    draft = SiteDraft(safe_site(site, notes, cache))
    draft.begin()
    return draft


def compose_into(
    draft: FolderTarget,
    found: Scan,
    settings: Settings,
    shells: Mapping[str, str],
    images: Path,
    pages: Sequence[SearchDocument] = (),
) -> Report:
    """Add everything that comes from the notes, as they were `found`, to the files of MkDocs in the draft.

    `pages` are hand-written ones as search sees them. `images` is a folder that keeps copies of images on other hosts: all else is cheaper to make than to get again.
    Raises AinotesError when the site cannot be made.
    """
    tree = digest_tree(draft.root)
    theme = ThemeRender(settings, shells, {}, tree=tree, pages=tuple(pages), blanks=blanks_in(draft.root, tree))
    outputs = Outputs(draft, Manifest(), ())
    watch = Stopwatch()
    job = BuildContext(found, theme, draft.root, replace(Caches.none(), images=images), outputs, watch, b"")
    with Indexer(job.caches) as indexer:
        linked = link_notes(job, None, indexer)
        composed = compose(job, linked, indexer)
    save_permalinks(found, linked.permalinks)
    return composed.report((*found.problems, *composed.problems), outputs, watch.end())


def publish_draft(draft: SiteDraft) -> list[Problem]:
    """Publish all that is in the draft, what other plugins have written too; what could not be.

    Raises AinotesError or OSError, like `SiteDraft.publish`.
    """
    paths = {path for path, _ in walk(draft.root)}
    clashes = draft.clashes(paths)
    paths -= {clash.path for clash in clashes}
    marked = marker({path: digest_file(draft.root / path) for path in paths})
    if MARKER in paths:
        (draft.root / MARKER).unlink()
        (draft.root / MARKER).write_bytes(marked)
    draft.publish(paths)
    return [clash_problem(clash) for clash in clashes]
