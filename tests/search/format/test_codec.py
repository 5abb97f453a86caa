"""The written format gives back what was written, and refuses what it is not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.memory import opened

from ainotes_site.errors import IndexFormatError
from ainotes_site.search.engine import open_index
from ainotes_site.search.format import codec, scripts, traditional_table
from ainotes_site.search.format.geometry import FORMAT
from ainotes_site.search.index.assemble import build_index
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.index.lookup import read_rows
from ainotes_site.search.index.shards import front_coded

Doc = Callable[..., SearchDocument]


@given(st.lists(st.integers(min_value=0, max_value=2**40)))
def test_numbers_come_back(values: list[int]) -> None:
    assert codec.decode(codec.encode_text(values)).tolist() == values


def test_numbers_use_no_character_that_a_script_must_escape() -> None:
    symbols = codec.encode(np.arange(100_000))[0].tobytes()
    assert not set(symbols) & set(b'"\\\r\n')


@given(st.dictionaries(st.text("ab注意力机制", min_size=1), st.text("xyz "), max_size=20))
def test_front_coded_rows_come_back(rows: dict[str, str]) -> None:
    listed = [(key, scripts.VALUE_MARKS[0] + value) for key, value in sorted(rows.items())]
    assert list(read_rows(front_coded(listed))) == listed


def test_index_does_not_depend_on_the_order_of_documents(doc: Doc) -> None:
    documents = [doc(f"d{n}", f"标题{n}", "注意力机制", f"2024-01-0{n % 3 + 1}") for n in range(9)]
    assert build_index(documents, (), ()) == build_index(documents[::-1], (), ())


def test_damaged_shard_is_named_and_the_rest_is_searched(doc: Doc) -> None:
    files = build_index([doc("a", "注意力机制", "LoRA 微调")], (), ())
    files["keys/0.js"] = files["keys/0.js"][:-9]
    result = opened(files).search("注意力 LoRA")
    assert [hit.id for hit in result.hits] == ["a"]
    assert [(remark.code, remark.values["files"]) for remark in result.remarks] == [("damaged", "keys/0")]


def test_damage_is_named_only_where_a_query_needs_the_shard(doc: Doc) -> None:
    files = build_index([doc("a", "注意力机制", "LoRA 微调")], (), ())
    index = opened(files | {"keys/0.js": b""})
    assert [remark.values for remark in index.search("LoRA").remarks] == [{"files": "keys/0"}]
    assert index.search("注意力").remarks == ()
    assert [remark.values for remark in index.search("LoRA").remarks] == [{"files": "keys/0"}]


def test_no_results_are_counted_of_which_none_can_be_shown(doc: Doc) -> None:
    files = build_index([doc(f"d{n}", "注意力机制", "微调") for n in range(3)], (), ())
    result = opened(files | {"texts/0.js": b""}).search("注意力")
    assert (result.total, result.hits) == (0, ())
    assert [remark.code for remark in result.remarks] == ["damaged"]


def test_shard_of_another_build_is_not_believed(doc: Doc) -> None:
    files = build_index([doc("a", "注意力机制")], (), ())
    files["pairs/0.js"] = build_index([doc("b", "别的文字")], (), ())["pairs/0.js"]
    assert [remark.code for remark in opened(files).search("注意力").remarks] == ["damaged"]


@pytest.mark.parametrize("payload", [b'""', b"[]", b"7", b'[1,9,""]', b'[2,9,"zz"]', b'[1,2,"\xc3\xa9"]'])
@pytest.mark.parametrize("name", ["pairs/0", "fold"])
def test_shard_that_is_spoilt_inside_is_named_and_the_rest_is_searched(doc: Doc, name: str, payload: bytes) -> None:
    files = build_index([doc("a", "注意力机制", "LoRA 微调")], (), ())
    head = files[f"{name}.js"].split(b",", 2)[:2]
    files[f"{name}.js"] = b",".join((*head, payload + b")\n"))
    result = opened(files).search("註意力 㑮 LoRA")
    assert [hit.id for hit in result.hits] == ["a"]
    assert [(remark.code, remark.values["files"]) for remark in result.remarks if remark.code == "damaged"] == [
        ("damaged", name)
    ]


@pytest.mark.parametrize(
    ("manifest", "fact"),
    [
        (b'ainotes.shard("manifest","999",{})\n', "999"),
        (b"not a script", "损坏"),
        (b"", "损坏"),
        (b"\xff\xfe", "损坏"),
        (b'ainotes.shard("keys/0","xx","")\n', "损坏"),
        (f'ainotes.shard("manifest","{FORMAT}",{{}})\n'.encode(), "损坏"),
    ],
)
def test_other_version_or_damage_of_the_manifest_is_refused_with_a_reason(manifest: bytes, fact: str) -> None:
    with pytest.raises(IndexFormatError, match=fact):
        opened({"manifest.js": manifest}, "site/search")


def test_missing_index_is_one_line(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(IndexFormatError, match="没有搜索索引") as caught:
        open_index(Path(str(tmp_path)) / "search")
    assert "\n" not in str(caught.value)


@given(st.text() | st.sampled_from(["C:\\temp", "\\u0001\\t", "\0\b\f\n\r\t\x1f\x7f"]))
def test_raw_control_characters_mean_the_same(text: str) -> None:
    assert scripts.parse_script(scripts.script("facets", "xx", scripts.dump_raw([text])), "facets.js")[2] == [text]


def test_control_characters_are_raw_where_a_script_holds_them() -> None:
    assert scripts.dump_raw("\t\x01\x1f") == '"\t\x01\x1f"'
    assert scripts.dump_raw("\0\n\r") == '"\\u0000\\n\\r"'


@given(st.dictionaries(st.sampled_from("㑮體龍裡鿿豈"), st.sampled_from("𫝈体龙里一"), max_size=6))
def test_variants_come_back(pairs: dict[str, str]) -> None:
    assert traditional_table.read(traditional_table.written(pairs)) == pairs
