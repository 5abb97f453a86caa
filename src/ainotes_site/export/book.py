"""One HTML file to read from top to bottom, on a device or on paper: contents, entries by topic, the glossary.

Everything is inside it: links between entries lead within the file, pictures are part of it, nothing is asked for.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from mimetypes import guess_type

from ainotes_site.export.base import PublishedNotes
from ainotes_site.export.book_parts import (
    ELSEWHERE,
    LARGEST_PICTURE,
    Book,
    contents_of,
    facts_of,
    on_the_web,
    other_links,
    place_of,
    rewritten,
)
from ainotes_site.i18n import text
from ainotes_site.model import Entry, Term
from ainotes_site.render.html_rewrite import embed
from ainotes_site.render.pages.entry import body_of
from ainotes_site.urls import entry_url, term_url

_STYLE = """
body{font:1.05rem/1.75 Georgia,"Songti SC","Noto Serif CJK SC",serif;margin:0 auto;max-width:42rem;padding:1rem;color:#222;background:#fff}
h1,h2,h3,h4,h5,h6{line-height:1.3;break-after:avoid}h1{margin-top:3rem}
nav ol{padding-inline-start:1.5rem}nav a{color:inherit}
.meta{color:#666;font-size:.88rem}article{border-top:1px solid #ddd;margin-top:2rem}
img,svg,video{max-width:100%;height:auto}pre{overflow:auto;background:#f5f5f5;padding:.8rem;white-space:pre-wrap}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #ccc;padding:.3rem .6rem}
blockquote,.admonition,.an-callout{border-inline-start:3px solid #ccc;margin:1em 0;padding-inline-start:1rem}.admonition-title{font-weight:bold}
@media print{body{max-width:none;font-size:11pt}h1{break-before:page}nav{break-after:page}a{color:inherit;text-decoration:none}
a[href^="http"]::after{content:" (" attr(href) ")";font-size:.8em;word-break:break-all}img,table,pre{break-inside:avoid}}
@media (prefers-color-scheme:dark){@media screen{body{background:#161616;color:#ddd}pre{background:#222}.meta{color:#aaa}a{color:#8ab4f8}}}
"""


def book(published: PublishedNotes) -> tuple[bytes, int]:
    """The file, and how many entries are in it."""
    made = _HtmlBook(published, contents_of(published))
    return "".join(made.parts()).encode("utf-8", "replace"), len(list(made.content.entries))


class _HtmlBook:
    def __init__(self, published: PublishedNotes, content: Book) -> None:
        self._published = published
        self._site = published.site
        self.content = content
        self._anchors: dict[str, str] = {
            **{entry_url(entry.id): str(entry.id) for entry in content.entries},
            **{term_url(term.slug): f"term-{term.slug}" for term in content.terms},
        }
        """Of the pages that are in the book."""

    def parts(self) -> Iterator[str]:
        site = self._site
        yield (
            f'<!doctype html>\n<html lang="{site.lang}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline';img-src data:\">\n"
            f"<title>{escape(self.content.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
            f'<header><p class="title"><strong>{escape(self.content.title)}</strong></p>'
            f"<p>{escape(site.settings.site_description)}</p></header>\n"
        )
        yield from self._contents()
        for chapter in self.content.chapters:
            yield f'<section id="{chapter.anchor}">\n<h1>{escape(chapter.title)}</h1>\n'
            yield from map(self._entry, chapter.entries)
            yield "</section>\n"
        if self.content.terms:
            yield f'<section id="glossary">\n<h1>{text("nav.glossary", site.lang)}</h1>\n'
            yield from map(self._term, self.content.terms)
            yield "</section>\n"
        yield "</body>\n</html>\n"

    def _contents(self) -> Iterator[str]:
        yield f'<nav aria-label="{text("page.toc", self._site.lang)}">\n<ol>\n'
        for chapter in self.content.chapters:
            inner = "".join(f'<li><a href="#{entry.id}">{escape(entry.title)}</a></li>\n' for entry in chapter.entries)
            yield f'<li><a href="#{chapter.anchor}">{escape(chapter.title)}</a>\n<ol>\n{inner}</ol></li>\n'
        if self.content.terms:
            yield f'<li><a href="#glossary">{text("nav.glossary", self._site.lang)}</a></li>\n'
        yield "</ol>\n</nav>\n"

    def _entry(self, entry: Entry) -> str:
        site = self._site
        body = self._rewritten(embed(body_of(site, entry), entry.id, 1), entry_url(entry.id))
        links = "".join(
            f'<p><a href="{escape(url)}">{escape(shown)}</a></p>' for url, shown in other_links(entry, body)
        )
        language = "" if entry.lang == site.lang else f' lang="{entry.lang}"'
        head = f'<h2>{escape(entry.title)}</h2>\n<p class="meta">{facts_of(site, entry)}</p>'
        return f'<article id="{entry.id}"{language}>\n{head}\n{body}{links}\n</article>\n'

    def _term(self, term: Term) -> str:
        anchor = f"term-{term.slug}"
        said = "".join(
            self._rewritten(embed(self._site.prose(one), f"{anchor}-{at}" if at else anchor, 1), term_url(term.slug))
            for at, one in enumerate(term.definitions)
        )
        others = f' <span class="meta">{escape(" · ".join(term.aliases))}</span>' if term.aliases else ""
        return f'<article id="{anchor}">\n<h2>{escape(term.name)}{others}</h2>\n{said}</article>\n'

    def _rewritten(self, html: str, page: str) -> str:
        return rewritten(
            html, lambda address: self._target(address, page), lambda address: self._picture(address, page)
        )

    def _target(self, address: str, page: str) -> str | None:
        """Where a link leads from within the file."""
        if address.startswith("#") or ELSEWHERE.match(address):
            return address
        place, fragment = place_of(address, page)
        anchor = self._anchors.get(place)
        if anchor is None:
            return on_the_web(self._site, address, page)
        return f"#{anchor}--{fragment}" if fragment and place.startswith("entries/") else f"#{anchor}"

    def _picture(self, address: str, page: str) -> str | None:
        """A picture as part of the file; None where it is none of ours, or too large."""
        path = self._published.file(place_of(address, page)[0])
        kind = guess_type(path.name)[0] or "" if path else ""
        if path is None or not kind.startswith("image/") or path.stat().st_size > LARGEST_PICTURE:
            return None
        return f"data:{kind};base64,{b64encode(path.read_bytes()).decode()}"
