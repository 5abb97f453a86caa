"""What the pages show."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from ainotes_site.link.library import Quote, SourceRecord
from ainotes_site.markup.result import Body, Compiled
from ainotes_site.model import EntryId, Problem, Skipped, Span, TopicId
from ainotes_site.render import PageFingerprints, PageKey, PageKind, Site, draft, plan, render
from ainotes_site.render.image_rewrite import Picture
from ainotes_site.render.list_parts import MOST_READ, parted


def html(site: Site, kind: PageKind, name: str = "") -> str:
    return render(draft(PageKey(kind, name), site)).html


def words(markup: str) -> str:
    """The text as one reads it, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).strip()


def test_an_entry_says_where_it_comes_from(site: Site) -> None:
    shown = html(site, PageKind.ENTRY, "2024-05-02-01")
    assert 'href="../sources/digests-may.html#2024-05-02-01"' in shown
    assert "digests/may.md · 第 3–14 行" in words(shown)
    assert 'href="https://code.example.org/edit/main/notes/digests/may.md#L3-L14"' in shown


def test_a_file_that_is_one_entry_has_no_second_page(site: Site) -> None:
    alone = replace(site, library=replace(site.library, sources=(replace(site.source["digests/may.md"], skipped=()),)))
    shown = html(alone, PageKind.ENTRY, "2024-05-02-01")
    assert "sources/" not in shown
    assert "digests/may.md · 第 3–14 行" in words(shown)
    assert 'href="entries/2024-05-02-01.html">五月摘编</a>' in html(alone, PageKind.SOURCES)
    assert PageKey(PageKind.SOURCE, "digests-may") not in plan(alone)
    assert PageKey(PageKind.SOURCE, "digests-may") in plan(site)


@pytest.mark.parametrize(
    ("path", "url"),
    [("about.md", "about.html"), ("a/README.md", "a/index.html"), ("关于.md", "%E5%85%B3%E4%BA%8E.html")],
)
def test_a_hand_written_page_is_its_own_reading(site: Site, path: str, url: str) -> None:
    page = SourceRecord("about", path, "关于", "page", "utf-8", 4, (), (), (Skipped("page", Span(path, 1, 4)),))
    alone = replace(site, library=replace(site.library, sources=(page,)))
    assert f'href="{url}">关于</a>' in html(alone, PageKind.SOURCES)
    assert PageKey(PageKind.SOURCE, "about") not in plan(alone)


def test_an_entry_names_its_people_with_page_and_profile(site: Site) -> None:
    shown = html(site, PageKind.ENTRY, "2024-05-02-01")
    assert 'href="../people/linxiao.html">林晓</a>' in shown
    assert "@linxiao" in shown
    assert 'href="https://x.com/linxiao"' in shown


def test_an_entry_marks_a_date_that_was_inferred(site: Site) -> None:
    assert "an-inferred" in html(site, PageKind.ENTRY, "journal-lora")
    assert "an-inferred" not in html(site, PageKind.ENTRY, "2024-05-02-01")


def test_an_entry_shows_what_is_related_and_why(site: Site) -> None:
    shown = html(site, PageKind.ENTRY, "2024-05-02-01")
    assert "共有：检索增强生成、#检索" in words(shown)
    assert "相近的内容也见于： RoPE 图解" in words(shown)
    assert "召回 正文 ×2" in words(shown)


def test_an_entry_shows_the_sentence_that_links_to_it(site: Site) -> None:
    assert "参见 LoRA 一条。" in words(html(site, PageKind.ENTRY, "journal-lora"))


def test_an_entry_leads_to_its_neighbours_in_the_source(site: Site) -> None:
    shown = html(site, PageKind.ENTRY, "journal-demo")
    assert 'rel="prev" href="../entries/journal-lora.html"' in shown
    assert 'rel="next" href="../entries/journal-bookmark.html"' in shown
    assert "rel=" not in html(site, PageKind.ENTRY, "2024-05-02-01").split("an-foot")[1].replace('rel="noopener', "")


