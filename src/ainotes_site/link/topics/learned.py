"""What an owner's own tags teach: words that go with tagged entries speak for their topics in all others.

An entry whose front matter says its topic, by `topics:` or by a tag that is a name or a word of one, is an example. A word
of the titles, tags, headings and first lines of the examples is learned for a topic where most of the examples that have it
are of that topic, and that is no accident (`learned`). There is no more to it: counts, no model, nothing that depends on the
order of the notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from math import log
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.phrase_matcher import Cut, PhraseMatcher, fold, lexicon
from ainotes_site.link.taxonomy import CLASSES, Taxonomy, Weight
from ainotes_site.link.topics.assign import OPENING, prose, stated_topics
from ainotes_site.model import Entry, TopicId

FEWEST = 3
"""Examples of a topic that must have a word before it is learned."""
SHARE = 0.6
"""Share of the examples with a word that must be of its topic; one more example, of none, is taken for granted."""
SITES = 20
"""Sites among which one word is learned by accident. So many times the words that are looked at, m, is how seldom a word and its
topic may meet by chance: G² (T. Dunning, Accurate methods for the statistics of surprise and coincidence, 1993), which is beyond
x about once in exp(x / 2) times, must be at least 2 ln(SITES · m)."""
LONGEST = 500
"""Characters of a text that are looked at."""

_LATIN = pattern(r"[a-z][a-z0-9+#.\-]{1,30}[a-z0-9+#]")
_HAN = pattern(r"[\u3400-\u9fff]{2,}")


class Learned(NamedTuple):
    """A word that speaks for a topic, as the owner's tags say."""

    word: str
    """In small letters."""
    topic: TopicId


class Example(NamedTuple):
    """An entry whose owner says what it is about."""

    topics: tuple[TopicId, ...]
    words: frozenset[str]
    """Folded, without those of the taxonomy."""


class Counts(NamedTuple):
    """How many examples there are. Plain data."""

    topics: dict[str, int]
    """Of each topic; of all of them under the empty name."""
    words: dict[str, dict[str, int]]
    """With each word, in the same way."""


def said_of(entry: Entry) -> tuple[object, ...]:
    """All that `example` looks at in an entry."""
    return (entry.topics, entry.title, entry.tags, entry.description[:LONGEST], entry.body[:LONGEST], entry.section)


def example(entry: Entry, taxonomy: Taxonomy, cut: Cut) -> Example | None:
    """What an entry as read teaches; None where its owner does not say what it is about. `cut` is the segmenter."""
    topics = stated_topics(entry, taxonomy)
    if not topics:
        return None
    opening = prose(entry.body[:LONGEST]).lstrip()[:OPENING]
    tags = fold("\n".join(entry.tags))
    text = fold("\n".join((entry.title, entry.description[:LONGEST], opening, *entry.section)))
    words = _words(f"{text}\n{tags}", cut).union(tag.rpartition("/")[2].strip() for tag in tags.split("\n"))
    return Example(topics, words.difference(taxonomy.lexicon.numbers, taxonomy.names, ("",)))


def _words(text: str, cut: Cut) -> frozenset[str]:
    """The words of a folded text, Chinese ones of two characters or more."""
    han = cut(" ".join(_HAN.findall(text)))
    return frozenset([*_LATIN.findall(text), *[word for word in han if len(word) > 1]])


def counted(examples: Iterable[Example]) -> Counts:
    """The examples, counted."""
    topics: Counter[str] = Counter()
    words: dict[str, dict[str, int]] = {}
    for one in examples:
        own = ("", *one.topics)
        topics.update(own)
        for word in one.words:
            of_word = words.setdefault(word, {})
            for topic in own:
                of_word[topic] = of_word.get(topic, 0) + 1
    return Counts(dict(topics), words)


def recounted(counts: Counts, gone: Iterable[Example], new: Iterable[Example]) -> Counts:
    """The counts after some examples went and others came."""
    words = dict(counts.words)
    topics = Counter(counts.topics)
    for examples, step in ((gone, -1), (new, 1)):
        change = counted(examples)
        for topic, count in change.topics.items():
            topics[topic] += step * count
        for word, own in change.words.items():
            of_word = Counter(words.get(word, {}))
            for topic, count in own.items():
                of_word[topic] += step * count
            words[word] = dict(of_word)
    return Counts(dict(topics), words)


def learned(counts: Counts) -> tuple[Learned, ...]:
    """The words that are learned, sorted.

    Of n examples with a word k are of the topic, as are b of all examples. It is learned where k ≥ FEWEST, k / (n + 1) ≥ SHARE
    and the G² of k of n against b says that it is no accident: rare words of a frequent topic are not.
    """
    total = counts.topics.get("", 0)
    looked_at = {word: own for word, own in counts.words.items() if own.get("", 0) >= FEWEST}
    least = 2 * log(SITES * max(len(looked_at), 1))
    found = (
        Learned(word, TopicId(topic))
        for word, own in looked_at.items()
        for topic, count in own.items()
        if topic and count >= FEWEST and count >= SHARE * (own[""] + 1)
        if _surprise(count, own[""], counts.topics[topic] / total) >= least
    )
    return tuple(sorted(found))


def _surprise(count: int, of: int, usual: float) -> float:
    """G² of a share that is above the usual one; 0 where it is not."""
    if count <= of * usual:
        return 0.0
    rest = of - count
    others = rest * log(rest / (of * (1 - usual))) if rest else 0.0
    return 2 * (count * log(count / (of * usual)) + others)


def taught(taxonomy: Taxonomy, words: tuple[Learned, ...]) -> Taxonomy:
    """The taxonomy with what was learned: such a word counts as an ordinary one, and as a strong one in a title."""
    if not words:
        return taxonomy
    place = {topic.id: number for number, topic in enumerate(taxonomy.topics)}
    by_word: dict[str, list[int]] = {}
    for one in words:
        by_word.setdefault(one.word, []).append(place[one.topic])
    begin = len(taxonomy.words)
    own = lexicon((word, begin + number) for number, word in enumerate(by_word))
    known = taxonomy.lexicon
    usual, in_title = CLASSES["words"][0], CLASSES["strong"][1]
    return replace(
        taxonomy,
        topics=tuple(replace(topic, learned=_of(topic.id, words)) for topic in taxonomy.topics),
        lexicon=PhraseMatcher({**own.numbers, **known.numbers}, {**own.capitals, **known.capitals}, known.families),
        words=(*taxonomy.words, *by_word),
        weights=(
            *taxonomy.weights,
            *(tuple(Weight(one, usual, in_title) for one in sorted(of)) for of in by_word.values()),
        ),
        first_learned=begin,
        digest=blake2b(taxonomy.digest + repr(words).encode(), digest_size=16).digest(),
    )


def _of(topic: TopicId, words: Iterable[Learned]) -> tuple[str, ...]:
    return tuple(one.word for one in words if one.topic == topic)
