"""Readings are those of pypinyin, polyphones included."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.result import Remark
from ainotes_site.search.text.pinyin import initials, readings


@given(st.sets(st.text("银行重乐了便宜的地得绿女㐀々の字a", min_size=1, max_size=5)))
@example({"银行", "行长", "长征", "重庆", "绿色", "の字"})
def test_a_word_is_read_as_pypinyin_reads_it(words: set[str]) -> None:
    # What has no reading is left out there, too: the word is then not wholly readable.
    read = {word: lazy_pinyin(word, errors="ignore") for word in words}
    expected = {
        word: f"{initials(syllables)} {' '.join(syllables)}" if len(syllables) == len(word) else ""
        for word, syllables in read.items()
    }
    assert readings(words, {}) == expected


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("微调", "wei tiao"),
        ("调参", "tiao can"),
        ("强调", "qiang diao"),
        ("调度", "diao du"),
        ("长文本", "chang wen ben"),
        ("步长", "bu chang"),
        ("成长", "cheng zhang"),
        ("秘书长", "mi shu zhang"),
        ("重采样", "chong cai yang"),
        ("重要", "zhong yao"),
        ("重度", "zhong du"),
    ],
)
def test_terms_that_no_dictionary_has_are_read_as_technical_ones(word: str, read: str) -> None:
    assert readings({word}, {})[word].partition(" ")[2] == read


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    return build([doc("a", "注意力"), doc("b", "神经网络"), doc("c", "不过如此")])


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("zhuyil", ["a"]),
        ("zhu yil", ["a"]),
        ("shenjingwangl", ["b"]),
        ("bug", []),
    ],
)
def test_the_last_syllable_may_be_typed_in_part(index: SearchIndex, query: str, ids: list[str]) -> None:
    """Results came and went while one typed: zhuyil found nothing between zhuyi and zhuyili."""
    assert index.ids(query) == ids


def test_words_that_are_read_alike_are_all_found(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    alike = build([doc("a", "注意"), doc("b", "主意"), doc("c", "神经")])
    assert sorted(alike.ids("zhuyi")) == ["a", "b"]


def test_it_is_said_what_was_read_as_pinyin(index: SearchIndex) -> None:
    """Two letters found words that nobody had thought of, and nothing told why."""
    assert index.search("zyl").remarks == (Remark("read", {"text": "zyl", "words": "注意力"}),)
    assert index.search("注意力").remarks == ()


@pytest.fixture(scope="module")
def persons(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    notes = [
        doc("ng", "吴恩达的课", "能够开明地讲。"),
        doc("altman", "Altman 的访谈", "商品目录与上面的事。"),
        doc("li", "李飞飞的讲座", "利非一词与飞飞。"),
        doc("tune", "微调方法", "提示注入。"),
    ]
    return build(notes, equivalents=[("Andrew Ng", "吴恩达"), ("Fei-Fei Li", "李飞飞")])


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("andrew ng", ["ng"]),
        ("fei fei li", ["li"]),
        ("li fei fei", ["li"]),
        ("sam altman", ["altman"]),
        ("kaiming he", []),
        ("ng zz", []),
        ("weitiao fangfa", ["tune"]),
        ("altman weitiao", ["altman", "tune"]),
    ],
)
def test_a_name_of_two_words_is_not_read_as_pinyin(persons: SearchIndex, query: str, ids: list[str]) -> None:
    """The ng of a name was read as the initials of 能够, and the first name of another as 开明."""
    assert sorted(persons.ids(query)) == sorted(ids)
    said = [remark.values["words"] for remark in persons.search(query).remarks if remark.code == "read"]
    assert not {"能够", "开明", "商品目录", "上面", "利非", "飞飞"} & set(" ".join(said).split())