def test_a_link_that_the_body_does_not_show_gets_a_card(site: Site) -> None:
    """A journal's heading may be the link, and the heading has become the title."""
    shown = html(site, PageKind.ENTRY, "journal-lora")
    assert 'class="an-outward" href="https://example.org/lora"' in shown
    assert "an-outward" not in html(site, PageKind.ENTRY, "2024-05-02-01")


def test_a_video_is_a_card_and_no_player(site: Site) -> None:
    shown = html(site, PageKind.ENTRY, "journal-demo")
    assert 'href="https://www.video.example.net/watch?v=1"' in shown
    assert "video.example.net" in words(shown)
    assert "<iframe" not in shown


def test_a_bookmark_that_only_repeats_its_link_is_its_card(site: Site) -> None:
    link = '<p><a href="https://blog.example.com/rope?x=1&amp;y=2" rel="nofollow">RoPE 图解</a></p>'
    for html_body, rest in ((link, False), (f"{link}\n<p>值得一读。</p>", True), ("<p>值得一读。</p>", True)):
        compiled = {**site.library.compiled, EntryId("journal-bookmark"): Compiled(Body(html_body))}
        shown = html(Site(replace(site.library, compiled=compiled), site.settings), PageKind.ENTRY, "journal-bookmark")
        assert shown.count("blog.example.com/rope") == 1
        assert ("data-an-body" in shown) == rest == ("值得一读。" in shown)


def test_english_passages_are_marked_as_english(site: Site) -> None:
    assert '<h1 lang="en">A demo of retrieval &lt;in&gt; practice</h1>' in html(site, PageKind.ENTRY, "journal-demo")


def test_no_image_asks_another_host(site: Site) -> None:
    shown = html(site, PageKind.ENTRY, "2024-05-02-01")
    assert "<img" not in shown
    assert 'class="an-image-away" href="https://pic.example.com/a.png"' in shown


def test_no_image_of_a_definition_asks_another_host(site: Site) -> None:
    first, *others = site.library.terms
    text = "见图 ![损失曲线](https://pic.example.com/a.png)"
    term = replace(first, definitions=tuple(replace(definition, text=text) for definition in first.definitions))
    library = replace(site.library, terms=(term, *others))
    assert first.definitions
    away = html(Site(library, site.settings), PageKind.TERM, term.slug)
    assert "<img" not in away
    assert 'class="an-image-away" href="https://pic.example.com/a.png"' in away
    copied = Site(library, site.settings, {"https://pic.example.com/a.png": Picture("assets/x.png", 6, 4)})
    assert '<img src="../assets/x.png" alt="损失曲线" width="6" height="4"' in html(copied, PageKind.TERM, term.slug)


def test_a_topic_has_its_definition_sub_topics_terms_people_and_neighbours(site: Site) -> None:
    shown = html(site, PageKind.TOPIC, "rag-retrieval")
    assert "先检索，再生成。" in shown
    assert 'href="../topics/vectors.html"' in shown
    assert "检索增强生成 、 2 条" in words(shown)
    assert "林晓 、 1 条" in words(shown) and "Anna Berg" in shown
    assert "帖子 1" in words(shown) and "视频 1" in words(shown)


def test_a_topic_that_is_part_of_another_shows_the_way_up(site: Site) -> None:
    shown = html(site, PageKind.TOPIC, "vectors")
    assert re.search(r'an-crumbs.*href="\.\./topics/rag-retrieval\.html"', shown)


def test_a_topic_named_by_two_things_is_introduced_by_the_first_that_is_defined(site: Site) -> None:
    taxonomy = tuple(replace(topic, name_zh="数据与 LoRA", name_en="x") for topic in site.library.taxonomy)
    shown = html(Site(replace(site.library, taxonomy=taxonomy), site.settings), PageKind.TOPIC, "training")
    assert "冻结原权重" in shown


def test_a_topic_can_be_read_as_one_document_oldest_first(site: Site) -> None:
    shown = html(site, PageKind.READ, "rag-retrieval")
    assert shown.index('id="journal-demo"') < shown.index('id="2024-05-02-01"')
    assert "先切，再叠。" in shown
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_the_glossary_lists_names_by_pinyin_and_by_letter(site: Site) -> None:
    shown = html(site, PageKind.GLOSSARY)
    assert re.findall(r'<h2 id="(\w+)">', shown) == ["J", "L", "X"]


