"""The plugin `ainotes/entries`: notes in, the whole site out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment
from mkdocs.commands import build as host
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from ainotes_mkdocs import assets, hostfiles, shells
from ainotes_mkdocs.page_glossary import nolink
from ainotes_mkdocs.settings import added_to_policy, is_guest, language, may_mean_pages, rules_from, settings_from
from ainotes_site.errors import AinotesError
from ainotes_site.i18n import text
from ainotes_site.os_errors import refused
from ainotes_site.pipeline.cache.cache_folder import forget_others, prepare_cache
from ainotes_site.pipeline.cache.caches import IMAGES
from ainotes_site.pipeline.project import CACHE
from ainotes_site.pipeline.publish.mkdocs_build import begin_draft, compose_into, publish_draft
from ainotes_site.pipeline.publish.outputs import FolderTarget
from ainotes_site.pipeline.publish.publish import SiteDraft
from ainotes_site.pipeline.stages.scan import Scan, scan
from ainotes_site.pipeline.theme.csp import SELF, Sources, add_policies, with_policy
from ainotes_site.pipeline.theme.fill_pages import marked, without_note_folder
from ainotes_site.pipeline.theme.page_layout import squeezed
from ainotes_site.pipeline.theme.theme_render import write_theme_render
from ainotes_site.readers.frontmatter.private_passages import without_private_passages
from ainotes_site.urls import NOT_FOUND, page_url

log = logging.getLogger("mkdocs.plugins.ainotes")
_EXPECTED: set[str] = set()
"""What MkDocs says of shells: that it writes no page of them."""


class EntriesConfig(base.Config):
    """Options of `ainotes/entries`."""

    lang = c.Optional(c.Choice(("zh", "en")))
    """Language of the interface; Chinese, or on a site of pages that of the theme."""
    fetch_images = c.Type(bool, default=False)
    """Whether images on other hosts are fetched into the site."""
    sources = c.Optional(c.Type(dict))
    """Globs of sources, each with the format that they are read in."""
    notes = c.ListOfItems(c.Type(str), default=[])
    """Globs of the notes and of what lies beside them, on a site that has pages too; what is outside of them, or in
    `nav:`, stays MkDocs' own. Without them all is notes; but nothing where `use_directory_urls` is true.
    """
    pages = c.ListOfItems(c.Type(str), default=[])
    """Globs of hand-written pages, which MkDocs renders unsanitised; pages that `nav:` names count too."""
    static = c.ListOfItems(c.Type(str), default=[])
    """Globs of files beside the notes that are published even where a browser would run what they hold."""
    exclude = c.ListOfItems(c.Type(str), default=[])
    """Globs of files and folders that stay at home: templates, archives."""
    csp = c.Type((bool, dict), default=True)
    """Whether pages have a content security policy; or what to add to it: sources by directive."""
    line_breaks = c.Choice(("auto", "obsidian", "github"), default="auto")
    """Whether a line break within a paragraph is shown; auto does so in vaults of Obsidian and Logseq."""
    publish = c.Choice(("all", "only"), default="all")
    """Which notes are published: all but those that say no, or only those that say `publish: true`."""
    topics_from_tags = c.Type(bool, default=True)
    """Whether tags teach topics: those that are words of one, and the words that go with them in this site."""
    exports = c.Choice(("auto", "all", "index", "none"), default="auto")
    """Which files the site has for other programs: with all texts again, only what leads to the pages, or none."""
    tag_feeds = c.ListOfItems(c.Type(str), default=[])
    """Tags that have a feed of their own; "*" for all with three entries or more."""
    offline = c.Optional(c.Type(bool))
    """Whether readers can install the site and keep it on a device; they can, but on a site of pages only where asked for."""
    host_only = c.Type(bool, default=False)
    """Set by `ainotes build`: render the page shells and leave the rest to it."""


def _is_news(record: logging.LogRecord) -> bool:
    """Whether those who build a site are to see a line of MkDocs' log."""
    return record.getMessage() not in _EXPECTED


