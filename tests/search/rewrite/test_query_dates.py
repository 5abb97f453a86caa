"""Dates in words: notes of a full date, and of last week or month as seen from the newest note, come first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.result import Remark


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    return build(
        [
            doc("newest", "量化又一讲", "量化与显存。", "2024-04-19"),
            doc("thursday", "发布会", "开放权重与量化。", "2024-04-18"),
            doc("other", "发布会的回声", "别的事。2024 年 4 月 18 日有人提过量化。", "2024-04-17"),
            doc("before", "量化旧讲", "量化与精度。", "2024-04-09"),
            doc("march", "量化初讲", "量化是什么。", "2024-03-05"),
            doc("year", "去年的发布会", "量化。", "2023-04-18"),
            doc("undated", "量化", "量化。"),
        ]
    )


@pytest.mark.parametrize(
    ("query", "first", "date"),
    [
        ("2024年4月18日 量化", "thursday", "2024年4月18日"),
        ("量化 2024-4-18", "thursday", "2024-4-18"),
        ("2024年4月18日的量化", "thursday", "2024年4月18日"),
        ("2024/04/18", "thursday", "2024/04/18"),
        ("4月18号 量化", "thursday", "4月18号"),  # of the newest year that has a note of that day
        ("四月十八日的量化", "thursday", "四月十八日"),
        ("上周 量化", "before", "上周"),
        ("我上周看的量化", "before", "上周"),
        ("上个月的量化", "march", "上个月"),
        ("上個月的量化", "march", "上個月"),
        ("last week 量化", "before", "last week"),
        ("Last month", "march", "Last month"),
    ],
)
def test_notes_of_that_time_lead_with_a_remark(index: SearchIndex, query: str, first: str, date: str) -> None:
    found = index.search(query)
    assert found.hits[0].id == first
    assert found.total == len(set(index.ids(query))) and index.ids(query)[0] == first
    assert Remark("dated", {"date": date}) in found.remarks
    assert not [remark for remark in found.remarks if remark.code == "absent"]
    assert "after:" in found.dated


def test_notes_of_other_times_are_still_found(index: SearchIndex) -> None:
    assert set(index.ids("2024年4月18日 量化")) == {"newest", "thursday", "other", "before", "march", "year", "undated"}


@pytest.mark.parametrize(
    "query",
    [
        "去年的量化",
        "2024年4月 量化",  # a month is offered, not applied
        "2022年1月1日 量化",  # no note of that day
        "13月40日 量化",
        "4月10日 量化",
        "2024年4月17日 显存",  # the note of that day says nothing of it
        '"上周" 量化',
        "晚上周末",
        "上周 OR 量化",
        "lastweek 量化",
    ],
)
def test_nothing_is_guessed(index: SearchIndex, query: str) -> None:
    assert "dated" not in [remark.code for remark in index.search(query).remarks]


def test_a_written_filter_wins(index: SearchIndex) -> None:
    assert index.ids("上周 量化 after:2024-04-17") == ["newest", "thursday", "other"]


def test_notes_without_dates_have_no_last_week(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    assert build([doc("a", "上周的事"), doc("b", "上周", "", "2024")]).ids("上周的事")[0] == "a"
