"""Topics: how often they are right, and the rules one by one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.link.builders import entry

from ainotes_site.link.taxonomy import load_taxonomy
from ainotes_site.link.topics.assign import MOST, OPENING, THINNED, USUAL, assign, prose, said
from ainotes_site.model import Entry, EntryId, Kind, Link, Span, TopicId
from ainotes_site.readers import read

CASES = Path(__file__).parents[1] / "cases" / "link"
TAXONOMY = load_taxonomy()[0]
Labelled = list[tuple[Entry, set[str]]]


def f1(labelled: Labelled) -> float:
    """Micro-averaged F1 of the assigned topics against the labels."""
    right = given = wanted = 0
    for one, labels in labelled:
        found = {score.topic for score in assign(one, TAXONOMY)}
        right += len(found & labels)
        given += len(found)
        wanted += len(labels)
    return 2 * right / (given + wanted)


def written() -> Labelled:
    labelled: Labelled = []
    for line in (CASES / "topics.txt").read_text("utf-8").splitlines():
        parts = line.split(" | ")
        if len(parts) == 3:
            topics, title, text = parts
            lead = re.split(r"。|\. ", text)[0] if title == "-" else title
            labelled.append((entry(str(len(labelled)), lead, text), set(topics.split())))
    return labelled


def real(seeds: Path) -> Labelled:
    entries = [
        (file.name[:3], one)
        for file in sorted(seeds.glob("00*.txt"))
        for one in read(f"{file.stem}.md", file.read_bytes()).entries
    ]
    labelled: Labelled = []
    for line in (CASES / "topics_seeds.txt").read_text("utf-8").splitlines():
        key, _, topics = line.partition(" ")
        number, colon, place = key.partition(":")
        if colon and place.isdigit():
            spans = (one for name, one in entries if name == number)
            there = [one for one in spans if one.span.start_line <= int(place) <= one.span.end_line]
            labelled.append((there[0], set(topics.split())))
    return labelled


def test_topics_of_labelled_entries_are_right_four_times_in_five() -> None:
    labelled = written()
    assert len(labelled) >= 60
    assert {topic for _, topics in labelled for topic in topics} == {topic.id for topic in TAXONOMY.topics}
    assert f1(labelled) >= 0.80


def test_topics_of_real_entries_not_looked_at_while_tuning(seeds: Path) -> None:
    labelled = real(seeds)
    assert len(labelled) >= 190
    assert f1(labelled[1::2]) >= 0.80


def names(one: Entry) -> list[str]:
    return [score.topic for score in assign(one, TAXONOMY)]


def test_what_the_owner_declares_stands_as_it_is_by_id_or_name() -> None:
    one = entry("a", "LoRA 微调", "用 LoRA 微调。", topics=(TopicId("数据"), TopicId("robotics-embodied")))
    assert names(one) == ["data", "robotics-embodied"]
    assert assign(one, TAXONOMY)[0].score == 1.0


def test_a_tag_that_is_a_topic_comes_first_and_the_text_may_add_others() -> None:
    assert names(entry("a", "LoRA 微调实验", "用 LoRA 微调。", tags=("多模态", "随笔"))) == [
        "multimodal",
        "training-finetuning",
    ]


def test_a_topic_named_in_passing_is_none() -> None:
    text = "这家公司刚融资两亿美元，估值翻倍，创始人说要上市，投资人排队。" * 3 + "他们也用 Stable Diffusion。"
    assert names(entry("a", "融资两亿美元", text)) == ["ai-industry"]


def test_a_title_outweighs_a_body() -> None:
    first, *_ = names(entry("a", "强化学习入门", "先讲卷积，再讲语音识别，最后讲机器人。"))
    assert first == "reinforcement-learning"


@pytest.mark.parametrize(
    "text", ["", "今天天气不错，去公园走了走。", "```\nRAG LoRA agent\n```", "https://x.com/rag/lora"]
)
def test_an_entry_that_nothing_speaks_for_has_none(text: str) -> None:
    assert names(entry("a", "随手记", text)) == []


def test_a_prompt_in_a_fence_is_read_where_there_is_no_other_text() -> None:
    prompt = "```\n你是一位园艺师，请先问我有多大的阳台，再一次只提一个建议。\n```"
    assert names(entry("a", "园艺师", prompt)) == ["prompt-engineering"]
    assert "prompt-engineering" not in names(
        entry("a", "晚饭", "牛肉炖了两个小时，土豆后放，盐最后放。" * 6 + "\n" + prompt)
    )


def test_a_word_that_is_said_once_says_less_the_longer_and_the_later() -> None:
    def worth(text: str) -> float:
        spoken = said(entry("a", "随手记", ""), TAXONOMY, text)[2]
        return sum(sum(own.worth.values()) for own in spoken.values())

    short, long = "天晴。" * 50 + "语音识别。", "天晴。" * 50 + "语音识别。" + "天晴。" * 5000
    assert worth(long) == pytest.approx(worth(short) * (USUAL / (len(long) - OPENING)) ** THINNED)
    assert worth(long.replace("语音识别", "天晴。天", 1) + "语音识别。") < worth(long)


def test_a_bookmark_is_known_by_its_address() -> None:
    link = Link("https://github.com/vllm-project/vllm", "vllm")
    one = Entry(EntryId("a"), "某项目", Kind.BOOKMARK, "", Span("a.md", 1, 1), links=(link,))
    assert names(one)[0] == "inference-deployment"


def placed(path: str, title: str, body: str) -> Entry:
    return Entry(EntryId("a"), title, Kind.NOTE, body, Span(path, 1, 1))


def test_a_stub_without_words_is_known_by_its_file_and_folders() -> None:
    assert names(placed("笔记/强化学习/基础/问答三.md", "问答三", "见图。")) == ["reinforcement-learning"]
    assert names(placed("notes/05_speech-recognition.md", "Papers", "- see the list")) == ["audio-speech"]
    assert names(placed("强化学习/一/二/三.md", "三", "见图。")) == []


def test_a_file_named_like_its_note_counts_once() -> None:
    (score,) = assign(placed("随机森林.md", "随机森林", "许多树投票。"), TAXONOMY)
    assert [(one.field, one.count) for one in score.evidence[:1]] == [("title", 1)]


def test_a_model_is_a_subject_in_a_title_and_named_in_passing_in_a_text() -> None:
    assert "llm" in names(entry("a", "Gemini 与 Qwen 两家", "谈谈近况。"))
    passing = "翻译这本小说时，用 Qwen、GPT-4 和 Claude 各译了一遍，机器翻译的人名都不统一。"
    assert names(entry("a", "译书札记", passing)) == ["nlp"]


def test_evidence_names_word_place_and_count() -> None:
    (score,) = assign(entry("a", "随机森林", "随机森林由许多树投票。随机森林不易过拟合。"), TAXONOMY)[:1]
    assert score.topic == "machine-learning-classic" and 0 < score.score < 1
    assert (score.evidence[0].word, score.evidence[0].field, score.evidence[0].count) == ("随机森林", "title", 2)


def test_no_entry_has_more_than_three() -> None:
    text = "RAG 检索增强。LoRA 微调。智能体。强化学习。语音识别。机器人。扩散模型。Sora 视频生成。"
    assert 0 < len(names(entry("a", "大杂烩", text))) <= MOST


_PLAINLY = re.compile(
    r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)"
    r"|!\[[^\[\]\n]{0,300}\]\([^()\n]{0,500}\)|\]\([^()\n]{0,500}\)"
    r"|https?://[^\s<>）)\u3000-\u9fff]+|<[^<>\n]{1,300}>|(?<![A-Za-z0-9])@\w+",
    re.MULTILINE | re.DOTALL,
)
_SIGNS = ("```", "`", "~~~", "~", "\n", "![", "](", "[", "]", "(", ")", "http://", "https://", "<", ">", "@", "a", "字")


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_SIGNS), max_size=30).map("".join))
def test_what_is_no_prose_is_found_as_its_plain_expression_finds_it(text: str) -> None:
    assert prose(text) == _PLAINLY.sub(" ", text)


@pytest.mark.parametrize("above", ["", "#### 摘要\n- **背景**\n    "])
def test_a_sentence_behind_the_number_of_a_file_is_no_title_of_its_own(above: str) -> None:
    # A reader who finds no title names a note by its file's number and the first sentence: that names in passing.
    sentence = "这篇论文用 LLMs 和大型语言模型改写教材里的应用题，看小学教师用不用得上"
    text = above + sentence + "。课堂上试了一学期，学校、教师与学生都填了问卷，作弊的担心不少，家长要求先立规矩再教学。"
    assert names(entry("a", f"2501.04321 {sentence[:24]}…", text)) == ["ai-society-education"]
    assert "llm" in names(entry("a", "LLMs 和大型语言模型", text))


@pytest.mark.parametrize(
    ("title", "text", "topic"),
    [
        ("xAI 又招人了", "办公室搬到了市中心。", "interpretability"),
        ("新买的 RTX 到了", "装进机箱，风扇不响。", "robotics-embodied"),
        ("Fast text entry on a small screen", "Two thumbs are enough.", "nlp"),
        ("A policy for guests of the house", "Shoes off, please.", "reinforcement-learning"),
        ("Anthropic 的办公室", "咖啡不错，窗外是海。", "llm"),
    ],
)
def test_a_word_that_means_something_else_speaks_for_nothing(title: str, text: str, topic: str) -> None:
    """Names that differ in a capital, a hyphen or a space only; everyday words; a company that is but named."""
    assert topic not in names(entry("a", title, text))
