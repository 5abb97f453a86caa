"""A page is drafted from plain values, and its fingerprint says when it shows something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ainotes_site.model import Kind, TermSlug
from ainotes_site.render import PageKey, PageKind, Site, draft, fingerprint, pages, plan, render, url_of
from ainotes_site.settings import Settings


def test_every_page_of_the_plan_renders_once_at_its_own_url(site: Site) -> None:
    keys = plan(site)
    urls = [render(draft(key, site)).url for key in keys]
    assert urls == [url_of(key) for key in keys]
    assert len(set(keys)) == len(keys) == len(set(urls))
    assert [page.url for page in pages(site.library, site.settings)] == urls


def test_every_kind_of_page_is_drawn_in_both_languages(site: Site) -> None:
    english = Site(site.library, replace(site.settings, lang="en"))
    for key in plan(english):
        assert "条目" not in render(draft(key, english)).html.replace("五月", "")
    only_of_many = {PageKind.YEAR, PageKind.FILES, PageKind.PART, PageKind.LIST}
    only_of_many |= {PageKind.SOURCE_PART, PageKind.GLOSSARY_PART}
    assert {key.kind for key in plan(site)} == set(PageKind) - only_of_many


def test_a_page_that_the_library_lacks_is_a_mistake_of_the_caller(site: Site) -> None:
    named = (PageKind.ENTRY, PageKind.TERM, PageKind.TOPIC, PageKind.PERSON, PageKind.SOURCE, PageKind.YEAR)
    for kind in (*named, PageKind.FILES, PageKind.FOLDER):
        with pytest.raises(KeyError):
            draft(PageKey(kind, "nothing-of-the-kind"), site)
    for part in ("topic/training.2", "topic/nothing.1", "term/rag.2", "person/linxiao.2", "year/2024.2"):
        with pytest.raises(KeyError):
            draft(PageKey(PageKind.LIST, part), site)


def test_the_same_library_gives_the_same_fingerprints(site: Site) -> None:
    again = Site(replace(site.library), site.settings)
    for key in plan(site):
        assert fingerprint(draft(key, site)) == fingerprint(draft(key, again))


def test_a_new_title_changes_the_pages_that_show_it_and_no_others(site: Site) -> None:
    library = site.library
    changed = tuple(
        replace(entry, title="另一个标题") if entry.kind is Kind.BOOKMARK else entry for entry in library.entries
    )
    after = Site(replace(library, entries=changed), site.settings)
    shown = {key for key in plan(site) if fingerprint(draft(key, site)) != fingerprint(draft(key, after))}
    assert {(key.kind, key.name) for key in shown} == {
        (PageKind.ENTRY, "journal-bookmark"),
        (PageKind.ENTRY, "journal-demo"),  # its neighbour in the source
        (PageKind.ENTRY, "2024-05-02-01"),  # says that it is also there
        (PageKind.SOURCE, "journal-2024"),
        (PageKind.HOME, ""),
        (PageKind.TIMELINE, ""),
    }


def test_parts_that_are_switched_off_have_no_pages_and_no_links(site: Site) -> None:
    bare = Site(site.library, Settings(topics=False, glossary=False, search=False))
    drawn = [render(draft(key, bare)) for key in plan(bare)]
    assert not {"topics", "glossary", "search"} & {page.nav for page in drawn}
    entry = next(page for page in drawn if page.url == "entries/2024-05-02-01.html")
    own = entry.html.replace(bare.body(bare.library.entries[0].id), "")
    assert "topics/" not in own and "terms/" not in own


def test_text_from_the_notes_is_never_markup(site: Site) -> None:
    library = site.library
    nasty = '"><script>alert(1)</script>'
    hostile = replace(
        library,
        entries=tuple(replace(entry, title=nasty, tags=(nasty,), section=(nasty,)) for entry in library.entries),
        terms=tuple(replace(term, name=nasty, aliases=(nasty,)) for term in library.terms),
        taxonomy=tuple(replace(topic, name_zh=nasty, name_en=nasty, scope_zh=nasty) for topic in library.taxonomy),
        sources=tuple(replace(record, title=nasty) for record in library.sources),
        people=tuple(
            replace(record, person=replace(record.person, name=nasty), names=(nasty,)) for record in library.people
        ),
    )
    drawn = Site(hostile, replace(site.settings, site_name=nasty, site_description=nasty))
    for key in plan(drawn):
        assert "<script>alert" not in render(draft(key, drawn)).html


def test_a_library_without_anything_still_has_its_pages(site: Site) -> None:
    empty = replace(
        site.library, entries=(), compiled={}, terms=(), taxonomy=(), people=(), sources=(), topic_scores={}, backlinks={},
        mentions={}, related={}, duplicates={}, related_terms={},
    )  # fmt: skip
    for page in pages(empty, site.settings):
        assert page.html.strip()


def test_a_term_without_a_definition_has_a_page(site: Site) -> None:
    terms = tuple(replace(term, definitions=()) for term in site.library.terms)
    bare = Site(replace(site.library, terms=terms), site.settings)
    assert "LoRA" in render(draft(PageKey(PageKind.TERM, TermSlug("lora")), bare)).html
