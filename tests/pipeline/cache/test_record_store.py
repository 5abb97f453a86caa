"""The cache keeps what it was given, notices damage, and does not grow without bound."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ainotes_site.pipeline.cache import record_store as storing
from ainotes_site.pipeline.cache import secret_key
from ainotes_site.pipeline.cache.record_store import RecordStore, Single, write_atomically
from ainotes_site.pipeline.cache.serialise import pack


def key(number: int) -> bytes:
    return number.to_bytes(16, "little")


def test_gives_back_what_was_saved(tmp_path: Path) -> None:
    RecordStore(tmp_path / "s").save([], {key(1): b"one", key(2): b""})
    again = RecordStore(tmp_path / "s")
    assert (again.get(key(1)), again.get(key(2)), again.get(key(3))) == (b"one", b"", None)


def test_a_file_system_that_maps_no_files_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(19, "No such device")

    RecordStore(tmp_path / "s").save([], {key(1): b"one"})
    monkeypatch.setattr(storing.mmap, "mmap", refuse)
    assert RecordStore(tmp_path / "s").get(key(1)) == b"one"


def test_appends_without_touching_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "s"
    RecordStore(path).save([], {key(1): b"one" * 100})
    before = path.read_bytes()
    RecordStore(path).save([key(1)], {key(2): b"two"})
    assert path.read_bytes().startswith(before)


@given(st.data())
def test_any_damage_costs_records_but_never_gives_a_wrong_one(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("store") / "s"
    kept = {key(number): bytes([number]) * 50 for number in range(5)}
    RecordStore(path).save([], kept)
    raw = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        raw[place] ^= data.draw(st.integers(1, 255))
    else:
        del raw[place:]
    path.write_bytes(raw)
    damaged = RecordStore(path)
    for one, blob in kept.items():
        assert damaged.get(one) in (blob, None)
    damaged.save(list(kept), {one: blob for one, blob in kept.items() if damaged.get(one) is None})
    assert all(RecordStore(path).get(one) == blob for one, blob in kept.items())


def test_a_torn_last_record_is_cut_off_by_the_next_save(tmp_path: Path) -> None:
    path = tmp_path / "s"
    RecordStore(path).save([], {key(1): b"one" * 99})
    with path.open("ab") as file:
        file.write(b"\x93\xc4\x10" + key(2) + b"\xc4\x10")
    RecordStore(path).save([key(1)], {key(3): b"three"})
    again = RecordStore(path)
    assert (again.get(key(1)), again.get(key(3))) == (b"one" * 99, b"three")


def test_damage_is_not_given_a_valid_checksum_when_the_file_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "s"
    RecordStore(path).save([], {key(number): bytes([65 + number]) * 1000 for number in range(10)})
    path.write_bytes(path.read_bytes().replace(b"B" * 1000, b"B" * 999 + b"x"))
    RecordStore(path).save([key(0), key(1)], {key(11): b"new"})
    again = RecordStore(path)
    assert (again.get(key(0)), again.get(key(1)), again.get(key(11))) == (b"A" * 1000, None, b"new")


def test_a_store_is_a_stream_of_messagepack(tmp_path: Path) -> None:
    path = tmp_path / "s"
    RecordStore(path).save([], {key(1): pack({"a": [1, "二"]})})
    raw = path.read_bytes()
    name = b"ainotes-cache-1"
    assert msgspec.msgpack.decode(raw[: 1 + len(name)]) == name.decode()
    first, _, blob = msgspec.msgpack.decode(raw[1 + len(name) :])
    assert (first, msgspec.msgpack.decode(blob)) == (key(1), {"a": [1, "二"]})


def test_a_record_of_another_type_is_absent(tmp_path: Path) -> None:
    RecordStore(tmp_path / "s").save([], {key(1): pack(["text"]), key(2): b"\xdd\xff\xff\xff\xff", key(3): b"\xff\xd8"})
    again = RecordStore(tmp_path / "s")
    assert [again.load(list[int], key(number)) for number in range(4)] == [None] * 4
    assert again.load(list[str], key(1)) == ["text"]


def test_records_of_another_user_or_another_store_are_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    RecordStore(tmp_path / "s").save([], {key(1): b"one"})
    (tmp_path / "other").write_bytes((tmp_path / "s").read_bytes())
    assert RecordStore(tmp_path / "other").get(key(1)) is None
    monkeypatch.setattr(secret_key, "_secret", lambda: b"somebody else")
    assert RecordStore(tmp_path / "s").get(key(1)) is None


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="no links here")
def test_a_link_or_a_folder_in_the_place_of_a_store_leads_nowhere(tmp_path: Path) -> None:
    RecordStore(tmp_path / "target").save([], {key(1): b"one"})
    before = (tmp_path / "target").read_bytes()
    (tmp_path / "s").symlink_to(tmp_path / "target")
    (tmp_path / "folder").mkdir()
    assert RecordStore(tmp_path / "folder").get(key(1)) is None
    RecordStore(tmp_path / "folder").save([], {key(1): b"one"})
    assert RecordStore(tmp_path / "folder").get(key(1)) == b"one"
    RecordStore(tmp_path / "s").save([], {key(2): b"two"})
    assert (tmp_path / "target").read_bytes() == before
    assert RecordStore(tmp_path / "s").get(key(2)) == b"two"


def test_a_single_value_comes_back_to_those_who_have_the_key(tmp_path: Path) -> None:
    single = Single(list[int], tmp_path / "cache" / "value")
    assert single.load(key(1)) is None
    single.save(key(1), [1, 2])
    assert (single.load(key(1)), single.load(key(2))) == ([1, 2], None)
    single.save(key(2), [3])
    assert (single.load(key(1)), single.load(key(2))) == (None, [3])
    nothing = Single(list[int], None)
    nothing.save(key(1), [1])
    assert nothing.load(key(1)) is None


def test_what_nobody_wants_any_more_is_dropped_when_it_is_most_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "s"
    RecordStore(path).save([], {key(number): b"x" * 1000 for number in range(10)})
    large = path.stat().st_size
    RecordStore(path).save([key(1)], {key(11): b"new"})
    assert path.stat().st_size < large / 4
    assert RecordStore(path).get(key(1)) == b"x" * 1000


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")

    class Full(io.FileIO):
        def writelines(self, data: Iterable[object]) -> None:
            self.write(b"ne")
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(storing, "open", lambda path, mode: Full(path, "w"), raising=False)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["file"]
