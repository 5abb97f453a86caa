"""The glossary's index, and the page of a term."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.model import Definition, EntryId, Term, TermSlug
from ainotes_site.render.page import About, PageData, PageKey, PageKind
from ainotes_site.render.pagination import first_dated, first_part, part_links, quoted
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import GLOSSARY, slug, source_url, term_url

OTHER = "#"
"""Initial of names that begin with neither a letter nor a Han character."""


class IndexLine(NamedTuple):
    """A term in the index."""

    name: str
    url: str
    definition: str
    aliases: tuple[str, ...]
    keys: str
    """All that a reader may type to find it: its names, and their pinyin."""


def glossary_page(site: Site, _: str) -> PageData:
    """Draft of the index."""
    groups: dict[str, list[tuple[str, IndexLine]]] = {}
    for term in site.library.terms:
        order = slug(term.name)
        groups.setdefault(order[:1].upper() if order[:1].isalpha() else OTHER, []).append((order, _line(site, term)))
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


def _line(site: Site, term: Term) -> IndexLine:
    spelled = [
        spelling for name in term.names for spelling in (slug(name).replace("-", ""), slug(name).replace("-", " "))
    ]
    keys = " ".join(dict.fromkeys([*term.names, *spelled])).lower()
    return IndexLine(term.name, term_url(term.slug), site.definition(term), term.aliases, keys)


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
            "mentions": quoted(site, term.slug, first_part(site, key)),
            "parts": part_links(site, key),
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
        about=About("DefinedTerm", ((text("nav.glossary", site.lang), GLOSSARY),), other_names=term.aliases),
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
