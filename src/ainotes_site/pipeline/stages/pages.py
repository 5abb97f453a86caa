"""Every page of the site: reused where everything that it depends on is unchanged, else drafted and rendered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.publish.manifest import Made
from ainotes_site.pipeline.publish.outputs import Outputs, write_file
from ainotes_site.pipeline.stages.explain import packed
from ainotes_site.pipeline.stages.scan import digest
from ainotes_site.pipeline.theme.page_layout import PageLayout, fill
from ainotes_site.pipeline.theme.theme_render import FOLDERS, ThemeRender
from ainotes_site.pipeline.workers import beside, map_all
from ainotes_site.render import PageFingerprints, PageKey, PageKind, Site, draft, fingerprint, plan, render, url_of
from ainotes_site.settings import Settings
from ainotes_site.urls import TIMELINE, Url

_WHOLE = (PageKind.READ, PageKind.PART, PageKind.TERM, PageKind.SOURCE, PageKind.SOURCE_PART, PageKind.ENTRY)
"""Pages that show texts in full."""
MANY = 1000
"""Pages from which on it pays to work out what they share before the work is split."""


@dataclass(frozen=True, slots=True)
class _Shared:
    site: Site
    theme: ThemeRender
    outputs: Outputs
    shells: Mapping[str, PageLayout]
    frames: Mapping[str, bytes]
    """Per shell: a digest of all that its pages have in common."""
    fingerprints: PageFingerprints


@dataclass(frozen=True, slots=True)
class PageScope:
    """Which pages a build may have to render again."""

    fingerprints: PageFingerprints
    paths: frozenset[str] | None = None
    """Pages and previews that may not be as they were published; None: any."""
    list_parts: Mapping[PageKey, int] = field(default_factory=dict)
    """Number of parts of those lists whose number cannot have changed; others are counted."""


def write_pages(
    site: Site,
    scope: PageScope,
    theme: ThemeRender,
    outputs: Outputs,
    workers: int | None = None,
    free: Callable[[], bool] = lambda: False,
) -> None:
    """Keep or write every page that no hand-written page replaces. `free` tells a single worker that other work has ended."""
    for folder in FOLDERS:
        outputs.target.place(f"{folder}/")
    shells = {place: PageLayout.cut(html) for place, html in theme.shells.items()}
    frames = {place: _frame(html, theme.settings) for place, html in theme.shells.items()}
    shared = _Shared(site, theme, outputs, shells, frames, scope.fingerprints)
    named = ((url_of(key), key) for key in plan(site, scope.list_parts))
    planned = {url: key for url, key in named if url not in theme.tree}
    if scope.paths is None:
        made = _all(shared, list(planned.values()), workers, free)
    else:
        planned = _keep_intact(outputs, planned, scope.paths)
        made = _few(shared, list(planned.values()), workers)
    for url in planned:
        if url in made:
            outputs.record(url, made[url])
        else:
            outputs.keep(url)


def _keep_intact(outputs: Outputs, planned: Mapping[Url, PageKey], paths: Collection[str]) -> dict[Url, PageKey]:
    """Keep the published pages that are intact and not among `paths`; return the others."""
    others = {url: key for url, key in planned.items() if url in paths or not outputs.is_intact(url)}
    for url in planned:
        if url not in others:
            outputs.keep(url)
    return others


def _all(
    shared: _Shared, keys: Sequence[PageKey], workers: int | None, free: Callable[[], bool] = lambda: False
) -> dict[str, Made]:
    """What had to be written of any number of pages."""
    if len(keys) > MANY:
        shared.fingerprints.prepare()
    return dict(made for made in map_all(_made, shared, keys, workers, free) if made is not None)


def _few(shared: _Shared, keys: Sequence[PageKey], workers: int | None) -> dict[str, Made]:
    """The same of pages among which those count that list many others: by two processes, of which one alone loads bodies."""
    whole = [key for key in keys if key.kind in _WHOLE]
    lists = [key for key in keys if key.kind not in _WHOLE]
    with shared.outputs.settling(workers), beside(lambda _: _all(shared, lists, 1), workers) as other:
        mine = _all(shared, whole, 1)
        return mine | other.result()


def _made(shared: _Shared, key: PageKey) -> tuple[str, Made] | None:
    """The page's path, and what was written; None where the published page is as it should be."""
    url = url_of(key)
    place = _shell_of(url, shared.theme.shells)
    frame = shared.frames[place]
    drafted, parts = None, b""
    page_fingerprint = shared.fingerprints.of(key)
    if page_fingerprint is not None:
        made_from = digest(page_fingerprint.digest, frame)
    else:
        drafted = draft(key, shared.site)
        made_from = digest(bytes.fromhex(fingerprint(drafted)), frame)
    if shared.outputs.current(url, made_from):
        return None
    if page_fingerprint is not None:
        parts = packed({**page_fingerprint.parts, "frame": crc32(frame) & 0xFFFF})
    html = fill(shared.shells[place], render(drafted or draft(key, shared.site)), shared.theme.settings)
    return url, write_file(shared.outputs.target, url, made_from, html, parts)


def _shell_of(url: str, shells: Mapping[str, str]) -> str:
    """A page's own shell, else that of its folder, else that of entries; at the root, that of the timeline, which such pages belong under."""
    folder = url.rpartition("/")[0]
    if folder:
        return folder if folder in FOLDERS and folder in shells else FOLDERS[0]
    if url in shells:
        return url
    return TIMELINE if TIMELINE in shells else min(place for place in shells if place not in FOLDERS)


def _frame(shell: str, settings: Settings) -> bytes:
    basics = repr((settings.site_name, settings.site_description, settings.site_url))
    return digest(code_key(), shell.encode(), basics.encode())
