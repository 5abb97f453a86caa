"""Postings of Han units come back from a shard as they went in, and an edit changes the shards that it touches."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ainotes_site.search.format import bitstream
from ainotes_site.search.format.bigram_postings import EMPTY, BigramShard
from ainotes_site.search.format.geometry import MIXED
from ainotes_site.search.format.postings import pair_shards
from ainotes_site.search.index.inverted_lists import inverted

_SECONDS = "\0的型模々かア가㐀鿿\U0002f800"
_ONE = st.tuples(
    st.sampled_from(_SECONDS[1:]),
    st.sampled_from(_SECONDS),
    st.integers(0, 2**30 - 1) | st.integers(0, 40),
    st.booleans(),
)


@given(st.lists(st.integers(0, 2**40)), st.integers(0, 30))
def test_numbers_of_any_order_come_back(values: list[int], order: int) -> None:
    orders = np.array([(order + at) % 31 for at in range(len(values))], dtype=np.int64)
    reader = bitstream.Reader(bitstream.text([bitstream.row(np.array(values, dtype=np.int64), orders)] * 2))
    assert reader.row(orders).tolist() == values
    assert reader.row(orders).tolist() == values


def test_number_has_the_bits_of_its_code() -> None:
    assert bitstream.row(np.array([0, 1, 2, 5]), np.zeros(4, dtype=np.int64)).tolist() == [
        *(1, 0, 1, 0, 1, 0, 0, 1),
        *(0, 1, 1, 0),
    ]
    assert bitstream.row(np.array([5]), np.array([2])).tolist() == [0, 1, 0, 0, 1]


@pytest.mark.parametrize("symbols", ["", " ", "z", "é"])
def test_rows_that_nobody_wrote_are_refused(symbols: str) -> None:
    with pytest.raises(ValueError, match="row of bits"):
        bitstream.Reader(symbols).row(np.full(1, 9))


@given(st.dictionaries(_ONE.map(lambda one: one[:3]), st.booleans(), min_size=1, max_size=60), st.integers(20, 400))
def test_postings_come_back(places: dict[tuple[str, str, int], bool], size: int) -> None:
    rows = [(ord(one) << 21 | ord(other), place, inside) for (one, other, place), inside in places.items()]
    codes, spots = (
        np.array(column, dtype=np.int64) for column in zip(*((c, p << 1 | i) for c, p, i in rows), strict=True)
    )
    starts, payloads = pair_shards(inverted(codes, spots), size)
    shards = [BigramShard(json.loads(payload.make())) for payload in payloads]
    found = []
    for one in sorted({key[0] for key in places}):
        for shard in shards:
            for key, (mode, values) in shard.beginning(one):
                where = np.cumsum(values >> 1 if mode == MIXED else values).tolist()
                flags = (values & 1 if mode == MIXED else np.full(len(values), mode)).tolist()
                found += [
                    ((key[0], key[1:] or "\0", place), bool(flag)) for place, flag in zip(where, flags, strict=True)
                ]
                assert shard.get(key) is not None
    assert sorted(found) == sorted(places.items())
    assert all(shard.get(start) is not None for shard, start in zip(shards, starts, strict=True))


def test_empty_shard_has_no_keys() -> None:
    assert BigramShard(EMPTY).get("模型") is None
    assert list(BigramShard(EMPTY).beginning("模")) == []


def test_one_more_place_changes_few_shards() -> None:
    chance = np.random.default_rng(1)
    characters = chance.integers(0x4E00, 0x5200, (2, 20_000))
    codes = characters[0] << 21 | characters[1]
    spots = chance.integers(0, 1 << 22, 20_000)
    before = pair_shards(inverted(codes, spots), 2000)[1]
    after = pair_shards(inverted(np.append(codes, codes[7]), np.append(spots, 1 << 22)), 2000)[1]
    changed = {payload.key for payload in after} - {payload.key for payload in before}
    assert 1 <= len(changed) <= len(before) // 5
    assert 1000 < np.mean([len(payload.make()) for payload in before]) < 3000
