"""What a preview shows in the moment after a save: the pages of one source, ahead of the build that follows.

All that other notes say about these pages (links to them, related entries, topics) is as the last build left it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ainotes_site.link.library import Library
from ainotes_site.link.merge import Links
from ainotes_site.link.overlay_map import Overlay
from ainotes_site.markup.compile import compile_entry
from ainotes_site.model import Entry
from ainotes_site.pipeline.theme.page_layout import PageLayout, fill
from ainotes_site.pipeline.theme.theme_render import FOLDERS, ThemeRender
from ainotes_site.readers import read
from ainotes_site.render import PageKey, PageKind, Site, draft, render, url_of

MOST = 50
"""Entries of a source above which the build that follows is as quick."""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site as a build left it in memory."""

    site: Site
    links: Links
    theme: ThemeRender


def next_pages(built: BuiltSite, path: str, data: bytes) -> dict[str, bytes]:
    """The pages of the entries that `data`, saved at `path` in the notes, has: by URL relative to the site.

    Only of entries that the last build knew; none when there is any doubt, since the build that follows knows best.
    """
    library = built.site.library
    entries = _existing_entries(library, path, data)
    if not entries:
        return {}
    compiled = {entry.id: compile_entry(entry.body, built.links.context_for(entry)) for entry in entries}
    by_id = {entry.id: entry for entry in entries}
    after = replace(
        library,
        entries=tuple(by_id.get(entry.id, entry) for entry in library.entries),
        compiled=Overlay(library.compiled, compiled),
    )
    site = replace(built.site, library=after)
    layout = PageLayout.cut(built.theme.shells[FOLDERS[0]])
    keys = [PageKey(PageKind.ENTRY, entry.id) for entry in entries]
    return {url_of(key): fill(layout, render(draft(key, site)), site.settings) for key in keys}


def _existing_entries(library: Library, path: str, data: bytes) -> list[Entry]:
    """The entries of the source that `data` holds; none where they are too many, or one is not known by this path."""
    entries = read(path, data).entries
    before = [library.entry.get(entry.id) for entry in entries]
    if len(entries) > MOST or any(old is None or old.span.path != path for old in before):
        return []
    return [_completed(entry, old) for entry, old in zip(entries, before, strict=True) if old]


def _completed(entry: Entry, old: Entry) -> Entry:
    """`entry` with what only a build finds out about it."""
    if entry.date is None and old.date_inferred:
        entry = replace(entry, date=old.date, date_inferred=True)
    return replace(entry, topics=old.topics, updated=entry.updated or old.updated)
