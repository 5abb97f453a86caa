"""One document in units."""

from __future__ import annotations

from itertools import pairwise

from ainotes_site.markup.result import Section
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.index.tokenise import tokenise


def test_han_units_are_cut_across_punctuation_but_not_across_other_units_or_blocks() -> None:
    asked: list[str] = []

    def cut(text: str) -> list[str]:
        asked.append(text)
        return list(text)

    made = tokenise(SearchDocument("a", "", "标，题", "note", sections=(Section("", "", "字 GPT-4 の。词"),)), cut)
    assert asked[0] == "标题\n字\n\nの词\n"
    assert made.han == "标题字の词"
    assert made.latin == ("gpt", "4")


def test_only_words_of_chinese_characters_are_kept() -> None:
    document = SearchDocument("a", "", "日本のラーメン店日本", "note")
    assert tokenise(document, lambda text: ["日本", "の", "ラーメン", "店", "日本", "\n"]).words == ("日本",)


def test_places_go_on_where_a_document_is_very_long() -> None:
    text = "字" * 3999 + "。"
    made = tokenise(SearchDocument("a", "", "题", "note", sections=(Section("", "", text * 30),)), list)
    places = memoryview(made.han_places).cast("I").tolist()
    assert len(places) == len(made.han) == 1 + 3999 * 30
    assert all(one < other for one, other in pairwise(places))