class EntriesPlugin(BasePlugin[EntriesConfig]):
    """Renders the shells in MkDocs and has the library fill them."""

    draft: SiteDraft | None = None
    """The site in the making, unless another program or MkDocs itself makes it."""
    found: Scan | None = None
    """What the notes folder was found to hold, where `ainotes build` has looked."""
    running = 0
    """Builds that have begun and not ended: a plugin for translations builds the site once more within the first. Entries are
    made of the first alone."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the theme in place."""
        self.is_guest = is_guest(config)
        if self.running:
            return config
        self.settings = settings_from(config)
        if not self.is_guest and "i18n" in config.plugins:
            raise PluginError(text("guest.i18n", self.settings.lang))
        if may_mean_pages(config):
            log.info(text("guest.all_notes", self.settings.lang))
        self.rules = rules_from(config)
        self.policy = None if self.is_guest else added_to_policy(config)
        if self.is_guest:
            config.theme.dirs.append(str(assets.GUEST / "templates"))
            if not self.rules.notes:
                log.info(text("guest.no_notes", self.settings.lang))
        else:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(assets.THEME))
            config.theme["language"] = language(config)
            assets.add_assets(config)
        host.log.addFilter(_is_news)
        self.shells: dict[str, str] = {}
        self.placed: dict[str, str] = {}
        self.lookups: dict[str, bool] = {}
        self.draft = None
        return config

    @event_priority(-100)
    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Look through the notes, and keep MkDocs from doing so: what it is to see follows in the next event. Have MkDocs,
        which empties the folder that it writes into, write beside the site.
        """
        self.running += 1
        if self.running > 1:
            return
        self.notes = config.docs_dir
        try:
            self.scan = self.found or scan(Path(self.notes), rules=self.rules)
            if self.is_guest:
                return
            if not self.config.host_only:
                self.draft = begin_draft(Path(config.site_dir), Path(self.notes), _cache(config))
        except AinotesError as error:
            raise PluginError(error.in_one_line(self.settings.lang)) from error
        except OSError as error:
            raise PluginError(refused(error).in_one_line(self.settings.lang)) from error
        config.docs_dir = hostfiles.NO_FOLDER
        if self.draft is not None:
            self.site_dir, config.site_dir = config.site_dir, str(self.draft.root)

    @event_priority(100)
    def _admit(self, files: Files, config: MkDocsConfig) -> Files:
        """Put in what the scan has accepted, before any other plugin looks."""
        if self.is_guest:
            hostfiles.withhold(files, self.scan, config)
            return files
        config.docs_dir = self.notes
        hostfiles.admit(files, self.scan, config)
        return files

    @event_priority(assets.LAST)
    def _add_own(self, files: Files, config: MkDocsConfig) -> Files:
        """Put the shells in."""
        hostfiles.look_up_notes(files, self.scan, config, self.lookups)
        if self.is_guest:
            assets.add_guest_entries(files, config, self.settings)
            shells.add_shells(files, config, self.settings, guest=True)
            return files
        assets.join_assets(files, config, self.settings.search)
        shells.add_shells(files, config, self.settings)
        if config.nav is None:
            config.nav = shells.default_navigation(files, self.settings)
        return files

    on_files = CombinedEvent(_admit, _add_own)

    @event_priority(100)
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Leave the private passages of a page at home, before any other plugin reads it."""
        public = without_private_passages(tuple(markdown.split("\n")))
        return "\n".join(public.lines) if public.hidden else markdown

    @event_priority(100)
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Have other plugins leave the links to notes alone."""
        return without_note_folder(html)

    @event_priority(-75)
    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme the words of the interface, and mark where terms are to be linked in pages."""
        env.globals["an_text"] = partial(text, lang=self.settings.lang)
        own = [page for file in files.documentation_pages() if (page := file.page) and not page.meta.get("an_shell")]
        for page in own:
            self.placed.setdefault(page.file.src_uri, page.file.url)
        for page in own if self.settings.glossary else ():
            if page.content:
                page.content = marked(page.content, nolink(page))
        return env

    def on_template_context(self, context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> None:
        """Plugins that render the theme once more, as one for printing does, take the words of the interface from here."""
        context["an_text"] = partial(text, lang=self.settings.lang)  # type: ignore[typeddict-unknown-key]

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """A shell stands for many pages: the theme must not write the address of any."""
        if self.is_guest and shells.layout_token(page) is not None and page.canonical_url:
            page.canonical_url = "%%AN:canonical%%"

    @event_priority(-100)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Keep a finished shell instead of writing it."""
        place = shells.layout_token(page)
        if place is None:
            return self._with_policy(output)
        if self.running == 1:
            self.shells[place] = self._with_policy(squeezed(output))
        _EXPECTED.add(f"Page skipped: '{page.file.src_uri}'. Generated empty output.")
        return ""

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The page for addresses that lead nowhere is a template of the theme, and says where the site begins."""
        if not template_name.endswith(".html"):
            return output_content
        return self._with_policy(output_content, {"base-uri": (SELF,)} if template_name == NOT_FOUND else {})

    def _with_policy(self, html: str, more: Sources = MappingProxyType({})) -> str:
        return html if self.policy is None else with_policy(html, {**self.policy, **more})

    @event_priority(-150)
    def _fill(self, config: MkDocsConfig) -> None:
        """Fill the shells, or hand them to the build that asked for them."""
        self.running -= 1
        if self.running:
            return
        self.settings = replace(self.settings, placed_pages=_unusual(self.placed, self.settings.directory_urls))
        site = Path(config.site_dir)
        if self.is_guest:
            hostfiles.tidy_sitemap(site)
        else:
            hostfiles.drop_dated_files(site)
        inputs = hostfiles.inputs(config)
        searched = config.plugins.get("ainotes/search")
        pages = searched.pages.indexed if searched is not None else ()
        try:
            if self.config.host_only:
                write_theme_render(site.parent, self.settings, self.shells, inputs, pages, self.lookups)
                return
            target = self.draft or FolderTarget(site)
            report = compose_into(target, self.scan, self.settings, self.shells, _images(self, config), pages)
        except AinotesError as error:
            raise PluginError(error.in_one_line(self.settings.lang)) from error
        for problem in report.problems:
            log.warning(problem.in_one_line(self.settings.lang))
        if report.missing:
            log.info(text("build.missing", self.settings.lang, count=len(report.missing)))

    @event_priority(-150)
    def _protect(self, config: MkDocsConfig) -> None:
        """Give a policy to the pages that other plugins have written as files."""
        if self.policy is not None:
            add_policies(Path(config.site_dir), self.policy)

    @event_priority(-150)
    def _publish(self, config: MkDocsConfig) -> None:
        """Publish what all plugins have written."""
        if self.draft is None or self.running:
            return
        try:
            for problem in publish_draft(self.draft):
                log.warning(problem.in_one_line(self.settings.lang))
        except AinotesError as error:
            raise PluginError(error.in_one_line(self.settings.lang)) from error
        except OSError as error:
            raise PluginError(refused(error).in_one_line(self.settings.lang)) from error
        self.draft = None
        config.site_dir = self.site_dir  # where `mkdocs gh-deploy` looks for it

    on_post_build = CombinedEvent(_fill, _protect, _publish)

    def on_build_error(self, error: Exception) -> None:
        """Leave nothing behind; the published site was never touched."""
        self.running = 0
        if self.draft is not None:
            self.draft.discard()
            self.draft = None


def _unusual(placed: Mapping[str, str], directory_urls: bool) -> tuple[tuple[str, str], ...]:
    """Source and URL of the pages that are not where MkDocs itself would put them."""
    return tuple(sorted((path, url) for path, url in placed.items() if url != page_url(path, directory_urls)))


def _cache(config: MkDocsConfig) -> Path:
    """Where `ainotes build` has it too."""
    return Path(config.config_file_path or "").absolute().parent / CACHE


def _images(plugin: EntriesPlugin, config: MkDocsConfig) -> Path:
    """The part of the cache with images of other hosts; made only for who has them fetched."""
    cache = _cache(config)
    if plugin.settings.fetch_images:
        prepare_cache(cache)
        forget_others(cache)
    return cache / IMAGES
