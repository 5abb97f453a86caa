"""A book as EPUB 3.3 (https://www.w3.org/TR/epub-33/): a document for each entry, chapters by topic, the glossary, pictures.

No library: a container is a ZIP archive of XML files, whose order and times are fixed so that equal notes give equal bytes.
The one that is well kept (EbookLib) is under the AGPL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ainotes_site.export.base import PublishedNotes
from ainotes_site.export.book_parts import (
    ELSEWHERE,
    LARGEST_PICTURE,
    Book,
    Chapter,
    contents_of,
    facts_of,
    on_the_web,
    other_links,
    place_of,
    rewritten,
    web_address,
    well_formed,
    xml_text,
)
from ainotes_site.i18n import text
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Term
from ainotes_site.render.html_rewrite import embed
from ainotes_site.render.pages.entry import body_of
from ainotes_site.urls import entry_url, term_url

_TERMS_OF_A_DOCUMENT = 100
_NAV = "nav.xhtml"
_ID = pattern(r'\sid="([^"]+)"')
_SVG, _MATH = pattern(r"<svg(?=[\s>])"), pattern(r"<math(?=[\s>]).*?</math>", re.DOTALL)
_MATH_TAG = pattern(r'<(/?)([a-z]+)((?:"[^"]*"|[^<>"])*)>')
_MATH_STYLE = pattern(r'\s(?:displaystyle|scriptlevel)="[^"]*"')
_MATHML = "http://www.w3.org/1998/Math/MathML"
_SIGNATURES = (
    ("image/png", ".png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/jpeg", ".jpg", re.compile(rb"\xff\xd8\xff")),
    ("image/gif", ".gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", ".webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
)
"""The core media types of pictures, by how they begin: a name may say something else."""

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE = """h1,h2,h3,h4,h5,h6{line-height:1.3;break-after:avoid}
.meta{color:#666;font-size:.88em}img,svg{max-width:100%;height:auto}
pre{background:#f5f5f5;padding:.6em;white-space:pre-wrap;overflow-wrap:anywhere}
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2em .5em}
blockquote,.admonition,.an-callout{border-inline-start:3px solid #ccc;margin:1em 0;padding-inline-start:1em}
.admonition-title{font-weight:bold}nav ol{list-style:none;padding-inline-start:1em}
"""


class _Document(NamedTuple):
    """A page of the book."""

    path: str
    """In the folder of the package."""
    title: str
    lang: str
    body: str

    def content(self) -> bytes:
        up = "../" * self.path.count("/")
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
            f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{self.lang}" xml:lang="{self.lang}">\n<head>\n'
            f"<title>{_plain(self.title)}</title>\n"
            f'<link rel="stylesheet" type="text/css" href="{up}book.css"/>\n</head>\n<body>\n{self.body}</body>\n</html>\n'
        ).encode()

    @property
    def properties(self) -> str:
        """What a reading system has to know before it opens the page."""
        found = [name for name, sign in (("mathml", "<math "), ("svg", "<svg ")) if sign in self.body]
        return " ".join(["nav", *found] if self.path == _NAV else found)


class _Picture(NamedTuple):
    path: str
    media_type: str
    source: Path


def epub(published: PublishedNotes) -> tuple[bytes, int]:
    """The file, and how many entries are in it."""
    made = _Epub(published, contents_of(published))
    documents = list(made.documents())
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", ZIP_STORED)  # first, and as it is: 4.2 of the specification
        _add(archive, "META-INF/container.xml", _CONTAINER.encode())
        _add(archive, "EPUB/package.opf", made.package(documents))
        _add(archive, "EPUB/book.css", _STYLE.encode())
        for document in documents:
            _add(archive, f"EPUB/{document.path}", document.content())
        for picture in made.pictures:
            _add(archive, f"EPUB/{picture.path}", picture.source.read_bytes(), ZIP_STORED)
    return out.getvalue(), len(list(made.content.entries))


def _add(archive: ZipFile, name: str, content: bytes, packed: int = ZIP_DEFLATED) -> None:
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type, info.create_system, info.external_attr = packed, 3, 0o644 << 16
    archive.writestr(info, content)


class _Epub:
    """The documents of a book, and the pictures that they turn out to show."""

    def __init__(self, published: PublishedNotes, content: Book) -> None:
        self._published = published
        self._site = published.site
        self.content = content
        self._pictures: dict[str, _Picture | None] = {}
        """By their place in the site; None for a file that no book can show."""

    @property
    def pictures(self) -> Iterator[_Picture]:
        """Those of the documents that have been made."""
        return (picture for picture in self._pictures.values() if picture)

    def documents(self) -> Iterator[_Document]:
        """In the order of reading."""
        site = self._site
        yield _Document(_NAV, self.content.title, site.lang, self._navigation())
        for chapter in self.content.chapters:
            place = _chapter_path(chapter)
            listed = "".join(
                f'<li><a href="{_address(_entry_path(entry), place)}">{_plain(entry.title)}</a></li>\n'
                for entry in chapter.entries
            )
            body = f"<h1>{_plain(chapter.title)}</h1>\n<ol>\n{listed}</ol>\n"
            yield _Document(place, chapter.title, site.lang, body)
            yield from map(self._entry, chapter.entries)
        yield from self._glossary()

    def package(self, documents: Sequence[_Document]) -> bytes:
        """The package document."""
        settings = self._site.settings
        topic = self._published.topic or ""
        identifier = uuid5(NAMESPACE_URL, f"{settings.site_url or settings.site_name}#{topic}")
        metadata = [
            f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>',
            f"<dc:title>{_plain(self.content.title)}</dc:title>",
            f"<dc:language>{settings.lang}</dc:language>",
            f'<meta property="dcterms:modified">{_newest(self.content)}T00:00:00Z</meta>',
        ]
        if settings.site_description:
            metadata.append(f"<dc:description>{_plain(settings.site_description)}</dc:description>")
        if settings.site_url:
            metadata.append(f"<dc:source>{_plain(settings.site_url)}</dc:source>")
        items = [
            *((one.path, "application/xhtml+xml", one.properties) for one in documents),
            *((one.path, one.media_type, "") for one in self.pictures),
            ("book.css", "text/css", ""),
        ]
        listed = [
            f'<item id="f{at}" href="{quote(path)}" media-type="{kind}"{f" properties={properties!r}" if properties else ""}/>'
            for at, (path, kind, properties) in enumerate(items)
        ]
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{settings.lang}">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *metadata,
            "</metadata>\n<manifest>",
            *listed,
            "</manifest>\n<spine>",
            *(f'<itemref idref="f{at}"/>' for at in range(len(documents))),
            "</spine>\n</package>\n",
        ]
        return "\n".join(lines).encode()

    def _navigation(self) -> str:
        lines = []
        for chapter in self.content.chapters:
            inner = "".join(
                f'<li><a href="{_entry_path(entry)}">{_label(entry.title)}</a></li>\n' for entry in chapter.entries
            )
            lines.append(
                f'<li><a href="{_chapter_path(chapter)}">{_label(chapter.title)}</a>\n<ol>\n{inner}</ol></li>\n'
            )
        if self.content.terms:
            lines.append(f'<li><a href="{_term_path(0)}">{text("nav.glossary", self._site.lang)}</a></li>\n')
        title = text("export.contents", self._site.lang)
        return (
            f"<h1>{_plain(self.content.title)}</h1>\n"
            f'<nav epub:type="toc" id="toc">\n<h2>{title}</h2>\n<ol>\n{"".join(lines)}</ol>\n</nav>\n'
            f'<nav epub:type="landmarks" hidden="">\n<ol>\n<li><a epub:type="toc" href="#toc">{title}</a></li>\n</ol>\n</nav>\n'
        )

    def _entry(self, entry: Entry) -> _Document:
        place = _entry_path(entry)
        html = body_of(self._site, entry)
        body = self._rewritten(html, entry_url(entry.id), place, _ids(html))
        links = "".join(
            f'<p><a href="{escape(address)}">{_plain(shown)}</a></p>\n'
            for url, shown in other_links(entry, html)
            if (address := web_address(url))
        )
        head = f'<h1>{_plain(entry.title)}</h1>\n<p class="meta">{as_xhtml(facts_of(self._site, entry))}</p>\n'
        return _Document(place, entry.title, entry.lang, f"{head}{body}\n{links}")

    def _glossary(self) -> Iterator[_Document]:
        title = text("nav.glossary", self._site.lang)
        terms = self.content.terms
        for first in range(0, len(terms), _TERMS_OF_A_DOCUMENT):
            part = terms[first : first + _TERMS_OF_A_DOCUMENT]
            place = _term_path(first)
            head = f"<h1>{title}</h1>\n" if first == 0 else ""
            yield _Document(place, title, self._site.lang, head + "".join(self._term(term, place) for term in part))

    def _term(self, term: Term, place: str) -> str:
        anchor = f"term-{term.slug}"
        said = []
        for at, one in enumerate(term.definitions):
            html = embed(self._site.prose(one), f"{anchor}-{at}", 1)
            said.append(self._rewritten(html, term_url(term.slug), place, _ids(html)))
        others = f' <span class="meta">{_plain(" · ".join(term.aliases))}</span>' if term.aliases else ""
        return f'<section id="{anchor}">\n<h2>{_plain(term.name)}{others}</h2>\n{"".join(said)}\n</section>\n'

    def _rewritten(self, html: str, page: str, place: str, ids: frozenset[str]) -> str:
        def link(address: str) -> str | None:
            if address.startswith("#"):
                return _anchor(address[1:], ids) or None
            if ELSEWHERE.match(address):
                return web_address(address)
            return self._target(address, page, place)

        return as_xhtml(rewritten(html, link, lambda address: self._picture(address, page, place)))

    def _target(self, address: str, page: str, place: str) -> str | None:
        """Where a link to another page of the site leads from the document `place`."""
        path, fragment = place_of(address, page)
        if path in self._entry_of:
            entry = self._entry_of[path]
            return _address(_entry_path(entry), place) + _anchor(fragment, self._ids_of(entry))
        if path in self._term_at:
            slug = path.rpartition("/")[2].removesuffix(".html")
            return f"{_address(_term_path(self._term_at[path]), place)}#term-{slug}"
        elsewhere = on_the_web(self._site, address, page)
        return web_address(elsewhere) if elsewhere else None

    @cached_property
    def _entry_of(self) -> Mapping[str, Entry]:
        return {entry_url(entry.id): entry for entry in self.content.entries}

    @cached_property
    def _term_at(self) -> Mapping[str, int]:
        return {term_url(term.slug): at for at, term in enumerate(self.content.terms)}

    def _ids_of(self, entry: Entry) -> frozenset[str]:
        return _ids(body_of(self._site, entry))

    def _picture(self, address: str, page: str, place: str) -> str | None:
        path = place_of(address, page)[0]
        if path not in self._pictures:
            source = self._published.file(path)
            self._pictures[path] = _picture(path, source) if source else None
        picture = self._pictures[path]
        return _address(picture.path, place) if picture else None


def _chapter_path(chapter: Chapter) -> str:
    return f"chapters/{chapter.anchor}.xhtml"


def _entry_path(entry: Entry) -> str:
    return f"entries/{entry.id}.xhtml"


def _term_path(at: int) -> str:
    """The document of the term at a place in the glossary."""
    return f"glossary/{at // _TERMS_OF_A_DOCUMENT + 1}.xhtml"


def _address(path: str, place: str) -> str:
    return path if "/" not in place else f"../{path}"


def _ids(html: str) -> frozenset[str]:
    return frozenset(map(unescape, _ID.findall(html))) if ' id="' in html else frozenset()


def _anchor(fragment: str, ids: frozenset[str]) -> str:
    """`#fragment` where there is such an anchor: one that leads nowhere makes a book invalid."""
    return f"#{fragment}" if unquote(fragment) in ids or fragment in ids else ""


def _picture(path: str, source: Path) -> _Picture | None:
    """A picture of a core media type; None for any other file, and for one that is too large."""
    if source.stat().st_size > LARGEST_PICTURE:
        return None
    name = blake2b(path.encode(), digest_size=8).hexdigest()
    with source.open("rb") as file:
        begins = file.read(16)
    for media_type, ending, signature in _SIGNATURES:
        if signature.match(begins):
            return _Picture(f"pictures/{name}{ending}", media_type, source)
    if source.suffix.lower() == ".svg":
        return _Picture(f"pictures/{name}.svg", "image/svg+xml", source)
    return None


def _newest(content: Book) -> str:
    """The newest day that an entry states; no clock is asked, so that equal notes give equal bytes."""
    date = max(((entry.updated or entry.date or "")[:10] for entry in content.entries), default="")
    return {10: date, 7: f"{date}-01", 4: f"{date}-01-01"}.get(len(date), "1980-01-01")


def as_xhtml(html: str) -> str:
    """HTML as the sanitiser writes it, as XML.

    >>> as_xhtml('<p>a&nbsp;b<br><img src="x" alt=""><math></math>')
    '<p>a&#160;b<br/><img src="x" alt=""/><math xmlns="http://www.w3.org/1998/Math/MathML"></math>'
    """
    html = _SVG.sub('<svg xmlns="http://www.w3.org/2000/svg"', well_formed(html))
    return _MATH.sub(lambda found: _as_mathml_3(found[0]), html)


def _as_mathml_3(formula: str) -> str:
    """MathML Core, which has `displaystyle` and `scriptlevel` on all elements, as MathML 3, which has them on `mstyle`:
    https://www.w3.org/TR/epub-33/#sec-xhtml-mathml
    """
    is_wrapped: list[bool] = []

    def tag(found: re.Match[str]) -> str:
        slash, name, attributes = found.groups()
        if slash:
            return found[0] + ("</mstyle>" if is_wrapped.pop() else "")
        styles = "" if name in ("math", "mstyle") else "".join(_MATH_STYLE.findall(attributes))
        is_wrapped.append(bool(styles))
        return f"<mstyle{styles}><{name}{_MATH_STYLE.sub('', attributes)}>" if styles else found[0]

    return f'<math xmlns="{_MATHML}"' + _MATH_TAG.sub(tag, formula).removeprefix("<math")


def _plain(words: str) -> str:
    return escape(xml_text(words))


def _label(title: str) -> str:
    """A title in the table of contents, where none may be empty."""
    return _plain(title).strip() or "–"
