"""The page of a topic lists the words that tags taught for it, and the page of an entry says which spoke."""

from __future__ import annotations

from tests.pipeline.incremental.edits import sources
from tests.pipeline.incremental.test_tag_lessons import kitchen

from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.render import PageKey, PageKind, Site, draft, render
from ainotes_site.settings import Settings


def test_what_tags_taught_is_said_where_a_reader_asks() -> None:
    untagged = "---\ntitle: A quillbox for the porch\n---\nBought today.\n"
    notes = {**kitchen(), "z.md": untagged}
    site = Site(link_sources(sources(notes), workers=1).library, Settings(lang="en"))
    topic = render(draft(PageKey(PageKind.TOPIC, "rag-retrieval"), site)).html
    assert "Words that tags taught here: quillbox" in topic
    assert "taught here" not in render(draft(PageKey(PageKind.TOPIC, "nlp"), site)).html
    page = render(draft(PageKey(PageKind.ENTRY, "z"), site)).html
    assert "taught by tags" in page and "quillbox" in page
