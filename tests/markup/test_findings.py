"""What a compiled entry tells besides its HTML: contents, sections, excerpt, mentions, references, pictures."""

from __future__ import annotations

from dataclasses import replace

from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.definitions import render_definition
from ainotes_site.markup.outline import headings
from ainotes_site.markup.plain_text import plain
from ainotes_site.markup.result import Context, EntryHeading, Section, Target
from ainotes_site.model import EntryId, Image


def test_contents_list_has_the_headings_of_the_entry_but_not_those_of_quotes(context: Context) -> None:
    compiled = compile_entry("# 一\n\n> ## 引文里的\n\n### 二 `x`\n", context)
    assert compiled.toc == (EntryHeading(2, "一", "一"), EntryHeading(3, "二 x", "二-x"))


def test_sections_hold_the_text_by_heading_with_code_and_without_markup(context: Context) -> None:
    body = "开头**粗**\n第二行\n\n## 甲\n\n- 一 [链接](https://a.com)\n- 二\n\n```python\nx = 1\n```\n\n| a | b |\n|--|--|\n| 1 | 2 |\n"
    assert compile_entry(body, context).sections == (
        Section("", "", "开头粗第二行"),
        Section("甲", "甲", "一 链接\n二\nx = 1\na b\n1 2"),
    )


def test_an_entry_that_begins_with_a_heading_has_no_nameless_section(context: Context) -> None:
    assert [section.anchor for section in compile_entry("## 甲\n\n文\n\n## 乙\n", context).sections] == ["甲", "乙"]


def test_sections_hold_what_a_reader_sees_and_nothing_else(context: Context) -> None:
    body = "看<!-- 不看 -->见 %%不看%% <kbd>Ctrl</kbd> $x^2$ https://a.com/路径 ![图说](a.png)\n\n> [!note]\n> 框里"
    assert compile_entry(body, context).sections[0].text == "看见  Ctrl x^2 https://a.com/路径 图说\n框里"


def test_excerpt_ends_with_a_sentence_and_leaves_out_headings_and_code(context: Context) -> None:
    sentence = "这一句话正好有二十个汉字那么长你数一数看对不对。"
    compiled = compile_entry("## 标题\n\n```\n代码\n```\n\n" + sentence * 10, context)
    assert compiled.excerpt == sentence * 6
    assert len(compiled.excerpt) <= 160


def test_excerpt_joins_paragraphs_without_a_space_after_chinese_punctuation(context: Context) -> None:
    assert compile_entry("第一段。\n\n第二段\n\n- 甲\n- 乙", context).excerpt == "第一段。第二段 甲 乙"


def test_excerpt_of_english_ends_with_a_word(context: Context) -> None:
    excerpt = compile_entry("retrieval augmented generation " * 10, context).excerpt
    assert len(excerpt) <= 160
    assert excerpt.endswith(("retrieval…", "augmented…", "generation…"))


def test_excerpt_of_code_alone_is_the_code(context: Context) -> None:
    assert compile_entry("```\nx = 1\n```", context).excerpt == "x = 1"


def test_mentions_are_all_terms_with_the_sentence_of_the_first(context: Context) -> None:
    body = "## 关于 RAG\n\n先说**大模型**。再说 RAG 与 `LoRA`！[幻觉](https://a.com)也要说。"
    found = [(mention.term, mention.sentence) for mention in compile_entry(body, context).mentions]
    assert found == [("rag", "关于 RAG"), ("llm", "先说大模型。"), ("hallucination", "幻觉也要说。")]


def test_a_term_without_a_page_is_a_mention_but_no_link(context: Context) -> None:
    compiled = compile_entry("RAG 很好。", replace(context, definitions={}))
    assert [mention.term for mention in compiled.mentions] == ["rag"]
    assert "<a" not in compiled.html


def test_front_matter_can_take_terms_out_by_any_of_their_names(context: Context) -> None:
    body = "RAG、LoRA。"
    assert 'data-term="rag"' not in compile_entry(body, replace(context, nolink=("检索增强生成",))).html
    assert "an-term" not in compile_entry(body, replace(context, nolink=("*",))).html
    assert len(compile_entry(body, replace(context, nolink=("*",))).mentions) == 2


def test_a_long_definition_is_cut_in_the_tooltip(context: Context) -> None:
    long = replace(context, definitions={slug: (url, "长" * 300) for slug, (url, _) in context.definitions.items()})
    assert f'title="{"长" * 199}…"' in compile_entry("RAG", long).html


