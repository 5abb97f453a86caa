"""Topics on a site that MkDocs makes of pages alone: a page for each, made of their tags."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from mkdocs.commands.build import _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from ainotes_mkdocs import assets
from ainotes_mkdocs.page_search import page_date
from ainotes_site.i18n import text
from ainotes_site.link.taxonomy import Taxonomy, load_taxonomy
from ainotes_site.model import Lang
from ainotes_site.readers.decode import Decoded, decode
from ainotes_site.readers.frontmatter.values import list_of, text_of
from ainotes_site.render.handwritten.tag_topics import PageTopic, TaggedPage, tag_topics, topic_list, topic_page

log = logging.getLogger("mkdocs.plugins.ainotes")


def add_list(files: Files, config: MkDocsConfig, folder: str, lang: Lang) -> File | None:
    """Add the page that lists the topics, so that a navigation can name it; None where the site has a page there."""
    taken = (f"{folder}.md", f"{folder}/index.md", f"{folder}/README.md")
    if any(files.get_file_from_path(path) for path in taken):
        log.warning(text("guest.topics_taken", lang, folder=folder))
        return None
    file = _generated(config, f"{folder}/index.md", text("nav.topics", lang), "")
    files.append(file)
    return file


def add_topics(listing: File, files: Files, config: MkDocsConfig, lang: Lang) -> None:
    """Add a page per topic of the pages, which have been rendered, and fill the one that lists them."""
    tagged = filter(None, map(_tagged, files.documentation_pages()))
    topics = tag_topics(tagged, _taxonomy(config), lang)
    folder = listing.src_uri.rpartition("/")[0]
    made = {topic.id: _topic_file(topic, f"{folder}/{topic.id}.md", files, config) for topic in topics}
    urls = {id_: file.url_relative_to(listing) for id_, file in made.items()}
    if listing.page is not None:
        listing.page.content = (listing.page.content or "") + topic_list(topics, urls, lang)
    log.info(text("guest.topics", lang, count=len(topics), page=listing.src_uri))


def _topic_file(topic: PageTopic, source: str, files: Files, config: MkDocsConfig) -> File:
    file = files.get_file_from_path(source)
    if file is not None:
        return file  # a page of the owner's that is called so
    file = _generated(config, source, topic.name, topic.scope)
    files.append(file)
    page = Page(None, file, config)
    _populate_page(page, config, files)
    urls = {}
    for member in topic.pages:
        target = files.get_file_from_path(member.path)
        urls[member.path] = target.url_relative_to(file) if target else ""
    page.content = (page.content or "") + topic_page(topic, urls)
    return file


def _generated(config: MkDocsConfig, source: str, title: str, description: str) -> File:
    front = f"title: {json.dumps(title, ensure_ascii=False)}\nhide: [toc, tags]\n{assets.UNLISTED}"
    if description:
        front += f"description: {json.dumps(description, ensure_ascii=False)}\n"
    heading = "".join(f"\\{c}" if c in _SIGNS else c for c in title)
    content = f"---\n{front}---\n\n# {heading}\n"
    return File.generated(config, source, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


_SIGNS = frozenset("\\`*_{}[]<>()#+-.!|&")
"""What Markdown may take for markup."""


def _tagged(file: File) -> TaggedPage | None:
    """A page as lists of topics show it; None for one without tags."""
    page = file.page
    if page is None:
        return None
    tags = (*list_of(page.meta.get("topics")), *list_of(page.meta.get("tags")))
    if not tags:
        return None
    title = " ".join(str(page.title or file.name).split())
    return TaggedPage(file.src_uri, title, tags, page_date(page), text_of(page.meta.get("description")))


def _taxonomy(config: MkDocsConfig) -> Taxonomy:
    """The shipped one, with what a `topics.yml` among the pages changes in it."""
    path = Path(config.docs_dir, "topics.yml")
    if not path.is_file():
        return load_taxonomy()[0]
    decoded = decode(path.read_bytes())
    taxonomy, problems = load_taxonomy("\n".join(decoded.lines) if isinstance(decoded, Decoded) else "\0")
    for problem in problems:
        log.warning(str(problem))
    return taxonomy
