"""Values in mapped files come back whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ainotes_site.pipeline.cache.lazy_mapping import Blocks
from ainotes_site.pipeline.cache.memory_mapped import ALIGNED, MappedFile, checksum, pack_apart, unpack_apart
from ainotes_site.search.index.inverted_lists import inverted

KEY, OTHER = b"k" * 16, b"o" * 16


def test_arrays_and_blocks_come_back_without_being_copied() -> None:
    blocks: Blocks[str, str] = Blocks.packed({f"{n}": f"值 {n}" for n in range(20)})
    array = np.arange(5000)
    data = memoryview(pack_apart({"blocks": blocks, "array": array, "empty": np.empty(0), "text": "文"}))
    value = unpack_apart(data)
    assert value is not None
    assert dict(value["blocks"]) == {f"{n}": f"值 {n}" for n in range(20)}
    assert (value["array"] == array).all() and len(value["empty"]) == 0 and value["text"] == "文"
    assert np.shares_memory(value["array"], np.frombuffer(data, dtype=np.uint8))


def test_lists_of_places_come_back_as_they_were() -> None:
    lists = inverted(np.array([5, 1, 5, 1 << 41]), np.array([9, 8, 7, (1 << 32) - 1]))
    again = unpack_apart(memoryview(pack_apart(lists)))
    assert again is not None
    for one, other in ((lists.keys, again.keys), (lists.counts, again.counts), (lists.spots, again.spots)):
        assert one.dtype == other.dtype and one.tolist() == other.tolist()


@pytest.mark.parametrize("size", [0, 3, 40_000])
def test_damage_is_noticed_wherever_it_is(size: int) -> None:
    data = bytearray(pack_apart(np.arange(size)))
    for place in {*range(0, len(data), max(1, len(data) // 40)), len(data) - 1}:
        data[place] ^= 4
        assert unpack_apart(memoryview(data)) is None
        data[place] ^= 4
    for length in (0, 5, 24, len(data) - ALIGNED):
        assert unpack_apart(memoryview(data)[:length]) is None
    assert unpack_apart(memoryview(data)) is not None


def test_pieces_that_changed_places_are_noticed() -> None:
    pages = [bytes([number]) * 4096 for number in range(12)]
    for one, other in ((0, 1), (0, 2), (3, 11), (10, 11)):
        moved = list(pages)
        moved[one], moved[other] = pages[other], pages[one]
        assert checksum(b"".join(moved)) != checksum(b"".join(pages))


def test_a_shelf_gives_what_was_kept_to_those_who_have_the_key(tmp_path: Path) -> None:
    shelf = MappedFile(tmp_path / "cache" / "value")
    assert shelf.load(KEY) is None
    shelf.save(KEY, [1, 2])
    assert (shelf.load(KEY), shelf.load(OTHER)) == ([1, 2], None)
    shelf.save(OTHER, [3])
    assert (shelf.load(KEY), shelf.load(OTHER)) == (None, [3])
    (tmp_path / "cache" / "value").write_bytes(OTHER)
    assert shelf.load(OTHER) is None
    nothing = MappedFile(None)
    nothing.save(KEY, [1])
    assert nothing.load(KEY) is None
