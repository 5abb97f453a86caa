"""The query language, filters, facets, cards and remarks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.search.javascript import call

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument, TermCard

CARDS = [
    TermCard("注意力机制", ("attention",), "让每个位置按相关程度取用信息。", "terms/attention.html"),
    TermCard("幻觉", ("hallucination",), "语言模型编造事实。", "terms/hallucination.html"),
]


NAMES = [("微调", "Fine-tuning"), ("预训练", "Pre-training")]


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    documents = [
        doc(
            "a",
            "注意力机制",
            "自注意力",
            "2023-05-01",
            topics=("llm",),
            tags=("论文 笔记",),
            authors=("Andrej Karpathy",),
        ),
        doc(
            "b",
            "幻觉与微调",
            "用 LoRA 微调",
            "2024-02-01",
            kind="post",
            topics=("llm", "data"),
            authors=("歸藏", "op7418"),
        ),
        doc("c", "微调", "全量微调", "2024-09-09", kind="post", topics=("data",), tags=("训练",)),
        doc("d", "没有日期", "微调"),
    ]
    return build(documents, CARDS, [("微调", "fine-tuning")])


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("微调 kind:post", {"b", "c"}),
        ("微调 类型：POST", {"b", "c"}),
        ("微调 类型:帖子", {"b", "c"}),
        ("微调 類型:筆記", {"d"}),
        ("微调 kind:posts", {"b", "c"}),
        ("类型:术语 模型", {"hallucination"}),
        ("微调 -kind:post", {"d"}),
        ("topic:llm", {"a", "b"}),
        ("tag:论文笔记", {"a"}),
        ("标签:训练 微调", {"c"}),
        ("author:karpathy", {"a"}),
        ("author:op7418", {"b"}),
        ("before:2024", {"a"}),
        ("after:2024-02 before:2024-03", {"b"}),
        ("之后:2024年2月1日 之前:2024年9月", {"b"}),
        ("微调 -LoRA", {"c", "d"}),
        ('微调 -"全量微调"', {"b", "d"}),
        ("注意力 OR LoRA", {"a", "b"}),
        ('"全量微调"', {"c"}),
        ("“用LoRA”", {"b"}),
        ("kind:term 模型", {"hallucination"}),
    ],
)
def test_language(index: SearchIndex, query: str, ids: set[str]) -> None:
    assert set(index.ids(query)) == ids


def test_a_phrase_that_stands_in_the_notes_has_no_other_names(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """Nor is a term of the glossary, by whatever name a note speaks of it, what the note says."""
    documents = [
        doc("a", "甲", "大语言模型的训练"),
        doc("b", "乙", "LLM 的训练", terms=("大语言模型",)),
        doc("c", "丙", "训练", authors=("歸藏",)),
    ]
    index = build(documents, CARDS, [("大语言模型", "LLM")])
    found = index.search("“大语言模型”")
    assert ([hit.id for hit in found.hits], found.synonyms) == (["a"], ())
    assert {hit.id for hit in index.search("大语言模型").hits} == {"a", "b"}
    assert [hit.id for hit in index.search('"歸藏"').hits] == ["c"]
    assert index.search('"大语言模型" LLM').synonyms == (("LLM", "大语言模型"),)


@pytest.mark.parametrize(
    ("query", "spelled"),
    [
        ("微调 类型：帖子", "微调 kind:post"),
        ("topic: LLM", "topic:llm"),
        ("主题：　data -kind: Posts", "topic:data -kind:post"),
        ("标签: “论文 笔记”", 'tag:"论文 笔记"'),
        ("之前： 2024年3月", "before:2024-03"),
        ("tag: 没有的 微调", "tag: 没有的 微调"),
        ("topic: -LoRA 微调:", "topic: -LoRA 微调:"),
        ('"topic: llm"', '"topic: llm"'),
        ("author: kind: post", "author: kind:post"),
    ],
)
def test_filters_are_spelled_as_the_switches_of_a_page_are(index: SearchIndex, query: str, spelled: str) -> None:
    assert index.search(query).query == spelled


def test_a_space_behind_the_colon_is_taken_and_told(index: SearchIndex) -> None:
    found = index.search("微调 类型： 帖子")
    assert {hit.id for hit in found.hits} == {"b", "c"}
    assert [(remark.code, remark.values["text"]) for remark in found.remarks] == [("spaced", "类型： 帖子")]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("微调 kind:nonsense", "literal"),
        ("微调 before:昨天", "literal"),
        ("微调 before:2024-13", "literal"),
        ("微调 after:2024-02-32", "literal"),
        ('"没有关上', "unclosed"),
        ("-微调", "only-excluded"),
        ("？！", "no-words"),
        ('"微调幻觉"', "phrase-loosened"),
        ("微" * 700, "truncated"),
    ],
)
def test_what_is_not_understood_is_searched_and_said(index: SearchIndex, query: str, code: str) -> None:
    assert code in [remark.code for remark in index.search(query).remarks]


def test_a_filter_that_means_nothing_is_no_typing_error(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """kind:gibberish was read as king:gibberish, and kings came first."""
    index = build([doc("a", "king and queen"), doc("b", "微调")])
    result = index.search("微调 kind:gibberish")
    assert [hit.id for hit in result.hits] == ["b"]
    assert result.corrected == ""


def test_address_is_no_filter() -> None:
    assert call("engine.parse", "http://example.com")["branches"][0][0]["text"] == "http://example.com"


def test_option_of_a_command_is_no_exclusion() -> None:
    assert call("engine.parse", "--max-model-len")["branches"][0][0]["text"] == "--max-model-len"
    assert call("engine.parse", "vllm --max-model-len -docker")["excluded"] == ["docker"]


def test_terms_are_cards_and_no_hits(index: SearchIndex) -> None:
    result = index.search("hallucination")
    assert [card.name for card in result.cards] == ["幻觉"]
    assert "hallucination" not in [hit.id for hit in result.hits]


def test_card_of_the_whole_query_stands_before_one_of_a_part(index: SearchIndex) -> None:
    assert [card.name for card in index.search("幻觉 注意力机制").cards] == ["注意力机制", "幻觉"]


def test_synonyms_are_said_and_can_be_turned_off(index: SearchIndex) -> None:
    assert index.search("fine-tuning").synonyms == (("fine-tuning", "微调"),)
    assert index.search("fine-tuning", synonyms=False).total == 0


def test_mended_query_is_told(index: SearchIndex) -> None:
    assert index.search("lora").corrected == ""
    assert index.search("lroa 微调").corrected == "lora 微调"
    assert index.search("注义力机制").corrected == "注意力机制"


def test_facets_count_all_hits(index: SearchIndex) -> None:
    facets = index.search("微调", limit=1, facets=True).facets
    assert facets["kind"] == {"post": 2, "note": 1}
    assert facets["topic"] == {"data": 2, "llm": 1}
    assert facets["year"] == {"2024": 2}


def test_snippet_marks_the_words_as_written(index: SearchIndex) -> None:
    snippet = index.search("lora").hits[0].snippet
    assert [snippet.text[low:high] for low, high in snippet.marks] == ["LoRA"]


def test_terms_alone_are_listed_by_name(build: Callable[..., SearchIndex]) -> None:
    """They stand in the index where the hash of their page says."""
    names = ["词元", "GPT-4", "幻觉", "BERT", "词表", "attention", "GPT"]
    index = build([], [TermCard(name, (), "一个词。", f"terms/{number}.html") for number, name in enumerate(names)])
    listed = [hit.title.text for hit in index.search("kind:term").hits]
    assert listed == ["attention", "BERT", "GPT", "GPT-4", "幻觉", "词元", "词表"]
    assert [hit.title.text for hit in index.search("kind:term", limit=2, offset=3).hits] == ["GPT-4", "幻觉"]


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("2024年2月", "after:2024-02 before:2024-03"),
        ("2024 年 2 月的微调", "微调 after:2024-02 before:2024-03"),
        ("微调 2024-02-01", "微调 after:2024-02-01 before:2024-02-02"),
        ("2024年 -kind: 帖子", "-kind:post after:2024 before:2025"),
        ("2024/9/9", "after:2024-09-09 before:2024-09-10"),
        ("2024年3月", ""),
        ("2024年12月", ""),
        ("2024年终总结", ""),
        ("2024", ""),
        ("“2024年2月”", ""),
        ("2024年2月 OR 微调", ""),
        ("微调 之后:2024年2月", ""),
        ("x2024-02", ""),
    ],
)
def test_filters_are_offered_for_a_date_that_notes_have(index: SearchIndex, query: str, offered: str) -> None:
    assert index.search(query).dated == offered


def test_names_of_several_words_are_known_in_other_forms(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    index = build([doc("a", "微调"), doc("b", "预训练"), doc("c", "Pre-training")], (), NAMES)
    assert index.ids("fine tune") == index.ids("fine-tuned") == ["a"]
    assert set(index.ids("pretrain")) == {"b", "c"}
