"""What is written is found, in whichever way a segmenter would cut it: compared with a naive scan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.javascript import call
from tests.search.memory import lookup, opened, reader

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.assemble import build_index, in_order
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.index.selftest import SAMPLE, chosen, self_test

Doc = Callable[..., SearchDocument]
PIECES = (
    "注意力",
    "机制",
    "大语言模型",
    "的",
    "幻觉",
    "在",
    "北大学生",
    "训练",
    "GPT-4",
    "lora",
    "，",
    " ",
    "。",
    "了",
    "软件",
    "2024",
)
TEXT = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5), st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_run_of_han_is_found_where_a_scan_finds_it(
    doc: Doc, build: Callable[..., SearchIndex], texts: list[tuple[str, str]], data: st.DataObject
) -> None:
    documents = [doc(f"d{n}", title, body) for n, (title, body) in enumerate(texts)]
    index = build(documents)
    runs = [run for pair in texts for text in pair for run in re.findall(r"[\u4e00-\u9fff]{2,}", text)]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 2))
    query = run[start : data.draw(st.integers(start + 2, len(run)))]
    holding = {d.id for d, pair in zip(documents, texts, strict=True) if any(query in text for text in pair)}
    assert holding <= set(index.ids(query, 50))


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5), st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_phrases_are_found_where_a_scan_of_the_units_finds_them(
    doc: Doc, texts: list[tuple[str, str]], data: st.DataObject
) -> None:
    files = build_index([doc(f"d{n}", title, body) for n, (title, body) in enumerate(texts)], (), ())
    index = lookup(files)
    units = data.draw(st.sampled_from([u for pair in texts for t in pair if (u := index.folder.units(t))] or [["x"]]))
    start = data.draw(st.integers(0, len(units) - 1))
    wanted = units[start : data.draw(st.integers(start + 1, len(units)))]
    having = {f"d{n}" for n, pair in enumerate(texts) if any(_has(index.folder.units(t), wanted) for t in pair)}
    assert {index.header(number)[0] for number in index.documents_with(" ".join(wanted)).tolist()} == having
    if having:
        assert set(opened(files).ids(f'"{" ".join(wanted)}"')) == having


def _has(units: list[str], wanted: list[str]) -> bool:
    return any(units[at : at + len(wanted)] == wanted for at in range(len(units)))


@pytest.mark.parametrize("query", ["力", "gp", "tran", "图", "模型GPT", "GPT多", "4多模", "训练，然后", "架构a"])
def test_single_characters_prefixes_and_mixed_scripts(doc: Doc, build: Callable[..., SearchIndex], query: str) -> None:
    index = build([doc("a", "GPT-4多模态", "注意力图。模型GPT先训练，然后评测。Transformer架构ABC"), doc("b", "别的")])
    assert index.ids(query)[:1] == ["a"]


def test_text_without_a_break_loses_nothing_where_it_is_cut(doc: Doc, build: Callable[..., SearchIndex]) -> None:
    text = "".join(chr(0x4E00 + number * 7 % 5000) for number in range(9000))
    index = build([doc("a", "长文", text)])
    for start in range(3950, 4050, 7):
        assert index.search(f'"{text[start : start + 20]}"').remarks == ()


@given(st.text(max_size=60))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_gets_an_answer(small: SearchIndex, query: str) -> None:
    result = small.search(query)
    assert result.total >= len(result.hits)


@pytest.mark.parametrize(
    "query",
    [
        "模型" * 5000,
        "\ud800模型",
        "\x00\x01模型",
        "(模型[a-z]+",
        "<b>模型</b>",
        '"',
        "-",
        "OR OR",
        "tag:",
        "a" * 10_000,
    ],
)
def test_hostile_queries(small: SearchIndex, query: str) -> None:
    small.search(query)


@pytest.fixture(scope="module")
def small(doc: Doc, build: Callable[..., SearchIndex]) -> SearchIndex:
    return build([doc("a", "大语言模型", "注意力机制"), doc("b", "C++ 与 C#", "𠮷野家 café naïve")])


def test_self_test_is_content_with_a_whole_index_and_finds_what_is_missing(doc: Doc) -> None:
    documents = [doc(f"d{n}", f"题目{chr(0x4E00 + n)}", f"正文{chr(0x5000 + n)}模型与训练") for n in range(30)]
    asked = dict(enumerate(in_order(documents)))
    assert self_test(reader(build_index(documents, (), ())), asked) == []
    damaged = build_index(documents, (), ()) | {"pairs/0.js": b""}
    assert self_test(reader(damaged), asked)
    assert not self_test(reader(build_index(documents, (), ())), {})


@pytest.mark.parametrize(
    "text", ["naïve", "x ﬁne naïveté", "cafe\u0301teria", "v2beta", "soft\u00adware", "c++lib", "日本naïve"]
)
def test_self_test_finds_nothing_wrong_with_words_of_other_letters(doc: Doc, text: str) -> None:
    documents = [doc(f"d{n}", text, text) for n in range(40)]
    asked = dict(enumerate(in_order(documents)))
    assert self_test(reader(build_index(documents, (), ())), asked) == []


def test_self_test_chooses_the_same_documents_after_an_edit(doc: Doc) -> None:
    ids = [f"d{n}" for n in range(900)]
    before, after = ({own[at] for at in chosen(own)} for own in (ids, ["new", *ids[3:]]))
    assert len(before) == len(after) == SAMPLE
    assert len(before & after) >= SAMPLE - 4


def test_offsets_of_units_lead_to_the_text_as_written() -> None:
    text = "ﬁne ｇｐｔ４ café 軟體 ①"
    for unit in call("(folds, text) => engine.fold.createFolder(folds).units([...text])", "軟软體体", text):
        written = unicodedata.normalize("NFKD", text[unit["start"] : unit["end"]]).lower()
        assert written[0] == unit["text"][0] or unit["text"] in "软体"


def test_title_as_long_as_a_book_is_no_trouble(doc: Doc, build: Callable[..., SearchIndex]) -> None:
    assert build([doc("a", "注意力" * 100_000, "正文")]).ids("注意力") == ["a"]
