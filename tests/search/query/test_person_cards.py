"""A query that is a person's name shows who that is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.search.memory import opened

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.assemble import build_index
from ainotes_site.search.index.document import PersonCard, SearchDocument


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument]) -> SearchIndex:
    persons = [
        PersonCard("Andrew Ng", ("吴恩达", "AndrewYNg"), "people/andrewyng.html"),
        PersonCard("王小明", (), "people/wang.html"),
        PersonCard("Steve Jobs", ("乔布斯",), ""),
        PersonCard("Jia Deng", ("邓嘉",), ""),
    ]
    notes = [doc("a", "吴恩达的课", "课程。", authors=("Andrew Ng",)), doc("b", "随笔", "王小明写，说的是乔布斯。")]
    return opened(build_index(notes, [], [("Andrew Ng", "吴恩达", "AndrewYNg")], persons=persons))


@pytest.mark.parametrize(
    ("query", "card"),
    [
        ("Andrew Ng", ["people/andrewyng.html"]),
        ("吴恩达", ["people/andrewyng.html"]),
        ("andrewyng", ["people/andrewyng.html"]),
        ("wangxiaoming", ["people/wang.html"]),
        ("王小明", ["people/wang.html"]),
        ("吴恩达 课程", []),
        # They wrote nothing here: the notes speak of one, so that the card leads to a search for him.
        ("Steve Jobs", ["search.html?q=%E4%B9%94%E5%B8%83%E6%96%AF"]),
        ("乔布斯", ["search.html?q=%E4%B9%94%E5%B8%83%E6%96%AF"]),
        ("邓嘉", []),
        ("随笔", []),
    ],
)
def test_a_name_leads_to_the_page_of_the_person(index: SearchIndex, query: str, card: list[str]) -> None:
    assert [found.url for found in index.search(query).cards] == card
