"""What a book is made of, as one page or as an EPUB: chapters, and the HTML of the site freed of what only the site needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from ainotes_site.export.base import PublishedNotes
from ainotes_site.i18n import text
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Term, Topic, TopicId
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import day

LARGEST_PICTURE = 5_000_000
"""Bytes of a picture that becomes part of a book; of a larger one its caption does."""
ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
"""Begins an address that is none of the site."""

_TAG = pattern(r'<(/?)([a-z][a-z0-9]*)((?:\s+[A-Za-z-]+[0-9]?(?:="[^"]*")?)*)\s*/?>')
"""A tag as the sanitiser and the drawer of diagrams write it."""
_ATTRIBUTE = pattern(r'\s([A-Za-z-]+[0-9]?)(?:="([^"]*)")?')
_KEPT = frozenset(
    (
        *("id", "alt", "title", "width", "height", "lang", "dir", "colspan", "rowspan", "scope", "start", "reversed"),
        *("value", "datetime", "open", "type", "checked", "disabled", "span"),
    )
)
_CLASSES = frozenset(("admonition", "admonition-title", "an-callout"))
"""Classes that a book has a style for."""
_PLAYERS = frozenset(("audio", "video"))


class Chapter(NamedTuple):
    """A part of a book."""

    anchor: str
    title: str
    entries: Sequence[Entry]


class Book(NamedTuple):
    """What is in a book."""

    title: str
    chapters: Sequence[Chapter]
    terms: Sequence[Term]

    @property
    def entries(self) -> Iterator[Entry]:
        """In the order of reading."""
        return (entry for chapter in self.chapters for entry in chapter.entries)


def contents_of(published: PublishedNotes) -> Book:
    """All entries by topic from the oldest, and the glossary; or those of one topic, and the terms that they mention."""
    site = published.site
    terms = site.library.terms if site.settings.glossary else ()
    if published.topic is not None:
        return _of_topic(site, published.topic, terms)
    listed = site.library.taxonomy if site.settings.topics else ()
    return Book(site.settings.site_name, _chapters(site, listed, site.library.entries), terms)


def _of_topic(site: Site, topic: TopicId, terms: Sequence[Term]) -> Book:
    topics = [one for one in site.library.taxonomy if topic in (one.id, one.parent)]
    ids = frozenset(one.id for one in topics)
    chapters = _chapters(site, topics, [entry for entry in site.library.entries if ids.intersection(entry.topics)])
    mentioned = {slug for chapter in chapters for entry in chapter.entries for slug in site.entry_terms(entry.id)}
    title = f"{site.library.topic[topic].name(site.lang)} · {site.settings.site_name}"
    return Book(title, chapters, [term for term in terms if term.slug in mentioned])


def _chapters(site: Site, topics: Sequence[Topic], entries: Sequence[Entry]) -> list[Chapter]:
    """Each entry is in the chapter of its first topic that has one."""
    places = {topic.id: at for at, topic in enumerate(topics)}
    rows: list[list[Entry]] = [[] for _ in (*topics, None)]
    for entry in reversed(entries):
        rows[next((places[topic] for topic in entry.topics if topic in places), -1)].append(entry)
    named = [Chapter(f"topic-{one.id}", one.name(site.lang), row) for one, row in zip(topics, rows, strict=False)]
    return [one for one in (*named, Chapter("topic-", text("llms.entries", site.lang), rows[-1])) if one.entries]


def facts_of(site: Site, entry: Entry) -> str:
    """The line below a title, as HTML: when, by whom, and where in the notes."""
    facts = [day(entry.date, site.lang).words, *(author.name for author in site.bylines(entry))]
    return escape(" · ".join([*filter(None, facts), f"{entry.span.path}:{entry.span.start_line}"]))


def other_links(entry: Entry, body: str) -> Iterator[tuple[str, str]]:
    """Address and text of links that an entry has and its body does not show."""
    for link in entry.links:
        if ELSEWHERE.match(link.url) and escape(link.url) not in body:
            yield link.url, link.text or link.url


def place_of(address: str, page: str) -> tuple[str, str]:
    """The path in the site that a relative address on a page of a folder names, and the fragment."""
    path, _, fragment = address.partition("#")
    return (normpath(f"{page.rpartition('/')[0]}/{path}") if path else page), fragment


def on_the_web(site: Site, address: str, page: str) -> str | None:
    """The address of something that is not in the book; None where the site has none."""
    return urljoin(site.settings.site_url + page, address) if site.settings.site_url else None


Place = Callable[[str], str | None]
"""From an address as a page of the site has it to that in the book; None where it leads nowhere there."""


def rewritten(html: str, link: Place, picture: Place) -> str:
    """HTML of the site without what its styles and scripts need, with other addresses. What leads nowhere is text, a picture
    that is not in the book its caption, a player a link. Drawings and formulas stay as they are.
    """
    foreign = 0

    def tag(match: re.Match[str]) -> str:
        nonlocal foreign
        slash, name, attributes = match.groups()
        if name in ("svg", "math"):
            foreign += -1 if slash else 1
            return match[0]
        if foreign:
            return match[0]
        if name in _PLAYERS:
            return ""  # a link to the file stands below it
        if slash:
            return match[0]
        values: dict[str, str] = dict(_ATTRIBUTE.findall(attributes))
        if name == "img":
            source = picture(unescape(values.get("src", "")))
            if source is None:
                return values.get("alt", "")
            return f'<img src="{escape(source)}"{book_attributes({"alt": "", **values})}>'
        target = link(unescape(values["href"])) if "href" in values else None
        address = "" if target is None else f' href="{escape(target)}"'
        return f"<{name}{address}{book_attributes(values)}>"

    return _TAG.sub(tag, _without_lone_summaries(html))


def _without_lone_summaries(html: str) -> str:
    """HTML whose `summary` elements begin a `details`: any other, as raw HTML of notes has them, is a block of its own."""
    if "<summary" not in html:
        return html
    is_lone: list[bool] = []
    whole = 0

    def named(match: re.Match[str]) -> str:
        nonlocal whole
        if match[1]:
            return "</div>" if is_lone and is_lone.pop() else match[0]
        before = html[whole : match.start()].rstrip()
        whole = match.end()
        is_lone.append(_OPENED.search(before) is None)
        return "<div>" if is_lone[-1] else match[0]

    return _SUMMARY.sub(named, html)


_SUMMARY = pattern(r"<(/?)summary(?:\s[^<>]*)?>")
_OPENED = pattern(r"<details(?:\s[^<>]*)?>$")


def book_attributes(values: dict[str, str]) -> str:
    """Of the attributes of an element of the site, whose values are escaped, those that count in a book, as HTML."""
    classes = " ".join(name for name in values.get("class", "").split() if name in _CLASSES)
    kept = {name: value for name, value in values.items() if name in _KEPT} | ({"class": classes} if classes else {})
    return "".join(f' {name}="{value}"' for name, value in kept.items())


_NO_PERCENT = pattern(r"%(?![0-9A-Fa-f]{2})")
_VOID = pattern(r'<((?:br|col|hr|img|input|wbr)\b(?:[^<>"]|"[^"]*")*?)\s*/?>')
_NO_XML = pattern(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""https://www.w3.org/TR/xml/#charsets"""


def xml_text(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)


def well_formed(html: str) -> str:
    """HTML as the sanitiser writes it, as XML without namespaces.

    >>> well_formed('<p>a&nbsp;b<br><img src="x" alt="">')
    '<p>a&#160;b<br/><img src="x" alt=""/>'
    """
    return _VOID.sub(r"<\1/>", xml_text(html).replace("&nbsp;", "&#160;"))


def web_address(url: str) -> str | None:
    """An address on the web in ASCII, without signs that an address cannot have; None for any other.

    >>> web_address("https://example.com/检 索|a?q=100%"), web_address("obsidian://open")
    ('https://example.com/%E6%A3%80%20%E7%B4%A2%7Ca?q=100%25', None)
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc.encode("ascii" if parts.netloc.isascii() else "idna").decode()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", "mailto") or (parts.scheme != "mailto" and not parts.hostname):
        return None
    path, query, fragment = (
        quote(_NO_PERCENT.sub("%25", part), safe="%/:=&?~+!$,;'@()*-._")
        for part in (parts.path, parts.query, parts.fragment)
    )
    return f"{parts.scheme}:{f'//{host}' if host else ''}{path}{f'?{query}' if query else ''}{f'#{fragment}' if fragment else ''}"
