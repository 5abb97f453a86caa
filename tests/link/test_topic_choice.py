"""The choice of topics: what makes one likelier."""

from __future__ import annotations

from ainotes_site.link.topics.choice import Spoken, chosen, pairs_of, shipped_pairs, together
from ainotes_site.model import TopicId

IDS = [TopicId("agent"), TopicId("ai-coding"), TopicId("math-theory")]


def spoken(*worths: float, **more: object) -> Spoken:
    found = Spoken(dict(enumerate(worths)), words=len(worths), parts=set(range(len(worths))))
    for name, value in more.items():
        setattr(found, name, value)
    return found


def likely(words: dict[int, Spoken]) -> dict[int, float]:
    return dict(chosen(words, IDS))


def test_a_second_topic_is_given_rather_where_readers_give_it_with_the_first() -> None:
    both = {0: spoken(5, 5), 1: spoken(3, 3)}
    apart = {0: spoken(5, 5), 2: spoken(3, 3)}
    assert likely(both)[1] > likely(apart).get(2, 0.0)


def test_the_same_worth_makes_a_topic_likelier_in_the_title_and_spread_over_the_text() -> None:
    plain = likely({0: spoken(4, 4), 1: spoken(4, 4)})[1]
    assert likely({0: spoken(4, 4), 1: spoken(4, 4, standing=[2.0, 0.0, 0.0])})[1] > plain
    assert likely({0: spoken(4, 4), 1: spoken(4, 4, parts={1, 3, 5, 7})})[1] > plain


def test_what_is_hardly_spoken_of_is_no_topic_and_unknown_topics_go_with_none() -> None:
    assert chosen({0: spoken(2.0)}, IDS) == []
    assert together(pairs_of([["a", "b"], ["a", "b"], ["c"]]), "a", "b") > 0
    assert together(shipped_pairs(), "agent", "my-own") == 0.0