def test_the_glossary_names_aliases_with_their_term_and_nowhere_else(site: Site) -> None:
    shown = html(site, PageKind.GLOSSARY)
    assert shown.count("Retrieval-Augmented Generation · ") + shown.count("· Retrieval-Augmented Generation") == 1
    assert shown.count('class="an-index"') == len(site.library.terms)


def test_home_gives_no_inferred_date_as_news(site: Site) -> None:
    shown = html(site, PageKind.HOME)
    latest, others = shown.split('id="an-latest"')[1].split('id="an-others"')
    assert "分块大小怎样影响 RAG" in latest and "LoRA 为什么只训练两个小矩阵" not in latest
    assert "LoRA 为什么只训练两个小矩阵" in others.split('class="an-aside"')[0]


def test_home_and_topics_begin_with_what_most_entries_link_to(site: Site) -> None:
    quotes = {
        EntryId("journal-demo"): tuple(Quote(entry.id, "") for entry in site.library.entries[:3]),
        EntryId("journal-bookmark"): tuple(Quote(entry.id, "") for entry in site.library.entries[:2]),
        EntryId("journal-lora"): (Quote(EntryId("journal-demo"), "一次"), Quote(EntryId("journal-demo"), "两次")),
    }
    linked = Site(replace(site.library, backlinks=quotes), site.settings)
    assert [(entry.id, total) for entry, total in linked.most_linked(site.library.entries)] == [
        ("journal-demo", 3),
        ("journal-bookmark", 2),
    ]
    assert "3 条链到它" in html(linked, PageKind.HOME) and "条链到它" not in html(site, PageKind.HOME)


def test_a_topic_begins_with_what_is_linked_long_or_new_and_says_which(site: Site) -> None:
    first = site.library.entries[0]
    many = tuple(
        replace(
            first,
            id=EntryId(f"e{number}"),
            title=f"第{number}条",
            date=f"2024-05-{28 - number}",
            topics=(TopicId("training"),),
            span=replace(first.span, start_line=1, end_line=60 if number == 17 else 5),
        )
        for number in range(20)
    )
    quotes = {EntryId("e9"): tuple(Quote(entry.id, "") for entry in many[:3])}
    library = replace(site.library, entries=many, backlinks=quotes, people=(), sources=(), related={}, mentions={})
    shown = words(html(Site(library, site.settings), PageKind.TOPIC, "training").split('id="an-starting"')[1])
    listed = shown[shown.index("第") : shown.index("条目")]
    assert re.findall(r"第(\d+)条", listed) == ["9", "17", "0", "1", "2"]
    assert "3 条链到它" in listed and "篇幅长，60 行" in listed and "最新，2024 年 5 月 28 日" in listed


def test_home_leads_to_all_topics_where_a_phone_shows_the_largest_twelve(site: Site) -> None:
    topic, entry = site.library.taxonomy[0], site.library.entries[0]
    names = [TopicId(f"t{number}") for number in range(13)]
    taxonomy = tuple(replace(topic, id=name, parent=None) for name in names)
    entries = tuple(replace(entry, id=EntryId(f"e-{name}"), topics=(name,)) for name in names)
    library = replace(site.library, taxonomy=taxonomy, entries=entries, backlinks={}, people=(), topic_terms={})
    assert "an-all-topics" in html(Site(library, site.settings), PageKind.HOME)
    assert "an-all-topics" not in html(site, PageKind.HOME)


def test_topics_without_entries_are_named_at_the_end(site: Site) -> None:
    tree, unused = html(site, PageKind.TOPICS).split('id="an-unused"')
    assert "topics/rag-retrieval.html" in tree and "topics/vectors.html" in tree
    empty = [topic.id for topic in site.library.taxonomy if topic.id not in site.library.by_topic]
    assert empty and all(f"topics/{topic}.html" in unused and f"topics/{topic}.html" not in tree for topic in empty)


def test_a_term_is_found_by_han_pinyin_and_alias(site: Site) -> None:
    shown = html(site, PageKind.GLOSSARY)
    keys = next(keys for keys in re.findall(r'data-keys="([^"]+)"', shown) if keys.startswith("检索增强生成"))
    assert "jiansuozengqiangshengcheng" in keys and "rag" in keys.split()


