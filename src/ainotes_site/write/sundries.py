"""Every file of a site that is neither a page nor the search index."""

from __future__ import annotations

from collections.abc import Iterable

from ainotes_site.urls import Url
from ainotes_site.write.exports import glossary_json, previews
from ainotes_site.write.feeds import FEED, SITEMAP, feed, sitemap
from ainotes_site.write.site import Site
from ainotes_site.write.words import WORDS, words_script

GLOSSARY_JSON = "glossary.json"


def sundries(site: Site, pages: Iterable[Url]) -> dict[str, bytes]:
    """Files by path relative to the root of the site."""
    made = {WORDS: words_script(site), **previews(site)}
    if site.settings.glossary:
        made[GLOSSARY_JSON] = glossary_json(site)
    optional = {FEED: feed(site), SITEMAP: sitemap(site, pages)}
    made.update({path: content for path, content in optional.items() if content is not None})
    return made
