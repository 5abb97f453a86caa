"""What is shown of a hit: the words that made it one, marked, between whole words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument

FILLER = "Nothing of interest happens in this sentence, nor in the following one. "


def test_other_forms_of_a_word_are_shown_and_marked(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """checkpoint finds Checkpointing; the snippet began with the text and showed nothing of it."""
    index = build([doc("a", "On call", FILLER * 3 + "Checkpointing pays off. " + FILLER)])
    snippet = index.search("checkpoint").hits[0].snippet
    assert [snippet.text[low:high] for low, high in snippet.marks] == ["Checkpointing"]


def test_snippets_begin_and_end_with_whole_words(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    index = build([doc("a", "Words", FILLER * 3 + "needle " + FILLER * 3)])
    text = index.search("needle").hits[0].snippet.text
    words = (FILLER + "needle").replace(".", "").replace(",", "").split()
    assert text[0] == text[-1] == "…"
    assert set(text.strip("… ").replace(".", "").replace(",", "").split()) <= set(words)


def test_the_passage_is_shown_in_which_the_whole_query_stands(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """Another passage has its parts more often, and would weigh more by itself."""
    body = "## 甲\n" + "草稿写得快，模型写得慢。" * 3 + "\n## 乙\n" + "前文。" * 30 + "由草稿模型来写。"
    hit = build([doc("a", "标题", body), doc("b", "别的", "模型写出草稿")]).search("草稿模型").hits[0]
    assert (hit.section, "草稿模型" in hit.snippet.text) == ("乙", True)


def test_a_word_without_an_end_is_cut_all_the_same(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    index = build([doc("a", "Long", "x" * 300 + "甲乙" + "y" * 300)])
    snippet = index.search("甲乙").hits[0].snippet
    assert [snippet.text[low:high] for low, high in snippet.marks] == ["甲乙"]
    assert len(snippet.text) <= 122


def test_a_stop_words_last_character_is_no_mark_by_itself(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """The pair 么大 of the question stood in 那么大, and was all that was marked there."""
    index = build([doc("a", "模型的账", "没有那么大，只是大模型会快。"), doc("b", "别的", "大模型")])
    snippet = next(hit for hit in index.search("为什么大模型会慢").hits if hit.id == "a").snippet
    assert [snippet.text[low:high] for low, high in snippet.marks] == ["大模型会"]


def test_what_is_nothing_but_such_pairs_is_marked(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    index = build([doc("a", "别的", "说的人不多"), doc("b", "另外", "人")])
    snippet = index.search("的人").hits[0].snippet
    assert [snippet.text[low:high] for low, high in snippet.marks] == ["的人"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("排序", "打分： … 少见的词更值钱。"),
        ("frac", r"打分： \frac{a}{b}\cdot\text{频率} 少见的词更值钱。"),
        ("频率", r"打分： \frac{a}{b}\cdot\text{频率} 少见的词更值钱。"),
    ],
)
def test_a_formula_is_shown_where_it_was_asked_for(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex], query: str, shown: str
) -> None:
    """Half of a snippet was the source of a formula, for whoever asked something else."""
    index = build([doc("a", "排序", "打分：\n\\frac{a}{b}\\cdot\\text{频率}\n少见的词更值钱。"), doc("b", "别的")])
    assert index.search(query).hits[0].snippet.text == shown


@pytest.mark.parametrize(
    "text", [r"x=\alpha", r"令 \alpha 为零，看 \frac{a}{b} 的变化", "放在\nC:\\Users\\me\\a.md\n里"]
)
def test_a_text_with_words_or_nothing_but_a_formula_is_shown_as_it_is(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex], text: str
) -> None:
    index = build([doc("a", "排序", text), doc("b", "别的")])
    assert index.search("排序").hits[0].snippet.text == text.replace("\n", " ")


BEFORE = "这里先说了一些别的事情，它们同后面要找的并没有多少关系，只是把地方占住，好让窗口不从头开始，而要挑一处。"
LONG = "后面还有很多话要说" * 20


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        (BEFORE * 2 + "这一句里有针头。" + LONG, "…这一句里有针头"),
        (LONG + "他说“好。”）这一句里有针头。" + LONG, "…这一句里有针头"),
        ("没有一个句号的长文" * 9 + "，到了这里才有针头" + LONG, "…到了这里才有针头"),
        ("没有任何停顿的长文" * 9 + "》，针头" + LONG, "…"),
        (
            "One thing leads to another 3.5 times and more, " * 3 + "as ever. The needle 针头 is here. " + LONG,
            "…The needle",
        ),
    ],
)
def test_snippets_begin_with_a_sentence_or_a_clause(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex], text: str, begun: str
) -> None:
    """They began anywhere within 24 characters before the first mark, with 》 or ， as well."""
    shown = build([doc("a", "题目", text), doc("b", "别的")]).search("针头").hits[0].snippet.text
    assert shown.startswith(begun)
    assert shown[1] not in "》，。、：” "
    assert "针头" in shown
