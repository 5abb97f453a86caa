"""The taxonomy: what the package ships, and what a `topics.yml` does to it."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.link.builders import entry

from ainotes_site.link.taxonomy import DEEPEST, Taxonomy, load_taxonomy
from ainotes_site.link.topics.assign import assign
from ainotes_site.model import Topic

SHIPPED = [
    "llm",
    "transformer-attention",
    "training-finetuning",
    "alignment-safety",
    "interpretability",
    "reasoning",
    "evaluation-benchmark",
    "rag-retrieval",
    "agent",
    "prompt-engineering",
    "multimodal",
    "image-generation",
    "video-generation",
    "audio-speech",
    "computer-vision",
    "nlp",
    "reinforcement-learning",
    "generative-models",
    "deep-learning-basics",
    "machine-learning-classic",
    "optimization-loss",
    "data",
    "hardware-infra",
    "inference-deployment",
    "open-source-models",
    "ai-coding",
    "ai-products",
    "ai-industry",
    "ai-society-education",
    "tools-frameworks",
    "robotics-embodied",
    "math-theory",
]


def by_id(taxonomy: Taxonomy) -> dict[str, Topic]:
    return {topic.id: topic for topic in taxonomy.topics}


def test_the_package_ships_all_topics_with_names_scopes_and_words_in_both_languages() -> None:
    taxonomy, problems = load_taxonomy()
    assert problems == ()
    assert sorted(by_id(taxonomy)) == sorted(SHIPPED)
    for topic in taxonomy.topics:
        assert topic.name_zh and topic.name_en and topic.scope_zh and topic.scope_en
        assert sum(word.isascii() for word in topic.words) >= 20, topic.id
        assert sum(not word.isascii() for word in topic.words) >= 20, topic.id


def test_the_tree_is_at_most_three_deep_with_parents_before_children() -> None:
    seen: dict[str, int] = {}
    for topic in load_taxonomy()[0].topics:
        seen[topic.id] = seen[topic.parent] + 1 if topic.parent else 1
    assert max(seen.values()) == DEEPEST


def test_topics_yml_adds_a_topic_and_words_to_a_known_one() -> None:
    taxonomy, problems = load_taxonomy("""
- id: cooking
  zh: 烹饪
  en: Cooking
  strong: [红烧肉, sourdough]
- id: agent
  zh: 代理人
  strong: [小助理]
""")
    assert problems == ()
    assert len(taxonomy.topics) == len(SHIPPED) + 1
    agent = by_id(taxonomy)["agent"]
    assert (agent.name_zh, agent.name_en, agent.parent) == ("代理人", "Agents", "llm")
    assert [score.topic for score in assign(entry("a", "红烧肉两做", "先焯水。"), taxonomy)] == ["cooking"]
    assert [score.topic for score in assign(entry("a", "我的小助理", ""), taxonomy)] == ["agent"]


def test_topics_yml_may_replace_everything() -> None:
    taxonomy, problems = load_taxonomy("replace: true\ntopics:\n- {id: tea, zh: 茶, en: Tea, strong: [普洱, oolong]}\n")
    assert problems == () and [topic.id for topic in taxonomy.topics] == ["tea"]
    assert taxonomy.topics[0].words == ("普洱", "oolong")


def test_words_may_be_written_with_commas() -> None:
    taxonomy, _ = load_taxonomy("replace: true\ntopics:\n- {id: tea, words: '普洱， 龙井、oolong, '}\n")
    assert taxonomy.topics[0].words == ("普洱", "龙井", "oolong")
    assert taxonomy.topics[0].name_zh == "tea"


@pytest.mark.parametrize(
    ("text", "line", "fact"),
    [
        ("- id: a\n- id: b\n  parent: nowhere\n", 2, "unknown parent"),
        ("- id: a\n  parent: b\n- id: b\n  parent: a\n", 1, "each other's parents"),
        ("- id: a\n- id: b\n- id: a\n", 3, "duplicate topic"),
        ("- zh: 没有名字\n", 1, "without a usable id"),
        ("- id: 中文\n", 1, "without a usable id"),
        ("- id: a\n  wrods: [x]\n", 1, "unknown field"),
        ("- id: a\n  words: {x: y}\n", 1, "not a list"),
        ("- id: a\n  parent: agent\n- id: b\n  parent: a\n", 3, "three deep"),
        ("just words\n", 0, "not a list"),
        ("topics: no\n", 0, "not a list"),
        ("", 0, "not a list"),
        ("- [unclosed\n", 2, "not valid YAML"),
        ("a: *unknown\n", 1, "not valid YAML"),
    ],
)
def test_what_cannot_be_used_is_a_problem_and_the_rest_stands(text: str, line: int, fact: str) -> None:
    taxonomy, problems = load_taxonomy(text, "topics.yml")
    assert problems and all(problem.path == "topics.yml" for problem in problems)
    assert (problems[0].line, fact in str(problems[0])) == (line, True), problems
    assert set(SHIPPED) <= set(by_id(taxonomy))


@settings(max_examples=20)
@given(st.text(alphabet="- id:ab\n[]{}&*!,'\"#zhparent\t\u4e2d", max_size=60))
def test_any_text_is_survived(text: str) -> None:
    taxonomy, _ = load_taxonomy(text)
    assert len(taxonomy.topics) >= 1


def test_aliases_of_aliases_do_not_blow_up() -> None:
    bomb = "- &a0 [x]\n" + "".join(f"- &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    taxonomy, problems = load_taxonomy(f"{bomb}- {{id: tea, zh: *a39, words: [*a39]}}\n")
    assert [problem.line for problem in problems] == list(range(1, 42))
    assert by_id(taxonomy)["tea"].name_zh == "tea"


def test_a_taxonomy_travels_to_worker_processes_and_its_digest_tells_it_from_others() -> None:
    shipped = load_taxonomy()[0]
    assert pickle.loads(pickle.dumps(shipped)) == shipped
    assert load_taxonomy("- {id: agent, weak: [小秘书]}")[0].digest != shipped.digest
    assert load_taxonomy("- {id: agent}")[0].digest == shipped.digest


def test_a_topic_is_known_by_id_and_by_either_name() -> None:
    taxonomy = load_taxonomy()[0]
    assert {
        taxonomy.named(name) for name in ("rag-retrieval", "RAG Retrieval", "检索增强与检索", "Retrieval and RAG")
    } == {"rag-retrieval"}
    assert taxonomy.named("午饭") is None


def test_numbers_in_a_taxonomy_are_texts_and_take_no_time() -> None:
    start = time.process_time()
    loaded, problems = load_taxonomy(
        "topics:\n- id: gpu\n  words: [4090, 0x10, 1:30]\n  scope: " + "1:" * 200_000 + "1\n"
    )
    assert time.process_time() - start < 5
    assert problems == ()
    (gpu,) = [topic for topic in loaded.topics if topic.id == "gpu"]
    assert {"4090", "0x10", "1:30"} <= set(gpu.words)
