"""One HTML file to read from top to bottom, on a device or on paper: contents, entries by topic, the glossary.

Everything is inside it: links between entries lead within the file, pictures are part of it, nothing is asked for.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape, unescape
from mimetypes import guess_type
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from ainotes_site.export.base import Published
from ainotes_site.i18n import text
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry
from ainotes_site.render.html_rewrite import TAG, embed
from ainotes_site.render.pages.entry import body_of
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import day
from ainotes_site.urls import entry_url, term_url

_ATTRIBUTE = pattern(r'\s([a-z-]+)(?:="([^"]*)")?')
_KEPT = frozenset(
    ("id", "alt", "title", "width", "height", "lang", "colspan", "rowspan", "start", "datetime", "display", "open")
)
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_LARGEST_PICTURE = 5_000_000
"""Bytes of a picture that becomes part of the file; a larger one is left to its caption."""

_STYLE = """
body{font:1.05rem/1.75 Georgia,"Songti SC","Noto Serif CJK SC",serif;margin:0 auto;max-width:42rem;padding:1rem;color:#222;background:#fff}
h1,h2,h3,h4,h5,h6{line-height:1.3;break-after:avoid}h1{margin-top:3rem}
nav ol{padding-inline-start:1.5rem}nav a{color:inherit}
.meta{color:#666;font-size:.88rem}article{border-top:1px solid #ddd;margin-top:2rem}
img,svg,video{max-width:100%;height:auto}pre{overflow:auto;background:#f5f5f5;padding:.8rem;white-space:pre-wrap}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #ccc;padding:.3rem .6rem}
blockquote{border-inline-start:3px solid #ccc;margin-inline:0;padding-inline-start:1rem}
@media print{body{max-width:none;font-size:11pt}h1{break-before:page}nav{break-after:page}a{color:inherit;text-decoration:none}
a[href^="http"]::after{content:" (" attr(href) ")";font-size:.8em;word-break:break-all}img,table,pre{break-inside:avoid}}
@media (prefers-color-scheme:dark){@media screen{body{background:#161616;color:#ddd}pre{background:#222}.meta{color:#aaa}a{color:#8ab4f8}}}
"""


class _Chapter(NamedTuple):
    anchor: str
    title: str
    entries: Sequence[Entry]


def book(published: Published) -> tuple[bytes, int]:
    """The file, and how many entries are in it. Each entry is in the chapter of its first topic."""
    site = published.site
    chapters = list(_chapters(site))
    terms = site.library.terms if site.settings.glossary else ()
    head = (
        f'<!doctype html>\n<html lang="{site.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline';img-src data:\">\n"
        f"<title>{escape(site.settings.site_name)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<header><p class="title"><strong>{escape(site.settings.site_name)}</strong></p>'
        f"<p>{escape(site.settings.site_description)}</p></header>\n"
    )
    parts = [head, _contents(site, chapters, bool(terms))]
    inside = frozenset(_anchors(site))
    for chapter in chapters:
        parts.append(f'<section id="{chapter.anchor}">\n<h1>{escape(chapter.title)}</h1>\n')
        parts += (_article(published, entry, inside) for entry in chapter.entries)
        parts.append("</section>\n")
    if terms:
        parts.append(f'<section id="glossary">\n<h1>{text("nav.glossary", site.lang)}</h1>\n')
        for term in terms:
            said = "".join(
                _rewritten(published, embed(site.prose(one), f"term-{term.slug}", 1), term_url(term.slug), inside)
                for one in term.definitions
            )
            others = f' <span class="meta">{escape(" · ".join(term.aliases))}</span>' if term.aliases else ""
            parts.append(f'<article id="term-{term.slug}">\n<h2>{escape(term.name)}{others}</h2>\n{said}</article>\n')
        parts.append("</section>\n")
    parts.append("</body>\n</html>\n")
    return "".join(parts).encode("utf-8", "replace"), len(site.library.entries)


def _chapters(site: Site) -> Iterator[_Chapter]:
    library = site.library
    listed: set[str] = set()
    for topic in library.taxonomy if site.settings.topics else ():
        entries = [entry for entry in reversed(library.by_topic.get(topic.id, ())) if entry.topics[0] == topic.id]
        listed.update(entry.id for entry in entries)
        if entries:
            yield _Chapter(f"topic-{topic.id}", topic.name(site.lang), entries)
    rest = [entry for entry in reversed(library.entries) if entry.id not in listed]
    if rest:
        yield _Chapter("topic-", text("llms.entries", site.lang), rest)


def _anchors(site: Site) -> Iterator[str]:
    """The pages that are in the book."""
    yield from (entry_url(entry.id) for entry in site.library.entries)
    yield from (term_url(term.slug) for term in (site.library.terms if site.settings.glossary else ()))


def _contents(site: Site, chapters: Sequence[_Chapter], has_glossary: bool) -> str:
    lines = [f'<nav aria-label="{text("page.toc", site.lang)}">\n<ol>\n']
    for chapter in chapters:
        inner = "".join(f'<li><a href="#{entry.id}">{escape(entry.title)}</a></li>\n' for entry in chapter.entries)
        lines.append(f'<li><a href="#{chapter.anchor}">{escape(chapter.title)}</a>\n<ol>\n{inner}</ol></li>\n')
    if has_glossary:
        lines.append(f'<li><a href="#glossary">{text("nav.glossary", site.lang)}</a></li>\n')
    return "".join([*lines, "</ol>\n</nav>\n"])


def _article(published: Published, entry: Entry, inside: frozenset[str]) -> str:
    site = published.site
    url = entry_url(entry.id)
    body = _rewritten(published, embed(body_of(site, entry), entry.id, 1), url, inside)
    links = "".join(
        f'<p><a href="{escape(link.url)}">{escape(link.text or link.url)}</a></p>'
        for link in entry.links
        if escape(link.url) not in body and _ELSEWHERE.match(link.url)
    )
    facts = [day(entry.date, site.lang).words, *(author.name for author in site.bylines(entry))]
    meta = escape(" · ".join([*filter(None, facts), f"{entry.span.path}:{entry.span.start_line}"]))
    language = "" if entry.lang == site.lang else f' lang="{entry.lang}"'
    return f'<article id="{entry.id}"{language}>\n<h2>{escape(entry.title)}</h2>\n<p class="meta">{meta}</p>\n{body}{links}\n</article>\n'


def _rewritten(published: Published, html: str, page: str, inside: frozenset[str]) -> str:
    """The HTML of a page for the file: no style of the site, links within it, pictures in it."""

    def tag(match: re.Match[str]) -> str:
        slash, name, attributes = match.groups()
        if slash:
            return match[0]
        kept = []
        for attribute, value in _ATTRIBUTE.findall(attributes):
            if attribute in _KEPT:
                kept.append(f' {attribute}="{value}"')
            elif attribute == "href":
                kept.append(f' href="{escape(_target(published.site, unescape(value), page, inside))}"')
            elif attribute == "src" and name == "img":
                kept.append(f' src="{_picture(published.notes, unescape(value), page)}"')
        return f"<{name}{''.join(kept)}>"

    return TAG.sub(tag, html)


def _target(site: Site, address: str, page: str, inside: frozenset[str]) -> str:
    """Where a link leads from within the file."""
    if address.startswith("#") or _ELSEWHERE.match(address):
        return address
    path, _, fragment = address.partition("#")
    target = normpath(f"{page.rpartition('/')[0]}/{path}")
    if target not in inside:
        return urljoin(site.settings.site_url + page, address) if site.settings.site_url else "#"
    stem = target.rpartition("/")[2].removesuffix(".html")
    if target.startswith("terms/"):
        return f"#term-{stem}"
    return f"#{stem}--{fragment}" if fragment else f"#{stem}"


def _picture(notes: Path, address: str, page: str) -> str:
    """A picture as part of the file; empty where it is none of ours, or too large."""
    if address.startswith("data:"):
        return escape(address)
    path = notes / unquote(normpath(f"{page.rpartition('/')[0]}/{address.partition('#')[0]}"))
    kind = guess_type(path.name)[0] or ""
    if not kind.startswith("image/") or not path.is_file() or path.stat().st_size > _LARGEST_PICTURE:
        return "data:,"
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode()}"
