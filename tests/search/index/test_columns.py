"""Columns that were revised are those that would be made anew."""

from __future__ import annotations

import random
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.search.conftest import document
from tests.search.memory import lookup

from ainotes_site.search.format.scripts import parse_script
from ainotes_site.search.index import inverted_lists as lists_module
from ainotes_site.search.index.assemble import build_index
from ainotes_site.search.index.columns import Columns, columns, revised, room
from ainotes_site.search.index.document import SearchDocument, TermCard
from ainotes_site.search.index.inverted_lists import Inverted, inverted
from ainotes_site.search.index.term_slots import cells
from ainotes_site.search.index.tokenise import TokenisedDocument, tokenise, tokenise_card

WORDS = ("注意力机制", "大模型", "LoRA", "GPT-4", "微调", "幻觉", "的", "a", "软件", "。")

TERMS = 4
"""The first documents are glossary terms."""


def _document(number: int, words: tuple[int, ...]) -> TokenisedDocument:
    body = "".join(WORDS[word] for word in words)
    if number < TERMS:
        return tokenise_card(TermCard(WORDS[number], (), body, f"glossary/{number}.html"), lambda text: [text])
    made = document(f"d{number}", WORDS[number % len(WORDS)], body)
    return tokenise(made, lambda text: [text])


def _same(one: Columns, other: Columns) -> bool:
    def told(lists: Inverted) -> list[list[int]]:
        return [lists.keys.tolist(), lists.counts.tolist(), lists.spots.tolist()]

    return (
        one.rows == other.rows
        and one.names == other.names
        and (dict(one.words), dict(one.phrases)) == (dict(other.words), dict(other.phrases))
        and told(one.pairs) == told(other.pairs)
        and told(one.units) == told(other.units)
    )


_NOTES = st.dictionaries(st.integers(0, 12), st.lists(st.integers(0, 9), max_size=30).map(tuple), max_size=9)


@settings(max_examples=120)
@given(
    _NOTES, _NOTES, st.sets(st.integers(0, 12), max_size=3), st.sampled_from([1, 16]), st.sampled_from([1, 7, 1 << 16])
)
def test_a_revision_gives_what_making_anew_gives(
    before: dict[int, tuple[int, ...]], came: dict[int, tuple[int, ...]], left: set[int], few: int, at_once: int
) -> None:
    after = {number: words for number, words in before.items() if number not in left} | came
    kept: dict[bytes, TokenisedDocument] = {}

    def keys(notes: dict[int, tuple[int, ...]]) -> list[bytes]:
        made = {repr(item).encode(): _document(*item) for item in sorted(notes.items())}
        kept.update(made)
        return list(made)

    old = columns(keys(before), kept.__getitem__)
    wanted = keys(after)
    # Both ways to tell what moved, in one block and in several.
    with patch.object(lists_module, "_FEW", few), patch.object(lists_module, "_AT_ONCE", at_once):
        new = revised(old, wanted, kept.get)
    if new is not None:
        assert _same(new, columns(wanted, kept.__getitem__))
    else:
        assert len(before) + len(after) > 10


def test_a_document_that_left_without_a_trace_means_making_anew() -> None:
    kept = {str(number).encode(): _document(number, (number,)) for number in range(3)}
    old = columns(list(kept), kept.__getitem__)
    gone = kept.pop(b"1")
    assert revised(old, list(kept), kept.get) is None
    assert revised(old, [b"0", b"2"], (kept | {b"1": gone}).get) is not None


def test_an_empty_site_has_empty_columns() -> None:
    nothing = columns([], dict[bytes, TokenisedDocument]().__getitem__)
    assert nothing.rows == ()
    assert np.array_equal(nothing.pairs.keys, [])


def test_there_may_be_more_words_than_characters() -> None:
    keys = np.arange(70_000, dtype=np.int64)[::-1]
    lists = inverted(np.concatenate([keys, keys]), np.concatenate([keys * 2, keys * 2]))
    assert np.array_equal(lists.keys, keys[::-1])
    assert np.array_equal(lists.spots, lists.keys * 2)
    assert set(lists.counts.tolist()) == {1}


