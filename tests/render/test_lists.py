"""Long lists: a page shows the newest entries, and leads to all others in parts."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from ainotes_site.link.library import Quote
from ainotes_site.model import Entry, EntryId, Kind, TermSlug, TopicId
from ainotes_site.render import PageFingerprints, PageKey, PageKind, Site, draft, plan, render, url_of
from ainotes_site.render.list_parts import MOST_LINES, MOST_LISTED
from ainotes_site.render.pagination import NEWEST, part_of, period

COUNT = 950
OWNERS = [
    PageKey(PageKind.TOPIC, "training"),
    PageKey(PageKind.TERM, "rag"),
    PageKey(PageKind.PERSON, "linxiao"),
    PageKey(PageKind.YEAR, "2024"),
]


def html(site: Site, key: PageKey) -> str:
    return render(draft(key, site)).html


def numbers(markup: str) -> list[int]:
    """Which entries are listed, in their order."""
    return [int(number) for number in re.findall(r'an-entry-link" href="[./]*entries/e(\d+)\.html"', markup)]


def _date(number: int) -> str | None:
    """Twelve are undated, all others of 2024 or, a few, of the year before."""
    year, month = divmod(number - 12, 78)
    return f"{2023 + (number > 60)}-{(year % 12) + 1:02}-{month % 28 + 1:02}" if number >= 12 else None


@pytest.fixture(scope="module")
def long(site: Site) -> Site:
    """Hundreds of entries of one topic and one author, which all speak of one term."""
    first = site.library.entries[0]
    kinds = (Kind.NOTE, Kind.POST)
    many = [
        replace(
            first,
            id=EntryId(f"e{number}"),
            title=f"题{number}。",
            date=_date(number),
            kind=kinds[number % 2],
            topics=(TopicId("training"),),
        )
        for number in range(COUNT)
    ]
    many.sort(key=lambda entry: entry.date or "", reverse=True)
    ids = tuple(entry.id for entry in many)
    library = replace(
        site.library,
        entries=tuple(many),
        people=(replace(site.person["linxiao"], entries=ids),),
        mentions={TermSlug("rag"): tuple(Quote(entry, f"{entry} 谈到它。") for entry in ids)},
        sources=(),
        related={},
        duplicates={},
        backlinks={},
        topic_scores={},
    )
    return Site(library, site.settings)


def parts_of(site: Site, owner: PageKey) -> list[PageKey]:
    return [key for key in plan(site) if key.kind is PageKind.LIST and part_of(key.name)[0] == owner]


@pytest.mark.parametrize("owner", OWNERS, ids=[owner.kind for owner in OWNERS])
def test_a_long_list_shows_the_newest_and_leads_to_all(owner: PageKey, long: Site) -> None:
    overview = html(long, owner)
    expected = [int(entry.id[1:]) for part in long.listed(owner) for entry in part][::-1]
    parts = parts_of(long, owner)
    assert len(parts) > 1
    links = re.findall(r'href="\.\./([^"]*\.list\.\d+\.html)"', overview)
    assert links == [url_of(key) for key in reversed(parts)]
    assert f"全部 {len(expected)} 条" in overview
    shown = [numbers(html(long, key)) for key in reversed(parts)]
    assert [number for own in shown for number in own] == expected
    assert max(map(len, shown)) <= (MOST_LINES if owner.kind is PageKind.YEAR else MOST_LISTED)
    listed = overview.replace(overview.partition("an-first")[2].partition("</p>")[0], "")
    listed = re.sub(r'<section class="an-block an-starting".*?</section>', "", listed, flags=re.DOTALL)
    assert numbers(listed) == expected[:NEWEST]


@pytest.mark.parametrize("owner", OWNERS, ids=[owner.kind for owner in OWNERS])
def test_a_part_leads_to_its_list_and_to_the_parts_beside_it(owner: PageKey, long: Site) -> None:
    parts = parts_of(long, owner)
    for at, key in enumerate(parts):
        page = html(long, key)
        assert f'href="../{url_of(owner)}"' in page
        turns = re.findall(r'rel="(\w+)" href="\.\./([^"]+)"', page)
        newer = [("prev", str(url_of(one))) for one in parts[at + 1 : at + 2]]
        older = [("next", str(url_of(parts[at - 1])))] if at else []
        assert turns == newer + older


@pytest.mark.parametrize("owner", OWNERS, ids=[owner.kind for owner in OWNERS])
def test_no_heading_of_a_list_skips_a_level_and_no_anchor_stands_twice(owner: PageKey, long: Site) -> None:
    for key in (owner, *parts_of(long, owner)[:1], PageKey(PageKind.TIMELINE)):
        page = html(long, key)
        levels = [int(level) for level in re.findall(r"<h(\d)", page)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_what_a_term_is_said_to_be_stands_in_the_parts(long: Site) -> None:
    pages = "".join(html(long, key) for key in parts_of(long, OWNERS[1]))
    assert all(f"e{number} 谈到它。" in pages for number in range(COUNT))


def test_a_list_in_parts_counts_kinds_and_is_filtered_part_by_part(long: Site) -> None:
    topic = OWNERS[0]
    assert "data-an-filter" not in html(long, topic)
    assert f"笔记 {COUNT // 2} · 帖子 {COUNT // 2}" in html(long, topic)
    assert "data-an-filter" in html(long, parts_of(long, topic)[0])


def test_the_timeline_of_a_busy_year_is_short_and_loses_no_undated_entry(long: Site) -> None:
    page = html(long, PageKey(PageKind.TIMELINE))
    undated = [number for number in range(COUNT) if _date(number) is None]
    assert numbers(page)[NEWEST:] == undated
    assert "timeline/2024.list.1.html" in page and 'href="timeline/2023.html"' in page


def test_many_undated_entries_are_in_parts_that_are_told_apart(long: Site) -> None:
    library = replace(long.library, entries=tuple(replace(entry, date=None) for entry in long.library.entries))
    site = Site(library, long.settings)
    page = html(site, PageKey(PageKind.TIMELINE))
    assert len(numbers(page)) == NEWEST
    parts = [key for key in plan(site) if key.kind is PageKind.LIST and key.name.startswith("year/undated.")]
    assert sum(len(numbers(html(site, key))) for key in parts) == COUNT
    names = re.findall(r"未写日期 · (\d)", page)
    assert names == ["3", "2", "1"]
    assert all('href="../timeline.html"' in html(site, key) for key in parts)


def test_lists_speak_english_where_the_site_does(long: Site) -> None:
    english = Site(long.library, replace(long.settings, lang="en"))
    for owner in OWNERS:
        assert f"All {sum(map(len, english.listed(owner)))} entries" in html(english, owner)
        for key in parts_of(english, owner):
            assert "newest first" in html(english, key) and not re.search("[前后页全]", html(english, key))


def test_a_short_list_is_in_one_piece(site: Site) -> None:
    assert not [key for key in plan(site) if key.kind is PageKind.LIST]
    for kind, name in ((PageKind.TOPIC, "training"), (PageKind.TERM, "rag"), (PageKind.PERSON, "linxiao")):
        page = html(site, PageKey(kind, name))
        assert ".list." not in page and "最新" not in page and 'id="all"' not in page


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        ("2023-12-05", "2024-02-01", "2023 年 12 月 – 2024 年 2 月", "2023-12 – 2024-02"),
        ("2024-03-05", "2024-04-01", "2024 年 3 月 – 4 月", "2024-03 – 2024-04"),
        ("2024-03-05", "2024-03-19", "2024 年 3 月 5 日 – 19 日", "2024-03-05 – 2024-03-19"),
        ("2024-03-05", "2024-03-05", "2024 年 3 月 5 日 · 7", "2024-03-05 · 7"),
        ("2024-03", "2024-03-05", "2024 年 3 月 – 5 日", "2024-03 – 2024-03-05"),
        (None, "2024-03-05", "未写日期 – 2024 年 3 月", "Not dated – 2024-03"),
        (None, None, "未写日期 · 7", "Not dated · 7"),
    ],
)
def test_the_time_of_a_part_is_told_shortly(first: str | None, last: str | None, chinese: str, english: str) -> None:
    entry = Entry(EntryId("a"), "a", Kind.NOTE, "", span=None)  # type: ignore[arg-type]
    part = [replace(entry, date=date) for date in (first, last)]
    assert (period(part, 7, "zh"), period(part, 7, "en")) == (chinese, english)


@pytest.mark.parametrize(
    "change",
    [{"kind": Kind.VIDEO}, {"topics": (TopicId("training"), TopicId("vectors"))}],
    ids=["kind", "topics"],
)
def test_what_an_old_entry_adds_to_the_counts_of_a_page_is_in_its_mark(change: dict[str, object], long: Site) -> None:
    """In the middle of the second part, so that no part begins or ends with it."""
    old = long.listed(OWNERS[0])[1][40].id
    entries = [replace(entry, **change) if entry.id == old else entry for entry in long.library.entries]  # type: ignore[arg-type]
    other = Site(replace(long.library, entries=tuple(entries)), long.settings)
    for owner in OWNERS:
        if html(long, owner) != html(other, owner):
            fingerprints = [mark.digest for site in (long, other) if (mark := PageFingerprints(site).of(owner))]
            assert fingerprints[0] != fingerprints[1]
    assert html(long, OWNERS[0]) != html(other, OWNERS[0])
