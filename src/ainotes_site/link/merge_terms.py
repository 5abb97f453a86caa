"""Terms of the same name joined into one, across files, each definition with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.names.resolver import NameResolver
from ainotes_site.link.unique_names import unique_names
from ainotes_site.model import Definition, Reading, Term, TermSlug
from ainotes_site.urls import term_url

_SPACE = pattern(r"[\s\-_·]+")
_MARKUP = pattern(
    r"!?\[([^\[\]]{0,300})\]\([^()]{0,500}\)"
    r"|\[\[(?:[^\[\]|]{0,300}\|)?([^\[\]]{0,300})\]\]"
    r"|<[^<>]{0,200}>"
    r"|[*_`~=]{1,3}"
    r"|^[ \t]*(?:[-+>]|\d{1,9}\.)[ \t]+",
    re.MULTILINE,
)
_CJK = r"[\u2e80-\u9fff\uff00-\uffef]"
_CJK_BREAK = pattern(rf"(?<={_CJK})\s*\n\s*(?={_CJK})")
TOOLTIP = 200
"""Characters of a definition that a tooltip shows."""


def name_key(name: str) -> str:
    """What two spellings of one name have in common: capitals, width, spaces and hyphens do not count."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", name).casefold())


def merge_terms(readings: Sequence[Reading]) -> tuple[Term, ...]:
    """The terms of all readings, those with a name in common joined; by slug, which is unique.

    The name that comes first (by path, then line) is the canonical one.
    """
    read = sorted((term for reading in readings for term in reading.terms), key=_place)
    groups: list[list[Term]] = []
    for group in _joined(read):
        groups.append([read[place] for place in group])
    slugs = unique_names([group[0].name for group in groups], "term")
    merged = [_merged(group, TermSlug(slug)) for group, slug in zip(groups, slugs, strict=True)]
    return tuple(sorted(merged, key=lambda term: term.slug))


def _place(term: Term) -> tuple[str, int, str]:
    span = term.definitions[0].span if term.definitions else None
    return (span.path, span.start_line, term.name) if span else ("", 0, term.name)


def _joined(terms: Sequence[Term]) -> list[list[int]]:
    """Places of terms that share a name, directly or through others (union-find)."""
    parent = list(range(len(terms)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    first: dict[str, int] = {}
    for place, term in enumerate(terms):
        for key in {name_key(name) for name in term.names} - {""}:
            a, b = root(first.setdefault(key, place)), root(place)
            parent[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = {}
    for place in range(len(terms)):
        groups.setdefault(root(place), []).append(place)
    return list(groups.values())


def _merged(group: Sequence[Term], slug: TermSlug) -> Term:
    first = group[0]
    seen = {name_key(first.name)}
    aliases: list[str] = []
    for name in (name for term in group for name in term.names):
        if name_key(name) not in seen:
            seen.add(name_key(name))
            aliases.append(name)
    definitions: list[Definition] = []
    for definition in (definition for term in group for definition in term.definitions):
        if definition not in definitions:
            definitions.append(definition)
    said = [definition for definition in definitions if definition.text.strip()] or definitions
    return replace(first, aliases=tuple(aliases), definitions=tuple(said), slug=slug)


def plain_text(markdown: str) -> str:
    """A short piece of Markdown as one line of plain text."""
    text = _MARKUP.sub(lambda match: match.group(1) or match.group(2) or "", markdown)
    return " ".join(_CJK_BREAK.sub("", text).split())


def plain_definition(term: Term) -> str:
    """The first definition that says something, as one line of plain text, cut to the length of a tooltip."""
    for definition in term.definitions:
        line = plain_text(definition.text)
        if line:
            return line if len(line) <= TOOLTIP else line[: TOOLTIP - 1].rstrip() + "…"
    return ""


def tooltips(terms: Sequence[Term]) -> dict[TermSlug, tuple[str, str]]:
    """Per term its page and its tooltip, as `markup.result.Context` wants them."""
    return {term.slug: (term_url(term.slug), plain_definition(term)) for term in terms}


_WIKILINK = pattern(
    r"(`+)(?!`).*?(?<!`)\1(?!`)|(?<!!)\[\[([^\[\]\n|]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\](?![(:])", re.DOTALL
)
_RELATIVE = pattern(
    r"(`+)(?!`).*?(?<!`)\1(?!`)|(?<!!)\[([^\[\]\n]{1,200})\]\(<?(?![/#<]|[a-zA-Z][a-zA-Z0-9+.-]*:)"
    r"([^()<>\n\"]{1,300}?\.(?:md|markdown))(#[^()<>\n\"]{1,200})?>?(?:[ \t]+\"[^\"\n]*\")?\)",
    re.DOTALL | re.IGNORECASE,
)
"""A link to a note by its path."""
_LINKED = "](</"
"""How a link begins that was a wikilink: definitions are shown on many pages, and so lead to pages from the root."""


def linked_definitions(terms: Sequence[Term], resolve: NameResolver) -> tuple[Term, ...]:
    """`terms` with each wikilink, and each link to a note by its path, that leads somewhere as a link to the page; others are
    left.
    """
    return tuple(
        replace(term, definitions=tuple(_linked(definition, resolve) for definition in term.definitions))
        if any("[[" in definition.text or "](" in definition.text for definition in term.definitions)
        else term
        for term in terms
    )


def may_lead_elsewhere(terms: Iterable[Term], keys: Iterable[str]) -> bool:
    """Whether a definition has a link that may lead elsewhere once something else is found under `keys`; those of texts
    (`!`) are of passages only.
    """
    if all(key.startswith("!") for key in keys):
        return False
    return any(
        "[[" in d.text or _LINKED in d.text or ("](" in d.text and _RELATIVE.search(d.text))
        for term in terms
        for d in term.definitions
    )


def _linked(definition: Definition, resolve: NameResolver) -> Definition:
    def link(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        target = resolve(found[2].strip(), definition.span.path)
        if target is None:
            return found[0]
        text = (found[3] or found[2].replace("#", " › ")).strip()
        return f"[{text}](</{target.url}>)" if target.url else text

    def relative(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        path = normpath(join(dirname(definition.span.path), unquote(found[3])))
        target = resolve(f"/{path}{unquote(found[4] or '')}", definition.span.path) or resolve(f"/{path}")
        if target is None:
            return found[0]
        return f"[{found[2]}](</{target.url}>)" if target.url else found[2]

    return replace(definition, text=_RELATIVE.sub(relative, _WIKILINK.sub(link, definition.text)))