@pytest.mark.parametrize("at_once", [1, 50])
def test_an_index_does_not_depend_on_how_many_places_are_worked_on_at_a_time(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)
    words = ["大模型", "注意力", "微调", "，", " GPT-4 ", " LoRA ", "a", "。"]
    notes = [document(f"d{number}", "题目", "".join(chance.choices(words, k=60))) for number in range(30)]
    expected = build_index(notes, [], [])
    monkeypatch.setattr(lists_module, "_AT_ONCE", at_once)
    assert build_index(notes, [], []) == expected


@pytest.mark.parametrize(
    "values", [{"date": "2024-05-01"}, {"kind": "video"}, {"topics": ("rag",)}, {"tags": ("芯片",)}], ids=str
)
def test_filters_are_written_again_when_what_they_say_changes(values: dict[str, str]) -> None:
    """Before such an edit the file would be taken for what it should be."""
    notes = [document("a", "大模型", "一句话。"), document("b", "微调", "一句话。")]
    before, after = (build_index([notes[0], other], [], []) for other in (notes[1], replace(notes[1], **values)))
    assert _check(before) != _check(after)
    assert _check(before) == _check(build_index([notes[0], document("b", "微调", "另一句。")], [], []))


def _check(files: dict[str, bytes]) -> str:
    return parse_script(files["facets.js"], "facets.js")[1]


def test_a_sentence_more_moves_nothing_behind_it() -> None:
    chance = random.Random(3)
    texts = ["".join(chance.choices("大模型的注意力机制微调幻觉软件", k=60 + number)) for number in range(40)]
    cards = [TermCard(f"词{number}", (), text, f"glossary/{number}.html") for number, text in enumerate(texts[:10])]
    notes = [document(f"d{number}", "题目", text) for number, text in enumerate(texts)]
    before = build_index(notes, cards, [])
    edited = list(notes)
    edited[30] = document("d30", "题目", f"{texts[30]}。后来又想到一点，在此补上。")
    places = {}
    for own in (before, build_index(edited, cards, [])):
        places[own["manifest.js"]] = lookup(own).starts
    one, other = places.values()
    assert one == other


def _term(number: int) -> TermCard:
    return TermCard(f"词{number}", (), "软件的幻觉。", f"terms/ci-{number}.html")


def _places(cards: list[TermCard], notes: list[SearchDocument]) -> tuple[dict[str, int], list[int]]:
    """Where each term stands, by its name, and where the notes do."""
    index = lookup(build_index(notes, cards, []))
    names = [index.header(number)[1] for number in range(index.terms)]
    return dict(zip(names, index.starts, strict=False)), index.starts[index.terms :]


def test_one_more_term_moves_no_note_and_few_terms() -> None:
    notes = [document(f"d{number}", "题目", "大模型的注意力机制。") for number in range(9)]
    nowhere, alone = _places([], notes)
    assert (nowhere, alone[0]) == ({}, 0)
    cards = [_term(number) for number in range(60)]
    moved = 0
    before, notes_before = _places(cards[:40], notes)
    for count in range(41, 61):
        after, notes_after = _places(cards[:count], notes)
        assert notes_after == notes_before
        moved += sum(before[name] != after[name] for name in before)
        before = after
    assert moved < 20
    assert notes_before == [start + 128 * 256 for start in alone]


@given(st.lists(st.tuples(st.integers(0, (1 << 32) - 1), st.integers(1, 9)), max_size=40).map(sorted))
def test_cells_do_not_overlap_and_none_begins_before_its_home(terms: list[tuple[int, int]]) -> None:
    homes, sizes = np.array(terms, dtype=np.int64).reshape(-1, 2).T
    first = cells(homes, sizes)
    behind = int(first[-1])
    assert behind % 64 == 0 and (first[:-1] + sizes <= first[1:]).all()
    if terms:
        count = next(1 << power for power in range(6, 40) if 1 << power >= 2 * sizes.sum())
        wanted = homes * count >> 32
        assert (first[:-1] >= wanted).all() and behind <= count + 64 * -(-sizes.sum() // 64)
        pushed = first[:-1] > wanted
        assert (first[1:-1][pushed[1:]] == (first[:-1] + sizes)[:-1][pushed[1:]]).all()


def test_a_document_has_more_room_the_longer_it_is() -> None:
    slots = np.array([1, 16, 17, 33, 63, 64, 65, 96, 97, 128, 129, 1000])
    assert room(slots).tolist() == [16, 16, 32, 48, 64, 64, 96, 96, 128, 128, 192, 1024]
