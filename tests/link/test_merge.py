"""The catalogue: unique ids, joined terms, persons under all spellings, and what names lead to."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from tests.link.builders import catalogued, cut, entry, reading, term

from ainotes_site.link.merge import merge
from ainotes_site.link.taxonomy import load_taxonomy
from ainotes_site.model import Person


def test_the_order_of_readings_does_not_matter() -> None:
    readings = [
        reading("b.md", entry("same", path="b.md"), term("RAG", "检索增强", path="b.md")),
        reading("a.md", entry("same", path="a.md"), term("检索增强生成", "RAG", path="a.md")),
    ]
    taxonomy = load_taxonomy()[0]
    one, other = merge(readings, taxonomy, cut), merge(readings[::-1], taxonomy, cut)
    assert (one.entries, one.terms, one.problems, one.sources) == (
        other.entries,
        other.terms,
        other.problems,
        other.sources,
    )


def test_a_duplicate_id_keeps_both_entries_and_names_both_places() -> None:
    made = catalogued(
        reading("a.md", entry("x", path="a.md", line=3)), reading("b.md", entry("x", path="b.md", line=8))
    )
    ids = sorted(one.id for one in made.entries)
    assert ids[0] == "x" and ids[1].startswith("x-") and len(set(ids)) == 2
    (problem,) = made.problems
    assert (problem.path, problem.line) == ("b.md", 8) and "a.md:3" in problem.message


def test_the_suffix_of_a_duplicate_depends_on_its_own_path_only() -> None:
    both = catalogued(reading("a.md", entry("x", path="a.md")), reading("c.md", entry("x", path="c.md")))
    three = catalogued(
        reading("a.md", entry("x", path="a.md")),
        reading("b.md", entry("x", path="b.md")),
        reading("c.md", entry("x", path="c.md")),
    )
    assert {one.id for one in both.entries} < {one.id for one in three.entries}


def test_entries_are_newest_first_and_undated_last() -> None:
    made = catalogued(
        reading(
            "a.md", entry("u"), entry("m", date="2024-04"), entry("d", date="2024-04-02"), entry("b", date="2023-01-01")
        )
    )
    assert [one.id for one in made.entries] == ["d", "m", "b", "u"]


def test_a_date_that_was_inferred_is_no_news() -> None:
    """The day on which a file was moved in git leads no list before what its owner dated."""
    moved = replace(entry("m", date="2026-11-22"), date_inferred=True)
    made = catalogued(reading("a.md", entry("u"), moved, entry("d", date="2024-04-02")))
    assert [one.id for one in made.entries] == ["d", "m", "u"]


def test_terms_with_a_name_in_common_are_one_and_keep_each_definition() -> None:
    made = catalogued(
        reading("a.md", term("检索增强生成", "RAG", text="先查后答", path="a.md")),
        reading("b.md", term("ＲＡＧ", "Retrieval-Augmented Generation", text="检索加生成", path="b.md", line=4)),
        reading("c.md", term("retrieval augmented generation", text="第三种说法", path="c.md")),
    )
    (one,) = made.terms
    assert one.name == "检索增强生成" and one.slug == "jian-suo-zeng-qiang-sheng-cheng"
    assert [(d.text, d.span.path) for d in one.definitions] == [
        ("先查后答", "a.md"),
        ("检索加生成", "b.md"),
        ("第三种说法", "c.md"),
    ]
    assert one.aliases == ("RAG", "Retrieval-Augmented Generation")


def test_slugs_of_terms_are_unique_and_ascii() -> None:
    made = catalogued(reading("g.md", term("向量"), term("像量"), term("🙂"), term("C++"), term("C#")))
    slugs = [one.slug for one in made.terms]
    assert len(set(slugs)) == len(slugs) and all(slug.isascii() and slug for slug in slugs)


def test_one_handle_is_one_person_whatever_the_spelling() -> None:
    made = catalogued(
        reading(
            "a.md",
            entry("1", authors=(Person("宝玉", "dotey"),), date="2024-01-03"),
            entry("2", authors=(Person("寳玉", "Dotey"),), date="2024-01-02"),
            entry("3", authors=(Person("宝玉", "dotey"),), date="2024-01-01"),
            entry("4", authors=(Person("宝玉"),)),
        )
    )
    by_slug = {record.slug: record for record in made.people}
    assert by_slug["dotey"].names == ("宝玉", "寳玉")
    assert by_slug["dotey"].entries == ("1", "2", "3")
    assert by_slug["dotey"].url == "https://x.com/dotey"
    assert len(made.people) == 2


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("note-rag", "entries/note-rag.html"),
        ("RAG  入门", "entries/note-rag.html"),
        ("rag 入門篇", "entries/note-rag.html"),
        ("vault/rag.md", "entries/note-rag.html"),
        ("rag", "entries/note-rag.html"),
        ("journal.md#LoRA 是什么", "entries/j-lora.html"),
        ("journal#lora 是什么", "entries/j-lora.html"),
        ("journal", "sources/journal.html"),
        ("向量", "terms/xiang-liang.html"),
        ("nothing", None),
        ("rag#不存在的标题", None),
    ],
)
def test_what_a_name_leads_to(name: str, url: str | None) -> None:
    made = catalogued(
        reading("vault/rag.md", entry("note-rag", "RAG 入门", path="vault/rag.md", aliases=("rag 入門篇",))),
        reading(
            "journal.md", entry("j-lora", "LoRA 是什么", path="journal.md"), entry("j-2", "别的", path="journal.md")
        ),
        reading("g.md", term("向量", "Vector")),
    )
    target = made.context_for(made.entries[0]).resolve(name)
    assert (target.url if target else None) == url


def test_an_ambiguous_title_leads_to_the_first_by_path_and_is_a_problem_where_it_is_used() -> None:
    made = catalogued(
        reading("b.md", entry("b", "随想", path="b.md")),
        reading("a.md", entry("a", "随想", "早先的\n见 [[随想|那篇]]", path="a.md")),
        reading("c.md", entry("随想-alias", "别的", "没有双链", path="c.md", aliases=("随想",))),
    )
    target = made.links.resolve("随想")
    assert target is not None and target.entry == "a"
    assert [(problem.path, problem.line) for problem in made.problems] == [("a.md", 3)]
    assert "a, b" in made.problems[0].message


def test_contexts_travel_to_worker_processes() -> None:
    made = catalogued(
        reading("a.md", entry("a", "标题", "正文\n两行", line=5)), reading("g.md", term("RAG", text="先*查*后答"))
    )
    context = pickle.loads(pickle.dumps(made.links)).context_for(made.entries[0])
    assert context.path == "a.md" and context.first_line == 6
    assert [match.term for match in context.terms("用 RAG 方案")] == ["rag"]
    assert context.definitions == {"rag": ("terms/rag.html", "先查后答")}
