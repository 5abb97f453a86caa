"""Data beside the pages: previews for the cards that links show, and the glossary for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ainotes_site.urls import term_url, topic_url
from ainotes_site.write.parts import kind_words
from ainotes_site.write.site import Site

PREVIEWS = "assets/ainotes/previews"
"""Folder of the preview files."""

BUCKETS = 128
"""Preview files at most. Fixed, because the script in a page has to know it: about 13 KB each at 10,000 entries."""


def bucket(url: str) -> str:
    """Name of the file that has the preview of a page: FNV-1a (32 bit) of its URL, which is cheap in a script too.

    Two hexadecimal digits; the URL is relative to the root of the site and ASCII.
    """
    value = 0x811C9DC5
    for byte in url.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{value % BUCKETS:02x}"


def previews(site: Site) -> dict[str, bytes]:
    """Preview files by path. Each is a classic script, which also loads from disk:

    `ainotesPreviews({url: [title, what it is, text]})`.
    """
    files: dict[str, dict[str, tuple[str, str, str]]] = {}
    for url, preview in _previews(site):
        files.setdefault(bucket(url), {})[url] = preview
    return {
        f"{PREVIEWS}/{name}.js": f"ainotesPreviews({_json(dict(sorted(files[name].items())))});\n".encode()
        for name in sorted(files)
    }


def _previews(site: Site) -> Iterator[tuple[str, tuple[str, str, str]]]:
    lang, library = site.lang, site.library
    for entry in library.entries:
        card = site.card(entry.id)
        authors = (author.name for author in card.authors[:1])
        facts = " · ".join(part for part in (kind_words(card.kind, lang), card.day.words, *authors) if part)
        yield card.url, (card.title, facts, card.excerpt)
    if site.settings.glossary:
        for term in library.terms:
            yield term_url(term.slug), (term.name, " · ".join(term.aliases), site.definition(term))
    if site.settings.topics:
        for topic in library.taxonomy:
            other = topic.name("en" if lang == "zh" else "zh")
            yield topic_url(topic.id), (topic.name(lang), other, topic.scope(lang))


def glossary_json(site: Site) -> bytes:
    """All terms: `{"terms": [{name, aliases, url, definitions: [{text, path, line, category}]}]}`, by slug."""
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
    return (json.dumps({"terms": terms}, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _json(value: object) -> str:
    """JSON that is also a JavaScript expression in every engine."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
