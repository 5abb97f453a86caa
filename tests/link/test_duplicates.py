"""Near-duplicates: the sketch against the definition, and the work staying linear."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from ainotes_site.link.similarity.duplicates import CROWD, SIMILAR, likeness, near_duplicates
from ainotes_site.link.similarity.fingerprint import KEPT, SHINGLE, SHORTEST, resemblance, shingles, table
from ainotes_site.model import EntryId


def jaccard(one: str, other: str) -> float:
    """By the definition: common shingles over all shingles."""
    mine, yours = _shingles(one), _shingles(other)
    return len(mine & yours) / len(mine | yours)


def _shingles(text: str) -> set[str]:
    letters = "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
    return {letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)}


def share(one: str, other: str) -> float:
    return float(resemblance(table([shingles(one)]), table([shingles(other)]))[0])


@settings(max_examples=100)
@given(st.text("检索增强生成RAG ，。", min_size=60, max_size=KEPT), st.integers(0, 20))
def test_the_sketch_of_a_short_text_is_exact(text: str, cut: int) -> None:
    other = text[cut:] + text[:cut]
    if min(len(_letters(text)), len(_letters(other))) >= SHORTEST and len(_shingles(text) | _shingles(other)) <= KEPT:
        assert abs(share(text, other) - jaccard(text, other)) < 1e-9


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def test_the_sketch_of_a_long_text_is_near() -> None:
    words = [chr(0x4E00 + (n * 7919) % 20000) for n in range(900)]
    text, other = "".join(words[:800]), "".join(words[150:])
    assert abs(share(text, other) - jaccard(text, other)) < 0.15


def test_capitals_width_spaces_and_punctuation_do_not_count() -> None:
    text = "RAG 先把文档切块、向量化，提问时找出相近的几块，和问题一起交给大模型，答案因此有了出处，可以核对。"
    assert share(text, text.replace("RAG ", "ｒａｇ").replace("，", "\n")) == 1.0


def test_short_texts_are_no_duplicates() -> None:
    assert near_duplicates([EntryId("a"), EntryId("b")], likeness([shingles("同一句话。")] * 2)) == {}
    assert near_duplicates([], likeness([])) == {}


def test_a_thousand_equal_entries_are_found_without_comparing_all_pairs() -> None:
    same = shingles(
        "这一段话在一千条笔记里一字不差地出现，连标点也一样，看看程序会不会把它们两两相比，那样就要比将近五十万次。"
    )
    ids = [EntryId(f"e{n:04}") for n in range(1000)]
    found = near_duplicates(ids, likeness([same] * 1000))
    assert len(found) == 1000 and all(1 <= len(near) <= CROWD for near in found.values())


def test_similar_is_what_the_message_says() -> None:
    text = "".join(chr(0x4E00 + (n * 7919) % 20000) for n in range(60))
    half, most = text[:30] + text[30:][::-1], text[:55] + "完全不同了"
    assert jaccard(text, half) < SIMILAR < jaccard(text, most)
    ids = [EntryId("a"), EntryId("half"), EntryId("most")]
    alike = likeness([shingles(one) for one in (text, half, most)])
    assert near_duplicates(ids, alike) == {"a": ("most",), "most": ("a",)}
