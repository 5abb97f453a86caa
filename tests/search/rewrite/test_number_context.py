"""Names with numbers: each part of them counts beside the others only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.document import SearchDocument


@pytest.fixture(scope="module")
def index(doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]) -> SearchIndex:
    return build(
        [
            doc("wse", "晶圆级芯片", "Cerebras 的 WSE-3 有 4 万亿晶体管"),
            doc("e4m3", "FP8：E4M3 与 E5M2", "第 3 节，3 倍，e 指数"),
            doc("hbm", "显存", "80 GB HBM3e，3.35 TB/s"),
            doc("llama", "Llama 3 发布", "3 月"),
            doc("llama2", "Llama 2 与 3 个问题", "Llama 的旧版，3 个问题，3 天"),
            doc("gpt4v", "看图", "GPT-4V 能看图"),
            doc("gpt4", "GPT-4 的故事", "V 形反转之后，GPT-4 又来，GPT-4 还在"),
            doc("conv", "卷积核", "3×3 的卷积"),
            doc("gradient", "怎样求导", "3x 求导是 3，x 的 3 次方求导是 3x 的平方"),
            doc("year", "Transformer", "2017 年的论文"),
        ]
    )


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("WSE-3", ["wse"]),
        ("HBM3e", ["hbm"]),
        ("e4m3", ["e4m3"]),
        ("llama 3", ["llama", "llama2"]),
        ("WSE-9", ["wse"]),
        ("gpt4v", ["gpt4v", "gpt4"]),
    ],
)
def test_a_number_is_found_beside_its_name(index: SearchIndex, query: str, ids: list[str]) -> None:
    assert index.ids(query) == ids


def test_the_number_of_a_name_that_the_notes_do_not_have_finds_nothing(index: SearchIndex) -> None:
    assert index.ids("TPU-3") == index.ids("tpu 3") == []
    assert index.ids("TPU-3 显存") == ["hbm"]


def test_a_number_is_found_beside_its_measure_word(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """2024年3月 led to Llama 3 and 90分钟 to 90.8%; the notes had both as they were asked for."""
    index = build(
        [
            doc("march", "更新", "2024 年 3 月 18 日开会"),
            doc("llama", "Llama 3 的 3 个问题", "2023 年 12 月，3 天"),
            doc("soup", "牛腩汤", "炖90分钟"),
            doc("score", "成绩 90.8%", "90.2 分"),
            doc("fever", "发烧", "38.5℃"),
        ]
    )
    assert index.ids("2024年3月")[0] == "march"
    snippet = next(hit.snippet for hit in index.search("2024年3月").hits if hit.id == "llama")
    assert "3" not in {snippet.text[low:high] for low, high in snippet.marks}
    assert index.ids("90分钟") == ["soup"]
    assert index.ids("38.5度") == ["fever"]


def test_a_year_is_a_word_of_its_own(index: SearchIndex) -> None:
    assert index.ids("transformer 2017") == ["year"]
    assert index.search("transformer 2017").hits[0].snippet.marks == ((0, 4),)


def test_numbers_around_a_times_sign_are_found_apart(index: SearchIndex) -> None:
    assert index.ids("3x3卷积")[0] == "conv"


def test_only_that_number_is_marked(index: SearchIndex) -> None:
    snippet = index.search("HBM3e").hits[0].snippet
    assert [snippet.text[low:high] for low, high in snippet.marks] == ["HBM3e"]


def test_a_number_alone_is_any_such_number(index: SearchIndex) -> None:
    assert {"wse", "hbm", "llama", "llama2", "conv"} <= set(index.ids("3", 20))


@pytest.mark.parametrize(("query", "first"), [("kmeans", "kmeans"), ("tsne", "tsne"), ("dont", "dont")])
def test_a_single_letter_may_be_typed_with_the_word_beside_it(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex], query: str, first: str
) -> None:
    """kmeans was taken for a typing error in means, dont for one in don; tsne found nothing."""
    documents = [doc("kmeans", "K-means"), doc("tsne", "t-SNE"), doc("dont", "Don't"), doc("means", "What it means")]
    result = build(documents).search(query)
    assert [hit.id for hit in result.hits] == [first]
    assert result.corrected == ""


def test_a_name_typed_in_one_is_parted_and_not_mended(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """deepseekr was taken for a typing error in deepseek, and deepseek1 was shown as the correction."""
    index = build([doc("r1", "DeepSeek-R1", "推理"), doc("v3", "DeepSeek-V3", "第 1 版"), doc("other", "别的", "1 个")])
    result = index.search("deepseekr1")
    assert [hit.id for hit in result.hits] == ["r1"]
    assert result.corrected == ""
