"""Every file of a site that is neither a page nor the search index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from hashlib import blake2b

from ainotes_site.render.exports import glossary_json, previews
from ainotes_site.render.feeds import FEED, SITEMAP, feed, sitemap
from ainotes_site.render.page_fingerprints import PageFingerprints
from ainotes_site.render.site import Site
from ainotes_site.render.ui_strings import WORDS, words_script
from ainotes_site.urls import Url

GLOSSARY_JSON = "glossary.json"


def extra_files(
    site: Site, fingerprints: PageFingerprints, pages: Iterable[Url], wanted: Collection[str] | None = None
) -> Iterator[tuple[str, bytes, Callable[[], bytes]]]:
    """Each file: its path relative to the root of the site, a digest of what it is made from, and its making. Of the
    previews all, or those `wanted`.
    """
    made = {WORDS: words_script(site)}
    if site.settings.glossary:
        made[GLOSSARY_JSON] = glossary_json(site)
    optional = {FEED: feed(site), SITEMAP: sitemap(site, pages)}
    made.update({path: content for path, content in optional.items() if content is not None})
    for path, content in made.items():
        yield path, blake2b(content, digest_size=16).digest(), partial(bytes, content)
    yield from previews(site, fingerprints, wanted)