def test_references_name_the_entry_and_the_sentence_once(context: Context) -> None:
    body = "前一句。\n\n- 参考 [[attention|那篇]]，很清楚。再看 [[attention]]。\n- [旧的](2024.md)"
    found = [(reference.target, reference.sentence) for reference in compile_entry(body, context).references]
    assert found == [("attention", "参考 那篇，很清楚。"), ("journal-2024", "旧的")]


def test_a_heading_of_another_note_is_asked_for_first(context: Context) -> None:
    known = {
        "a.md#乙 一": Target("entries/a-2.html", "乙 一", EntryId("a-2")),
        "a.md": Target("entries/a-1.html", "甲"),
    }
    compiled = compile_entry("[x](a.md#乙-一) [y](a.md#丙)", replace(context, path="b.md", resolve=known.get))
    assert 'href="../entries/a-2.html"' in compiled.html
    assert 'href="../entries/a-1.html#丙"' in compiled.html


def test_a_link_to_a_heading_that_became_another_entry_or_the_title_still_leads_there(context: Context) -> None:
    known = {"a.md#乙": Target("entries/a-2.html", "乙", EntryId("a-2")), "a.md": Target("entries/a-1.html", "甲 一")}
    compiled = compile_entry(
        "- [甲](#甲-一)\n- [乙](#乙)\n- [丙](#丙)", replace(context, path="a.md", resolve=known.get)
    )
    assert 'href="../entries/a-1.html"' in compiled.html
    assert 'href="../entries/a-2.html"' in compiled.html
    assert [reference.target for reference in compiled.references] == ["a-2"]
    assert [problem.line for problem in compiled.problems] == [3]


def test_pictures_are_listed_with_the_address_that_the_page_has(context: Context) -> None:
    compiled = compile_entry('![甲](a.png) ![IMG_1](https://a.com/b.jpg)\n\n<img src="c.png" alt="丙">', context)
    assert set(compiled.images) == {
        Image("../journal/a.png", "甲"),
        Image("https://a.com/b.jpg", "IMG_1"),
        Image("../journal/c.png", "丙"),
    }


def test_problems_count_lines_from_the_first_line_of_the_body(context: Context) -> None:
    compiled = compile_entry("一\n二 [[没有]]\n\n- 三\n- [[也没有]]", replace(context, first_line=41))
    assert [problem.line for problem in compiled.problems] == [42, 45]


def test_words_that_we_add_are_in_the_language_of_the_entry(context: Context) -> None:
    body = "> [!WARNING]\n> Mind the gap.\n\n- [x] done"
    assert "警告" in compile_entry(body, context).html
    english = compile_entry(body, replace(context, lang="en")).html
    assert "Warning" in english
    assert 'aria-label="Done"' in english


def test_paragraphs_of_another_language_than_the_entry_say_so(context: Context) -> None:
    body = "一段中文。\n\nThree English words."
    assert compile_entry(body, context).html == '<p>一段中文。</p>\n<p lang="en">Three English words.</p>\n'
    english = compile_entry(body, replace(context, lang="en")).html
    assert english == '<p lang="zh">一段中文。</p>\n<p>Three English words.</p>\n'


def test_a_definition_links_other_terms_but_not_itself(context: Context) -> None:
    html = render_definition("RAG：给**大模型**外挂知识。<br/>见 `code`。", replace(context, nolink=("RAG",)))
    assert 'data-term="llm"' in html
    assert 'data-term="rag"' not in html


def test_plain_text_of_titles() -> None:
    assert plain("**RAG** 与 [检索](https://a.com) `x` ~~旧~~") == "RAG 与 检索 x 旧"
    assert plain("1. 概述") == "1. 概述"
    assert plain("[[note|那篇]] 与 <think> 标签 &amp; 更多") == "那篇 与 <think> 标签 & 更多"
    assert plain("![图](a.png) 标题") == "标题"
    assert plain("第一行<br/>\n第二行\n\n- 项") == "第一行 第二行 项"


def test_headings_of_a_text_by_line() -> None:
    text = "# 甲\n文\n## 乙\n```\n# 代码\n```\n> # 引文\n\n丙\n===\n"
    assert headings(text) == [(1, 1, "甲"), (3, 2, "乙"), (9, 1, "丙")]
