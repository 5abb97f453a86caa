"""Relating: what entries have to do with each other once all are known."""

from __future__ import annotations

import pickle
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.link.builders import catalogued, compiled, entry, reading, term

from ainotes_site.cli.problems import lines
from ainotes_site.link.library import Library, Quote
from ainotes_site.link.merge import MergedNotes
from ainotes_site.link.relations import relate as join
from ainotes_site.link.relations import settle
from ainotes_site.link.similarity.fingerprint import EntryFingerprint, entry_fingerprint
from ainotes_site.link.similarity.similar import ENOUGH, MOST
from ainotes_site.markup.result import EMPTY, Compiled
from ainotes_site.model import EntryId, TermSlug

LONG = "检索增强把外部文档切块后存进向量数据库，提问时先召回再作答，这样回答有据可查，也便于更新知识。"


def relate(
    made: MergedNotes,
    compiled_entries: Mapping[EntryId, Compiled],
    kept: Mapping[EntryId, EntryFingerprint] | None = None,
) -> Library:
    """Both steps."""
    return join(settle(made, compiled_entries, kept), made, kept)[0]


def test_backlinks_carry_the_sentence_and_leave_out_links_to_oneself() -> None:
    made = catalogued(reading("a.md", entry("one", date="2024-01-01"), entry("two", date="2024-02-01", line=5)))
    library = relate(
        made,
        {
            EntryId("one"): compiled(references=["one", "two"], sentence="见另一篇。"),
            EntryId("two"): compiled(references=["gone"]),
        },
    )
    assert library.backlinks == {EntryId("two"): (Quote(EntryId("one"), "见另一篇。"),)}


def test_mentions_of_a_term_are_newest_first() -> None:
    made = catalogued(
        reading(
            "a.md", entry("old", date="2023-01-01"), entry("new", date="2024-01-01", line=5), entry("undated", line=9)
        ),
        reading("g.md", term("RAG")),
    )
    library = relate(made, {one.id: compiled(mentions=["rag"]) for one in made.entries})
    assert [quote.entry for quote in library.mentions[TermSlug("rag")]] == ["new", "old", "undated"]


def test_terms_of_the_same_entries_are_related_by_count() -> None:
    made = catalogued(reading("a.md", *(entry(f"e{n}", line=n * 3 + 1) for n in range(3))))
    library = relate(
        made,
        {
            EntryId("e0"): compiled(mentions=["rag", "lora", "bert"]),
            EntryId("e1"): compiled(mentions=["rag", "lora"]),
            EntryId("e2"): compiled(mentions=["bert"]),
        },
    )
    assert library.related_terms[TermSlug("rag")] == (("lora", 2), ("bert", 1))


def test_a_rare_shared_term_relates_and_is_the_reason() -> None:
    entries = [entry(f"e{n}", f"第{n}篇", f"第{n}篇随想。", line=n * 3 + 1) for n in range(100)]
    made = catalogued(reading("a.md", *entries))
    mentions = {one.id: compiled(["rare"] if one.id in ("e3", "e7") else ["common"]) for one in made.entries}
    library = relate(made, mentions)
    first = library.related[EntryId("e3")][0]
    assert (first.entry, first.terms) == ("e7", ("rare",))


def test_near_duplicates_find_each_other_and_are_not_shown_as_related() -> None:
    made = catalogued(
        reading("a.md", entry("one", "RAG 笔记", LONG), entry("two", "另一处的 RAG", LONG + "完。", line=9)),
        reading(
            "b.md",
            entry(
                "other",
                "扩散模型",
                "扩散模型从噪声里一步步去噪得到图像，训练时学的是每一步的噪声该有多少，采样时反着走。",
                "b.md",
            ),
        ),
    )
    library = relate(made, {one.id: compiled() for one in made.entries})
    assert library.duplicates == {EntryId("one"): ("two",), EntryId("two"): ("one",)}
    assert all(found.entry != "two" for found in library.related.get(EntryId("one"), ()))


def test_kept_sketches_give_the_same_library() -> None:
    made = catalogued(reading("a.md", entry("one", "RAG 笔记", LONG), entry("two", "LoRA 微调", LONG[::-1], line=9)))
    built = {one.id: EMPTY for one in made.entries}
    kept = {one.id: pickle.loads(pickle.dumps(entry_fingerprint(one, made.taxonomy))) for one in made.entries}
    assert relate(made, built, kept) == relate(made, built)


def test_unknown_topics_are_nothing_said_once_for_all_notes_and_a_name_will_do() -> None:
    made = catalogued(
        reading("a.md", entry("one", topics=("检索增强与检索",)), entry("two", line=7, topics=("cooking",))),
        reading("b.md", entry("three", path="b.md", topics=("tea", "kettles"))),
    )
    library = relate(made, {one.id: compiled() for one in made.entries})
    assert library.entry[EntryId("one")].topics == ("rag-retrieval",)
    assert library.entry[EntryId("two")].topics == library.entry[EntryId("three")].tags == ()
    (said,) = lines(library.problems, "zh")
    assert said.startswith("topics 里有分类表没有的主题，未采用") and "a.md:7" in said and "b.md:1" in said


def test_a_common_topic_counts_more_than_a_common_word_elsewhere() -> None:
    rag = [entry(f"rag{n}", f"RAG 检索增强 {n}", f"向量数据库与重排序，第 {n} 则。", line=n * 3 + 1) for n in range(8)]
    other = [entry(f"o{n}", f"视频生成 {n}", f"Sora 与可灵的第 {n} 则。", line=100 + n * 3) for n in range(8)]
    made = catalogued(reading("a.md", *rag, *other))
    mentions = {one.id: compiled(["shared"] if one.id in ("rag0", "rag5", "o3") else []) for one in made.entries}
    library = relate(made, mentions)
    assert library.related[EntryId("rag0")][0].entry == "rag5"
    assert all(near.terms or near.tags or near.topics for near in library.related[EntryId("rag0")])


def test_a_link_relates_by_itself() -> None:
    entries = [entry(f"e{n}", f"第{n}篇", f"第{n}篇随想。", line=n * 3 + 1) for n in range(12)]
    made = catalogued(reading("a.md", *entries))
    library = relate(made, {one.id: compiled(references=["e9"] if one.id == "e2" else []) for one in made.entries})
    assert [near.entry for near in library.related[EntryId("e2")]] == ["e9"]
    assert [near.entry for near in library.related[EntryId("e9")]] == ["e2"]
    assert set(library.related) == {"e2", "e9"}


@settings(max_examples=40)
@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=4), max_size=14))
def test_related_is_what_comparing_all_pairs_gives(terms: list[list[str]]) -> None:
    made = catalogued(reading("a.md", *(entry(f"e{n:02}", f"第{n}篇", line=n * 3 + 1) for n in range(len(terms)))))
    ids = [one.id for one in made.entries]
    own = {one: set(terms[int(one[1:])]) for one in ids}
    library = relate(made, {one: compiled(sorted(own[one])) for one in ids})
    holders = {name: sum(name in names for names in own.values()) for name in "abcdefgh"}
    worth = {name: 3 * max(0, len(ids).bit_length() - count.bit_length()) for name, count in holders.items()}
    for one in ids:
        scores = {other: sum(worth[name] for name in own[one] & own[other]) // 2 for other in ids if other != one}
        best = sorted((other for other in ids if scores.get(other, 0) >= ENOUGH), key=lambda other: -scores[other])
        assert [near.entry for near in library.related.get(one, ())] == best[:MOST]
