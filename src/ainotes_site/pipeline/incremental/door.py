"""The door for edits: all that the rest of the pipeline knows of them.

A build asks `usable_snapshot` whether the last build left linked notes from which the notes of today differ by a few
sources only. If so, `relink` gives the linked notes of today, and `page_scope` the pages that may have changed; where
either cannot be had, everything is linked, and looked at, as in a first build, and `remembering` leaves a new snapshot.
Whatever comes through this door is, byte for byte, what a clean build gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from ainotes_site.pipeline.cache.serialise import unpack
from ainotes_site.pipeline.context import BuildContext
from ainotes_site.pipeline.incremental.affected_pages import affected_pages
from ainotes_site.pipeline.incremental.relink import Relinked
from ainotes_site.pipeline.incremental.snapshot import save_snapshot
from ainotes_site.pipeline.incremental.snapshot_inputs import SnapshotInputs, snapshot_key
from ainotes_site.pipeline.publish.manifest import Manifest
from ainotes_site.pipeline.stages.git_log import commit_of
from ainotes_site.pipeline.stages.link import Linked, LinkedWhole
from ainotes_site.pipeline.stages.pages import PageScope
from ainotes_site.pipeline.stages.scan import digest
from ainotes_site.pipeline.workers import beside
from ainotes_site.render import PageFingerprints, PageKey, RenderedDigests, Site, url_of
from ainotes_site.render.exports import preview_path
from ainotes_site.urls import entry_url


class ScopeMemo(NamedTuple):
    """What the manifest tells the next build of the pages that this one wrote."""

    basis: bytes
    """Digest of the snapshot and of all else that pages show; empty where there is no snapshot."""
    affected: tuple[str, ...]
    """Paths of pages and previews that may differ from those of the snapshot."""


def page_scope(context: BuildContext, linked: Linked, site: Site) -> tuple[PageScope, ScopeMemo]:
    """Which pages may differ from the published ones."""
    outputs = context.outputs
    basis = _basis(context, linked)
    if not isinstance(linked, Relinked):
        return _scope(PageFingerprints(site), ScopeMemo(basis, ()), {}, outputs.old)
    changes, rendered = linked.changes, unpack(RenderedDigests, linked.snapshot.rendered_digests)
    fingerprints = PageFingerprints(site, rendered, changes.edited | changes.gone)
    restyled = [entry for entry in changes.edited if fingerprints.cards[entry] != rendered.cards.get(entry)]
    pages = affected_pages(Site(linked.snapshot.library, site.settings), site, changes, restyled)
    previews = (preview_path(entry_url(entry)) for entry in (*restyled, *changes.gone))
    memo = ScopeMemo(basis, tuple(sorted({*map(url_of, pages), *previews})))
    pieces = {owner: count for owner, count in rendered.pieces.items() if owner not in pages}
    return _scope(fingerprints, memo, pieces, outputs.old)


def _scope(
    fingerprints: PageFingerprints, memo: ScopeMemo, pieces: Mapping[PageKey, int], old: Manifest
) -> tuple[PageScope, ScopeMemo]:
    """Pages are unchanged if the published ones and these are of the same snapshot and neither names them as affected."""
    paths = frozenset((*memo.affected, *old.affected)) if memo.basis and memo.basis == old.inputs else None
    return PageScope(fingerprints, paths, pieces), memo


def _basis(context: BuildContext, linked: Linked) -> bytes:
    if context.caches.snapshot is None or context.theme.settings.fetch_images:
        return b""
    inputs = linked.snapshot.inputs if isinstance(linked, Relinked) else _inputs(context, linked)
    settings = repr(context.theme.settings).encode("utf-8", "surrogatepass")
    return digest(inputs.identity, context.theme.content, settings)


def _inputs(context: BuildContext, linked: Linked) -> SnapshotInputs:
    """What the notes were linked from, as a whole."""
    assert isinstance(linked, LinkedWhole)
    found, workings = context.found, linked.workings
    return SnapshotInputs(
        snapshot_key(found, context.theme.settings),
        {source.path: source.key for source in found.sources},
        workings.declared,
        workings.pages,
        commit_of(found.notes) if workings.has_undated else None,
        tuple(found.linkable),
        found.picture_sizes,
        linked.private,
        workings.private_keys,
        context.state,
    )


@contextmanager
def remembering(
    context: BuildContext, linked: Linked, scope: PageScope, is_index_done: Callable[[], bool]
) -> Iterator[Callable[[], bool]]:
    """Write a snapshot of notes that were linked as a whole: before the pages, as these can be shared out once the index
    is done; where it is done, in its processor beside them. Gives what tells whether a processor is free.
    """
    path = context.caches.snapshot
    if not isinstance(linked, LinkedWhole) or path is None or context.theme.settings.fetch_images:
        yield is_index_done
        return
    save = partial(save_snapshot, path, _inputs(context, linked), linked, scope.fingerprints.digests)
    if not is_index_done():
        save()
        yield is_index_done
        return
    with beside(lambda _: save(), context.workers) as other:
        yield other.ready
        other.result()
