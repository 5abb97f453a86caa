"""The real documents, counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ainotes_site.model import Kind, Reading
from ainotes_site.readers import read
from ainotes_site.readers.audit import audit
from ainotes_site.readers.decode import Decoded, decode
from ainotes_site.readers.detect.authors import lone_handle

Seed = tuple[Reading, tuple[str, ...]]


def seed(seeds: Path, prefix: str) -> Seed:
    """A document read as `.md`, and its lines."""
    (file,) = seeds.glob(f"{prefix}_*.txt")
    data = file.read_bytes()
    text = decode(data)
    assert isinstance(text, Decoded)
    return read(f"{file.stem}.md", data), text.lines


@pytest.mark.parametrize("prefix", ["000", "001", "002", "003", "004"])
def test_each_line_is_accounted_for(seeds: Path, prefix: str) -> None:
    reading, lines = seed(seeds, prefix)
    assert audit(reading, lines).unaccounted == ()
    assert reading.problems == ()


def test_video_notes_give_twelve_videos(seeds: Path) -> None:
    reading, _ = seed(seeds, "000")
    assert (reading.format, len(reading.entries)) == ("journal", 12)
    assert {entry.kind for entry in reading.entries} == {Kind.VIDEO}
    assert not [link for entry in reading.entries for link in entry.links if "vd_source" in link.url]
    assert not [entry for entry in reading.entries if "bilibili" in entry.title]


def test_journal_gives_notes_and_bookmarks_and_names_the_empty_heading(seeds: Path) -> None:
    reading, lines = seed(seeds, "001")
    kinds = Counter(entry.kind is Kind.BOOKMARK for entry in reading.entries)
    assert (reading.format, kinds) == ("journal", {False: 79, True: 5})
    assert [(skip.reason, skip.span.start_line) for skip in reading.skipped] == [
        ("source-title", 1),
        ("empty-heading", 482),
    ]
    assert reading.title == lines[0].removeprefix("# ")
    dated = {entry.date for entry in reading.entries if entry.date}
    assert dated == {"2025-04-27", "2023-03-01", "2023-03-13"}


def test_glossary_gives_its_terms_with_nested_ones_and_categories(seeds: Path) -> None:
    reading, _ = seed(seeds, "002")
    assert (reading.format, len(reading.terms), len(reading.entries)) == ("glossary", 34, 1)
    assert all("<br" not in term.definitions[0].text for term in reading.terms)
    assert len({term.definitions[0].category for term in reading.terms}) == 9


def test_digest_gives_posts_with_date_name_and_handle_and_names_the_templates(seeds: Path) -> None:
    reading, lines = seed(seeds, "003")
    assert (reading.format, len(reading.entries)) == ("digest", 116)
    assert [skip.reason for skip in reading.skipped] == ["empty-template"] * 85
    assert [lines[skip.span.start_line - 1] for skip in reading.skipped] == [f"### {n}" for n in range(117, 202)]
    for number, entry in enumerate(reading.entries, 1):
        texts = [line.strip() for line in lines[entry.span.start_line - 1 : entry.span.end_line] if line.strip()]
        (author,) = entry.authors
        assert texts[0] == f"### {number:02d}"
        assert [entry.date, author.name, f"@{author.handle}"] == texts[1:4]
        assert entry.id == f"{texts[1]}-{number:02d}"
        assert not any(map(lone_handle, entry.body.split("\n")))
    quoted = [entry.id for entry in reading.entries if "> **" in entry.body]
    assert [name.rsplit("-", 1)[1] for name in quoted] == ["15", "39", "46", "113", "116"]


def test_article_is_one_entry_with_its_questions_as_headings(seeds: Path) -> None:
    reading, lines = seed(seeds, "004")
    (entry,) = reading.entries
    heads = [line for line in entry.body.split("\n") if line.startswith("#")]
    assert (reading.format, entry.kind) == ("outline", Kind.ARTICLE)
    assert Counter(head.partition(" ")[0] for head in heads) == {"##": 1, "###": 3, "####": 10}
    assert Counter(skip.reason for skip in reading.skipped) == {"site-caption": 6, "advertising": 4, "teaser": 1}
    assert entry.span.end_line == 129
    assert "免费" not in entry.body and lines[180] not in entry.body
