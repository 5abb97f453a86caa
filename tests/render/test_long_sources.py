"""A source of many entries, and a glossary of many terms, are read in parts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ainotes_site.link.library import SourceRecord
from ainotes_site.model import Definition, EntryId, Skipped, Span, Term, TermSlug
from ainotes_site.render import PageFingerprints, PageKey, PageKind, Site, draft, plan, render, url_of
from ainotes_site.render.list_parts import MOST_READ, MOST_ROWS

COUNT = 350
TERMS = 1_300


def html(site: Site, kind: PageKind, name: str = "") -> str:
    return render(draft(PageKey(kind, name), site)).html


def _site(site: Site, moved: int = 0) -> Site:
    first = site.library.entries[0]
    entries = tuple(
        replace(
            first,
            id=EntryId(f"e{number}"),
            title=f"题{number}。",
            date=f"{2024 - number // 120}-{12 - number // 10 % 12:02}-01",
            span=Span("log.md", 10 * number + 1 + moved, 10 * number + 9 + moved),
        )
        for number in range(COUNT)
    )
    letters = "abcdefghijklm"
    terms = tuple(
        Term(
            f"{letters[number % 13]}{number}",
            (),
            (Definition(f"释义{number}", Span("g.md", number + 1, number + 1)),),
            TermSlug(f"t{number}"),
        )
        for number in range(TERMS)
    )
    intro = Skipped("introduction", Span("log.md", 2005 + moved, 2005 + moved), "中间的引言")
    log = SourceRecord(
        "log", "log.md", "长日志", "journal", "utf-8", 10 * COUNT, tuple(e.id for e in entries), (), (intro,)
    )
    glossary = SourceRecord("g", "g.md", "术语", "glossary", "utf-8", TERMS, (), tuple(t.slug for t in terms), ())
    library = replace(
        site.library,
        entries=entries, terms=terms, sources=(glossary, log), people=(), mentions={}, mention_totals={}, related={},
        related_terms={}, duplicates={}, backlinks={}, topic_scores={}, compiled={},
    )  # fmt: skip
    return Site(library, site.settings)


@pytest.fixture(scope="module")
def long(site: Site) -> Site:
    return _site(site)


def _parts(site: Site, kind: PageKind) -> list[PageKey]:
    return [key for key in plan(site) if key.kind is kind]


def test_a_long_source_is_read_in_parts_without_losing_an_entry(long: Site) -> None:
    parts = [key for key in _parts(long, PageKind.SOURCE_PART) if key.name.startswith("log.")]
    shown = [re.findall(r'<section class="an-full" id="e(\d+)"', html(long, *key)) for key in parts]
    assert [int(number) for own in shown for number in own] == list(range(COUNT))
    assert max(map(len, shown)) <= MOST_READ
    overview = html(long, PageKind.SOURCE, "log")
    assert all(url_of(key) in overview for key in parts) and "题7。" not in overview
    assert sum("中间的引言" in html(long, *key) for key in parts) == 1


def test_an_entry_leads_to_its_place_in_the_part_of_its_source(long: Site) -> None:
    page = html(long, PageKind.ENTRY, "e200")
    found = re.search(r'href="\.\./(sources/log\.part\.(\d+)\.html)#e200"', page)
    assert found and 'id="e200"' in html(long, PageKind.SOURCE_PART, f"log.{found[2]}")


def test_a_line_more_at_the_top_of_a_long_source_changes_no_page_of_an_entry(site: Site, long: Site) -> None:
    moved, key = _site(site, moved=1), PageKey(PageKind.ENTRY, "e200")
    assert moved.library.entry[EntryId("e200")].span != long.library.entry[EntryId("e200")].span
    assert html(moved, *key) == html(long, *key)
    assert PageFingerprints(moved).of(key) == PageFingerprints(long).of(key)


def test_a_part_has_a_fingerprint_of_what_it_shows_alone(site: Site, long: Site) -> None:
    """Lines that move further down are of no concern to the parts above."""
    later = _site(site)
    entries = tuple(replace(e, title="另一题") if e.id == "e300" else e for e in later.library.entries)
    edited = Site(replace(later.library, entries=entries), later.settings)
    before, after = PageFingerprints(long), PageFingerprints(edited)
    keys = [key for key in _parts(long, PageKind.SOURCE_PART) if key.name.startswith("log.")]
    differing = [key for key in keys if before.of(key) != after.of(key)]
    assert differing == [key for key in keys if html(long, *key) != html(edited, *key)] and len(differing) == 1


def test_a_long_glossary_has_a_page_for_some_letters_each(long: Site) -> None:
    parts = _parts(long, PageKind.GLOSSARY_PART)
    shown = [re.findall(r'href="\.\./terms/t(\d+)\.html"', html(long, *key)) for key in parts]
    assert sorted(int(number) for own in shown for number in own) == list(range(TERMS))
    assert max(map(len, shown)) <= MOST_ROWS
    overview = html(long, PageKind.GLOSSARY)
    assert all(url_of(key) in overview for key in parts) and "释义7" not in overview


def test_terms_of_a_long_glossary_file_are_in_parts_too(long: Site) -> None:
    parts = [key for key in _parts(long, PageKind.SOURCE_PART) if key.name.startswith("g.")]
    assert len(parts) > 2
    assert sum(html(long, *key).count('id="_term-') for key in parts) == TERMS
