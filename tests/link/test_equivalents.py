"""The names that stand for each other in a search."""

from __future__ import annotations

from collections import Counter

from ainotes_site.link.equivalents import equivalents, people_names
from ainotes_site.link.library import Library
from ainotes_site.link.taxonomy import load_taxonomy
from ainotes_site.model import Definition, Span, Term

LIBRARY = Library(
    entries=(),
    compiled={},
    terms=(Term("切块", ("Chunking", "分段"), (Definition("切成段。", Span("g.md", 1, 1)),)),),
    taxonomy=load_taxonomy()[0].topics,
)


def test_the_glossary_comes_first_and_can_be_left_out() -> None:
    assert equivalents(LIBRARY)[0] == ("切块", "Chunking", "分段")
    assert ("切块", "Chunking", "分段") not in equivalents(LIBRARY, glossary=False)


def test_every_group_has_two_names_or_more_and_no_name_twice() -> None:
    for group in equivalents(LIBRARY):
        assert len(group) > 1
        assert all(name and name == name.strip() for name in group)
        assert max(Counter(name.casefold() for name in group).values()) == 1


def test_the_shipped_list_names_nothing_in_two_groups() -> None:
    shipped = equivalents(Library((), {}, (), ()), glossary=False)
    names = Counter(name.casefold() for group in shipped for name in group)
    assert [name for name, count in names.items() if count > 1] == []


def test_common_words_of_the_field_are_there_in_both_languages() -> None:
    shipped = equivalents(Library((), {}, (), ()), glossary=False)
    of = {name.casefold(): set(group) for group in shipped for name in group}
    assert "Attention" in of["注意力机制"]
    assert "幻觉" in of["hallucination"]
    assert "检索增强生成" in of["rag"]


def test_a_person_is_known_by_english_chinese_and_nick_name_and_by_handle() -> None:
    of = {name: group for group in people_names() for name in group}
    assert {"吴恩达", "AndrewYNg"} <= set(of["Andrew Ng"])
    assert {"小扎", "扎克伯格", "Zuckerberg"} <= set(of["Mark Zuckerberg"])
    assert of["Karpathy"].count("karpathy") == 0 and "卡帕西" in of["Karpathy"]
    assert set(people_names()) <= set(equivalents(LIBRARY))
