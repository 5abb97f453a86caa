"""What the owner of a knowledge base has chosen; the same for the command line and for MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ainotes_site.model import Lang


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that change what the site looks like."""

    site_name: str = "AI 笔记"
    site_description: str = ""
    site_url: str = ""
    """Address of the published site; empty when it is not known. Only feeds and canonical links need it."""
    edit_base: str = ""
    """URL prefix under which a source can be edited, with a trailing slash; empty for no edit links."""
    lang: Lang = "zh"
    directory_urls: bool = False
    """Whether hand-written pages lie in folders of their own; generated ones never do."""
    placed_pages: tuple[tuple[str, str], ...] = ()
    """Source and URL of each hand-written page that another plugin gives a URL of its own: posts of a blog, translations."""
    topics: bool = True
    """Whether entries are sorted into topics."""
    glossary: bool = True
    """Whether the glossary has pages and its terms are linked in entries."""
    search: bool = True
    """Whether there is a search index and a search box."""
    line_breaks: Literal["auto", "obsidian", "github"] = "auto"
    """Whether a line that ends in a paragraph ends on the page too: in Obsidian it does, on GitHub it does not; auto does as
    Obsidian does where the notes are a vault of it or of Logseq."""
    publish: Literal["all", "only"] = "all"
    """Which notes are published: all but those that say no, or only those that say `publish: true`."""
    topics_from_tags: bool = True
    """Whether tags teach topics: those that are words of one, and the words that go with them."""
    exports: Literal["auto", "all", "index", "none"] = "auto"
    """Which files a site has for other programs: all, with each text again as Markdown and JSON; only the small ones that
    lead to the pages; none; auto does as `all` does for up to a thousand entries, and as `index` above.
    """
    tag_feeds: tuple[str, ...] = ()
    """Tags that have a feed of their own; "*" for all with something to follow."""
    fetch_images: bool = False
    """Whether images on other hosts are fetched into the site at build time."""
    offline: bool = True
    """Whether the site can be installed and kept on a device: with a manifest, a worker and a list of its files."""
