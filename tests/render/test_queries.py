"""Simple queries of Dataview are answered when the site is built; any other stays code."""

from __future__ import annotations

import pytest
from tests.pipeline.incremental.edits import sources

from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.render import PageFingerprints, PageKey, PageKind, Site, draft
from ainotes_site.render.queries.bases import views
from ainotes_site.render.queries.dataview import matching, parsed
from ainotes_site.render.queries.logseq import matching_blocks, matching_pages, parsed_logseq
from ainotes_site.settings import Settings

NOTES = {
    "读书/甲.md": "---\ntitle: 甲\ndate: 2024-01-02\ntags: [书/小说]\nrating: 5\nstatus: done\n---\n一句。\n\n- [ ] 还书\n- [x] 借书\n",
    "读书/乙.md": "---\ntitle: 乙\ndate: 2024-03-02\ntags: [书]\nrating: 10\n---\n一句。\n\n- 作者地:: [[上海]]\n",
    "工作/丙.md": "---\ntitle: 丙\ndate: 2024-02-02\ntags: [书, 会]\nauthors: [李雷]\n---\n一句。\n",
}
ASK = {
    "问.md": "# 问\n\n```dataview\nLIST FROM #书\nSORT date DESC\n```\n\n```dataview\nTASK FROM outgoing([[甲]])\n```\n"
}


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
        ("LIST WHERE rating > 5", "乙"),
        ('LIST FROM #书 WHERE rating >= 5 AND status = "done"', "甲"),
        ("LIST WHERE rating\nSORT rating DESC", "乙甲"),
        ("LIST WHERE !rating", "丙"),
        ('LIST WHERE contains(tags, "小说") or 作者地 = [[上海]]', "乙甲"),
        ('LIST WHERE date >= date(2024-02-01) and not (file.folder = "工作")', "乙"),
        ('TABLE rating AS 分, length(tags) FROM (#书 or #会) and !"工作" SORT rating ASC, file.name', "甲乙"),
        ("TASK FROM #书 WHERE !completed", "丙乙甲"),
    ],
)
def test_a_query_finds_what_dataview_finds(written: str, titles: str) -> None:
    query = parsed(written)
    assert query is not None
    assert "".join(entry.title for entry in matching(query, site(NOTES).library.entries)) == titles


