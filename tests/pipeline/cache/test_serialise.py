"""Values come back from the cache as they were, or not at all."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from ainotes_site.link.phrase_matcher import PhraseMatcher, lexicon
from ainotes_site.pipeline.cache.serialise import PackedValues, pack, packed_values, unpack, unpacked
from ainotes_site.search.index.inverted_lists import Inverted, inverted


class _Table(NamedTuple):
    numbers: NDArray[np.uint32]


@pytest.mark.parametrize("shape", [(0,), (3,), (2, 5), (0, 64)])
def test_arrays_come_back_with_their_type_and_shape(shape: tuple[int, ...]) -> None:
    table = _Table(np.arange(np.prod(shape), dtype=np.uint32).reshape(shape))
    again = unpack(_Table, pack(table)).numbers
    assert again.dtype == np.uint32 and again.shape == shape and (again == table.numbers).all()


@pytest.mark.parametrize(
    "told",
    [
        ["<u8", [1], b"12345678"],
        ["|O", [1], b"12345678"],
        ["<u4", [3], b"1234"],
        ["<u4", [1 << 62], b"1234"],
        ["<u4", [-1], b"123"],
        ["<u4", [1], "1234"],
        {"data": 1},
        None,
    ],
)
def test_an_array_of_another_type_or_length_is_none(told: object) -> None:
    assert unpacked(_Table, pack([told])) is None


def test_lists_of_places_come_back_as_they_were() -> None:
    lists = inverted(np.array([5, 1, 5, 1 << 41]), np.array([9, 8, 7, (1 << 32) - 1]))
    again = unpack(Inverted, pack(lists))
    for one, other in ((lists.keys, again.keys), (lists.counts, again.counts), (lists.spots, again.spots)):
        assert one.dtype == other.dtype and one.tolist() == other.tolist()


def test_values_are_unpacked_when_they_are_asked_for() -> None:
    packed = packed_values({"a": (1, 2), "b": "wrong"})
    values: PackedValues[str, tuple[int, ...]] = PackedValues(tuple[int, ...], packed)
    assert (list(values), len(values), values["a"], "c" in values) == (["a", "b"], 2, (1, 2), False)


def test_half_characters_become_question_marks() -> None:
    assert unpack(dict[str, list[str]], pack({"\ud800": ["好\udc00"]})) == {"?": ["好?"]}


def test_a_lexicon_that_has_been_used_is_plain_data_again() -> None:
    used = lexicon([("abc", 1), ("RAG", 2)])
    assert used.find("RAG")
    assert unpack(PhraseMatcher, pack(used.plain())).find("RAG abc") == used.find("RAG abc")