def test_a_term_shows_all_definitions_side_by_side_with_their_sources(site: Site) -> None:
    shown = html(site, PageKind.TERM, "rag")
    assert "an-definitions--many" in shown
    assert shown.index("先检索，再生成。") < shown.index("一种把知识库接到模型上的办法。")
    assert 'href="../sources/glossary.html#_term-rag"' in shown
    assert "2 种定义" in words(shown)


def test_a_term_tells_where_it_was_first_mentioned_and_what_goes_with_it(site: Site) -> None:
    shown = html(site, PageKind.TERM, "rag")
    first = shown.split("an-first")[1].split("</p>")[0]
    assert "journal-demo" in first
    assert 'href="../terms/lora.html"' in shown
    assert "RAG 的召回更稳。" in shown


def test_a_source_reads_from_top_to_bottom_and_accounts_for_its_lines(site: Site) -> None:
    shown = html(site, PageKind.SOURCE, "journal-2024")
    places = [shown.index(f'id="{name}"') for name in ("journal-lora", "journal-demo", "journal-bookmark")]
    assert places == sorted(places)
    assert "标题下没有内容" in shown and "19–20" in shown
    assert dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", shown)) == {
        "格式": "日志", "编码": "gb18030", "总行数": "20", "条目中": "15", "术语中": "1", "略去": "2",
    }  # fmt: skip


def test_the_timeline_lists_what_states_a_date_before_all_else(site: Site) -> None:
    shown = html(site, PageKind.TIMELINE)
    assert re.findall(r'<h2 id="(\w+)">', shown) == ["y2024", "y2023", "undated"]
    assert shown.index('id="undated"') < shown.index('datetime="2024-03')  # which version control says
    assert "<rect" not in shown  # a map of one day says less than the list


def test_a_year_of_several_days_has_a_map_of_them(site: Site) -> None:
    first = site.library.entries[0]
    dates = ("2024-05-02", "2024-05-02", "2024-05-09", "2024-06-05", "2024")
    many = tuple(replace(first, id=EntryId(f"e{number}"), date=date) for number, date in enumerate(dates))
    busy = Site(replace(site.library, entries=many, people=(), sources=(), related={}, mentions={}), site.settings)
    shown = html(busy, PageKind.TIMELINE)
    assert shown.count("<rect") == 31 + 30
    assert "<title>2024-05-02：2 条</title>" in shown and "3 天里记下 4 条" in shown
    assert "不知月份" in shown


def test_home_counts_and_offers_a_term_of_the_day(site: Site) -> None:
    shown = html(site, PageKind.HOME)
    assert re.findall(r"<dd>(\d+)</dd>", shown) == ["4", "3", "3", "3"]
    assert shown.index("terms/rag.html") < shown.index("terms/xuan-zhuan-wei-zhi-bian-ma.html")
    assert 'action="search.html"' in shown


def test_home_without_entries_says_how_to_begin(site: Site) -> None:
    nothing = replace(site.library, entries=(), people=(), sources=(), related={}, mentions={})
    shown = html(Site(nothing, site.settings), PageKind.HOME)
    assert '<p class="an-empty">还没有条目。' in shown and "按时间看全部" not in shown


def test_the_graph_says_in_a_table_what_it_draws(site: Site) -> None:
    shown = html(site, PageKind.GRAPH)
    data = re.search(r"data-an-graph-data>(.*?)</script>", shown)
    drawn = [url for _, url, *_ in json.loads(data[1])["nodes"]] if data else []
    listed = re.findall(r'<th scope="row"><a[^>]*href="([^"]+)"', shown)
    assert drawn == listed
    assert "terms/rag.html" in drawn and "topics/robots.html" not in drawn


