"""The search page: the frame that the search script fills, and what there is to do before one types."""

from __future__ import annotations

from collections.abc import Iterator

from ainotes_site.i18n import text
from ainotes_site.render.page import PageData, PageKind
from ainotes_site.render.pages.home import latest, people_by_size, topics_by_size
from ainotes_site.render.site import Site
from ainotes_site.urls import SEARCH

_LATEST = 5
_TOPICS = 10


def search_page(site: Site, _: str) -> PageData:
    """Draft of the search page."""
    return PageData(
        SEARCH,
        text("nav.search", site.lang),
        PageKind.SEARCH,
        "search",
        {
            "latest": tuple(site.card(entry.id) for entry in latest(site)[:_LATEST]),
            "topics": topics_by_size(site)[:_TOPICS],
            "examples": _examples(site),
        },
        lang=site.lang,
    )


def _examples(site: Site) -> tuple[tuple[str, str], ...]:
    """(query, what it finds) of queries that find something in these notes, one of each way to ask."""
    found = [*_example_terms(site)]
    topics = topics_by_size(site)[:1]
    found += [(f"topic:{topic.url.rpartition('/')[2].removesuffix('.html')}", "topic") for topic in topics]
    names = (record.person.handle or record.person.name for record in people_by_size(site)[:1])
    found += [(f'author:"{name}"' if " " in name else f"author:{name}", "author") for name in names]
    found += [(f"after:{year}", "year") for year in list(site.years)[:1]]
    return tuple((query, text(f"search_page.example.{name}", site.lang)) for query, name in found)


def _example_terms(site: Site) -> Iterator[tuple[str, str]]:
    """The most mentioned term as it is written, and a Chinese one in pinyin."""
    if not site.settings.glossary:
        return
    totals = site.library.mention_totals
    terms = sorted(site.library.terms, key=lambda term: (-totals.get(term.slug, 0), term.slug))
    yield from ((f'"{term.name}"', "phrase") for term in terms[:1])
    chinese = next((term for term in terms if not term.name.isascii()), None)
    if chinese:
        yield chinese.slug.replace("-", ""), "pinyin"
