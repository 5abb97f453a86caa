"""The glossary's index, and the page of a term."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.model import Definition, EntryId, Term, TermSlug
from ainotes_site.render.page import PageData, PageKey, PageKind
from ainotes_site.render.pagination import first_dated, quoted, shown, ways
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import GLOSSARY, slug, source_url, term_url

OTHER = "#"
"""Initial of names that begin with neither a letter nor a Han character."""


class IndexLine(NamedTuple):
    """A name in the index: a term's own, or an alias that leads to it."""

    name: str
    url: str
    definition: str
    """Empty for an alias."""
    aliases: tuple[str, ...]
    leads_to: str
    """Name of the term, for an alias; else empty."""
    keys: str
    """All that a reader may type to find it: names, and their pinyin."""


def glossary_page(site: Site, _: str) -> PageData:
    """Draft of the index."""
    groups: dict[str, list[tuple[str, IndexLine]]] = {}
    for term in site.library.terms:
        for order, line in _lines(site, term):
            groups.setdefault(order[:1].upper() if order[:1].isalpha() else OTHER, []).append((order, line))
    index = tuple(
        (initial, tuple(line for _, line in sorted(groups[initial]))) for initial in sorted(groups, key=_last)
    )
    return PageData(
        url=GLOSSARY,
        title=text("nav.glossary", site.lang),
        kind=PageKind.GLOSSARY,
        nav="glossary",
        values={"index": index, "total": len(site.library.terms)},
        description=text("glossary.lead", site.lang, total=len(site.library.terms)),
        lang=site.lang,
    )


def _last(initial: str) -> tuple[bool, str]:
    return initial == OTHER, initial


def _lines(site: Site, term: Term) -> list[tuple[str, IndexLine]]:
    """The lines of a term, each with its place in the alphabet."""
    own = slug(term.name)
    keys = " ".join(dict.fromkeys([*term.names, own.replace("-", ""), own.replace("-", " ")])).lower()
    url = term_url(term.slug)
    lines = [(own, IndexLine(term.name, url, site.definition(term), term.aliases, "", keys))]
    for alias in term.aliases:
        place = slug(alias)
        if place[:1] != own[:1]:
            lines.append((place, IndexLine(alias, url, "", (), term.name, keys)))
    return lines


def term_page(site: Site, name: str) -> PageData:
    """Draft of the page of the term with the slug `name`. Raises KeyError when there is none."""
    library = site.library
    term = library.term[TermSlug(name)]
    mentions = library.mentions.get(term.slug, ())
    key = PageKey(PageKind.TERM, term.slug)
    first = first_dated(library.entry[quote.entry] for quote in mentions)
    return PageData(
        url=term_url(term.slug),
        title=term.name,
        kind=PageKind.TERM,
        nav="",
        values={
            "name": term.name,
            "aliases": term.aliases,
            "definitions": tuple(_definition(site, definition, term) for definition in term.definitions),
            "mentions": quoted(site, term.slug, shown(site, key)),
            "parts": ways(site, key),
            "first": site.card(first.id) if first else None,
            "together": tuple(
                Tally(*site.term_anchor(other), total)
                for other, total in library.related_terms.get(term.slug, ())
                if other in library.term
            ),
            "topics": _topics(site, tuple(quote.entry for quote in mentions)),
        },
        description=site.definition(term),
        lang=site.lang,
    )


def _definition(site: Site, definition: Definition, term: Term) -> tuple[str, str, Anchor | None, int]:
    """(HTML, category, source, line)."""
    source = site.source.get(definition.span.path)
    anchor = Anchor(f"{source_url(source.slug)}#_term-{term.slug}", source.title or source.path) if source else None
    return site.prose(definition), definition.category, anchor, definition.span.start_line


def _topics(site: Site, entries: tuple[EntryId, ...]) -> tuple[Tally, ...]:
    if not site.settings.topics:
        return ()
    known = site.library.topic
    counted = Counter(topic for entry in entries for topic in site.library.entry[entry].topics if topic in known)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    return tuple(Tally(*site.topic_anchor(topic), total) for topic, total in ranked)
