"""Simple queries of Dataview are answered when the site is built; any other stays code."""

from __future__ import annotations

import pytest
from tests.pipeline.incremental.edits import sources

from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.render import PageFingerprints, PageKey, PageKind, Site, draft
from ainotes_site.render.dataview import matching, parsed
from ainotes_site.settings import Settings

NOTES = {
    "读书/甲.md": "---\ntitle: 甲\ndate: 2024-01-02\ntags: [书/小说]\n---\n一句。\n",
    "读书/乙.md": "---\ntitle: 乙\ndate: 2024-03-02\ntags: [书]\n---\n一句。\n",
    "工作/丙.md": "---\ntitle: 丙\ndate: 2024-02-02\ntags: [书, 会]\nauthors: [李雷]\n---\n一句。\n",
}
ASK = {"问.md": "# 问\n\n```dataview\nLIST FROM #书\nSORT date DESC\n```\n\n```dataview\nTASK FROM #书\n```\n"}


def site(notes: dict[str, str]) -> Site:
    return Site(link_sources(sources(notes), workers=1).library, Settings())


@pytest.mark.parametrize(
    ("written", "titles"),
    [
        ("LIST FROM #书", "丙乙甲"),
        ("list from #书/小说", "甲"),
        ('LIST FROM "读书"', "乙甲"),
        ('LIST FROM "读书" AND #书/小说', "甲"),
        ('LIST FROM "工作" or #书/小说', "丙甲"),
        ('LIST FROM #书 and -"读书"', "丙"),
        ("LIST FROM #书\nSORT file.ctime desc\nLIMIT 2", "乙丙"),
        ('TABLE date, file.folder AS "夹" FROM #会 SORT file.name', "丙"),
        ("LIST", "丙乙甲"),
    ],
)
def test_a_query_finds_what_dataview_finds(written: str, titles: str) -> None:
    query = parsed(written)
    assert query is not None
    assert "".join(entry.title for entry in matching(query, site(NOTES).library.entries)) == titles


@pytest.mark.parametrize(
    "written",
    [
        "TASK FROM #书",
        "LIST WHERE rating > 3",
        "TABLE rating FROM #书",
        "LIST FROM outgoing([[甲]])",
        "CALENDAR date",
        "LIST x",
    ],
)
def test_a_query_that_is_not_understood_as_a_whole_stays_code(written: str) -> None:
    assert parsed(written) is None


def test_the_page_has_the_answer_and_the_other_query_as_code() -> None:
    one = site({**NOTES, **ASK})
    entry = next(entry for entry in one.library.entries if entry.title == "问")
    body = str(draft(PageKey(PageKind.ENTRY, entry.id), one).values["body"])
    answer = [body.index(f">{title}</a>") for title in "乙丙甲"]
    assert answer == sorted(answer)
    assert 'data-lang="dataview"><pre><code>TASK FROM #书' in body


def test_the_fingerprint_of_a_page_with_a_query_changes_with_its_answer() -> None:
    one, other = site({**NOTES, **ASK}), site({**NOTES, **ASK, "读书/丁.md": NOTES["读书/乙.md"].replace("乙", "丁")})
    key = next(PageKey(PageKind.ENTRY, entry.id) for entry in one.library.entries if entry.title == "问")
    before, after = PageFingerprints(one).of(key), PageFingerprints(other).of(key)
    assert before and after and before.digest != after.digest
