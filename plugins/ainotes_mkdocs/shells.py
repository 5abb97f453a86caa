"""MkDocs pages that stand for many: their content is a token that the build fills."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from ainotes_mkdocs import assets
from ainotes_site.i18n import text
from ainotes_site.model import Lang
from ainotes_site.pipeline.theme.page_layout import BODY_TOKEN
from ainotes_site.pipeline.theme.theme_render import DESTINATIONS, FOLDERS
from ainotes_site.settings import Settings
from ainotes_site.urls import GLOSSARY, GRAPH, HOME, PEOPLE, SEARCH, SOURCES, TIMELINE, TOPICS, Url

SHELL_STEM = "an-shell"
"""File stem of the shell of a folder; a note can never get this id because ids of entries end up in `entries/`."""

_WORDS = {
    HOME: "nav.home",
    TOPICS: "nav.topics",
    GLOSSARY: "nav.glossary",
    TIMELINE: "nav.timeline",
    PEOPLE: "nav.people",
    SOURCES: "nav.sources",
    GRAPH: "nav.graph",
    SEARCH: "nav.search",
}


def add_shells(files: Files, config: MkDocsConfig, settings: Settings, guest: bool = False) -> None:
    """Add a shell per destination that no hand-written page takes, and one per folder of generated pages.

    On a site of pages generated ones lie in `.html` files whatever `use_directory_urls` says, and in no navigation that
    does not name them.
    """
    taken = {file.dest_uri for file in files if file.is_documentation_page()}
    for url in destinations(settings):
        if url not in taken and not (guest and files.get_file_from_path(_source(url))):
            files.append(_guest_shell(url, config) if guest else _shell(url, config))
    for folder in FOLDERS:
        url = Url(f"{folder}/{SHELL_STEM}.html")
        files.append(_guest_shell(url, config) if guest else _shell(url, config, InclusionLevel.NOT_IN_NAV))


def layout_token(page: Page) -> str | None:
    """URL or folder that this page is the shell of; None for a page of the owner's."""
    if not page.meta.get("an_shell"):
        return None
    folder, _, name = page.file.dest_uri.rpartition("/")
    return folder if name == f"{SHELL_STEM}.html" else page.file.dest_uri


def default_navigation(files: Files, settings: Settings) -> list[dict[str, str] | str]:
    """Navigation for a configuration that has none: the destinations, then the hand-written pages."""
    lang: Lang = settings.lang
    known = {file.dest_uri: file for file in files.documentation_pages()}
    nav = [{text(_WORDS[url], lang): known[url].src_uri} for url in destinations(settings) if url in known]
    own = sorted(
        file.src_uri
        for file in known.values()
        if file.dest_uri not in _WORDS and not file.dest_uri.endswith(f"/{SHELL_STEM}.html")
    )
    return [*nav, *own]


def destinations(settings: Settings) -> list[Url]:
    """The destinations that a site with these settings has."""
    shown = {TOPICS: settings.topics, GLOSSARY: settings.glossary, SEARCH: settings.search}
    return [url for url in DESTINATIONS if shown.get(url, True)]


def _shell(url: str, config: MkDocsConfig, inclusion: InclusionLevel = InclusionLevel.INCLUDED) -> File:
    content = f"---\nan_shell: true\n{assets.NO_CARD}---\n{BODY_TOKEN}\n"
    return File.generated(config, _source(url), content=content, inclusion=inclusion)


def _guest_shell(url: str, config: MkDocsConfig) -> File:
    front = (
        "an_shell: true\ntemplate: ainotes-shell.html\nhide: [toc, tags]\n"
        f"{assets.UNLISTED}"
        'title: "%%AN:title%%"\ndescription: "%%AN:description%%"\n'
    )
    content = f"---\n{front}---\n{BODY_TOKEN}\n"
    file = File.generated(config, _source(url), content=content, inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = url
    file.use_directory_urls = False
    return file


def _source(url: str) -> str:
    return url.removesuffix(".html") + ".md"
