"""A site of plain Markdown for generators that run no plugins: Zensical, and MkDocs with Material (https://zensical.org/docs/).

A page for each entry, term and topic at the addresses that they have in the site, and one configuration that both programs read.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

import yaml

from ainotes_site.export.base import PublishedNotes
from ainotes_site.export.book_parts import ELSEWHERE, facts_of, on_the_web, other_links, place_of, web_address
from ainotes_site.export.python_markdown import EXTENSIONS, inline, python_markdown
from ainotes_site.i18n import text
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, EntryId, Term, Topic
from ainotes_site.render.data_files.markdown_copies import author_names, front_matter
from ainotes_site.render.html_rewrite import embed
from ainotes_site.render.pages.entry import body_of
from ainotes_site.urls import GLOSSARY, HOME, TOPICS, Url, entry_url, relative, term_url, topic_url

FILES = "files"
"""Folder of the files that pages show."""
_NEWEST = 20
"""Entries on the first page."""


_HEADING = pattern(r'<h[1-6](?:\s[a-z]+="[^"]*")*?\sid="([^"]+)"')


def write_zensical(published: PublishedNotes, folder: Path) -> int:
    """Write a project into a new folder; how many pages are in it."""
    made = _Project(published)
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for page, content in made.pages():
        path = folder / "docs" / _markdown(page)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", errors="replace", newline="\n")
        written += 1
    for address in sorted(made.files):
        if source := published.file(address):
            target = folder / "docs" / FILES / unquote(address)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    (folder / "mkdocs.yml").write_text(made.configuration(), encoding="utf-8", newline="\n")
    return written


def _markdown(page: str) -> str:
    return page.removesuffix(".html") + ".md"


class _Project:
    def __init__(self, published: PublishedNotes) -> None:
        self._published = published
        self._site = published.site
        library = self._site.library
        self._terms = [term for term in library.terms if term.definitions] if self._site.settings.glossary else []
        self._topics = (
            [one for one in library.taxonomy if library.by_topic.get(one.id)] if self._site.settings.topics else []
        )
        self._pages = frozenset(
            [
                HOME,
                *([TOPICS] if self._topics else []),
                *([GLOSSARY] if self._terms else []),
                *(entry_url(entry.id) for entry in library.entries),
                *(term_url(term.slug) for term in self._terms),
                *(topic_url(topic.id) for topic in self._topics),
            ]
        )
        self.files: set[str] = set()
        """Those that the pages which have been made show, by their encoded places in the site."""

    def configuration(self) -> str:
        settings, lang = self._site.settings, self._site.lang
        nav: list[dict[str, str]] = [{text("nav.home", lang): _markdown(HOME)}]
        if self._topics:
            nav.append({text("nav.topics", lang): _markdown(TOPICS)})
        if self._terms:
            nav.append({text("nav.glossary", lang): _markdown(GLOSSARY)})
        values = {
            "site_name": settings.site_name,
            **({"site_description": settings.site_description} if settings.site_description else {}),
            **({"site_url": settings.site_url} if settings.site_url else {}),
            "docs_dir": "docs",
            "use_directory_urls": False,
            "theme": {
                "name": "material",
                "language": lang,
                "font": False,
                "features": ["navigation.top", "toc.follow"],
            },
            "plugins": ["search"],
            "markdown_extensions": list(EXTENSIONS),
            "nav": nav,
        }
        return str(yaml.safe_dump(values, allow_unicode=True, sort_keys=False))

    def pages(self) -> Iterator[tuple[Url, str]]:
        """The address of each page in the site, and its Markdown."""
        yield HOME, self._home()
        if self._topics:
            lines = (self._topic_line(topic, TOPICS) for topic in self._topics)
            yield TOPICS, _page(text("nav.topics", self._site.lang), {}, "\n".join(lines))
        if self._terms:
            lines = (f"-   {self._to(term_url(term.slug), term.name, GLOSSARY)}" for term in self._terms)
            yield GLOSSARY, _page(text("nav.glossary", self._site.lang), {}, "\n".join(lines))
        yield from ((topic_url(topic.id), self._topic(topic)) for topic in self._topics)
        yield from ((entry_url(entry.id), self._entry(entry)) for entry in self._site.library.entries)
        yield from ((term_url(term.slug), self._term(term)) for term in self._terms)

    def _home(self) -> str:
        site = self._site
        newest = self._list((entry.id for entry in site.library.entries[:_NEWEST]), HOME)
        about = inline(site.settings.site_description)
        topics = "\n".join(self._topic_line(topic, HOME) for topic in self._topics)
        return _page(
            site.settings.site_name,
            {},
            "\n\n".join(
                filter(
                    None,
                    (
                        about,
                        topics and f"## {text('nav.topics', site.lang)}\n\n{topics}",
                        f"## {text('export.newest', site.lang)}\n\n{newest}",
                    ),
                )
            ),
        )

    def _topic_line(self, topic: Topic, page: Url) -> str:
        count = len(self._site.library.by_topic[topic.id])
        return f"-   {self._to(topic_url(topic.id), topic.name(self._site.lang), page)} ({count})"

    def _topic(self, topic: Topic) -> str:
        lang, page = self._site.lang, topic_url(topic.id)
        entries = self._list((entry.id for entry in self._site.library.by_topic[topic.id]), page)
        scope = inline(topic.scope(lang))
        return _page(topic.name(lang), {}, f"{scope}\n\n{entries}" if scope else entries)

    def _entry(self, entry: Entry) -> str:
        site, page = self._site, entry_url(entry.id)
        html = body_of(site, entry)
        topics = [one for one in self._topics if one.id in entry.topics] if self._topics else []
        front = {
            "title": entry.title,
            "date": entry.date,
            "updated": entry.updated,
            "kind": str(entry.kind),
            "authors": author_names(site, entry),
            "topics": [topic.id for topic in topics],
            "tags": list(entry.tags),
            "description": entry.description,
            "source": f"{entry.span.path}:{entry.span.start_line}",
        }
        links = "\n".join(
            f"-   [{inline(shown)}](<{address}>)"
            for url, shown in other_links(entry, html)
            if (address := web_address(url))
        )
        below = " · ".join(self._to(topic_url(topic.id), topic.name(site.lang), page) for topic in topics)
        facts = f"<small>{facts_of(site, entry)}</small>"
        return _page(entry.title, front, "\n\n".join(filter(None, (facts, self._rewritten(html, page), links, below))))

    def _term(self, term: Term) -> str:
        site, page = self._site, term_url(term.slug)
        said = [
            self._rewritten(embed(site.prose(one), f"d{at}", 1), page) for at, one in enumerate(term.definitions, 1)
        ]
        quotes = site.library.mentions.get(term.slug, ())
        mentions = self._list(dict.fromkeys(quote.entry for quote in quotes), page)
        names = inline(" · ".join(term.aliases))
        front = {"title": term.name, "aliases": list(term.aliases), "type": "term"}
        return _page(term.name, front, "\n\n".join(filter(None, (names, *said, mentions))))

    def _list(self, entries: Iterable[EntryId], page: Url) -> str:
        known = self._site.library.entry
        lines = []
        for one in entries:
            entry = known[one]
            date = f" <small>{entry.stated_date}</small>" if entry.stated_date else ""
            lines.append(f"-   {self._to(entry_url(entry.id), entry.title, page)}{date}")
        return "\n".join(lines)

    def _to(self, target: Url, shown: str, page: Url) -> str:
        return f"[{inline(shown) or '–'}]({_markdown(relative(target, page))})"

    def _rewritten(self, html: str, page: Url) -> str:
        def link(address: str) -> str | None:
            if ELSEWHERE.match(address):
                return web_address(address)
            place, fragment = place_of(address, page)
            anchor = (
                f"#{fragment}" if unquote(fragment) in (self._headings(place, html if place == page else "")) else ""
            )
            if address.startswith("#"):
                return anchor or None
            if place in self._pages:
                return _markdown(relative(place, page)) + anchor
            return self._file(place, page) or on_the_web(self._site, address, page)

        return python_markdown(html, link, lambda address: self._file(place_of(address, page)[0], page))

    def _headings(self, page: str, html: str = "") -> frozenset[str]:
        """The anchors of a page that its Markdown has too: those of headings."""
        entry = self._site.library.entry.get(EntryId(page.removeprefix("entries/").removesuffix(".html")))
        return frozenset(map(unescape, _HEADING.findall(html or (body_of(self._site, entry) if entry else ""))))

    def _file(self, place: str, page: Url) -> str | None:
        if self._published.file(place) is None:
            return None
        self.files.add(place)
        return relative(f"{FILES}/{place}", page)


def _page(title: str, front: Mapping[str, object], body: str) -> str:
    head = front_matter({name: _markup_free(value) for name, value in {"title": title, **front}.items()})
    return f"{head}\n# {inline(title) or '–'}\n\n{body}\n"


def _markup_free(value: object) -> object:
    """A value of the front matter as HTML: themes write title, description and tags into their pages as they are."""
    if isinstance(value, list):
        return [_markup_free(one) for one in value]
    return escape(value) if isinstance(value, str) else value
