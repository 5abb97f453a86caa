"""What an owner's tags teach, rule by rule, and that counts after edits are those of a fresh start."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from tests.link.builders import entry

from ainotes_site.link.taxonomy import load_taxonomy
from ainotes_site.link.topics.assign import assign
from ainotes_site.link.topics.learned import Counts, Example, Learned, counted, example, learned, recounted, taught
from ainotes_site.model import Entry, TopicId
from ainotes_site.search.text.segment import cut

TAXONOMY = load_taxonomy()[0]
RAG, ROBOT = TopicId("rag-retrieval"), TopicId("robotics-embodied")


def vault(chance: random.Random, count: int = 40) -> list[Entry]:
    """A kitchen's notes: what is put away in a larder is tagged 检索, what walks about 机器人; plates are in both."""
    found = []
    for number in range(count):
        is_larder = number % 2 == 0
        things = ["搪瓷罐", "quillbox"] if is_larder else ["竹蜻蜓", "stiltwalker"]
        title = f"{chance.choice(things)} 与 盘子 {number}"
        text = f"{' '.join(chance.sample(things, 2))}，洗净晾干。"
        found.append(entry(f"n{number:02}", title, text, tags=("检索" if is_larder else "机器人", "厨房")))
    return found


def lessons(entries: list[Entry]) -> tuple[Learned, ...]:
    return learned(counted(one for each in entries if (one := example(each, TAXONOMY, cut))))


def topics(one: Entry, words: tuple[Learned, ...]) -> list[str]:
    return [score.topic for score in assign(one, taught(TAXONOMY, words))]


def test_words_that_go_with_a_tag_speak_for_its_topic_in_untagged_notes() -> None:
    words = lessons(vault(random.Random(1)))
    assert Learned("quillbox", RAG) in words and Learned("stiltwalker", ROBOT) in words
    untagged = entry("a", "A quillbox for the porch", "Bought one today.")
    assert topics(untagged, ()) == []
    assert topics(untagged, words) == [RAG]
    assert topics(entry("b", "门廊", "放了 quillbox 和搪瓷罐，搪瓷罐是蓝的。"), words) == [RAG]


def test_a_word_of_all_examples_teaches_nothing() -> None:
    words = {one.word for one in lessons(vault(random.Random(2)))}
    assert words and not words & {"盘子", "厨房", "洗净"}


def test_two_examples_are_too_few() -> None:
    assert lessons(vault(random.Random(3))[:4]) == ()


def test_a_rare_word_of_a_topic_that_nearly_all_have_is_an_accident() -> None:
    many = [Example((RAG,), frozenset(("quillbox",) if number < 4 else ())) for number in range(30)]
    few = [Example((ROBOT,), frozenset()) for _ in range(3)]
    assert learned(counted((*many, *few))) == ()
    assert learned(counted((*many[:4], *(Example((ROBOT,), frozenset()) for _ in range(29))))) == (
        Learned("quillbox", RAG),
    )


def test_what_the_taxonomy_knows_is_not_learned_again() -> None:
    one = example(entry("a", "LoRA 手记", "微调。", tags=("RAG", "数据")), TAXONOMY, cut)
    assert one is not None and set(one.topics) == {"rag-retrieval", "data"}
    assert one.words == {"手记"}


def test_evidence_says_that_a_word_was_taught() -> None:
    words = lessons(vault(random.Random(1)))
    (score,) = assign(entry("a", "A quillbox for the porch", "Bought."), taught(TAXONOMY, words))
    assert [(one.word, one.field) for one in score.evidence] == [("quillbox", "learned")]
    topic = next(one for one in taught(TAXONOMY, words).topics if one.id == RAG)
    assert "quillbox" in topic.learned and "stiltwalker" not in topic.learned


def test_the_order_of_the_notes_does_not_matter() -> None:
    entries = vault(random.Random(4))
    shuffled = random.Random(5).sample(entries, len(entries))
    assert lessons(shuffled) == lessons(entries)
    assert taught(TAXONOMY, lessons(shuffled)).digest == taught(TAXONOMY, lessons(entries)).digest != TAXONOMY.digest


_EXAMPLES = st.lists(
    st.builds(
        Example,
        st.sets(st.sampled_from((RAG, ROBOT)), min_size=1).map(lambda found: tuple(sorted(found))),
        st.frozensets(st.sampled_from("abcd")),
    ),
    max_size=12,
)


def _present(counts: Counts) -> Counts:
    words = {word: {topic: count for topic, count in own.items() if count} for word, own in counts.words.items()}
    topics = {topic: count for topic, count in counts.topics.items() if count}
    return Counts(topics, {word: own for word, own in words.items() if own})


@given(_EXAMPLES, _EXAMPLES, _EXAMPLES)
def test_counts_after_an_edit_are_those_of_a_fresh_start(
    stay: list[Example], gone: list[Example], new: list[Example]
) -> None:
    amended, fresh = recounted(counted((*stay, *gone)), gone, new), counted((*stay, *new))
    assert _present(amended) == fresh
    assert learned(amended) == learned(fresh)


def test_a_tag_that_is_a_word_of_one_topic_is_that_topic() -> None:
    assert TAXONOMY.tagged("LoRA") == TAXONOMY.tagged("项目/lora") == "training-finetuning"
    assert TAXONOMY.tagged("推理部署") == "inference-deployment"
    assert TAXONOMY.tagged("prompt_engineering") == TAXONOMY.tagged("Prompt Engineering") == "prompt-engineering"
    assert TAXONOMY.tagged("模型") is None and TAXONOMY.tagged("随笔") is None


def test_tags_that_are_not_to_teach_are_names_of_topics_only() -> None:
    plain = TAXONOMY.without_tags()
    assert plain.tagged("LoRA") is None and plain.tagged("多模态") == "multimodal"
    assert plain.digest != TAXONOMY.digest
