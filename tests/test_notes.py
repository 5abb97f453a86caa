"""The project's own notes: clean, spread over all topics, and sorted into them as their author would."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from ainotes_site.link.check import check
from ainotes_site.link.merge import merge
from ainotes_site.link.taxonomy import load_taxonomy
from ainotes_site.model import Kind
from ainotes_site.pipeline.file_rules import FileRules
from ainotes_site.pipeline.stages.link import Linked, link_sources, segmenter
from ainotes_site.pipeline.stages.scan import scan, taxonomy_text

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "tests" / "cases" / "notes" / "topics.txt"


@pytest.fixture(scope="module")
def linked() -> Linked:
    found = scan(ROOT / "notes", rules=FileRules(pages=("about.md",)))
    return link_sources(found.sources, taxonomy_text(found), assets=found.assets)


def labels() -> dict[str, set[str]]:
    """Title to topics, as labelled by reading."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    rows = (line.rpartition("|") for line in lines if "|" in line and not line.startswith("# "))
    return {title.strip(): {topic.strip() for topic in topics.split(",")} for title, _, topics in rows}


def test_nothing_is_left_to_mend(linked: Linked) -> None:
    assert [str(problem) for problem in linked.problems] == []
    assert [str(problem) for problem in check(linked.library, "2026-11-22")] == []


def test_there_is_enough_of_every_kind(linked: Linked) -> None:
    kinds = Counter(entry.kind for entry in linked.library.entries)
    assert sum(kinds.values()) >= 200
    assert set(kinds) == set(Kind)
    assert len(linked.library.terms) >= 150


def test_every_topic_has_entries_and_none_has_too_many(linked: Linked) -> None:
    counts = Counter(topic for entry in linked.library.entries for topic in entry.topics)
    assert {topic.id for topic in linked.library.taxonomy} == set(counts)
    assert max(counts.values()) <= len(linked.library.entries) / 4


def test_topics_are_those_that_a_reader_would_give(linked: Linked) -> None:
    assigned = {entry.title: set(entry.topics) for entry in linked.library.entries}
    wanted = labels()
    assert len(wanted) >= 60
    assert set(wanted) <= set(assigned)
    right = sum(len(topics & assigned[title]) for title, topics in wanted.items())
    given = sum(len(assigned[title]) for title in wanted)
    meant = sum(map(len, wanted.values()))
    assert 2 * right / (given + meant) >= 0.8


def test_mentions_of_terms_are_those_that_a_reader_would_mark(linked: Linked) -> None:
    find = merge(linked.readings, load_taxonomy()[0], segmenter(linked.readings).cut).links.terms
    right = found = meant = 0
    lines = (ROOT / "tests" / "cases" / "notes" / "mentions.txt").read_text(encoding="utf-8").splitlines()
    for line in (line for line in lines if not line.startswith("# ")):
        sentence = re.sub(r"[\[\]{}]", "", line)
        marked = _marked(line)
        matched = {(match.start, match.end) for match in find(sentence)}
        right += len(marked & matched)
        found += len(matched)
        meant += len(marked)
    assert meant >= 100
    assert right / found >= 0.95
    assert right / meant >= 0.95


def _marked(line: str) -> set[tuple[int, int]]:
    """Places of the bracketed runs in the line without its marks."""
    places: set[tuple[int, int]] = set()
    at = start = 0
    for character in line:
        if character == "[":
            start = at
        elif character == "]":
            places.add((start, at))
        elif character not in "{}":
            at += 1
    return places
