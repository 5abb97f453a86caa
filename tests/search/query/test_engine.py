"""The engine in its QuickJS: queries that nobody foresaw, its limits, and the interface's helpers."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections.abc import Callable

import pytest
from tests.search.javascript import call
from tests.search.memory import lookup, opened

from ainotes_site.errors import AinotesError
from ainotes_site.search import engine
from ainotes_site.search.engine import SearchIndex, open_files
from ainotes_site.search.index.assemble import build_index
from ainotes_site.search.index.document import SearchDocument

Doc = Callable[..., SearchDocument]
TEXTS = (
    "大语言模型为什么会产生幻觉：它照着语料续写，没有事实核查。",
    "检索增强生成（RAG）先检索，再让模型照着段落回答，能减少幻觉。",
    "LoRA 微调只训练两个小矩阵，GPT-4 与 Llama 3 都有人这样做。",
    "註意力機制讓每個位置取用別處的信息；self-attention 是其中一種。",
    "C++ 与 C# 的人也写 prompt：temperature=0 时输出仍会变。𠮷野家 😀 café",
)


@pytest.fixture(scope="module")
def index(doc: Doc) -> SearchIndex:
    notes = [
        doc(f"d{number}", text[:8], text, f"2024-0{number + 1}-01", topics=("llm",), tags=("微调", "a b"))
        for number, text in enumerate(TEXTS)
    ]
    return opened(build_index(notes, (), [("幻觉", "hallucination"), ("检索增强生成", "RAG")]))


def test_random_queries_are_answered_alike_however_they_are_asked(index: SearchIndex) -> None:
    """Other queries on each run: none fails, none is too long, pages of hits make one list, and its ids are the same."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # shown when the test fails
    chance = random.Random(seed)
    for _ in range(150):
        query = _query(chance)
        whole = index.search(query, 50, facets=True)
        assert not {"stopped", "damaged"} & {remark.code for remark in whole.remarks}, query
        assert [hit.id for hit in whole.hits] == index.ids(query, 50), query
        assert len(whole.hits) == whole.total, query
        assert whole.hits == (*index.search(query, 2).hits, *index.search(query, 48, 2).hits), query
        for shown in (part for hit in whole.hits for part in (hit.title, hit.snippet)):
            edges = [edge for mark in shown.marks for edge in mark]
            assert edges == sorted(edges) and len(set(edges)) == len(edges), query
            assert all(0 <= edge <= len(shown.text) for edge in edges), query
        assert sum(whole.facets["kind"].values()) == whole.total, query


def _query(chance: random.Random) -> str:
    def piece() -> str:
        text = chance.choice(TEXTS)
        start = chance.randrange(len(text))
        return text[start : start + chance.choice((1, 2, 3, 5, 9, 20))]

    one, other = piece(), piece()
    at = chance.randrange(len(one) + 1)
    return chance.choice(
        (
            one,
            one.upper(),
            f'"{one}"',
            f"{one} -{other}",
            f"{one} OR {other}",
            f"{one} kind:{chance.choice(('note', 'term', 'nonsense'))}",
            f"{one} after:2024-03 tag:微调",
            one[:at] + chance.choice("一机的xZ9 ，“-\u3000\x01\ud800😀") + one[at:],
            one[:at] + one[at + 1 :],
            "zhuyili " + one,
        )
    )


@pytest.mark.parametrize(
    "query",
    [
        "模型" * 5000,
        "模 型 " * 2500,
        " OR ".join(TEXTS) * 40,
        "a" * 10_000,
        "xianxian" * 1250,
        "((((" * 2500,
        '"' * 9999,
        "-x " * 3333,
        "tag:x " * 1666,
        "1年" * 5000,
        "\u0301" * 10_000,
        "".join(map(chr, range(0x4E00, 0x4E00 + 10_000))),
    ],
    ids=range(12),
)
def test_query_of_ten_thousand_characters_is_answered_soon(index: SearchIndex, query: str) -> None:
    start = time.thread_time(), time.process_time()
    remarks = [remark.code for remark in index.search(query).remarks]
    assert "stopped" not in remarks
    assert "truncated" in remarks
    assert time.process_time() - start[1] < 2


