"""A glossary on a site that MkDocs makes of pages alone: terms of its glossary pages, linked on all others."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from ainotes_site.globs import matches
from ainotes_site.i18n import text
from ainotes_site.link.autolink_terms import matcher
from ainotes_site.link.merge_terms import merge_terms, plain_definition
from ainotes_site.model import Lang, Term, TermSlug
from ainotes_site.readers import read
from ainotes_site.readers.frontmatter.values import flag_of, list_of
from ainotes_site.render.handwritten.glossary_anchors import anchored
from ainotes_site.render.handwritten.term_links import link_terms
from ainotes_site.search.text.segment import Segmenter
from ainotes_site.source_hints import Hints

log = logging.getLogger("mkdocs.plugins.ainotes")


def link_pages(files: Files, globs: Sequence[str], lang: Lang) -> None:
    """Link the terms of the pages that `globs` name on all other pages, which have been rendered, to where they stand there."""
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    glossaries = [page for page in pages if matches(page.file.src_uri, tuple(globs))]
    terms = _terms(glossaries)
    if not terms:
        log.warning(_amiss(glossaries, globs, lang))
        return
    find = matcher(terms, Segmenter(name for term in terms for name in term.names).cut)
    places = _anchored(glossaries, terms)
    for page in pages:
        if page not in glossaries and page.content:
            targets = {slug: (place.url_from(page), place.definition) for slug, place in places.items()}
            page.content = link_terms(page.content, find, targets, nolink(page))


class _Place(NamedTuple):
    """Where a term is defined."""

    page: Page
    anchor: str
    """Empty where only the page is known."""
    definition: str

    def url_from(self, page: Page) -> str:
        """The way to it from a page."""
        url: str = self.page.file.url_relative_to(page.file)
        return f"{url}#{self.anchor}" if self.anchor else url


def _anchored(glossaries: Iterable[Page], terms: Sequence[Term]) -> Mapping[TermSlug, _Place]:
    """Give each term an anchor on the pages that define it; the first counts."""
    places: dict[TermSlug, _Place] = {}
    for page in glossaries:
        own = [term for term in terms if any(one.span.path == page.file.src_uri for one in term.definitions)]
        page.content, ids = anchored(page.content or "", own)
        for term in own:
            places.setdefault(term.slug, _Place(page, ids.get(term.slug, ""), plain_definition(term)))
    return places


def _amiss(glossaries: Sequence[Page], globs: Sequence[str], lang: Lang) -> str:
    """Why there are no terms."""
    if glossaries:
        return text("guest.no_terms", lang, files=", ".join(page.file.src_uri for page in glossaries))
    return text("guest.no_glossary", lang, files=", ".join(globs))


def _terms(pages: Iterable[Page]) -> Sequence[Term]:
    """The terms of the sources of `pages`, as they are after other plugins have had a hand in them."""
    hints = Hints(format="glossary")
    return merge_terms([read(page.file.src_uri, (page.markdown or "").encode(), hints) for page in pages])


def nolink(page: Page) -> tuple[str, ...]:
    """What `nolink` in front matter takes out, as in notes: names of terms, or true for all."""
    said = page.meta.get("nolink")
    return ("*",) if flag_of(said) is True else list_of(said)