@pytest.mark.parametrize(
    "written",
    [
        "LIST WHERE date > date(today) - dur(7 days)",
        "LIST FROM #书 GROUP BY status",
        "LIST WHERE file.inlinks",
        "LIST WHERE (rating > 3",
        "LIST FROM outgoing([[甲]])",
        "CALENDAR date",
        "LIST FROM #书 #会",
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
    assert 'data-lang="dataview"><pre><code>TASK FROM outgoing([[甲]])' in body


def test_the_fingerprint_of_a_page_with_a_query_changes_with_its_answer() -> None:
    one, other = site({**NOTES, **ASK}), site({**NOTES, **ASK, "读书/丁.md": NOTES["读书/乙.md"].replace("乙", "丁")})
    key = next(PageKey(PageKind.ENTRY, entry.id) for entry in one.library.entries if entry.title == "问")
    before, after = PageFingerprints(one).of(key), PageFingerprints(other).of(key)
    assert before and after and before.digest != after.digest


def shown(block: str) -> str:
    one = site({**NOTES, "问.md": f"# 问\n\n{block}\n"})
    entry = next(entry for entry in one.library.entries if entry.title == "问")
    return str(draft(PageKey(PageKind.ENTRY, entry.id), one).values["body"])


def test_a_table_shows_properties_by_their_names() -> None:
    body = shown('```dataview\nTABLE WITHOUT ID rating AS "分 数", 作者地 FROM "读书" SORT rating\n```')
    assert "<th>分 数</th><th>作者地</th>" in body
    assert "<tr><td>5</td><td></td></tr>\n<tr><td>10</td><td>上海</td></tr>" in body


def test_tasks_stand_below_their_notes() -> None:
    body = shown("```dataview\nTASK WHERE !completed\n```")
    assert body.index(">甲</a>") < body.index("还书")
    assert "借书" not in body


BASE = """```base
filters:
  and:
    - file.hasTag("书")
    - 'rating >= 5'
views:
  - type: table
    name: 高分
    order: [file.name, note.rating]
    sort:
      - property: rating
        direction: DESC
    limit: 10
```"""


def test_a_block_of_bases_is_a_table() -> None:
    body = shown(BASE)
    assert "<p><strong>高分</strong></p>" in body
    assert body.index(">乙</a>") < body.index(">甲</a>")
    assert ">丙</a>" not in body


@pytest.mark.parametrize(
    "block",
    [
        "views:\n  - type: map\n",
        "views:\n  - type: table\n    order: [formula.x]\n",
        "filters: file.mtime > now() - '1d'\nviews:\n  - type: table\n",
        "views: x",
        "a: [",
        "",
    ],
)
def test_a_block_of_bases_that_is_not_understood_stays_code(block: str) -> None:
    assert views(block) is None


def test_what_is_in_a_comment_is_no_property_and_no_task() -> None:
    notes = {**NOTES, "密.md": "# 密\n\n%%\n- [ ] 暗号\n暗:: 号\n%%\n"}
    ask = "# 问\n\n```dataview\nTASK\n```\n\n```dataview\nLIST WHERE 暗\n```\n"
    one = site({**notes, "问.md": ask})
    entry = next(entry for entry in one.library.entries if entry.title == "问")
    body = str(draft(PageKey(PageKind.ENTRY, entry.id), one).values["body"])
    assert "暗号" not in body and "密" not in body


def test_no_query_tells_of_what_stays_at_home() -> None:
    hidden = "---\ntitle: 暗号题\nprivate: true\nrating: 9\ntags: [书, 暗号签]\n---\n- [ ] 暗号务\n地:: 暗号值\n"
    partly = "# 半\n\n一句。\n\n%%private%%\n- [ ] 暗号务\n地:: 暗号值\n%%/private%%\n"
    asked = "".join(f"```dataview\n{query}\n```\n\n" for query in ("TABLE rating, 地", "TASK", "LIST WHERE 地"))
    one = site({**NOTES, "密.md": hidden, "半.md": partly, "问.md": f"# 问\n\n{asked}{BASE}\n"})
    entry = next(entry for entry in one.library.entries if entry.title == "问")
    body = str(draft(PageKey(PageKind.ENTRY, entry.id), one).values["body"])
    assert "还书" in body
    assert "暗号" not in body


LOGSEQ = {
    "pages/训练___微调.md": "tags:: AI, [[方法]]\n类型:: 技术\n\n- 微调\n- TODO [#A] 读 [[LoRA]] 论文\n\t- 子块 #甲\n- DONE 写\n",
    "journals/2024_03_05.md": "- LATER 看 #LoRA\n  作者:: [[张三]]\n- 读 **完** [[LoRA]]\n\t- TODO 子\n",
    "journals/2024_04_05.md": "- 读 [[LoRA]] 四月\n\n```\n- TODO 代码 [[LoRA]]\n```\n",
}


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("{{query (and [[lora]] (task TODO LATER))}}", ["看 #LoRA", "TODO 子", "读 [[LoRA]] 论文"]),
        ("{{query (todo done)}}", ["写"]),
        ("{{query (priority a)}}", ["读 [[LoRA]] 论文"]),
        ('{{query (or "完" (property 作者 张三))}}', ["看 #LoRA", "读 **完** [[LoRA]]"]),
        ("{{query (and #甲 (not (task TODO)))}}", ["子块 #甲"]),
        ("{{query [[LoRA]]}}", ["读 [[LoRA]] 四月", "看 #LoRA", "读 **完** [[LoRA]]", "读 [[LoRA]] 论文"]),
        ("{{query (and [[LoRA]] (between [[2024-03-01]] [[2024-03-31]]))}}", ["看 #LoRA", "读 **完** [[LoRA]]"]),
        ('#+BEGIN_QUERY\n{:title "四"\n :query (and [[LoRA]] "四月")}\n#+END_QUERY', ["读 [[LoRA]] 四月"]),
        ("{{query (page-tags 方法)}}", ["训练/微调"]),
        ("{{query (page-property 类型 技术)}}", ["训练/微调"]),
        ("{{namespace 训练}}", ["训练/微调"]),
    ],
)
def test_a_query_finds_what_logseq_finds(written: str, texts: list[str]) -> None:
    query = parsed_logseq(written)
    entries = site(LOGSEQ).library.entries
    assert query is not None
    if query.of_pages:
        found = [entry.title for entry in matching_pages(query, entries)]
    else:
        marked = [block for _, blocks in matching_blocks(query, entries) for block in blocks]
        found = [f"{'TODO ' if block.text == '子' else ''}{block.text}" for block in marked]
    assert found == texts


@pytest.mark.parametrize(
    "written",
    [
        "{{query (between -7d today)}}",
        "{{query (and [[a]] (sort-by created-at desc))}}",
        "{{query (sample 3)}}",
        "{{query (and [[a]]}}",
        '#+BEGIN_QUERY\n{:query [:find (pull ?b [*]) :where [?b :block/marker "NOW"]]}\n#+END_QUERY',
        "#+BEGIN_QUERY\n{:query (task NOW) :result-transform (fn [r] r)}\n#+END_QUERY",
    ],
)
def test_a_query_of_logseq_that_is_not_understood_stays_code(written: str) -> None:
    assert parsed_logseq(written) is None


def test_the_page_of_an_outline_has_the_answers() -> None:
    ask = "- {{query (task DONE)}}\n- 词 {{query (task DONE)}}\n- {{query (sample 3)}}\n\t- {{namespace 训练}}\n"
    one = site({**LOGSEQ, "pages/问.md": ask, "私.md": "---\npublish: false\n---\n- DONE 私事\n"})
    entry = next(entry for entry in one.library.entries if entry.span.path == "pages/问.md")
    body = str(draft(PageKey(PageKind.ENTRY, entry.id), one).values["body"])
    assert body.count('aria-label="已完成"') == 2 and "> 写</li>" in body and "私事" not in body
    assert "<li>词<p>" in body and "{{query (task" not in body
    assert 'data-lang="logseq-query"><pre><code>{{query (sample 3)}}' in body
    assert body.count(">训练/微调</a>") == 3