def test_a_long_time_has_a_page_for_each_year(site: Site) -> None:
    first = site.library.entries[0]
    many = tuple(
        replace(first, id=EntryId(f"e{number}"), title=f"第{number}条", date=f"{2025 - number // 300}-05-02")
        for number in range(600)
    )
    long = Site(replace(site.library, entries=many, people=(), sources=(), related={}, mentions={}), site.settings)
    years = [key.name for key in plan(long) if key.kind is PageKind.YEAR]
    assert years == ["2025", "2024"]
    newest = html(long, PageKind.TIMELINE)
    assert "第0条" in newest and "第599条" not in newest
    assert 'href="timeline/2024.html"' in newest
    assert 'href="../entries/e599.html"' in html(long, PageKind.YEAR, "2024")
    assert 'href="../timeline/2025.html">' in html(long, PageKind.YEAR, "2024")
    assert 'href="../timeline/2024.html" aria-current="page">' in html(long, PageKind.YEAR, "2024")


def test_a_long_table_of_sources_has_parts(site: Site) -> None:
    first = site.library.sources[0]
    paths = [f"a/{number:04}.md" for number in range(700)] + [f"b/{number:04}.md" for number in range(300)] + ["z.md"]
    many = tuple(replace(first, path=path, slug=path[:-3].replace("/", "-"), title=f"题{path}") for path in paths)
    long = Site(replace(site.library, sources=many), site.settings)
    parts = [key.name for key in plan(long) if key.kind is PageKind.FILES]
    assert parts == ["1", "2", "3"]
    overview = html(long, PageKind.SOURCES)
    assert "题a/0000.md" not in overview and 'href="sources/part.2.html"' in overview
    assert "a/0000.md – a/0499.md" in overview and "b/0300.md" not in overview
    shown = [re.findall(r">题([^<]+)</a>", html(long, PageKind.FILES, part)) for part in parts]
    assert list(map(len, shown)) == [500, 500, 1] and [path for part in shown for path in part] == paths
    folders = re.findall(
        r'an-folder"( open)?>\n<summary><span class="an-folder__name">([^<]+)', html(long, PageKind.FILES, "2")
    )
    assert folders == [("", "a"), ("", "b")]
    assert 'href="../sources/part.2.html"' in html(long, PageKind.FILES, "1")
    assert 'href="../sources.html"' in html(long, PageKind.FILES, "1")
    assert "part.3" not in html(long, PageKind.FILES, "1") and "part.3" in html(long, PageKind.FILES, "2")
    assert "part." not in html(site, PageKind.SOURCES)


def test_sources_are_a_tree_that_says_what_was_left_out_and_what_is_to_mend(site: Site) -> None:
    first = site.library.sources[0]
    own = replace(first, entries=first.entries[:1], terms=(), skipped=())
    skipped = (
        Skipped("advertising", Span("a/b/c.md", 3, 4)),
        Skipped("section-heading", Span("a/b/c.md", 1, 1)),  # which is shown
    )
    paths = ("a/b/c.md", "a/d.md", "e/f/g.md", "top.md")
    sources = [replace(own, path=path, title=path, slug=path.replace("/", "-")) for path in paths]
    sources[0] = replace(sources[0], skipped=skipped)
    problems = (Problem("a/d.md", 2, "坏", "改"), Problem("a/d.md", 3, "可知", "", remark=True))
    tree = html(Site(replace(site.library, sources=tuple(sources), problems=problems), site.settings), PageKind.SOURCES)
    facts = re.sub(r"</?span[^>]*>", "|", tree)
    assert re.findall(r"<summary>\|(.*?)\|+</summary>", facts) == [
        "a| ||2 个文件||2 条||略去 2 行||1 处待改",
        "b| ||1 个文件||1 条||略去 2 行",
        "e/f| ||1 个文件||1 条",
    ]
    assert tree.index(">top.md<") < tree.index(">a/d.md<") < tree.index(">a/b/c.md<")
    assert re.findall(r"<details|</details", tree) == ["<details"] * 2 + ["</details"] * 2 + ["<details", "</details"]


def test_parts_of_a_table_rather_end_with_a_folder(site: Site) -> None:
    paths = [f"a/{number:04}.md" for number in range(300)] + [f"b/{number:04}.md" for number in range(300)]
    parts = parted(paths, 500, lambda path: path.partition("/")[0])
    assert [(part[0], len(part)) for part in parts] == [("a/0000.md", 300), ("b/0000.md", 300)]