def test_what_takes_too_long_is_stopped_and_the_next_query_is_answered(
    doc: Doc, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = opened(build_index([doc("a", "幻觉", "幻觉从哪里来")], (), ()))
    monkeypatch.setattr(engine, "SECONDS", 0.0)
    result = index.search("幻觉 OR " * 60)
    assert [remark.code for remark in result.remarks] == ["stopped"]
    assert result.hits == ()
    monkeypatch.undo()
    assert index.ids("幻觉") == ["a"]


def test_what_takes_too_much_memory_is_stopped_and_the_next_query_is_answered(
    doc: Doc, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few megabytes are enough for the engine and a small index, and too few for all that is written in this one."""
    monkeypatch.setattr(engine, "MEMORY", 6_000_000)
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 4000)))
    notes = [doc(f"d{number}", f"题目{number}", text[number * 90 :] * 9) for number in range(40)]
    index = opened(build_index(notes, (), ()))
    assert [remark.code for remark in index.search("题目", 40).remarks] == ["stopped"]
    assert len(index.ids("题目", 1)) == 1


def test_memory_is_bounded_whatever_was_asked_before(doc: Doc) -> None:
    """Of an index of more shards than are held, those that were not used for longest are let go, and read again."""
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 6000)))
    notes = [doc(f"d{number}", f"题目{number}", text[number * 37 % 4000 :][:1900]) for number in range(700)]
    files = build_index(notes, (), ())
    read: list[str] = []

    def reading(name: str) -> bytes:
        read.append(name)
        return files[name]

    index = open_files(reading, "memory")
    index.search("题目", 5)
    read.clear()
    index.search("题目", 5)
    assert read == []
    for start in range(100, 700, 100):
        index.search("题目", 100, start)
    assert len(set(read)) > 400
    read.clear()
    index.search("题目", 5)
    assert read


def test_any_thread_may_ask(index: SearchIndex) -> None:
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(index.ids("幻觉"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [index.ids("幻觉")] * 4


def test_a_script_beside_the_index_is_not_run(doc: Doc) -> None:
    """Shards are data in the shape of a script; what is more than that is damage."""
    files = build_index([doc("a", "幻觉", "幻觉从哪里来")], (), ())
    files["facets.js"] = b"ainotes.engine.parse = null;" + files["facets.js"]
    index = opened(files)
    assert [remark.code for remark in index.search("幻觉 kind:note").remarks][-1] == "damaged"
    assert index.ids("幻觉") == ["a"]


@pytest.mark.parametrize("character", ["\x01", "\x1f", "\x85", "\u3000", "\u2028", "\ufeff"])
def test_every_blank_parts_words_for_the_interface_too(character: str) -> None:
    query = f"注意力{character}kind:video{character}机制"
    assert call("engine.queryText.words", query) == ["注意力", "机制"]
    assert call("engine.queryText.hasFilter", query, "kind", "video")
    assert call("engine.queryText.withoutFilters", query) == "注意力 机制"


def test_option_of_a_command_is_a_word_for_the_interface_too() -> None:
    assert call("engine.queryText.words", "vllm --max-model-len -docker") == ["vllm", "--max-model-len"]
    assert call("engine.queryText.words", "after:someday") == ["after:someday"]
    assert not call("engine.queryText.hasFilters", "after:someday")


def test_queries_are_folded_as_the_index_is(doc: Doc) -> None:
    """Of every character of the Basic Multilingual Plane that Python's Unicode knows."""
    import unicodedata

    assigned = [chr(c) for c in range(0x20, 0x10000) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")]
    folder = lookup(build_index([doc("a", "幻觉", "")], (), ())).folder
    pairs = "".join(old + new for old, new in folder.han.items())
    forms = call(
        "(pairs, all) => { const f = engine.fold.createFolder(pairs); return all.map((c) => f.units([c]).map((u) => u.text)); }",
        pairs,
        assigned,
    )
    assert [c for c, form in zip(assigned, forms, strict=True) if folder.units(c) != form] == []


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("GPT-4 与 gpt4", "ＧＰＴ４", ["GPT-4", "gpt4"]),
        ("cafe\u0301 x", "café", ["cafe\u0301"]),
        ("storage rags", "rag", ["rag"]),
        ("no way, now ay", "noway", []),
        ("软\u0001件", "软件", ["软\u0001件"]),
    ],
)
def test_words_are_marked_as_they_are_searched(text: str, word: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in call("engine.occurrences", text, [word])] == marked


@pytest.mark.parametrize(("number", "log"), [(1, 0), (2, 256), (8, 768), (12, 896), (2**30, 30 * 256)])
def test_logarithm_is_linear_between_powers_of_two(number: int, log: int) -> None:
    assert call("engine.codec.log2", number) == log


@pytest.mark.parametrize(
    ("typed", "word", "distance"), [("bert", "bret", 1), ("lora", "lora", 0), ("abcd", "xyzw", 2), ("ca", "abc", 2)]
)
def test_distance_counts_a_swap_as_one_and_stops_behind_the_most(typed: str, word: str, distance: int) -> None:
    assert call("engine.distanceWithin", typed, word, 1) == distance


def test_without_quickjs_it_is_said_what_to_do(doc: Doc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quickjs", None)
    with pytest.raises(AinotesError, match="pip install quickjs-ng"):
        opened(build_index([doc("a", "一", TEXTS[0], "")], (), []))
