"""A question in everyday words leads to the thing that is meant, by shipped wordings and by definitions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.concepts import concept_rows, everyday_words, paraphrases
from ainotes_site.search.index.document import SearchDocument, TermCard


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    cards = [
        TermCard("幻觉", ("hallucination",), "模型说得流畅而不属实。", "terms/huan-jue.html"),
        TermCard("屋顶线", ("roofline",), "判断一个算子卡在计算还是卡在读写内存的图。", "terms/roofline.html"),
    ]
    documents = [
        doc("lies", "语言模型的幻觉", "按这种考卷训练，蒙一个总比空着好。"),
        doc("distil", "蒸馏笔记", "软标签里有更多信息。"),
        doc("roof", "屋顶线怎么看", "横轴是算术强度。"),
        doc("sound", "音色克隆一瞥", "只要一小段录音。"),
        *(doc(f"d{number}", f"第{number}篇", "模型和文章，今天的天气很好。") for number in range(8)),
    ]
    return build(documents, cards, [("知识蒸馏", "蒸馏", "distillation"), ("音色克隆", "voice cloning")])


@pytest.mark.parametrize(
    ("query", "hit", "name"),
    [
        ("模型为什么张口就来地瞎编", "lies", "幻觉"),
        ("让小的学大的，像徒弟学师傅", "distil", "蒸馏"),
        ("a small one learns from a big teacher", "distil", "蒸馏"),
        ("卡在读写内存", "roof", "屋顶线"),
        # No wording has 仿冒 with 嗓子; those of their groups (模仿, 声音) it has.
        ("仿冒嗓子", "sound", "音色克隆"),
    ],
)
def test_everyday_words_and_definitions_find_what_is_meant(index: SearchIndex, query: str, hit: str, name: str) -> None:
    result = index.search(query)
    assert hit in [found.id for found in result.hits][:2]
    (remark,) = [remark for remark in result.remarks if remark.code == "meant"]
    assert name in remark.values["names"].split(" · ")
    (found,) = [found for found in result.hits if found.id == hit]
    assert found.title.marks or found.snippet.marks


def test_the_term_that_is_meant_has_a_card(index: SearchIndex) -> None:
    assert [card.name for card in index.search("张口就来地瞎编").cards] == ["幻觉"]


@pytest.mark.parametrize("query", ["蒸馏笔记", "软标签里有更多信息", '"蒙一个总比空着好"', "qwxyz"])
def test_what_stands_in_the_notes_means_nothing_else(index: SearchIndex, query: str) -> None:
    assert not [remark for remark in index.search(query).remarks if remark.code == "meant"]


@pytest.mark.parametrize(
    ("query", "names"), [("who invented acoustics", []), ("invented facts in acoustics", ["幻觉"])]
)
def test_one_word_that_may_have_another_sense_offers_nothing(index: SearchIndex, query: str, names: list[str]) -> None:
    """`who invented attention` offered 幻觉, of which wordings say that it `invents facts`."""
    assert [one.values["names"] for one in index.search(query).remarks if one.code == "meant"] == names


@pytest.mark.parametrize(("query", "names"), [("别让它在文章里瞎编", ["幻觉"]), ("文章瞎编得别致", [])])
def test_a_question_put_in_a_way_of_a_thing_offers_it(index: SearchIndex, query: str, names: list[str]) -> None:
    """`别…瞎编`: the parts in this order, whatever stands between them, where the first note found is another one."""
    assert [one.values["names"] for one in index.search(query).remarks if one.code == "meant"] == names


def test_literal_search_does_not_guess(index: SearchIndex) -> None:
    result = index.search("张口就来地瞎编", synonyms=False)
    assert not result.total and not result.cards


def test_filters_hold_for_what_is_meant_too(index: SearchIndex) -> None:
    assert not index.search("张口就来地瞎编 kind:video").total


def test_wordings_are_written_only_of_what_the_notes_name() -> None:
    groups = [("知识蒸馏", "distillation"), ("微调", "fine-tuning")]
    rows = dict(concept_rows([], groups, lambda name: name == "distillation"))
    assert list(rows) == ["distillation"]


def test_every_thing_has_one_row_of_wordings() -> None:
    names = [name for name, _ in paraphrases()]
    assert len(names) >= 200 and len(set(names)) == len(names)
    assert all(wording.strip() for _, wordings in paraphrases() for wording in wordings.split(";"))


def test_a_group_of_everyday_words_has_several_each_once() -> None:
    for line in everyday_words():
        words = line.split()
        assert len(words) > 1 and len(set(words)) == len(words), line


def test_wordings_are_shipped_without_what_they_repeat() -> None:
    """A page asks only which words and pairs of characters the wordings of a thing have."""
    shipped = dict(paraphrases())
    assert "makes" in shipped["幻觉"] and not re.search(r"\b(?:the|with|and)\b", shipped["幻觉"])
    for wordings in shipped.values():
        pieces = wordings.split("; ")
        assert len(set(pieces)) == len(pieces)
