"""Where in a rendered glossary each of its terms stands: at an id that is there, or one that is put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ainotes_site.link.merge_terms import name_key
from ainotes_site.model import Term, TermSlug
from ainotes_site.render.handwritten.text_blocks import TextBlock, text_blocks

_SOONER = ("dt", "h2", "h3", "h4", "h5", "h6")
"""Elements that name a term rather than mention it."""
_LONGEST = 120
"""Characters at the beginning of a block that may be a name."""


def anchored(html: str, terms: Iterable[Term]) -> tuple[str, Mapping[TermSlug, str]]:
    """`html` with an id wherever a term has none, and the ids by term. A term that begins no block has no place."""
    slugs = {name_key(name): term.slug for term in reversed(list(terms)) for name in reversed(term.names)}
    slugs.pop("", None)
    found: dict[TermSlug, TextBlock] = {}
    for block in text_blocks(html):
        slug = _named(block, slugs)
        if slug is not None and (slug not in found or _is_name(block) > _is_name(found[slug])):
            found[slug] = block
    ids = {slug: block.id or f"term-{slug}" for slug, block in found.items()}
    added = sorted((block.opening, f' id="{ids[slug]}"') for slug, block in found.items() if not block.id)
    return "".join(_inserted(html, added)), ids


def _named(block: TextBlock, slugs: Mapping[str, TermSlug]) -> TermSlug | None:
    """The term whose name, the longest that fits, a block begins with: no letter follows it."""
    if block.tag in ("", "h1"):
        return None
    text = block.text.strip()[:_LONGEST]
    for end in range(len(text), 0, -1):
        if end == len(text) or not text[end].isalnum():
            slug = slugs.get(name_key(text[:end]))
            if slug is not None:
                return slug
    return None


def _is_name(block: TextBlock) -> bool:
    return block.tag in _SOONER


def _inserted(html: str, added: Iterable[tuple[int, str]]) -> Iterator[str]:
    done = 0
    for place, text in added:
        yield html[done:place]
        yield text
        done = place
    yield html[done:]
