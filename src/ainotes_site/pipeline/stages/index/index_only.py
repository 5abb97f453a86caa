"""The search index alone, laid out as in a site."""

from __future__ import annotations

from pathlib import Path

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.model import Problem
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.project import Project
from ainotes_site.pipeline.publish.manifest import Manifest
from ainotes_site.pipeline.publish.outputs import FolderTarget, Outputs
from ainotes_site.pipeline.publish.ownership import MARKER, marker
from ainotes_site.pipeline.publish.publish import SiteDraft
from ainotes_site.pipeline.stages.index.whole_index import write_index
from ainotes_site.pipeline.stages.link import Linked, link_scan
from ainotes_site.pipeline.stages.scan import scan
from ainotes_site.settings import Settings
from ainotes_site.urls import INDEX_FOLDER


class _IndexTarget(FolderTarget):
    """A folder that is to be the `search` of a site: the names of the files begin below it."""

    def place(self, path: str) -> str:
        return super().place(path.removeprefix(f"{INDEX_FOLDER}/"))

    def within(self, _: str) -> _IndexTarget:
        return _IndexTarget(self.root)


def index_notes(project: Project, settings: Settings, workers: int | None = None) -> tuple[Problem, ...]:
    """Write the index of the notes into the folder that is the project's site; what is wrong with the notes.

    The folder is published as a site is: in one step, with the owner's files in it. Raises BuildError as a build does, and
    where files that no such run has written are in the place of the index.
    """
    draft = SiteDraft(project.site)
    draft.begin()
    try:
        found = scan(project.notes, rules=project.rules)
        caches = Caches.none()
        linked = link_scan(found, settings, caches=caches, workers=workers)
        return tuple(sorted({*found.problems, *linked.problems, *_published(draft, linked, caches, workers)}))
    except BaseException:
        draft.discard()
        raise


def _published(draft: SiteDraft, linked: Linked, caches: Caches, workers: int | None) -> tuple[Problem, ...]:
    outputs = Outputs(_IndexTarget(draft.root), Manifest(), ())
    problems = write_index(linked.library, True, outputs, caches, workers)
    files = {path.removeprefix(f"{INDEX_FOLDER}/"): made.content for path, made in outputs.files.items()}
    for clash in draft.clashes({*files, MARKER}):
        raise error_of(BuildError, str(draft.site / clash.foreign), "index.in_the_way")
    Path(draft.place(MARKER)).write_bytes(marker(files))
    draft.publish({*files, MARKER})
    return problems
