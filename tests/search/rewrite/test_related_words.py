"""Words that say nearly the same, in both languages, find notes where no note has nearly all of a query."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    return build(
        [
            doc("scam", "电话里的骗局", "老人接到电话，声音和孙子一样。"),
            doc("weather", "Ten days ahead", "The forecast took a minute, and it blurred the storms."),
            doc("merge", "Merging two networks", "Averages of weights, with signs that disagree left out."),
            doc("hide", "遮盖照片", "上传之前把照片里的人脸遮住。"),
            *(doc(f"d{number}", f"第{number}篇", "模型和文章，今天讲网络。") for number in range(8)),
        ]
    )


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("elderly people and a voice on the phone", "scam"),
        ("下周的天气", "weather"),
        ("网络合并", "merge"),  # `merge` in the group; the note has another form of it
        ("faces in pictures", "hide"),
    ],
)
def test_a_query_in_one_language_finds_a_note_in_the_other(index: SearchIndex, query: str, hit: str) -> None:
    assert index.ids(query, 1) == [hit]


def test_what_was_found_by_is_marked_and_said(index: SearchIndex) -> None:
    found = index.search("faces in pictures")
    (hit, *_) = found.hits
    assert "照片" in [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
    assert {("pictures", "照片"), ("faces", "人脸")} <= set(found.synonyms)
    assert "absent" not in [remark.code for remark in found.remarks]


@pytest.mark.parametrize("query", ["声音和孙子一样", '"faces"', "forecast minute storms"])
def test_what_stands_in_the_notes_is_not_widened(index: SearchIndex, query: str) -> None:
    assert index.ids(query, 10) == index.ids(query, 10, synonyms=False)
