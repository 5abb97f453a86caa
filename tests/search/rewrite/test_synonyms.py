"""What was meant leads as far as what was typed: to equivalent names and to the card of the term."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument, TermCard


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    cards = [
        TermCard("幻觉", ("hallucination",), "模型编造事实。", "terms/hallucination.html"),
        TermCard("投机解码", ("speculative decoding",), "小模型起草。", "terms/speculative.html"),
    ]
    return build([doc("zh", "病历里的幻觉", "编造"), doc("en", "Speculative decoding", "a draft")], cards)


@pytest.mark.parametrize(
    ("query", "hit", "card"),
    [
        ("hallucination", "zh", "幻觉"),
        ("hallucinations", "zh", "幻觉"),
        ("halucination", "zh", "幻觉"),
        ("touji jiema", "en", "投机解码"),
        ("投机解玛", "en", "投机解码"),
    ],
)
def test_plurals_pinyin_and_typing_errors_lead_to_names(index: SearchIndex, query: str, hit: str, card: str) -> None:
    """The words as typed or meant stand in the glossary only; the notes use the other language."""
    result = index.search(query)
    assert [found.id for found in result.hits] == [hit]
    assert [found.name for found in result.cards] == [card]


def test_names_of_what_was_meant_are_searched_only_when_synonyms_are(index: SearchIndex) -> None:
    assert index.search("halucination", synonyms=False).total == 0