def test_a_long_topic_is_read_in_parts_that_rather_end_with_a_month(site: Site) -> None:
    first = site.library.entries[0]
    dates = [None, *(f"20{20 + number // 72}-{number // 6 % 12 + 1:02}-{number % 6 + 1:02}" for number in range(449))]
    many = tuple(
        replace(first, id=EntryId(f"e{number}"), title=f"题{number}。", date=date, topics=(TopicId("training"),))
        for number, date in reversed([*enumerate(dates)])
    )
    long = Site(replace(site.library, entries=many, people=(), sources=(), compiled={}, mentions={}), site.settings)
    parts = [key.name for key in plan(long) if key.kind == PageKind.PART]
    assert len(parts) > 2 and all(name.startswith("training.") for name in parts)
    overview = html(long, PageKind.READ, "training")
    assert "题7。" not in overview and "450 条" in overview
    assert 'href="../topics/training.full.1.html"' in overview and "未写日期 – 2020 年" in overview
    pages = [html(long, PageKind.PART, name) for name in parts]
    shown = [re.findall(r"题(\d+)。</a>", page) for page in pages]
    assert [int(number) for own in shown for number in own] == list(range(450))
    assert max(map(len, shown)) <= MOST_READ
    assert all(dates[int(own[0])][5:7] != dates[int(own[0]) - 1][5:7] for own in shown[1:])
    assert "full.2.html" in pages[0] and "full.3.html" not in pages[0]
    assert "full.1.html" in pages[1] and "full.3.html" in pages[1]
    assert "full.1.html" not in html(site, PageKind.READ, "training")
    last = (dates[int(shown[1][-1])] or "")[:7]
    moved = tuple(
        replace(entry, date=f"2035{entry.date[4:]}") if (entry.date or "")[:7] == last and entry.date else entry
        for entry in many
    )
    other = Site(replace(long.library, entries=moved), site.settings)
    key = PageKey(PageKind.PART, parts[0])
    fingerprints = [mark for one in (long, other) if (mark := PageFingerprints(one).of(key))]
    assert "2035" in html(other, PageKind.PART, parts[0]) and fingerprints[0].digest != fingerprints[1].digest
    english = Site(long.library, replace(site.settings, lang="en"))
    assert "Not dated – 2020-09" in html(english, PageKind.READ, "training")
    assert "Previous page" in html(english, PageKind.PART, parts[1]) and "前" not in html(
        english, PageKind.PART, parts[1]
    )


def test_a_folder_without_a_note_of_its_own_has_a_page(site: Site) -> None:
    first = site.library.sources[0]
    paths = ["a/README.md", "a/b/甲.md", "a/b/c/乙.md", "a/d/index.md", "丙.md", *(f"e/{at}.md" for at in range(501))]
    records = tuple(replace(first, path=path, slug=f"s{at}", title=path) for at, path in enumerate(paths))
    folders = Site(replace(site.library, sources=records), site.settings)
    names = {folders.folders[key.name].path: key.name for key in plan(folders) if key.kind is PageKind.FOLDER}
    assert sorted(names) == ["a/b", "a/b/c", "e"]
    shown = html(folders, PageKind.FOLDER, names["a/b"])
    assert "a/b/甲.md</a>" in shown and "乙" not in shown
    assert f'href="../sources/in.{names["a/b/c"]}.html">a/b/c</a> <span class="an-total">1</span>' in shown
    many = html(folders, PageKind.FOLDER, "e")
    assert 'href="../sources.html"' in many and "e/1.md" not in many


def test_a_year_in_parts_is_narrowed_in_the_search(site: Site) -> None:
    first = site.library.entries[0]
    many = tuple(
        replace(first, id=EntryId(f"e{number}"), title=f"第{number}条", date=f"2025-{number % 12 + 1:02}-02")
        for number in range(600)
    )
    long = Site(replace(site.library, entries=many, people=(), sources=(), related={}, mentions={}), site.settings)
    page = html(long, PageKind.YEAR, "2025")
    assert 'href="../search.html?q=after%3A2025%20before%3A2026"' in page and "data-an-narrow" not in page
    assert "search.html?q=" not in html(site, PageKind.TIMELINE)
