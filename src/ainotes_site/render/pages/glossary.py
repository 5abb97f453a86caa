"""The glossary's index, and the page of a term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.model import Definition, EntryId, Term, TermSlug
from ainotes_site.render import list_parts
from ainotes_site.render.page import About, PageData, PageKey, PageKind
from ainotes_site.render.pagination import first_dated, first_part, part_links, quoted
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import GLOSSARY, Url, slug, source_url, term_url

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
    """Draft of the index; of the way to its parts where it is long."""
    parts = glossary_parts(site)
    shown = parts[0] if len(parts) == 1 else ()
    lead = text("glossary.lead", site.lang, total=len(site.library.terms))
    numbered = enumerate(parts if len(parts) > 1 else (), 1)
    ways = tuple(Tally(glossary_part_url(str(number)), _range(part), len(part)) for number, part in numbered)
    return _index_page(site, GLOSSARY, PageKind.GLOSSARY, text("nav.glossary", site.lang), lead, shown, ways)


def glossary_part_page(site: Site, name: str) -> PageData:
    """Draft of a part of a long index, by its number from 1. Raises KeyError when there is none."""
    parts = {str(number): part for number, part in enumerate(glossary_parts(site), 1)}
    beside = (str(int(name) - 1), str(int(name) + 1))
    turn = tuple(Anchor(glossary_part_url(one), _range(parts[one])) if one in parts else None for one in beside)
    title = text("list.part", site.lang, name=text("nav.glossary", site.lang), period=_range(parts[name]))
    lead = text("glossary.part", site.lang, total=len(parts[name]))
    url = glossary_part_url(name)
    return _index_page(site, url, PageKind.GLOSSARY_PART, title, lead, parts[name], turn=turn)


def glossary_part_url(name: str) -> Url:
    """Page of a part of the index."""
    return Url(f"terms/part.{name}.html")  # a term's own page has no dot in its name


def glossary_parts(site: Site) -> tuple[Sequence[Term], ...]:
    """The terms in the order of the index, in parts of which each is a page."""
    ordered = site.terms_in_order
    return list_parts.parted(ordered, list_parts.MOST_ROWS, initial_of)


def initial_of(term: Term) -> str:
    """The letter that a term is found under: of its pinyin, or of its name."""
    first = slug(term.name)[:1]
    return first.upper() if first.isalpha() else OTHER


def _range(part: Sequence[Term]) -> str:
    first, last = initial_of(part[0]), initial_of(part[-1])
    return f"{first} – {last}" if first != last else f"{first}: {part[0].name} – {part[-1].name}"


def _index_page(
    site: Site,
    url: Url,
    kind: PageKind,
    title: str,
    lead: str,
    terms: Sequence[Term],
    parts: tuple[Tally, ...] = (),
    turn: tuple[Anchor | None, ...] = (None, None),
) -> PageData:
    index: dict[str, list[IndexLine]] = {}
    for term in terms:
        index.setdefault(initial_of(term), []).append(_line(site, term))
    return PageData(
        url=url,
        title=title,
        kind=kind,
        nav="glossary",
        values={
            "title": title,
            "lead": lead,
            "index": tuple((initial, tuple(lines)) for initial, lines in index.items()),
            "parts": parts,
            "turn": turn,
            "has_search": site.settings.search,
        },
        description=lead,
        lang=site.lang,
    )


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
