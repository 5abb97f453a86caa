"""Every file of a site that is neither a page nor the search index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from ainotes_site.link.merge import Links
from ainotes_site.model import EntryId
from ainotes_site.render.data_files.entries_jsonl import NO_LINES, entries_jsonl, entry_lines
from ainotes_site.render.data_files.graph_json import NO_EDGES, Edge, graph_json
from ainotes_site.render.data_files.llms_txt import llms_digest, llms_full_txt, llms_txt
from ainotes_site.render.data_files.markdown_copies import contexts, copy_of, entry_markdown, term_markdown
from ainotes_site.render.exports import glossary_json, previews
from ainotes_site.render.feeds.addresses import CHANGES_FEED, FEED, JSON_FEED
from ainotes_site.render.feeds.changes_feed import changes_feed
from ainotes_site.render.feeds.channel import feed_files
from ainotes_site.render.fingerprints.page_fingerprints import PageFingerprints
from ainotes_site.render.site import Site
from ainotes_site.render.sitemap import SITEMAP, robots, sitemap
from ainotes_site.render.ui_strings import WORDS, words_script
from ainotes_site.schemas import schema_bytes
from ainotes_site.urls import NO_JEKYLL, ROBOTS, Url, entry_url, term_url

GLOSSARY_JSON = "glossary.json"
LLMS = "llms.txt"
LLMS_FULL = "llms-full.txt"
ENTRIES_JSONL = "entries.jsonl"
GRAPH_JSON = "graph.json"

MOST_BY_ITSELF = 1000
"""Entries up to which a site has what holds every text again, unless its owner says otherwise. A copy of each page, and
files that any edit changes as a whole, would cost a large site more than a tenth of its builds.
"""

File = tuple[str, bytes, Callable[[], bytes]]
"""Path relative to the root of the site, a digest of what it is made from, and its making."""


class UnaffectedData(NamedTuple):
    """What published files say of entries whose pages are as they were."""

    lines: Mapping[EntryId, str] = NO_LINES
    """Their lines of entries.jsonl."""
    edges: Mapping[EntryId, Sequence[Edge]] = NO_EDGES
    """What their texts lead to, by graph.json."""


NO_UNAFFECTED_DATA = UnaffectedData()


def extra_files(
    site: Site,
    fingerprints: PageFingerprints,
    pages: Iterable[Url],
    wanted: Collection[str] | None = None,
    links: Links | None = None,
    known: UnaffectedData = NO_UNAFFECTED_DATA,
) -> Iterator[File]:
    """Each file but the copies of pages (see `copies`). Of the previews, and of the feeds of topics, persons and tags, all or those `wanted`. `links` is what the links of
    entries were resolved by.
    """
    made = {WORDS: words_script(site), ROBOTS: robots(site), NO_JEKYLL: b""}
    if site.settings.glossary:
        yield GLOSSARY_JSON, fingerprints.glossary, partial(glossary_json, site)
    listed = sitemap(site, pages)
    if listed is not None:
        made[SITEMAP] = listed
        made[CHANGES_FEED] = changes_feed(site)
    if site.settings.exports != "none":
        data_files = _data_files(site, links, known)
        made.update(data_files)
        listed_files = [path for path in data_files if path.count("/") == 0]
        listed_files += [GLOSSARY_JSON] if site.settings.glossary else []
        listed_files += [FEED, JSON_FEED, CHANGES_FEED] if site.settings.site_url else []
        key = llms_digest(site, fingerprints, listed_files, has_copies(site))
        yield LLMS, key, partial(llms_txt, site, listed_files, has_copies(site))
    for path, content in made.items():
        yield path, blake2b(content, digest_size=16).digest(), partial(bytes, content)
    yield from feed_files(site, fingerprints, wanted)
    yield from previews(site, fingerprints, wanted)


def has_copies(site: Site) -> bool:
    """Whether the site holds every text again, as Markdown and as JSON."""
    chosen = site.settings.exports
    return chosen == "all" or (chosen == "auto" and len(site.library.entries) <= MOST_BY_ITSELF)


def copies(site: Site, links: Links | None = None) -> Iterator[tuple[Url, str, Callable[[], bytes]]]:
    """The Markdown copies: the page that each stands beside, its path, and its making. A copy shows nothing that the page
    does not depend on, so that it is as it was wherever the page is.
    """
    if not has_copies(site):
        return
    context_for = contexts(links)
    for entry in site.library.entries:
        yield entry_url(entry.id), copy_of(entry_url(entry.id)), partial(entry_markdown, site, entry, context_for)
    for term in site.library.terms if site.settings.glossary else ():
        yield term_url(term.slug), copy_of(term_url(term.slug)), partial(term_markdown, site, term)


def is_data_file(path: str) -> bool:
    """Whether a file of a site is for programs only, so that a reader need not keep it for use offline."""
    return path in _FOR_PROGRAMS or (path.startswith(_FOLDERS) and path.endswith(_ENDINGS))


_FOR_PROGRAMS = frozenset((ROBOTS, NO_JEKYLL, JSON_FEED, LLMS, LLMS_FULL, ENTRIES_JSONL, GRAPH_JSON))
_FOLDERS = ("entries/", "terms/", "schemas/", "topics/", "people/", "tags/")
_ENDINGS = (".md", ".schema.json", ".xml")


def _data_files(site: Site, links: Links | None, known: UnaffectedData) -> dict[str, bytes]:
    """What holds every text again, where it is wanted."""
    made: dict[str, bytes] = {}
    if has_copies(site):
        lines = entry_lines(site, contexts(links), known.lines)
        made = {
            LLMS_FULL: llms_full_txt(site, lines),
            ENTRIES_JSONL: entries_jsonl(lines),
            GRAPH_JSON: graph_json(site, known.edges),
        }
        made.update({f"schemas/{name}.schema.json": schema_bytes(name) for name in ("entries", "glossary", "graph")})
    return made
