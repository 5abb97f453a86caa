"""Data beside the pages: previews for the cards that links show, and the glossary for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from ainotes_site.model import EntryId
from ainotes_site.render.fingerprints.page_fingerprints import PageFingerprints
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import kind_words
from ainotes_site.urls import Url, entry_url, term_url, topic_url

PREVIEWS = "assets/ainotes/previews"
"""Folder of the preview files."""

BUCKETS = 128
"""Preview files at most. Fixed, because the script in a page has to know it: about 13 KB each at 10,000 entries."""

_START = 0x811C9DC5 % BUCKETS
_STEPS = bytes(byte * 0x01000193 % BUCKETS for byte in range(BUCKETS))
"""FNV-1a by its lowest bits, which do not depend on the others as long as BUCKETS is a power of two."""


def bucket(url: str) -> str:
    """Name of the file that has the preview of a page: FNV-1a (32 bit) of its URL, which is cheap in a script too.

    Two hexadecimal digits; the URL is relative to the root of the site and ASCII.
    """
    value = _START
    for byte in url.encode("ascii"):
        value = _STEPS[value ^ byte]
    return f"{value:02x}"


def preview_path(url: Url) -> str:
    """The file that has the preview of a page."""
    return f"{PREVIEWS}/{bucket(url)}.js"


def previews(
    site: Site, fingerprints: PageFingerprints, wanted: Collection[str] | None = None
) -> Iterator[tuple[str, bytes, Callable[[], bytes]]]:
    """Preview files, all or those `wanted`: path, a digest of what the file is made from, and its making. Each is a
    classic script, which also loads from disk:

    `ainotesPreviews({url: [title, what it is, text]})`.
    """
    files: dict[str, list[_Part]] = {}
    for part in _parts(site, fingerprints) if wanted is None or wanted else ():
        name = bucket(part.url)
        if wanted is None or f"{PREVIEWS}/{name}.js" in wanted:
            files.setdefault(name, []).append(part)
    for name, parts in sorted(files.items()):
        digest_of = b"".join((fingerprints.everywhere, *(part.key for part in parts)))
        yield f"{PREVIEWS}/{name}.js", blake2b(digest_of, digest_size=16).digest(), partial(_script, parts)


class _Part(NamedTuple):
    """The preview of one page."""

    url: Url
    key: bytes
    """Digest of what it is made from."""
    make: Callable[[], tuple[str, str, str]]


def _script(parts: Sequence[_Part]) -> bytes:
    return f"ainotesPreviews({_json({part.url: part.make() for part in sorted(parts, key=lambda part: part.url)})});\n".encode()


def _parts(site: Site, fingerprints: PageFingerprints) -> Iterator[_Part]:
    lang, library = site.lang, site.library
    cards = fingerprints.cards
    for entry in library.entries:
        yield _Part(entry_url(entry.id), cards[entry.id], partial(_entry, site, entry.id))
    digest_of: list[tuple[Url, tuple[str, str, str]]] = []
    if site.settings.glossary:
        digest_of += (
            (term_url(term.slug), (term.name, " · ".join(term.aliases), site.definition(term)))
            for term in library.terms
        )
    if site.settings.topics:
        for topic in library.taxonomy:
            other = topic.name("en") if lang == "zh" else ""
            digest_of.append((topic_url(topic.id), (topic.name(lang), other, topic.scope(lang))))
    for url, preview in digest_of:
        yield _Part(url, repr(preview).encode("utf-8", "surrogatepass"), partial(_same, preview))


def _same(preview: tuple[str, str, str]) -> tuple[str, str, str]:
    return preview


def _entry(site: Site, entry: EntryId) -> tuple[str, str, str]:
    card = site.card(entry)
    authors = (author.name for author in card.authors[:1])
    facts = " · ".join(part for part in (kind_words(card.kind, site.lang), card.day.words, *authors) if part)
    return card.title, facts, card.excerpt


def glossary_json(site: Site) -> bytes:
    """All terms: `{"version": 1, "terms": [{name, aliases, url, definitions: [{text, path, line, category}]}]}`, by slug."""
    terms = [
        {
            "name": term.name,
            "aliases": term.aliases,
            "url": term_url(term.slug),
            "definitions": [
                {
                    "text": definition.text,
                    "path": definition.span.path,
                    "line": definition.span.start_line,
                    "category": definition.category,
                }
                for definition in term.definitions
            ],
        }
        for term in site.library.terms
    ]
    return (json.dumps({"version": 1, "terms": terms}, ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "surrogatepass"
    )


def _json(value: object) -> str:
    """JSON that is also a JavaScript expression in every engine."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
